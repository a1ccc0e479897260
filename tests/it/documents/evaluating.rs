//! What DMS would do with a document: the expected values are those of the user guide's samples and of its rules.

use std::collections::BTreeMap;

use mapc::diag::Diagnostics;
use mapc::dms_document::evaluate::{Cell, Given, Passed, Quirk, Row, TableOutcome, evaluate, record};
use mapc::schema::{self, Dialect, Form, Schema, TableKind};
use mapc::text::Texts;

use crate::support::documents::read;
use crate::support::oracle::repository;

const SHOP: &str = "
    create table orders (id int primary key, town varchar(20), total decimal(10, 2), card varchar(30));
    create table order_lines (id int primary key, sku varchar(10));
    create table orderxlines (id int primary key);
    create table recent (id int);
";

/// The schema `shop` of these statements.
fn of(sql: &str) -> Schema {
    let id = Texts::new().add("shop.sql", sql);
    schema::read(Form::Sql(Dialect::MySql), &"shop".into(), id, sql, &mut Diagnostics::new())
}

fn shop() -> Schema {
    let read = of(SHOP);
    let mut tables = read.tables;
    // A script declares no columns of a view, so it is made of a table here.
    tables.last_mut().expect("tables").kind = TableKind::View;
    Schema::new("shop".into(), Dialect::MySql, tables, read.text)
}

