//! Modules with change events: the published events become the requests that the book promises, by generated code.

use super::workshop::{Taken, Workshop, module};
use crate::support::compile::{Memory, compile, serious_codes};

/// One row, one item.
const ITEM: &str = r#"  partition key customer_orderid = "${customerid}|${orderid}"
  sort key productid
  field quantity
  assume customerid not contains "|"
  on key change replace
"#;

/// An attribute for each row.
const PIVOT: &str = r##"  partition key customerid
  sort key orderid
  pivot "p#${productid}" = quantity
  on key change replace
  on empty keep
"##;

/// What is added where events come in any order.
const ITEM_UNORDERED: &str = "  field position = $position\n  version $position\n  rust {\n    events unordered\n    tombstone expires_at, 7\n  }\n";
const PIVOT_UNORDERED: &str =
    "  pivot \"v#${productid}\" = $position\n  version $position\n  rust {\n    events unordered\n  }\n";
const ORDERED: &str = "  rust {\n    events ordered\n  }\n";

fn mapping(name: &str, body: &str) -> String {
    format!(
        "schema mydatabase from mysql \"mydatabase.sql\"\nmap {name} from mydatabase.purchase -> rust -> dynamodb {name} {{\n{body}}}\n"
    )
}

/// What a program does with the modules. The events are those of the publication, and the kinds that its consumer left empty.
const EVENTS: &str = r####"//! The events of the publication.

use made_events::{item, item_any, pivot, pivot_any};
use mapc_runtime as rt;
use rt::events::{Binlog, Event, Message, RequestLines};

const INSERT: &str = r#"{"schema": "mydatabase", "table": "purchase", "type": "WriteRowsEvent", "row": {"values": {"customerid": "customeridA74187", "orderid": "orderidA1", "productid": "productid1", "quantity": 100}}}"#;
const UPDATE: &str = r#"{"schema": "mydatabase", "table": "purchase", "type": "UpdateRowsEvent", "row": {"before_values": {"customerid": "customeridA74187", "orderid": "orderidA1", "productid": "productid1", "quantity": 1}, "after_values": {"customerid": "customeridA74187", "orderid": "orderidA1", "productid": "productid1", "quantity": 99}}}"#;
const MOVE: &str = r#"{"schema": "mydatabase", "table": "purchase", "type": "UpdateRowsEvent", "row": {"before_values": {"customerid": "c", "orderid": "o", "productid": "p", "quantity": 1}, "after_values": {"customerid": "c", "orderid": "o2", "productid": "p", "quantity": 1}}}"#;
const DELETE: &str = r#"{"schema": "mydatabase", "table": "purchase", "type": "DeleteRowsEvent", "row": {"values": {"customerid": "c", "orderid": "o", "productid": "p", "quantity": 1}}}"#;

