//! Random documents over a random schema: imported and compiled again, they mean the same, by the comparison and by what the
//! evaluator makes of every table and row.

use std::collections::{BTreeMap, BTreeSet};

use arbitrary::{Result, Unstructured};
use mapc::diag::Diagnostics;
use mapc::dms_document::evaluate::{Cell, Evaluation, Passed, Row, evaluate, record};
use mapc::dms_document::{compare, model::Document};
use mapc::schema::{self, Dialect, Form, Schema};
use mapc::text::Texts;
use serde_json::{Value, json};

use super::importing::{NOTHING, compiled, imported};
use crate::support::documents::read;

const SCHEMAS: &[&str] = &["shop", "HR"];
const TABLES: &[&str] = &["orders", "order_items", "orderXitems", "People", "t1"];
const COLUMNS: &[&str] = &["id", "town", "total", "order no", "Card", "tmp_a"];

/// The same cases in every run; `MAPC_DOCUMENTS` asks for more of them.
fn cases(count: u64, mut check: impl FnMut(&mut Unstructured<'_>) -> Result<()>) {
    let asked = std::env::var("MAPC_DOCUMENTS").ok().and_then(|count| count.parse().ok());
    for case in 0..asked.unwrap_or(count) {
        let mut state = case.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1;
        let mut byte = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        };
        let bytes: Vec<u8> = (0..600).map(|_| byte()).collect();
        // A case that needs more bytes is none.
        let _ = check(&mut Unstructured::new(&bytes));
    }
}

