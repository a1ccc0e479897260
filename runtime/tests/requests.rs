//! The requests of each event of the published mappings, written by hand from the book's tables.

#[path = "support/purchase.rs"]
mod purchase;

use mapc_runtime::events::{
    BadEvent, Binlog, Changes, Delete, KeyChange, Message, Order, RequestLines, RequestSink, Tombstone,
};
use mapc_runtime::{Error, Fault};
use purchase::{CHANGES, Ordered, Unordered, composite, pivot};

const ORDERED: Changes = CHANGES;
const UNORDERED: Changes = Changes {
    order: Order::Unordered { tombstone: Some(Tombstone { attribute: "expires_at", seconds: 7 * 86_400 }) },
    ..CHANGES
};

/// The four modules.
#[derive(Clone, Copy, Debug)]
enum Map {
    Composite,
    CompositeUnordered,
    Pivot,
    PivotUnordered,
}

fn requests<S: RequestSink>(map: Map, changes: &Changes, message: &str, sink: &mut S) -> Result<(), Error> {
    let mut reader = Binlog::new();
    let Message::Event(event) = reader.read(message.as_bytes())? else { panic!("a change") };
    match map {
        Map::Composite => composite::requests::<Ordered, S>(&event, changes, sink),
        Map::CompositeUnordered => composite::requests::<Unordered, S>(&event, changes, sink),
        Map::Pivot => pivot::requests::<Ordered, S>(&event, changes, sink),
        Map::PivotUnordered => pivot::requests::<Unordered, S>(&event, changes, sink),
    }
}

fn lines(map: Map, changes: &Changes, message: &str) -> Result<Vec<String>, Fault> {
    let mut sink = RequestLines::new();
    sink.set_time(1_700_000_000);
    let written = requests(map, changes, message, &mut sink);
    if written.is_err() {
        assert_eq!(sink.as_str(), "", "an error leaves nothing");
    }
    written.map_err(|error| error.fault)?;
    Ok(sink.as_str().lines().map(str::to_owned).collect())
}

