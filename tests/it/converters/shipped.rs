//! The published mappings: the rows of the publication, and the items that must come of them, written by hand.

use super::workshop::{Taken, Workshop, module};
use crate::support::compile::{Memory, compile, serious_codes};
use crate::support::shipped;

/// The composite key of the publication, made by a converter. Its separator is escaped, so that nothing need be assumed.
const ESCAPED: &str = r#"schema mydatabase from mysql "mydatabase.sql"

map purchase from mydatabase.purchase -> rust -> dynamodb purchase {
  partition key customer_orderid = joined("|", customerid, orderid)
  sort key productid
  field quantity
}

example purchase "one line of an order" {
  row { customerid: "c1", orderid: "o1", productid: "p1", quantity: 3 }
  gives { customer_orderid: "c1|o1", productid: "p1", quantity: 3 }
}
"#;

/// What a program does with the modules.
const ROWS: &str = r##"//! The rows of the publication.

use made_shipped::{purchase, purchase_by_order, purchase_load, race_entry_items, sales, students};
use mapc_runtime::{Fault, JsonLines, Number};

const ROWS: [(&str, &str, &str, &str); 3] = [
    ("customeridA74187", "orderid100", "productid1", "99"),
    ("customeridA74187", "orderidA1", "productid1", "100"),
    ("customeridA74187", "orderidA1", "productid2", "1"),
];

fn by_order<'a>((customerid, orderid, productid, quantity): (&'a str, &'a str, &'a str, &'a str)) -> purchase_by_order::Row<'a> {
    purchase_by_order::Row { customerid, orderid, productid, quantity: Number(quantity) }
}

fn line<'a>((customerid, orderid, productid, quantity): (&'a str, &'a str, &'a str, &'a str)) -> purchase::Row<'a> {
    purchase::Row { customerid, orderid, productid, quantity: Number(quantity) }
}

#[test]
fn an_order_is_one_item() {
    let mut lines = JsonLines::new();
    let mut groups = purchase_by_order::groups();
    for row in ROWS {
        groups.push(&by_order(row), &mut lines).unwrap();
    }
    groups.finish(&mut lines).unwrap();
    assert_eq!(
        lines.as_str(),
        r#"{"Item":{"customerid":{"S":"customeridA74187"},"orderid":{"S":"orderid100"},"p#productid1":{"N":"99"}}}
{"Item":{"customerid":{"S":"customeridA74187"},"orderid":{"S":"orderidA1"},"p#productid1":{"N":"100"},"p#productid2":{"N":"1"}}}
"#
    );
}

#[test]
fn a_line_of_an_order_is_one_item() {
    let mut lines = JsonLines::new();
    for row in ROWS {
        lines.push(&line(row)).unwrap();
    }
    assert_eq!(
        lines.as_str(),
        r#"{"Item":{"customer_orderid":{"S":"customeridA74187|orderid100"},"productid":{"S":"productid1"},"quantity":{"N":"99"}}}
{"Item":{"customer_orderid":{"S":"customeridA74187|orderidA1"},"productid":{"S":"productid1"},"quantity":{"N":"100"}}}
{"Item":{"customer_orderid":{"S":"customeridA74187|orderidA1"},"productid":{"S":"productid2"},"quantity":{"N":"1"}}}
"#
    );
}

/// The items that the DMS task of `purchase.mapc` makes of the same rows, as the publication shows them.
#[test]
fn the_load_makes_the_items_that_dms_makes() {
    let mut lines = JsonLines::new();
    for (customerid, orderid, productid, quantity) in ROWS {
        lines.push(&purchase_load::Row { customerid, orderid, productid, quantity: Number(quantity) }).unwrap();
    }
    assert_eq!(
        lines.as_str(),
        r#"{"Item":{"customer_orderid":{"S":"customeridA74187|orderid100"},"productid":{"S":"productid1"},"quantity":{"N":"99"}}}
{"Item":{"customer_orderid":{"S":"customeridA74187|orderidA1"},"productid":{"S":"productid1"},"quantity":{"N":"100"}}}
{"Item":{"customer_orderid":{"S":"customeridA74187|orderidA1"},"productid":{"S":"productid2"},"quantity":{"N":"1"}}}
"#
    );
}

/// What the mapping relies on is checked row by row: the row would share its key with another.
#[test]
fn a_row_that_is_not_as_assumed_is_refused() {
    let row = purchase_load::Row { customerid: "a|b", orderid: "c", productid: "p", quantity: Number("1") };
    let error = purchase_load::item(&row).unwrap_err();
    assert_eq!(error.to_string(), "not as the mapping assumes: customerid not contains \"|\"");
}