fn one<'a>(u: &mut Unstructured<'_>, list: &[&'a str]) -> Result<&'a str> {
    u.choose(list).copied()
}

/// A name, or sometimes a pattern.
fn name(u: &mut Unstructured<'_>, list: &[&str]) -> Result<String> {
    let name = one(u, list)?;
    Ok(match u.int_in_range(0..=7)? {
        0 => "%".to_owned(),
        1 => format!("{}%", &name[..2]),
        2 => format!("%{}", &name[1..]),
        _ => name.to_owned(),
    })
}

fn filters(u: &mut Unstructured<'_>) -> Result<Value> {
    let mut filters = Vec::new();
    for _ in 0..u.int_in_range(0..=2)? {
        let mut conditions = Vec::new();
        for _ in 0..u.int_in_range(1..=3)? {
            let value = one(u, &["1", "20", "-3.5", "a", "007", "2024-01-01"])?;
            conditions.push(match u.int_in_range(0..=8)? {
                0 => json!({"filter-operator": "lte", "value": value}),
                1 => json!({"filter-operator": "ste", "value": value}),
                2 => json!({"filter-operator": "gte", "value": value}),
                3 => json!({"filter-operator": "eq", "value": value}),
                4 => json!({"filter-operator": "between", "start-value": "1", "end-value": "20"}),
                5 => json!({"filter-operator": "null"}),
                6 => json!({"filter-operator": "noteq", "value": value}),
                7 => json!({"filter-operator": "notbetween", "start-value": "1", "end-value": "20"}),
                _ => json!({"filter-operator": "notnull", "value": null}),
            });
        }
        filters
            .push(json!({"filter-type": "source", "column-name": one(u, COLUMNS)?, "filter-conditions": conditions}));
    }
    Ok(filters.into())
}

fn selection(u: &mut Unstructured<'_>) -> Result<Value> {
    let action = one(u, &["include", "include", "include", "include", "explicit", "exclude"])?;
    let (schema, table) = match action {
        "explicit" => (one(u, SCHEMAS)?.to_owned(), one(u, TABLES)?.to_owned()),
        _ => (name(u, SCHEMAS)?, name(u, TABLES)?),
    };
    let mut rule = json!({"rule-type": "selection", "rule-action": action,
        "object-locator": {"schema-name": schema, "table-name": table}, "filters": filters(u)?});
    if action != "exclude" && u.ratio(1, 4)? {
        rule["load-order"] = u.int_in_range(1..=9)?.to_string().into();
    }
    Ok(rule)
}

fn transformation(u: &mut Unstructured<'_>) -> Result<Value> {
    let action = one(
        u,
        &[
            "rename",
            "convert-lowercase",
            "convert-uppercase",
            "add-prefix",
            "add-suffix",
            "remove-prefix",
            "replace-suffix",
            "add-column",
            "include-column",
            "remove-column",
            "define-primary-key",
            "change-data-type",
            "add-before-image-columns",
            "data-masking-digits-mask",
            "data-masking-hash-mask",
        ],
    )?;
    let target = match action {
        "define-primary-key" => "table",
        "rename" | "convert-lowercase" | "convert-uppercase" | "add-prefix" | "add-suffix" | "remove-prefix"
        | "replace-suffix" => one(u, &["schema", "table", "column"])?,
        _ => "column",
    };
    let mut locator = json!({"schema-name": name(u, SCHEMAS)?});
    if target != "schema" {
        locator["table-name"] = name(u, TABLES)?.into();
    }
    if target == "column" && !matches!(action, "add-column" | "add-before-image-columns") {
        locator["column-name"] = name(u, COLUMNS)?.into();
    }
    if matches!(action, "define-primary-key" | "rename") {
        locator["schema-name"] = one(u, SCHEMAS)?.into();
        if target != "schema" {
            locator["table-name"] = one(u, TABLES)?.into();
        }
        if target == "column" {
            locator["column-name"] = one(u, COLUMNS)?.into();
        }
    }
    let mut rule = json!({"rule-type": "transformation", "rule-action": action, "rule-target": target,
        "object-locator": locator, "value": null, "old-value": null});
    match action {
        "rename" | "add-prefix" | "add-suffix" | "remove-prefix" => {
            rule["value"] = one(u, &["new", "or", "x_", "a b", "\"q\"", "$x"])?.into();
        }
        "replace-suffix" => {
            rule["value"] = one(u, &["s", "$(x)"])?.into();
            rule["old-value"] = one(u, &["ers", "o"])?.into();
        }
        "add-column" => {
            rule["value"] = one(u, &["added", "at"])?.into();
            rule["data-type"] = json!({"type": "string", "length": 50});
            if u.ratio(1, 2)? {
                rule["expression"] = one(u, &["$town||'-'||$Card", "'it''s'", "datetime()", "7"])?.into();
            }
        }
        "define-primary-key" => rule["primary-key-def"] = json!({"name": "pk", "columns": ["id"]}),
        "change-data-type" => {
            rule["data-type"] = u
                .choose(&[
                    json!({"type": "string", "length": "64", "scale": ""}),
                    json!({"type": "numeric", "precision": 10, "scale": 2}),
                    json!({"type": "datetime", "precision": 6}),
                    json!({"type": "uint4"}),
                    json!({"type": "varchar"}),
                ])?
                .clone();
        }
        "add-before-image-columns" => {
            rule["before-image-def"] = json!({"column-prefix": "BI_", "column-filter": one(u, &["pk-only", "all"])?});
        }
        "data-masking-digits-mask" => rule["value"] = "#".into(),
        _ => {}
    }
    Ok(rule)
}

fn object_mapping(u: &mut Unstructured<'_>) -> Result<Value> {
    let mut excluded = Vec::new();
    for column in COLUMNS {
        if u.ratio(1, 2)? {
            excluded.push(*column);
        }
    }
    let scalar = |name: &str, value: &str| json!({"target-attribute-name": name, "attribute-type": "scalar", "attribute-sub-type": "string", "value": value});
    let attributes = vec![
        scalar("pk", one(u, &["${id}", "${id}|${Card}", "x${order no}"])?),
        scalar(one(u, &["id", "other"])?, one(u, &["${id}", "${town}"])?),
        json!({"target-attribute-name": "doc", "attribute-type": "document", "attribute-sub-type": "dynamodb-map",
               "value": {"M": {"town": {"S": "${town}"}, "n": {"N": "${total}"}}}}),
    ];
    Ok(
        json!({"rule-type": "object-mapping", "rule-action": one(u, &["map-record-to-record", "map-record-to-document"])?,
        "object-locator": {"schema-name": one(u, SCHEMAS)?, "table-name": one(u, TABLES)?},
        "target-table-name": one(u, &["items", "a.b"])?,
        "mapping-parameters": {"partition-key-name": "pk", "exclude-columns": excluded, "attribute-mappings": attributes}}),
    )
}

fn document(u: &mut Unstructured<'_>) -> Result<Value> {
    let mut rules = Vec::new();
    for _ in 0..u.int_in_range(1..=4)? {
        rules.push(selection(u)?);
    }
    if u.ratio(1, 5)? {
        rules.push(object_mapping(u)?);
    } else {
        for _ in 0..u.int_in_range(0..=5)? {
            rules.push(transformation(u)?);
        }
    }
    let mut ids: Vec<u32> = (1..=u32::try_from(rules.len()).unwrap_or(1)).collect();
    for at in (1..ids.len()).rev() {
        ids.swap(at, u.int_in_range(0..=at)?);
    }
    for (rule, id) in rules.iter_mut().zip(ids) {
        rule["rule-id"] = if u.ratio(1, 3)? { id.into() } else { id.to_string().into() };
        rule["rule-name"] = format!("r{id}").into();
    }
    Ok(json!({"rules": rules}))
}

fn schema() -> Schema {
    let mut text = String::new();
    for schema in SCHEMAS {
        for table in TABLES {
            text += &format!(
                "create table {schema}.{table} (id int primary key, town varchar(20), total decimal(8, 2), `order no` int not null, Card varchar(30), tmp_a int);\n"
            );
        }
    }
    let mut texts = Texts::new();
    let id = texts.add("s.sql", text.as_str());
    schema::read(Form::Sql(Dialect::MySql), &"shop".into(), id, &text, &mut Diagnostics::new())
}

fn rows() -> Vec<Row> {
    let number = |text: &str| Cell::Number(text.to_owned());
    let text = |text: &str| Cell::Text(text.to_owned());
    let row = |cells: [Cell; 6]| COLUMNS.iter().map(|name| (*name).to_owned()).zip(cells).collect();
    vec![
        row([number("1"), text("a"), number("20.00"), number("7"), text("41-1"), Cell::Null]),
        row([number("20"), Cell::Null, number("-3.5"), number("1"), text("007"), number("5")]),
        row([number("3"), text("2024-01-01"), Cell::Null, number("20"), text("b"), number("1")]),
    ]
}

/// What becomes of every table, and of some rows of each.
fn made(evaluation: &Evaluation<'_>) -> BTreeMap<String, (String, Vec<Passed>)> {
    let of = |outcome: &mapc::dms_document::evaluate::TableOutcome<'_>| {
        let columns: Vec<String> = outcome
            .columns
            .iter()
            .map(|column| {
                let ty = column.data_type.map(mapc::dms_document::describe::data_type);
                format!("{} {:?} {ty:?} {:?}", column.name, column.origin, column.mask)
            })
            .collect();
        let mut columns = columns;
        columns.sort();
        let shown =
            format!("{}.{} {:?} {:?} {columns:?}", outcome.schema, outcome.name, outcome.key, outcome.load_order);
        (shown, rows().iter().map(|row| record(outcome, row)).collect())
    };
    evaluation.tables.iter().map(|outcome| (outcome.table.qualified(), of(outcome))).collect()
}

