//! What tests of generated modules expect of histories: what holds passes, what does not is noticed.

#[path = "support/purchase.rs"]
mod purchase;

use mapc_runtime::check::{Change, History, delete, insert, load, truncate, update};
use mapc_runtime::events::{Changes, Delete, Event, KeyChange, Order, Requests, Tombstone};
use mapc_runtime::{AttributeValue, Error, Item};
use purchase::{CHANGES, Keeps, Ordered, Unordered, composite, pivot};

const THREE: &str = r#"{"customerid": "c", "orderid": "o", "productid": "p", "quantity": 3}"#;
const FOUR: &str = r#"{"customerid": "c", "orderid": "o", "productid": "p", "quantity": "4.0"}"#;
const MOVED: &str = r#"{"customerid": "d", "orderid": "o", "productid": "p", "quantity": 4}"#;

const REMOVES: Changes = Changes { on_key_change: KeyChange::Replace, on_delete: Delete::Remove, ..CHANGES };
const REFUSES: Changes = Changes { on_key_change: KeyChange::Refuse, ..REMOVES };
const NEWER: Changes = Changes {
    order: Order::Unordered { tombstone: Some(Tombstone { attribute: "expires_at", seconds: 60 }) },
    ..REMOVES
};
const NEWER_MEMBERS: Changes = Changes { order: Order::Unordered { tombstone: None }, ..REMOVES };

fn items<K: Keeps>(changes: &'static Changes) -> impl Fn(&Event<'_>, &mut Requests) -> Result<(), Error> {
    move |event, sink| composite::requests::<K, Requests>(event, changes, sink)
}

fn members<K: Keeps>(changes: &'static Changes) -> impl Fn(&Event<'_>, &mut Requests) -> Result<(), Error> {
    move |event, sink| pivot::requests::<K, Requests>(event, changes, sink)
}

fn of_items(changes: &'static Changes) -> History<'static> {
    History { changes, key: &["customer_orderid", "productid"], shared: &[], open: &[], facts: &[] }
}

fn of_members(changes: &'static Changes) -> History<'static> {
    let key = &["customerid", "orderid"];
    History { changes, key, shared: key, open: &[], facts: &[] }
}

fn item(customer: &str, quantity: &str) -> Item {
    Item::from([
        ("customer_orderid", AttributeValue::text(customer)),
        ("productid", AttributeValue::text("p")),
        ("quantity", AttributeValue::number(quantity)),
    ])
}

fn order(quantity: &str) -> Item {
    Item::from([
        ("customerid", AttributeValue::text("c")),
        ("orderid", AttributeValue::text("o")),
        ("p#p", AttributeValue::number(quantity)),
    ])
}

#[test]
fn a_history_leaves_the_items_of_the_rows_at_the_end() {
    let all = [load(THREE), update(THREE, FOUR), update(FOUR, MOVED)];
    of_items(&REMOVES).gives(items::<Ordered>(&REMOVES), &all, [item("d|o", "4")]);
    of_items(&NEWER).gives(items::<Unordered>(&NEWER), &all, [item("d|o", "4")]);
    let again = [insert(THREE), delete(THREE), insert(FOUR)];
    of_items(&REMOVES).gives(items::<Ordered>(&REMOVES), &again, [item("c|o", "4")]);
    of_items(&NEWER).gives(items::<Unordered>(&NEWER), &again, [item("c|o", "4")]);
    of_members(&REMOVES).gives(members::<Ordered>(&REMOVES), &again, [order("4")]);
    of_members(&NEWER_MEMBERS).gives(members::<Unordered>(&NEWER_MEMBERS), &again, [order("4")]);
}

#[test]
fn tombstones_and_items_without_a_row_are_none() {
    let gone = [insert(THREE), delete(THREE)];
    of_items(&REMOVES).gives(items::<Ordered>(&REMOVES), &gone, []);
    of_items(&NEWER).gives(items::<Unordered>(&NEWER), &gone, []);
    of_members(&REMOVES).gives(members::<Ordered>(&REMOVES), &gone, []);
    of_members(&NEWER_MEMBERS).gives(members::<Unordered>(&NEWER_MEMBERS), &gone, []);
}

#[test]
fn what_is_refused_is_the_last_change() {
    of_items(&REFUSES).refuses(items::<Ordered>(&REFUSES), &[insert(FOUR), update(FOUR, MOVED)]);
    of_items(&REMOVES).refuses(items::<Ordered>(&REMOVES), &[insert(FOUR), truncate()]);
}

/// Runs a check that must fail.
#[track_caller]
fn fails(check: impl FnOnce() + std::panic::UnwindSafe, says: &str) {
    let panic = std::panic::catch_unwind(check).expect_err("the check holds");
    let said = panic.downcast_ref::<String>().map_or("", String::as_str);
    assert!(said.contains(says), "{said}");
}

#[test]
fn what_does_not_hold_is_noticed() {
    let gives = |changes: Vec<Change<'static>>, expected: Vec<Item>| {
        move || of_items(&REMOVES).gives(items::<Ordered>(&REMOVES), &changes, expected)
    };
    fails(gives(vec![insert(THREE)], vec![item("c|o", "4")]), "is not expected");
    fails(gives(vec![insert(THREE)], vec![]), "is not expected");
    fails(gives(vec![insert(THREE), delete(THREE)], vec![item("c|o", "3")]), "did not come");
    fails(gives(vec![insert(THREE), truncate()], vec![item("c|o", "3")]), "is refused");
    let refuses =
        |changes: Vec<Change<'static>>| move || of_items(&REFUSES).refuses(items::<Ordered>(&REFUSES), &changes);
    fails(refuses(vec![insert(THREE)]), "is not refused");
    fails(refuses(vec![insert(FOUR), update(FOUR, MOVED), insert(THREE)]), "is refused");
    // What was said of the newer is looked at.
    let late = || vec![insert(THREE).at("position", "7"), update(THREE, FOUR).at("position", "6")];
    let newer = move |expected: &'static str| {
        move || of_items(&NEWER).gives(items::<Unordered>(&NEWER), &late(), [item("c|o", expected)])
    };
    newer("3")();
    fails(newer("4"), "is not expected");
}