/// The row of `mappings/race-entries/rows.jsonl`.
#[test]
fn an_entry_is_one_item() {
    let row = race_entry_items::Row {
        meet_code: Some(Number("5189459")),
        meet_date: Some("2020-02-21T19:20:04"),
        race_code: Some(Number("5189459")),
        last_modified_date: Some("2020-02-24T19:20:04"),
        race_entry_code: Number("11671651"),
        horse_code: Some(Number("5042811")),
    };
    let mut lines = JsonLines::new();
    lines.push(&row).unwrap();
    assert_eq!(
        lines.as_str(),
        r#"{"Item":{"race_entry_code":{"N":"11671651"},"meet_code":{"N":"5189459"},"meet_date":{"S":"2020-02-21T19:20:04"},"race_code":{"N":"5189459"},"last_modified_date":{"S":"2020-02-24T19:20:04"},"horse_code":{"N":"5042811"}}}
"#
    );
}

/// The second row of `mappings/retail-transactions/rows.csv`, and one without the number that the mapping relies on.
#[test]
fn a_sale_is_one_item() {
    let row = sales::Row {
        tran_id: Some(Number("2")),
        tran_date: Some("2019-03-16"),
        store_id: Some(Number("2")),
        store_city: Some("NEW YORK"),
        store_state: Some("NY"),
        item_code: Some("XXXXXX"),
        quantity: Some(Number("6")),
        total: Some(Number("116.25")),
    };
    let mut lines = JsonLines::new();
    lines.push(&row).unwrap();
    assert_eq!(
        lines.as_str(),
        r#"{"Item":{"tran_id":{"N":"2"},"tran_date":{"S":"2019-03-16"},"store_id":{"N":"2"},"store_city":{"S":"NEW YORK"},"store_state":{"S":"NY"},"item_code":{"S":"XXXXXX"},"quantity":{"N":"6"},"total":{"N":"116.25"}}}
"#
    );
    let error = sales::item(&sales::Row { tran_id: None, ..row }).unwrap_err();
    assert_eq!(error.fault, Fault::NotAsAssumed { claim: "tran_id is not null" });
}

/// What identifies a person has no place in the row, let alone in the item.
#[test]
fn a_student_is_one_item() {
    let row = students::Row {
        student_id: Number("7"),
        person_id: Number("11"),
        name: "Ada \u{201c}L\u{201d}",
        admitted_on: "2026-10-01",
        class_level: None,
        status: "A",
        updated_at: None,
    };
    let mut lines = JsonLines::new();
    lines.push(&row).unwrap();
    assert_eq!(
        lines.as_str(),
        "{\"Item\":{\"student_id\":{\"N\":\"7\"},\"person_id\":{\"N\":\"11\"},\"name\":{\"S\":\"Ada \u{201c}L\u{201d}\"},\
         \"admitted_on\":{\"S\":\"2026-10-01\"},\"status\":{\"S\":\"A\"}}}\n"
    );
}

/// Published: `a|b` with `c` and `a` with `b|c` gave one key, and the later row overwrote the earlier.
#[test]
fn separators_inside_values_do_not_merge_keys() {
    let key = |row| purchase::key(&line(row)).unwrap();
    assert_ne!(key(("a|b", "c", "p", "1")), key(("a", "b|c", "p", "1")));
    assert_ne!(key(("a\\", "b", "p", "1")), key(("a", "\\b", "p", "1")));
}

/// Published: keys were joined and split again by commas, and values with commas moved into the wrong key.
#[test]
fn commas_tabs_and_quotes_in_keys_stay_where_they_are() {
    let rows = [("a", "b,c", "p", "1"), ("a,b", "c", "p", "2"), ("a\t\"b", "c\n", "p", "3")];
    let items: Vec<_> = purchase_by_order::items(rows.map(by_order)).collect::<Result<_, _>>().unwrap();
    assert_eq!(items.len(), 3);
    assert_eq!(items[0].get("orderid"), Some(&mapc_runtime::AttributeValue::text("b,c")));
}