fn same(first: &Document, second: &Document, schema: &Schema) -> std::result::Result<(), String> {
    let differences = compare(first, second);
    if !differences.is_empty() {
        return Err(differences.iter().map(|difference| format!("{difference}\n")).collect());
    }
    let (one, other) = (evaluate(first, schema), evaluate(second, schema));
    // Which of two selections counts is known to nobody, and may be another one after the import.
    if one.tables.iter().chain(&other.tables).any(|outcome| !outcome.unknown.is_empty()) {
        return Ok(());
    }
    let (one, other) = (made(&one), made(&other));
    let keys: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    match keys.into_iter().find(|key| one.get(*key) != other.get(*key)) {
        None => Ok(()),
        Some(key) => Err(format!("{key}: {:?}\nor {:?}", one.get(key), other.get(key))),
    }
}

#[test]
fn what_is_imported_and_compiled_means_the_same() {
    let schema = schema();
    let (mut whole, mut partial) = (0, 0);
    cases(150, |u| {
        let content = document(u)?.to_string();
        let (document, text, imported) = imported(&content);
        let again = compiled(&text);
        if !imported.partial.is_empty() {
            partial += 1;
            // It compiles all the same, or nothing is left of it.
            assert!(!again.as_ref().is_err_and(|why| why != NOTHING), "{content}\n{text}\n{again:?}");
            return Ok(());
        }
        whole += 1;
        let again = again.unwrap_or_else(|why| panic!("{content}\n{text}\n{why}"));
        if let Err(why) = same(&document, &again, &schema) {
            panic!("{content}\n{text}\n{why}");
        }
        Ok(())
    });
    assert!(whole > 10 && partial > 5, "{whole} whole, {partial} partial");
}

