//! What may happen to events on their way, row by row of the book's table: at the setting the items at the end are those of the
//! rows at the end; one setting weaker a history shows the loss. A model of the published consumer fails the same test.

#[path = "support/purchase.rs"]
mod purchase;
#[path = "support/random.rs"]
mod random;
#[path = "support/render.rs"]
mod render;
#[path = "support/shop.rs"]
mod shop;

use std::collections::BTreeMap;

use mapc_runtime::AttributeValue;
use mapc_runtime::check::{Answer, Attributes, Database};
use random::Random;
use shop::{Change, Map, Purchase, Rows, TABLE, as_number, history, purchase, without_versions};

/// How many histories of each kind, and how long.
const HISTORIES: u64 = 100;
const LENGTH: usize = 24;

fn follow(map: Map, changes: &[Change], database: &mut Database) {
    for change in changes {
        map.follow(change, database);
    }
}

/// The items that are seen after these changes, from an empty table.
fn after(map: Map, changes: &[Change]) -> Vec<Attributes> {
    let mut database = map.database();
    follow(map, changes, &mut database);
    map.seen(&database)
}

/// Runs a property over random histories of each of these maps.
fn for_histories(maps: &[Map], mut property: impl FnMut(Map, &[Change], &[Rows], &mut Random)) {
    for map in maps {
        for seed in 0..HISTORIES {
            let mut random = Random::new(seed + 1);
            let length = 1 + random.below(LENGTH);
            let (log, states) = history(&mut random, length);
            property(*map, &log, &states, &mut random);
        }
    }
}

const ORDERED: [Map; 2] = [Map::Composite, Map::Pivot];
const UNORDERED: [Map; 2] = [Map::CompositeUnordered, Map::PivotUnordered];

/// The rows of a table as a load reads them: changes at the place where the load began.
fn load(rows: &Rows, position: u32) -> Vec<Change> {
    rows.values().map(|(row, _)| Change { position, before: None, after: Some(*row) }).collect()
}

#[test]
fn the_log_in_order_gives_the_items_of_the_rows() {
    for_histories(&Map::ALL, |map, log, states, random| {
        assert_eq!(after(map, log), map.batch(&states[log.len()]), "{map:?} {log:?}");
        // Items may wait for each other, as shards do.
        let interleaved = map.interleaved(log, random);
        assert_eq!(after(map, &interleaved), map.batch(&states[log.len()]), "{map:?} {interleaved:?}");
    });
}

#[test]
fn an_end_of_the_log_may_be_read_again() {
    for_histories(&Map::ALL, |map, log, states, random| {
        let mut database = map.database();
        let mut at = 0;
        // A program that goes back to an earlier place now and then, and at last reads on to the end.
        for _ in 0..3 {
            let stop = at + random.below(log.len() - at + 1);
            follow(map, &log[at..stop], &mut database);
            at = random.below(stop + 1);
        }
        follow(map, &log[at..], &mut database);
        assert_eq!(map.seen(&database), map.batch(&states[log.len()]), "{map:?} {log:?}");
    });
}

#[test]
fn a_load_before_the_log_from_before_the_load() {
    for_histories(&Map::ALL, |map, log, states, random| {
        let loaded = random.below(log.len() + 1);
        let start = random.below(loaded + 1);
        let mut database = map.database();
        follow(map, &load(&states[loaded], start as u32), &mut database);
        follow(map, &log[start..], &mut database);
        let (seen, wanted) = (map.seen(&database), map.batch(&states[log.len()]));
        assert_eq!(without_versions(seen), without_versions(wanted), "{map:?} {log:?}");
    });
}

#[test]
fn in_any_order_any_number_of_times() {
    for_histories(&UNORDERED, |map, log, states, random| {
        let mut changes = log.to_vec();
        (0..random.below(log.len() + 1)).for_each(|_| changes.push(random.pick(log)));
        random.shuffle(&mut changes);
        assert_eq!(after(map, &changes), map.batch(&states[log.len()]), "{map:?} {changes:?}");
    });
}