/// The published row, with another quantity or product.
fn row(order: &str, product: &str, quantity: &str) -> String {
    format!(r#"{{"customerid":"customeridA74187","orderid":"{order}","productid":"{product}","quantity":{quantity}}}"#)
}

fn write(row: &str) -> String {
    format!(
        r#"{{"schema":"mydatabase","table":"purchase","type":"WriteRowsEvent","row":{{"values":{row}}},"position":"07"}}"#
    )
}

fn delete(row: &str) -> String {
    format!(
        r#"{{"row":{{"values":{row}}},"position":"08","type":"DeleteRowsEvent","table":"purchase","schema":"mydatabase"}}"#
    )
}

fn update(before: &str, after: &str) -> String {
    format!(
        r#"{{"schema":"mydatabase","table":"purchase","type":"UpdateRowsEvent","row":{{"after_values":{after},"before_values":{before}}},"position":"09"}}"#
    )
}

#[test]
fn a_row_that_is_an_item_in_order() {
    let of = |message: &str| lines(Map::Composite, &ORDERED, message).expect("requests");
    let (first, second) = (row("orderidA1", "productid1", "100"), row("orderidA1", "productid1", "1"));
    assert_eq!(
        of(&write(&first)),
        [concat!(
            r#"{"PutItem":{"TableName":"purchase","Item":{"customer_orderid":{"S":"customeridA74187|orderidA1"},"#,
            r#""productid":{"S":"productid1"},"quantity":{"N":"100"}}}}"#
        )]
    );
    assert_eq!(
        of(&update(&first, &second)),
        [concat!(
            r#"{"PutItem":{"TableName":"purchase","Item":{"customer_orderid":{"S":"customeridA74187|orderidA1"},"#,
            r#""productid":{"S":"productid1"},"quantity":{"N":"1"}}}}"#
        )]
    );
    assert_eq!(
        of(&update(&first, &row("orderid100", "productid1", "99"))),
        [concat!(
            r#"{"TransactWriteItems":{"TransactItems":["#,
            r#"{"Delete":{"TableName":"purchase","Key":{"customer_orderid":{"S":"customeridA74187|orderidA1"},"#,
            r#""productid":{"S":"productid1"}}}},"#,
            r#"{"Put":{"TableName":"purchase","Item":{"customer_orderid":{"S":"customeridA74187|orderid100"},"#,
            r#""productid":{"S":"productid1"},"quantity":{"N":"99"}}}}]}}"#
        )]
    );
    assert_eq!(
        of(&delete(&first)),
        [concat!(
            r#"{"DeleteItem":{"TableName":"purchase","Key":{"customer_orderid":{"S":"customeridA74187|orderidA1"},"#,
            r#""productid":{"S":"productid1"}}}}"#
        )]
    );
}

#[test]
fn a_row_that_is_an_item_in_any_order() {
    let of = |message: &str| lines(Map::CompositeUnordered, &UNORDERED, message).expect("requests");
    let (first, second) = (row("orderidA1", "productid1", "100"), row("orderidA1", "productid1", "1"));
    let put = |order: &str, quantity: &str, position: &str| {
        format!(
            concat!(
                r#"{{"PutItem":{{"TableName":"purchase","Item":{{"customer_orderid":{{"S":"customeridA74187|{order}"}},"#,
                r#""productid":{{"S":"productid1"}},"quantity":{{"N":"{quantity}"}},"position":{{"S":"{position}"}}}},"#,
                r##""ConditionExpression":"attribute_not_exists(#0) OR #0 < :0","##,
                r##""ExpressionAttributeNames":{{"#0":"position"}},"##,
                r#""ExpressionAttributeValues":{{":0":{{"S":"{position}"}}}}}}}}"#
            ),
            order = order,
            quantity = quantity,
            position = position
        )
    };
    let tombstone = |position: &str| {
        format!(
            concat!(
                r#"{{"PutItem":{{"TableName":"purchase","Item":{{"customer_orderid":{{"S":"customeridA74187|orderidA1"}},"#,
                r#""productid":{{"S":"productid1"}},"position":{{"S":"{position}"}},"expires_at":{{"N":"1700604800"}}}},"#,
                r##""ConditionExpression":"attribute_not_exists(#0) OR #0 < :0","##,
                r##""ExpressionAttributeNames":{{"#0":"position"}},"##,
                r#""ExpressionAttributeValues":{{":0":{{"S":"{position}"}}}}}}}}"#
            ),
            position = position
        )
    };
    assert_eq!(of(&write(&first)), [put("orderidA1", "100", "07")]);
    assert_eq!(of(&update(&first, &second)), [put("orderidA1", "1", "09")]);
    let moved = update(&first, &row("orderid100", "productid1", "99"));
    assert_eq!(of(&moved), [put("orderid100", "99", "09"), tombstone("09")]);
    assert_eq!(of(&delete(&first)), [tombstone("08")]);
}

const KEY: &str = r#""Key":{"customerid":{"S":"customeridA74187"},"orderid":{"S":"orderidA1"}}"#;
const OTHER_KEY: &str = r#""Key":{"customerid":{"S":"customeridA74187"},"orderid":{"S":"orderid100"}}"#;

#[test]
fn a_row_that_is_an_attribute_in_order() {
    let of = |message: &str| lines(Map::Pivot, &ORDERED, message).expect("requests");
    let (first, second) = (row("orderidA1", "productid1", "100"), row("orderidA1", "productid1", "1"));
    let set = |action: &str, key: &str, product: &str, quantity: &str| {
        format!(
            concat!(
                r##"{{"{}":{{"TableName":"purchase",{},"UpdateExpression":"SET #0 = :0","##,
                r##""ExpressionAttributeNames":{{"#0":"p#{}"}},"ExpressionAttributeValues":{{":0":{{"N":"{}"}}}}}}}}"##
            ),
            action, key, product, quantity
        )
    };
    assert_eq!(of(&write(&first)), [set("UpdateItem", KEY, "productid1", "100")]);
    assert_eq!(of(&update(&first, &second)), [set("UpdateItem", KEY, "productid1", "1")]);
    assert_eq!(
        of(&update(&first, &row("orderidA1", "size.b", "99"))),
        [format!(
            concat!(
                r##"{{"UpdateItem":{{"TableName":"purchase",{},"UpdateExpression":"SET #0 = :0 REMOVE #1","##,
                r##""ExpressionAttributeNames":{{"#0":"p#size.b","#1":"p#productid1"}},"##,
                r#""ExpressionAttributeValues":{{":0":{{"N":"99"}}}}}}}}"#
            ),
            KEY
        )]
    );
    assert_eq!(
        of(&update(&first, &row("orderid100", "productid1", "99"))),
        [format!(
            concat!(
                r#"{{"TransactWriteItems":{{"TransactItems":["#,
                r##"{{"Update":{{"TableName":"purchase",{},"UpdateExpression":"REMOVE #0","##,
                r##""ExpressionAttributeNames":{{"#0":"p#productid1"}}}}}},{}]}}}}"##
            ),
            KEY,
            set("Update", OTHER_KEY, "productid1", "99")
        )]
    );
    assert_eq!(
        of(&delete(&first)),
        [format!(
            concat!(
                r##"{{"UpdateItem":{{"TableName":"purchase",{},"UpdateExpression":"REMOVE #0","##,
                r##""ConditionExpression":"attribute_exists(#1)","##,
                r##""ExpressionAttributeNames":{{"#0":"p#productid1","#1":"customerid"}}}}}}"##
            ),
            KEY
        )]
    );
    // What NULL leaves out goes.
    assert_eq!(
        of(&write(&row("orderidA1", "productid1", "null"))),
        [format!(
            concat!(
                r##"{{"UpdateItem":{{"TableName":"purchase",{},"UpdateExpression":"REMOVE #0","##,
                r##""ExpressionAttributeNames":{{"#0":"p#productid1"}}}}}}"##
            ),
            KEY
        )]
    );
}

#[test]
fn a_row_that_is_an_attribute_in_any_order() {
    let of = |message: &str| lines(Map::PivotUnordered, &UNORDERED, message).expect("requests");
    let (first, second) = (row("orderidA1", "productid1", "100"), row("orderidA1", "productid1", "1"));
    let set = |key: &str, product: &str, quantity: &str, position: &str| {
        format!(
            concat!(
                r##"{{"UpdateItem":{{"TableName":"purchase",{key},"UpdateExpression":"SET #0 = :0, #1 = :1","##,
                r##""ConditionExpression":"attribute_not_exists(#1) OR #1 < :1","##,
                r##""ExpressionAttributeNames":{{"#0":"p#{product}","#1":"v#{product}"}},"##,
                r#""ExpressionAttributeValues":{{":0":{{"N":"{quantity}"}},":1":{{"S":"{position}"}}}}}}}}"#
            ),
            key = key,
            product = product,
            quantity = quantity,
            position = position
        )
    };
    let remove = |position: &str| {
        format!(
            concat!(
                r##"{{"UpdateItem":{{"TableName":"purchase",{key},"UpdateExpression":"SET #0 = :0 REMOVE #1","##,
                r##""ConditionExpression":"attribute_not_exists(#0) OR #0 < :0","##,
                r##""ExpressionAttributeNames":{{"#0":"v#productid1","#1":"p#productid1"}},"##,
                r#""ExpressionAttributeValues":{{":0":{{"S":"{position}"}}}}}}}}"#
            ),
            key = KEY,
            position = position
        )
    };
    assert_eq!(of(&write(&first)), [set(KEY, "productid1", "100", "07")]);
    assert_eq!(of(&update(&first, &second)), [set(KEY, "productid1", "1", "09")]);
    let renamed = update(&first, &row("orderidA1", "productid2", "99"));
    assert_eq!(of(&renamed), [set(KEY, "productid2", "99", "09"), remove("09")]);
    let moved = update(&first, &row("orderid100", "productid1", "99"));
    assert_eq!(of(&moved), [set(OTHER_KEY, "productid1", "99", "09"), remove("09")]);
    assert_eq!(of(&delete(&first)), [remove("08")]);
}

#[test]
fn what_the_mapping_refuses_or_leaves_alone() {
    let (first, moved) = (row("orderidA1", "productid1", "100"), row("orderid100", "productid1", "100"));
    for (map, changes) in [
        (Map::Composite, ORDERED),
        (Map::CompositeUnordered, UNORDERED),
        (Map::Pivot, ORDERED),
        (Map::PivotUnordered, UNORDERED),
    ] {
        let changes = Changes { on_key_change: KeyChange::Refuse, on_delete: Delete::Ignore, ..changes };
        assert_eq!(lines(map, &changes, &update(&first, &moved)), Err(Fault::Event(BadEvent::KeyChange)), "{map:?}");
        assert_eq!(lines(map, &changes, &delete(&first)), Ok(vec![]), "{map:?}");
        assert_eq!(lines(map, &changes, &update(&first, &first)).map(|lines| lines.len()), Ok(1), "{map:?}");
    }
}