/// The rules that the texts are, with ids in their order, evaluated over the shop.
fn with<T>(rules: &[&str], look: impl FnOnce(&[TableOutcome<'_>]) -> T) -> T {
    over(&shop(), rules, look)
}

/// The same over another schema.
fn over<T>(schema: &Schema, rules: &[&str], look: impl FnOnce(&[TableOutcome<'_>]) -> T) -> T {
    let numbered: Vec<String> = rules
        .iter()
        .enumerate()
        .map(|(at, rule)| format!(r#"{{"rule-id": "{}", "rule-name": "{}", {rule}}}"#, at + 1, at + 1))
        .collect();
    let (document, findings) = read(&format!("{{\"rules\": [{}]}}", numbered.join(",")));
    let document = document.unwrap_or_else(|| panic!("{findings:?}"));
    look(&evaluate(&document, schema).tables)
}

fn select(table: &str, more: &str) -> String {
    format!(
        r#""rule-type": "selection", "rule-action": "include", "object-locator": {{"schema-name": "shop", "table-name": "{table}"}}{more}"#
    )
}

fn change(action: &str, column: &str, more: &str) -> String {
    format!(
        r#""rule-type": "transformation", "rule-action": "{action}", "rule-target": "column",
        "object-locator": {{"schema-name": "shop", "table-name": "orders", "column-name": "{column}"}}{more}"#
    )
}

fn columns(outcome: &TableOutcome<'_>) -> String {
    let names: Vec<&str> = outcome.columns.iter().map(|column| column.name.as_str()).collect();
    names.join(" ")
}

fn row(cells: &[(&str, Cell)]) -> Row {
    cells.iter().map(|(name, cell)| ((*name).to_owned(), cell.clone())).collect()
}

fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}

fn number(value: &str) -> Cell {
    Cell::Number(value.to_owned())
}

fn tables(rules: &[&str]) -> Vec<String> {
    with(rules, |tables| tables.iter().map(|table| table.table.name.to_string()).collect())
}

#[test]
fn patterns_select_and_an_exclude_wins() {
    assert_eq!(tables(&[&select("%", "")]), ["orders", "order_lines", "orderxlines"]);
    assert_eq!(tables(&[&select("order_lines", "")]), ["order_lines", "orderxlines"]);
    assert_eq!(tables(&[&select("order[_]lines", "")]), ["order_lines"]);
    let exact = select("order_lines", "").replace("include", "explicit");
    assert_eq!(tables(&[&exact]), ["order_lines"]);
    let without = select("order%lines", "").replace("include", "exclude");
    assert_eq!(tables(&[&without, &select("%", "")]), ["orders"]);
    let views = select("%", "").replace("\"%\"", "\"%\", \"table-type\": \"all\"");
    assert_eq!(tables(&[&views]), ["orders", "order_lines", "orderxlines", "recent"]);
    with(&[&select("order_lines", "")], |tables| {
        assert_eq!(tables[0].quirks, []);
        assert_eq!(tables[1].quirks[0].0, Quirk::AnyCharacter);
    });
}

#[test]
fn the_lower_id_is_applied_and_a_mask_shares_a_column() {
    let rename = change("rename", "town", r#", "value": "city""#);
    let capitals = change("convert-uppercase", "%", "");
    let all = select("orders", "");
    with(&[&all, &rename, &capitals], |tables| assert_eq!(columns(&tables[0]), "ID city TOTAL CARD"));
    with(&[&all, &capitals, &rename], |tables| {
        assert_eq!(columns(&tables[0]), "ID TOWN TOTAL CARD");
        assert!(tables[0].quirks.iter().any(|(quirk, _)| *quirk == Quirk::LowerIdWins));
    });
    let ty = change("change-data-type", "card", r#", "data-type": {"type": "string", "length": 64}"#);
    let hash = change("data-masking-hash-mask", "card", "");
    with(&[&all, &ty, &hash], |tables| {
        let card = &tables[0].columns[3];
        assert!(card.mask.is_some() && card.data_type.is_some());
    });
}

#[test]
fn columns_leave_come_and_stay() {
    let all = select("orders", "");
    with(&[&all, &change("remove-column", "t%", "")], |tables| assert_eq!(columns(&tables[0]), "id card"));
    let keep = change("include-column", "id", "");
    with(&[&all, &keep, &change("include-column", "card", "")], |tables| {
        assert_eq!(columns(&tables[0]), "id card");
    });
    let add = change("add-column", "", r#", "value": "name", "expression": "$town||'-'||$card""#)
        .replace(r#", "column-name": """#, "");
    with(&[&all, &add], |tables| {
        let passed = record(&tables[0], &row(&[("id", number("1")), ("town", text("a")), ("card", text("b"))]));
        let Passed::Record(record) = passed else { panic!("{passed:?}") };
        assert_eq!(record["name"], Given::Cell(text("a-b")));
        assert_eq!(record["total"], Given::Cell(Cell::Null));
    });
    let images = change("add-before-image-columns", "", r#", "before-image-def": {"column-prefix": "OLD_"}"#)
        .replace(r#", "column-name": """#, "");
    with(&[&all, &images], |tables| assert_eq!(columns(&tables[0]), "id town total card OLD_id"));
    let digits = change("data-masking-digits-mask", "card", r##", "value": "#""##);
    with(&[&all, &digits], |tables| {
        let passed = record(&tables[0], &row(&[("card", text("4111-22"))]));
        let Passed::Record(record) = passed else { panic!("{passed:?}") };
        assert_eq!(record["card"], Given::Cell(text("####-##")));
    });
}

#[test]
fn large_objects_have_no_old_values() {
    let image = r#""rule-type": "transformation", "rule-action": "add-before-image-columns", "rule-target": "column",
        "object-locator": {"schema-name": "shop", "table-name": "scans"},
        "before-image-def": {"column-prefix": "OLD_", "column-filter": "non-lob"}"#;
    let schema = of("create table scans (id int primary key, page longblob, seal varbinary(16), body longtext);");
    over(&schema, &[&select("scans", ""), image], |tables| {
        assert_eq!(columns(&tables[0]), "id page seal body OLD_id OLD_seal");
    });
}

#[test]
fn names_of_tables_and_schemas_change() {
    let of = |target: &str, action: &str, more: &str| {
        format!(
            r#""rule-type": "transformation", "rule-action": "{action}", "rule-target": "{target}",
            "object-locator": {{"schema-name": "shop", "table-name": "%"}}{more}"#
        )
    };
    let prefix = of("table", "add-prefix", r#", "value": "t_""#);
    let schema = of("schema", "convert-uppercase", "");
    with(&[&select("orders", ""), &prefix, &schema], |tables| {
        assert_eq!(format!("{}.{}", tables[0].schema, tables[0].name), "SHOP.t_orders");
    });
}

/// The conditions of the guide's sample, `empid <= 10 or between 50 and 75 or >= 100`, for numbers and for texts of digits.
#[test]
fn filters_compare_numbers_as_numbers_and_texts_as_texts() {
    let filters = |column: &str| {
        let more = format!(
            r#", "filters": [{{"filter-type": "source", "column-name": "{column}", "filter-conditions": [
                {{"filter-operator": "ste", "value": "10"}},
                {{"filter-operator": "between", "start-value": "50", "end-value": "75"}},
                {{"filter-operator": "gte", "value": "100"}}]}}]"#
        );
        select("orders", &more)
    };
    let passes = |rule: &str, name: &str, cell: Cell| {
        with(&[rule], |tables| match record(&tables[0], &row(&[(name, cell.clone())])) {
            Passed::Record(_) => true,
            Passed::Kept => false,
            Passed::Unknown(why) => panic!("{why}"),
        })
    };
    let by_number = filters("total");
    let passing = ["10.0", "50", "75.00", "100", "-3"].map(|value| passes(&by_number, "total", number(value)));
    let kept = ["11", "49.99", "75.01", "99"].map(|value| passes(&by_number, "total", number(value)));
    assert_eq!((passing, kept), ([true; 5], [false; 4]));
    assert!(!passes(&by_number, "total", Cell::Null));
    // As texts `9` is above `75`, and not at most `10`; it is at least `100`.
    assert!(passes(&filters("town"), "town", text("9")));
}

#[test]
fn filters_on_patterns_let_everything_through() {
    let filters = r#", "filters": [{"filter-type": "source", "column-name": "id", "filter-conditions": [
        {"filter-operator": "noteq", "value": "1"}]}]"#;
    with(&[&select("orders%", filters)], |tables| {
        assert!(matches!(record(&tables[0], &row(&[("id", number("1"))])), Passed::Record(_)));
        assert_eq!(tables[0].quirks[0].0, Quirk::FiltersByName);
    });
    with(&[&select("orders", filters)], |tables| {
        assert_eq!(record(&tables[0], &row(&[("id", number("1"))])), Passed::Kept);
        assert_eq!(record(&tables[0], &row(&[])), Passed::Kept);
    });
}

/// The sample of the guide: a key of two columns, a nested map, the other columns as they are.
#[test]
fn an_object_mapping_makes_attributes_and_passes_the_others() {
    let mapping = r#""rule-type": "object-mapping", "rule-action": "map-record-to-record",
        "object-locator": {"schema-name": "shop", "table-name": "orders"}, "target-table-name": "orders_t",
        "mapping-parameters": {"partition-key-name": "who", "exclude-columns": ["town", "card"], "attribute-mappings": [
          {"target-attribute-name": "who", "attribute-type": "scalar", "attribute-sub-type": "string", "value": "${town},${card}"},
          {"target-attribute-name": "where", "attribute-type": "document", "attribute-sub-type": "dynamodb-map",
           "value": {"M": {"town": {"S": "${town}"}}}}]}"#;
    with(&[&select("orders", ""), mapping], |tables| {
        let passed = record(&tables[0], &row(&[("id", number("1")), ("town", text("a\"b")), ("card", text("c"))]));
        let inner = |name: &str, given: Given| Given::Members(BTreeMap::from([(name.to_owned(), given)]));
        let place = inner("M", inner("town", inner("S", Given::Cell(text("a\"b")))));
        let expected = BTreeMap::from([
            ("who".to_owned(), Given::Cell(text("a\"b,c"))),
            ("where".to_owned(), place),
            ("id".to_owned(), Given::Cell(number("1"))),
        ]);
        assert_eq!(passed, Passed::Record(expected));
        let quirks: Vec<Quirk> = tables[0].quirks.iter().map(|(quirk, _)| *quirk).collect();
        assert_eq!(quirks, [Quirk::NothingIsEscaped, Quirk::UnlistedAreAdded, Quirk::NullIsLeftOut]);
    });
    let document = mapping.replace("map-record-to-record", "map-record-to-document");
    with(&[&select("orders", ""), &document], |tables| {
        let object = tables[0].object.as_ref().expect("an object mapping");
        let names: Vec<&str> = object.attributes.iter().map(|attribute| attribute.name.as_str()).collect();
        assert_eq!(names, ["who", "where", "_doc.id", "_doc.total"]);
    });
}

#[test]
fn what_no_source_confirms_is_unknown() {
    let filter = |value: &str| {
        format!(
            r#", "filters": [{{"filter-type": "source", "column-name": "id", "filter-conditions": [{{"filter-operator": "eq", "value": "{value}"}}]}}]"#
        )
    };
    with(&[&select("orders", &filter("1")), &select("orders", &filter("2"))], |tables| {
        assert!(tables[0].unknown[0].starts_with("which rows come along"), "{:?}", tables[0].unknown);
    });
    let now = change("add-column", "", r#", "value": "now", "expression": "datetime()""#)
        .replace(r#", "column-name": """#, "");
    with(&[&select("orders", ""), &now], |tables| {
        let Passed::Record(record) = record(&tables[0], &row(&[])) else { panic!("a record") };
        assert!(matches!(record["now"], Given::Unknown(_)));
    });
}

#[test]
fn each_quirk_has_a_name_of_its_own_and_a_source() {
    let mut names: Vec<&str> = Quirk::ALL.iter().map(|quirk| quirk.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Quirk::ALL.len());
    let page = std::fs::read_to_string(repository("book/src/guide/documents.md")).expect("the page of the guide");
    for quirk in Quirk::ALL {
        let row = format!("| `{}` | {} | {} |", quirk.name(), quirk.says(), quirk.source());
        assert!(page.contains(&row), "{row}");
        assert!(quirk.source().contains('"') && !quirk.says().ends_with('.'), "{}", quirk.name());
    }
}