#[test]
fn a_load_beside_the_events() {
    for_histories(&UNORDERED, |map, log, states, random| {
        // The load begins at one place of the log and reads each row at that place or later.
        let start = random.below(log.len() + 1);
        let mut changes: Vec<Change> = log.to_vec();
        for _ in 0..states[start].len() * 2 {
            let read = start + random.below(log.len() - start + 1);
            changes.extend(load(&states[read], start as u32));
        }
        changes.extend(load(&states[start], start as u32));
        random.shuffle(&mut changes);
        let (seen, wanted) = (after(map, &changes), map.batch(&states[log.len()]));
        assert_eq!(without_versions(seen), without_versions(wanted), "{map:?} {start} {changes:?}");
    });
}

// What one setting weaker loses.

const FIRST: Purchase = purchase("orderidA1", "productid1", 100);
const SECOND: Purchase = purchase("orderidA1", "productid1", 1);

fn change(position: u32, before: Option<Purchase>, after: Option<Purchase>) -> Change {
    Change { position, before, after }
}

/// The rows after these, in the order of the log.
fn rows(log: &[Change]) -> Rows {
    let mut rows = Rows::new();
    log.iter().for_each(|change| change.apply(&mut rows));
    rows
}

/// `changes` came of `log`: events in any order bear it, and events in order lose.
fn is_lost_in_order(log: &[Change], changes: &[Change]) {
    for map in Map::ALL {
        let (seen, wanted) = (without_versions(after(map, changes)), without_versions(map.batch(&rows(log))));
        assert_eq!(seen == wanted, map.is_unordered(), "{map:?}: {seen:?} {wanted:?}");
    }
}

#[test]
fn events_in_another_order_need_a_version() {
    let log = [change(1, None, Some(FIRST)), change(2, Some(FIRST), Some(SECOND))];
    is_lost_in_order(&log, &[log[1], log[0]]);
    let log = [change(1, None, Some(FIRST)), change(2, Some(FIRST), None)];
    is_lost_in_order(&log, &[log[1], log[0]]);
    let moved = purchase("orderid100", "productid1", 99);
    let log = [change(1, None, Some(FIRST)), change(2, Some(FIRST), Some(moved)), change(3, Some(moved), None)];
    is_lost_in_order(&log, &[log[2], log[1], log[0]]);
}

#[test]
fn an_event_that_comes_again_alone_needs_a_version() {
    let log = [change(1, None, Some(FIRST)), change(2, Some(FIRST), Some(SECOND))];
    is_lost_in_order(&log, &[log[0], log[1], log[0]]);
    let log = [change(1, None, Some(FIRST)), change(2, Some(FIRST), Some(SECOND)), change(3, Some(SECOND), None)];
    is_lost_in_order(&log, &[log[0], log[1], log[2], log[1]]);
}

#[test]
fn a_load_beside_the_events_needs_a_version() {
    let log = [change(1, None, Some(FIRST)), change(2, Some(FIRST), Some(SECOND)), change(3, Some(SECOND), None)];
    // The load began after the first, read the row before the second, and wrote it after the others.
    let loaded = change(1, None, Some(FIRST));
    is_lost_in_order(&log[..2], &[log[0], log[1], loaded]);
    is_lost_in_order(&log, &[log[0], log[1], log[2], loaded]);
}

#[test]
fn an_event_later_than_the_life_of_a_tombstone_brings_the_row_back() {
    let map = Map::CompositeUnordered;
    let mut database = map.database();
    map.follow(&change(2, Some(FIRST), None), &mut database);
    let late = change(1, None, Some(FIRST));
    let mut within = database.clone();
    assert_eq!(map.follow(&late, &mut within), [Answer::ConditionFailed]);
    assert!(map.seen(&within).is_empty());
    // The tombstone was written at the second 1000, to live for 60 seconds.
    let expires = |item: &Attributes| item.get("expires_at").cloned();
    assert_eq!(expires(&database.items(TABLE)[0]), Some(AttributeValue::number("1060")));
    database.expire(TABLE, |item| expires(item).is_some());
    assert_eq!(map.follow(&late, &mut database), [Answer::Done]);
    assert_eq!(map.seen(&database).len(), 1, "lost: the row is gone");
    // The versions of attributes stay for ever.
    let map = Map::PivotUnordered;
    let mut database = map.database();
    map.follow(&change(2, Some(FIRST), None), &mut database);
    assert_eq!(map.follow(&late, &mut database), [Answer::ConditionFailed]);
}

