//! The model of DynamoDB itself: it refuses what the service refuses, and compares as the service does.

use std::cmp::Ordering;

use mapc_runtime::check::{Answer, Database, Invalid, compare};
use mapc_runtime::events::{Expressions, Request};
use mapc_runtime::{AttributeValue, Item};

fn number(digits: &str) -> AttributeValue {
    AttributeValue::number(digits)
}

fn expressions(update: Option<&str>, condition: Option<&str>, names: &[(&str, &str)], values: Item) -> Expressions {
    let names = names.iter().map(|(placeholder, name)| ((*placeholder).to_owned(), (*name).to_owned())).collect();
    Expressions { update: update.map(str::to_owned), condition: condition.map(str::to_owned), names, values }
}

fn update(key: &str, expressions: Expressions) -> Request {
    Request::Update { table: "t".to_owned(), key: Item::from([("k", number(key))]), expressions }
}

fn put(item: Item) -> Request {
    Request::Put { table: "t".to_owned(), item, expressions: Expressions::default() }
}

fn database() -> Database {
    let mut database = Database::new().with_table("t", &["k"]);
    let item = Item::from([("k", number("1")), ("a", number("10")), ("b", AttributeValue::text("x"))]);
    assert_eq!(database.run(&put(item)), Ok(Answer::Done));
    database
}

#[test]
fn conditions_are_read_for_real() {
    let value = |value: AttributeValue| Item::from([(":0", value)]);
    let names = [("#0", "a"), ("#1", "b"), ("#2", "c")];
    for (text, holds) in [
        ("attribute_exists(#0)", true),
        ("attribute_exists(#2)", false),
        ("attribute_not_exists(#2)", true),
        ("#0 < :0", false),
        ("#0 = :0", false),
        ("#2 < :0", false),
        ("attribute_not_exists(#0) OR #0 < :0", false),
        ("attribute_exists(#1) AND attribute_exists(#0)", true),
        ("attribute_exists(#2) AND attribute_exists(#0) OR attribute_exists(#1)", true),
        ("attribute_exists(#2) AND (attribute_exists(#0) OR attribute_exists(#1))", false),
        ("(attribute_exists(#0))", true),
    ] {
        let used: Vec<(&str, &str)> = names.into_iter().filter(|(placeholder, _)| text.contains(placeholder)).collect();
        let values = if text.contains(":0") { value(number("9")) } else { Item::default() };
        let request = update("1.0", expressions(None, Some(text), &used, values));
        let wanted = if holds { Answer::Done } else { Answer::ConditionFailed };
        assert_eq!(database().run(&request), Ok(wanted), "{text}");
    }
    let of = |value: AttributeValue| {
        let condition = expressions(None, Some("#0 < :0"), &[("#0", "a")], Item::from([(":0", value)]));
        database().run(&update("1", condition))
    };
    assert_eq!(of(number("1e2")), Ok(Answer::Done));
    assert_eq!(of(number("10.0")), Ok(Answer::ConditionFailed));
    // A text is neither less nor more than a number.
    assert_eq!(of(AttributeValue::text("99")), Ok(Answer::ConditionFailed));
}

#[test]
fn numbers_are_compared_by_value() {
    let ordered =
        ["-1e3", "-12", "-1.5", "-1", "-0.05", "0", "0.049", "0.05", "1", "9", "10", "100.01", "100.1", "1e20"];
    for (place, one) in ordered.iter().enumerate() {
        for (other_place, other) in ordered.iter().enumerate() {
            assert_eq!(compare(&number(one), &number(other)), Some(place.cmp(&other_place)), "{one} {other}");
        }
    }
    assert_eq!(compare(&number("1.50"), &number("01.5")), Some(Ordering::Equal));
    assert_eq!(compare(&AttributeValue::text("é"), &AttributeValue::text("z")), Some(Ordering::Greater));
    assert_eq!(compare(&AttributeValue::text("1"), &number("1")), None);
}

#[test]
fn updates_change_what_they_say() {
    let mut database = database();
    let change = expressions(
        Some("SET #0 = :0, #1 = :1 REMOVE #2"),
        None,
        &[("#0", "a"), ("#1", "size"), ("#2", "b")],
        Item::from([(":0", number("2")), (":1", AttributeValue::Null)]),
    );
    assert_eq!(database.run(&update("1", change)), Ok(Answer::Done));
    let item = &database.items("t")[0];
    assert_eq!(item.keys().collect::<Vec<_>>(), ["a", "k", "size"]);
    assert_eq!(item["a"], number("2"));
    // An update of an item that is not there makes it.
    let gone = expressions(Some("REMOVE #0"), None, &[("#0", "a")], Item::default());
    assert_eq!(database.run(&update("2", gone)), Ok(Answer::Done));
    assert_eq!(database.items("t").len(), 2);
}

#[test]
fn what_the_service_refuses_is_refused() {
    let one = || Item::from([(":0", number("1"))]);
    for (wrong, why) in [
        (expressions(Some("SET #0 = :0"), None, &[("#0", "k")], one()), "key"),
        (expressions(Some("SET #0 = :0 REMOVE #0"), None, &[("#0", "a")], one()), "twice"),
        (expressions(Some("SET #0 = :0"), None, &[("#0", "a"), ("#1", "b")], one()), "not used"),
        (expressions(Some("REMOVE #0"), None, &[("#0", "a")], one()), "not used"),
        (expressions(Some("SET #1 = :0"), None, &[("#0", "a")], one()), "no name"),
        (expressions(Some("SET #0 = :1"), None, &[("#0", "a")], one()), "no value"),
        (expressions(Some("SET a = :0"), None, &[], one()), "no name"),
        (expressions(Some("SET #0 = :0 SET #0 = :0"), None, &[("#0", "a")], one()), "not expected"),
        (expressions(Some(""), None, &[], Item::default()), "empty"),
        (expressions(Some("SET #0 = :0"), None, &[("#0", "a")], Item::from([(":0", number("NaN"))])), "NaN"),
        (expressions(None, Some("#0 < :0 OR"), &[("#0", "a")], one()), "no name"),
        (expressions(None, Some("(#0 < :0"), &[("#0", "a")], one()), ") expected"),
    ] {
        let mut database = database();
        let before = database.items("t");
        let Err(Invalid(text)) = database.run(&update("1", wrong.clone())) else { panic!("taken: {wrong:?}") };
        assert!(text.contains(why), "{text}: {wrong:?}");
        assert_eq!(database.items("t"), before);
    }
    assert!(database().run(&put(Item::from([("a", number("1"))]))).is_err(), "no key");
    assert!(database().run(&put(Item::from([("k", AttributeValue::text(""))]))).is_err(), "an empty key");
}

#[test]
fn a_transaction_is_all_or_nothing() {
    let mut database = database();
    let set = |key: &str, condition: Option<&str>| {
        update(key, expressions(Some("SET #0 = :0"), condition, &[("#0", "z")], Item::from([(":0", number("1"))])))
    };
    let before = database.items("t");
    let fails = Request::Transact(vec![set("3", None), set("1", Some("attribute_exists(#0)"))]);
    assert_eq!(database.run(&fails), Ok(Answer::ConditionFailed));
    assert_eq!(database.items("t"), before);
    assert!(database.run(&Request::Transact(vec![set("1", None), set("1.0", None)])).is_err(), "one item twice");
    assert_eq!(database.run(&Request::Transact(vec![set("3", None), set("1", None)])), Ok(Answer::Done));
    assert_eq!(database.items("t").len(), 2);
}