type Requests = fn(&Event<'_>, &mut RequestLines) -> Result<(), rt::Error>;

fn made(requests: Requests, message: &str, position: Option<&str>) -> String {
    let mut reader = Binlog::new();
    let event = match reader.read(message.as_bytes()).unwrap() {
        Message::Event(event) => event,
        Message::Skip(skip) => panic!("{skip:?}"),
    };
    let event = match position {
        Some(position) => event.at_position(position),
        None => event,
    };
    let mut lines = RequestLines::new();
    lines.set_time(1_000);
    match requests(&event, &mut lines) {
        Ok(()) => lines.as_str().to_owned(),
        Err(error) => format!("{error}"),
    }
}

#[test]
fn one_row_is_one_item() {
    let of = |message| made(item::requests, message, None);
    assert_eq!(
        of(INSERT),
        r#"{"PutItem":{"TableName":"item","Item":{"customer_orderid":{"S":"customeridA74187|orderidA1"},"productid":{"S":"productid1"},"quantity":{"N":"100"}}}}
"#
    );
    assert_eq!(
        of(UPDATE),
        r#"{"PutItem":{"TableName":"item","Item":{"customer_orderid":{"S":"customeridA74187|orderidA1"},"productid":{"S":"productid1"},"quantity":{"N":"99"}}}}
"#
    );
    assert_eq!(
        of(DELETE),
        r#"{"DeleteItem":{"TableName":"item","Key":{"customer_orderid":{"S":"c|o"},"productid":{"S":"p"}}}}
"#
    );
    assert_eq!(
        of(MOVE),
        r#"{"TransactWriteItems":{"TransactItems":[{"Delete":{"TableName":"item","Key":{"customer_orderid":{"S":"c|o"},"productid":{"S":"p"}}}},{"Put":{"TableName":"item","Item":{"customer_orderid":{"S":"c|o2"},"productid":{"S":"p"},"quantity":{"N":"1"}}}}]}}
"#
    );
}

#[test]
fn what_is_assumed_is_checked_of_old_rows_too() {
    let message = DELETE.replace(r#""customerid": "c""#, r#""customerid": "a|b""#);
    assert_eq!(made(item::requests, &message, None), "not as the mapping assumes: customerid not contains \"|\"");
}

#[test]
fn another_table_is_an_error() {
    let message = INSERT.replace("\"purchase\"", "\"purchase_temp\"");
    let error = made(item::requests, &message, None);
    assert!(error.contains("table"), "{error}");
}

#[test]
fn a_position_is_asked_for() {
    let error = made(item_any::requests, INSERT, None);
    assert!(error.contains("position"), "{error}");
}

#[test]
fn the_requests_have_conditions_where_events_come_in_any_order() {
    let line = made(item_any::requests, INSERT, Some("a.000001:0007"));
    for part in [
        r#"{"PutItem":{"TableName":"item_any","Item":{"customer_orderid":{"S":"customeridA74187|orderidA1"},"productid":{"S":"productid1"},"quantity":{"N":"100"},"position":{"S":"a.000001:0007"}}"#,
        r##""ConditionExpression":"attribute_not_exists(#0) OR #0 < :0""##,
        r##""ExpressionAttributeNames":{"#0":"position"}"##,
        r#""ExpressionAttributeValues":{":0":{"S":"a.000001:0007"}}"#,
    ] {
        assert!(line.contains(part), "{part}\n{line}");
    }
    let line = made(item_any::requests, DELETE, Some("a.000001:0008"));
    for part in [r#""position":{"S":"a.000001:0008"}"#, r#""expires_at":{"N":"605800"}"#, "attribute_not_exists(#0)"] {
        assert!(line.contains(part), "{part}\n{line}");
    }
    assert!(!line.contains("quantity"), "{line}");
    // Two requests that do not wait for each other.
    let lines = made(item_any::requests, MOVE, Some("a.000001:0009"));
    assert_eq!(lines.lines().count(), 2, "{lines}");
    assert!(!lines.contains("Transact"), "{lines}");
}

#[test]
fn a_row_is_an_attribute() {
    let of = |message| made(pivot::requests, message, None);
    for (message, parts) in [
        (
            INSERT,
            [
                r#""Key":{"customerid":{"S":"customeridA74187"},"orderid":{"S":"orderidA1"}}"#,
                r##""UpdateExpression":"SET #0 = :0""##,
                r##""ExpressionAttributeNames":{"#0":"p#productid1"}"##,
                r#""ExpressionAttributeValues":{":0":{"N":"100"}}"#,
            ],
        ),
        (
            DELETE,
            [
                r#""Key":{"customerid":{"S":"c"},"orderid":{"S":"o"}}"#,
                r##""UpdateExpression":"REMOVE #0""##,
                "attribute_exists(",
                r##""#0":"p#p""##,
            ],
        ),
        (
            MOVE,
            [
                r#"{"TransactWriteItems":{"TransactItems":[{"Update":"#,
                r##""UpdateExpression":"REMOVE #0""##,
                r##""UpdateExpression":"SET #0 = :0""##,
                r#""orderid":{"S":"o2"}"#,
            ],
        ),
    ] {
        let line = of(message);
        assert_eq!(line.lines().count(), 1, "{line}");
        for part in parts {
            assert!(line.contains(part), "{part}\n{line}");
        }
    }
}

#[test]
fn the_version_of_an_attribute_outlives_it() {
    let line = made(pivot_any::requests, DELETE, Some("7"));
    for part in ["REMOVE ", "SET ", r#":"p#p""#, r#":"v#p""#, "attribute_not_exists(", r#"{"S":"7"}"#] {
        assert!(line.contains(part), "{part}\n{line}");
    }
}

#[test]
fn a_load_writes_the_versions_that_events_are_compared_with() {
    let row = item_any::Row { customerid: "c", orderid: "o", productid: "p", quantity: rt::Number("1"), event_position: "5" };
    let item = item_any::item(&row).unwrap();
    assert_eq!(item.get("position"), Some(&rt::AttributeValue::text("5")));
}
"####;

#[test]
fn events_become_the_requests_of_the_book() {
    let modules: Vec<(String, String)> = [
        ("item", format!("{ITEM}{ORDERED}")),
        ("item_any", format!("{ITEM}{ITEM_UNORDERED}")),
        ("pivot", format!("{PIVOT}{ORDERED}")),
        ("pivot_any", format!("{PIVOT}{PIVOT_UNORDERED}")),
    ]
    .into_iter()
    .map(|(name, body)| (name.to_owned(), module(&compile(&mapping(name, &body), &Memory::shipped()), name)))
    .collect();
    let workshop = Workshop::new("events", "2024", Taken::AsFile, &modules);
    workshop.add("tests/events.rs", EVENTS);
    workshop.cargo(&["test"]);
    workshop.cargo(&["clippy", "--all-targets"]);
    Workshop::new("events_2021", "2021", Taken::Included, &modules).cargo(&["clippy"]);
}

/// What cannot be kept of what a mapping says is refused, and named.
#[test]
fn guarantees_that_cannot_be_kept_do_not_compile() {
    let of = |body: &str| serious_codes(&compile(&mapping("items", body), &Memory::shipped()));
    let with = |body: &str, more: &str| of(&format!("{body}{more}"));
    let unordered = "  rust {\n    events unordered\n    tombstone expires_at, 7\n  }\n";
    let field = "  field position = $position\n";
    for (place, (found, expected)) in [
        (with(ITEM, ORDERED), vec![]),
        (with(ITEM, ITEM_UNORDERED), vec![]),
        (with(PIVOT, ORDERED), vec![]),
        (with(PIVOT, PIVOT_UNORDERED), vec![]),
        // Nothing tells the newer, or the item does not keep it.
        (with(ITEM, unordered), vec!["rust/version"]),
        (with(ITEM, &format!("  version $position\n{unordered}")), vec!["rust/version-not-kept"]),
        (with(ITEM, &format!("{field}  version $timestamp\n{unordered}")), vec!["rust/version-not-kept"]),
        (
            with(ITEM, &format!("  field op = $operation\n  version $operation\n{unordered}")),
            vec!["rust/version", "rust/version"],
        ),
        // A deletion has no new quantity; text is no order.
        (with(ITEM, &format!("  version quantity\n{unordered}")), vec!["rust/version"]),
        (with(ITEM, &format!("{field}  version quantity, $position\n{unordered}")), vec![]),
        (
            with(ITEM, &format!("{field}  field o = orderid\n  version orderid, $position\n{unordered}")),
            vec!["rust/version"],
        ),
        (
            with(
                &ITEM.replace("on key change replace", "on delete ignore"),
                &format!("  version quantity\n{}", unordered.replace("    tombstone expires_at, 7\n", "")),
            ),
            vec![],
        ),
        // Tombstones where none is written, none where some are, and one that every item looks like.
        (with(ITEM, &ITEM_UNORDERED.replace("    tombstone expires_at, 7\n", "")), vec!["rust/tombstone"]),
        (
            with(ITEM, &ITEM_UNORDERED.replace("unordered", "ordered").replace("  version $position\n", "")),
            vec!["rust/tombstone"],
        ),
        (with(ITEM, &ITEM_UNORDERED.replace("expires_at", "quantity")), vec!["rust/tombstone"]),
        (with(ITEM, &ITEM_UNORDERED.replace(", 7", ", 0")), vec!["rust/tombstone"]),
        (with(ITEM, &ITEM_UNORDERED.replace(", 7", "")), vec!["rust/tombstone"]),
        (
            with(PIVOT, &PIVOT_UNORDERED.replace("unordered\n", "unordered\n    tombstone expires_at, 7\n")),
            vec!["rust/tombstone"],
        ),
        (with(ITEM, "  rust {\n    tombstone expires_at, 7\n  }\n"), vec!["rust/tombstone"]),
        // The versions of other attributes, or of none.
        (
            with(PIVOT, &PIVOT_UNORDERED.replace("v#${productid}", "v#${quantity}")),
            vec!["rust/version-not-kept", "key/shared-attribute"],
        ),
        (with(&PIVOT.replace("  on empty keep\n", ""), ORDERED), vec!["rust/emptied-item"]),
        (with(&PIVOT.replace("empty keep", "empty delete"), ORDERED), vec!["rust/emptied-item", "pipeline/no-taker"]),
        (with(&PIVOT.replace("sort key orderid", "exclude orderid"), ORDERED), vec!["key/shared-attribute"]),
        (with(PIVOT, &format!("  on duplicate last\n{ORDERED}")), vec!["pipeline/no-taker"]),
        (with(ITEM, &format!("  on truncate remove\n{ORDERED}")), vec!["pipeline/no-taker"]),
        (with(ITEM, &format!("{field}  version $position\n{ORDERED}")), vec!["pipeline/no-taker"]),
        (with(ITEM, &format!("  on update append\n{ORDERED}")), vec!["pipeline/no-taker"]),
        (with(ITEM, "  field who = $user\n"), vec!["pipeline/no-taker"]),
    ]
    .into_iter()
    .enumerate()
    {
        let (mut found, mut expected) = (found, expected);
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "the mapping at {place}");
    }
}