#[test]
fn documents_that_compare_equal_do_the_same() {
    let schema = schema();
    cases(150, |u| {
        let mut value = document(u)?;
        let (first, _) = read(&value.to_string());
        // Other ids in the same order, other names, another order of the text.
        let rules = value["rules"].as_array_mut().expect("rules");
        for rule in rules.iter_mut() {
            let id: u64 = rule["rule-id"]
                .as_str()
                .map_or_else(|| rule["rule-id"].as_u64().unwrap_or(0), |id| id.parse().unwrap_or(0));
            rule["rule-id"] = (id * 3 + 5).into();
            rule["rule-name"] = "other".into();
        }
        rules.reverse();
        let (second, _) = read(&value.to_string());
        let (first, second) = (first.expect("a document"), second.expect("a document"));
        if let Err(why) = same(&first, &second, &schema) {
            panic!("{value:#}\n{why}");
        }
        Ok(())
    });
}

#[test]
fn of_two_rules_for_one_thing_the_second_makes_a_mapping_partial() {
    let place = json!({"schema-name": "HR", "table-name": "orders"});
    let rule = |id: u32, action: &str, more: Value| {
        let mut rule = json!({
            "rule-type": "transformation", "rule-id": id, "rule-name": id, "rule-target": "column",
            "rule-action": action, "object-locator": place.clone(),
        });
        let members = more.as_object().expect("an object").clone();
        rule.as_object_mut().expect("an object").extend(members);
        rule
    };
    let image = |filter: &str| json!({"before-image-def": {"column-filter": filter, "column-prefix": "BI_"}});
    let added = json!({"value": "at", "data-type": {"type": "string", "length": 50}});
    for rules in [
        [rule(2, "add-before-image-columns", image("pk-only")), rule(3, "add-before-image-columns", image("all"))],
        [rule(2, "add-column", added.clone()), rule(3, "add-column", added)],
    ] {
        let [first, second] = rules;
        let selection = json!({
            "rule-type": "selection", "rule-id": 1, "rule-name": 1, "rule-action": "include", "object-locator": place,
        });
        let content = json!({"rules": [selection, first, second]}).to_string();
        let (_, text, imported) = imported(&content);
        assert_eq!(imported.partial.len(), 1, "{text}");
        assert!(text.contains("DMS follows one of the two"), "{text}");
        compiled(&text).unwrap_or_else(|why| panic!("{text}\n{why}"));
    }
}