#[test]
fn what_is_not_promised_is_lost_often() {
    // Were it rare, the tests above would not notice a version that does nothing.
    for map in ORDERED {
        let mut lost = 0;
        for_histories(&[map], |map, log, states, random| {
            let mut changes = log.to_vec();
            random.shuffle(&mut changes);
            lost += u64::from(after(map, &changes) != map.batch(&states[log.len()]));
        });
        assert!(lost > HISTORIES / 2, "{map:?}: {lost} of {HISTORIES}");
    }
}

// The published consumer.

/// The items of the published consumer: it reads an item, changes it and writes it back; its branches for updates and deletions
/// are empty. Values are texts.
#[derive(Clone, Debug, Default)]
struct Published {
    items: BTreeMap<(&'static str, &'static str), Attributes>,
}

impl Published {
    fn read(&self, change: &Change) -> Option<(Purchase, Attributes)> {
        let row = if change.before.is_some() { None } else { change.after }?;
        let key = [("customerid", row.customer), ("orderid", row.order)];
        let new = || key.map(|(name, value)| (name.to_owned(), AttributeValue::text(value))).into();
        Some((row, self.items.get(&(row.customer, row.order)).cloned().unwrap_or_else(new)))
    }

    fn write(&mut self, row: Purchase, mut item: Attributes) {
        if let Some(quantity) = row.quantity {
            item.insert(format!("p#{}", row.product), AttributeValue::text(&quantity.to_string()));
        }
        self.items.insert((row.customer, row.order), item);
    }

    fn follow(&mut self, change: &Change) {
        if let Some((row, item)) = self.read(change) {
            self.write(row, item);
        }
    }

    /// Its items, as if their quantities were numbers.
    fn seen(&self) -> Vec<Attributes> {
        let mut items: Vec<Attributes> = self.items.values().cloned().collect();
        for item in &mut items {
            for (name, value) in item.iter_mut() {
                if name.starts_with("p#") {
                    *value = as_number(value);
                }
            }
        }
        items.retain(|item| item.keys().any(|name| name.starts_with("p#")));
        items.sort_by_key(|item| format!("{item:?}"));
        items
    }
}

#[test]
fn the_published_consumer_loses_updates_and_deletions() {
    let product = purchase("orderidA1", "productid2", 99);
    for (log, is_kept) in [
        (vec![change(1, None, Some(FIRST)), change(2, None, Some(product))], true),
        (vec![change(1, None, Some(FIRST)), change(2, Some(FIRST), Some(SECOND))], false),
        (vec![change(1, None, Some(FIRST)), change(2, Some(FIRST), None)], false),
        (vec![change(1, None, Some(FIRST)), change(2, Some(FIRST), Some(product))], false),
        (
            vec![change(1, None, Some(FIRST)), change(2, Some(FIRST), Some(purchase("orderid100", "productid1", 1)))],
            false,
        ),
    ] {
        let wanted = Map::Pivot.batch(&rows(&log));
        let mut published = Published::default();
        log.iter().for_each(|change| published.follow(change));
        assert_eq!(published.seen() == wanted, is_kept, "{log:?}");
        assert_eq!(after(Map::Pivot, &log), wanted, "{log:?}");
    }
}

#[test]
fn two_published_consumers_lose_an_insertion() {
    let other = purchase("orderidA1", "productid2", 99);
    let (one, two) = (change(1, None, Some(FIRST)), change(2, None, Some(other)));
    let mut published = Published::default();
    // Both read before either writes.
    let (Some(first), Some(second)) = (published.read(&one), published.read(&two)) else { panic!("insertions") };
    published.write(first.0, first.1);
    published.write(second.0, second.1);
    let wanted = Map::Pivot.batch(&rows(&[one, two]));
    assert_ne!(published.seen(), wanted, "lost: the first product");
    // Requests that follow from one event alone are the same in either order.
    for changes in [[one, two], [two, one]] {
        assert_eq!(after(Map::Pivot, &changes), wanted);
    }
}

#[test]
fn the_published_consumer_fails_the_property() {
    let mut failed = 0;
    for seed in 0..HISTORIES {
        let mut random = Random::new(seed + 1);
        let (log, states) = history(&mut random, LENGTH);
        let mut published = Published::default();
        log.iter().for_each(|change| published.follow(change));
        failed += u64::from(published.seen() != Map::Pivot.batch(&states[log.len()]));
    }
    assert!(failed > HISTORIES * 9 / 10, "{failed} of {HISTORIES}");
}