/// Published: a product called like a key overwrote the key, one without a name made an attribute without a name, and a second
/// row of a product replaced the first in silence.
#[test]
fn product_names_overwrite_nothing() {
    let rows = [("c", "o", "customerid", "1"), ("c", "o", "", "2"), ("c", "o", "orderid", "3")];
    let items: Vec<_> = purchase_by_order::items(rows.map(by_order)).collect::<Result<_, _>>().unwrap();
    assert_eq!(items[0].get("customerid"), Some(&mapc_runtime::AttributeValue::text("c")));
    assert_eq!(items[0].get("p#customerid"), Some(&mapc_runtime::AttributeValue::number("1")));
    assert_eq!(items[0].len(), 5);
    let twice = [("c", "o", "p", "1"), ("c", "o", "p", "2")];
    let refused: Vec<_> = purchase_by_order::items(twice.map(by_order)).collect();
    assert!(matches!(refused.as_slice(), [Err(error)] if error.fault == Fault::Duplicate), "{refused:?}");
}

/// Published: what went wrong was printed and dropped.
#[test]
fn what_is_wrong_is_data() {
    let error = purchase::item(&line(("", "", "", "1"))).unwrap_err();
    assert_eq!((error.fault, error.attribute.as_str()), (Fault::EmptyKey, "productid"));
    let error = purchase::item(&line(("c", "o", "p", "three"))).unwrap_err();
    assert_eq!(error.to_string(), "attribute \"quantity\": not a decimal number");
}
"##;

#[test]
fn the_published_rows_become_the_published_items() {
    let mut modules = Vec::new();
    for mapping in shipped::all() {
        let output = mapping.compile();
        let made = output.artefacts.iter().filter(|artefact| artefact.kind == mapc::artefact::Kind::RustModule);
        let maps: Vec<String> = made.filter_map(|artefact| artefact.mapping.clone()).collect();
        modules.extend(maps.into_iter().map(|map| (map.clone(), module(&output, &map))));
    }
    modules.push(("purchase".to_owned(), module(&compile(ESCAPED, &Memory::shipped()), "purchase")));
    let workshop = Workshop::new("shipped", "2024", Taken::AsFile, &modules);
    workshop.add("tests/rows.rs", ROWS);
    workshop.cargo(&["test"]);
    workshop.cargo(&["clippy", "--all-targets"]);
}

/// What is refused before there is a converter: faults of the publication that need no row to be seen.
#[test]
fn published_faults_do_not_compile() {
    let of = |lines: &str| {
        let head = "schema mydatabase from mysql \"mydatabase.sql\"\nmap m from mydatabase.purchase -> rust -> dynamodb items {\n";
        serious_codes(&compile(&format!("{head}{lines}\n}}\n"), &Memory::shipped()))
    };
    let keys = "partition key customerid\nsort key orderid\n";
    for (lines, codes) in [
        (
            "partition key k = \"${customerid}|${orderid}\"\nsort key productid\nfield quantity".to_owned(),
            vec!["key/not-injective"],
        ),
        (format!("{keys}pivot \"${{productid}}\" = quantity"), vec!["key/overwritten"]),
        (format!("{keys}pivot \"${{productid}}id\" = quantity"), vec!["key/overwritten"]),
        (format!("{keys}pivot \"order${{productid}}\" = quantity"), vec!["key/overwritten"]),
        (format!("{keys}field p#x = 1\npivot \"p#${{productid}}\" = quantity"), vec!["key/overwritten"]),
        (format!("{keys}field productid\npivot \"p#${{productid}}\" = quantity"), vec!["key/varies-in-item"]),
        // Two customers in one item.
        (
            "partition key k = \"${customerid}|${orderid}\"\npivot \"p#${productid}\" = quantity".to_owned(),
            vec!["key/not-injective"],
        ),
        (format!("{keys}pivot \"p#${{productid}}\" = quantity"), vec![]),
        (
            format!("{keys}pivot \"${{productid}}\" = quantity\nassume productid not in (\"customerid\", \"orderid\")"),
            vec![],
        ),
        (format!("{keys}pivot \"${{productid}}\" = quantity\nassume productid starts with \"p\""), vec![]),
        ("partition key k = joined(\"|\", customerid, orderid)\nsort key productid\nfield quantity".to_owned(), vec![]),
        (
            "partition key k = \"${escaped(customerid, \"|\")}|${orderid}\"\nsort key productid\nfield quantity"
                .to_owned(),
            vec![],
        ),
        (
            "partition key k = \"${customerid}|${escaped(orderid, \"|\")}\"\nsort key productid\nfield quantity"
                .to_owned(),
            vec!["key/unproved"],
        ),
    ] {
        assert_eq!(of(&lines), codes, "{lines}");
    }
}
