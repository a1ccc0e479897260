//! What the tests of generated modules call.

use std::fmt::Debug;

use crate::error::Error;
use crate::item::Item;

/// Panics unless these items, in any order, are `expected`. Attributes called `open` are not looked at: what they hold is not
/// decided by the mapping alone.
#[track_caller]
pub fn assert_items(
    items: impl IntoIterator<Item = Result<Item, Error>>,
    expected: impl Into<Vec<Item>>,
    open: &[&str],
) {
    let mut missing = expected.into();
    for item in items {
        let mut item = item.unwrap_or_else(|error| panic!("an item is refused: {error}"));
        open.iter().for_each(|name| item.remove(name));
        match missing.iter().position(|expected| *expected == item) {
            Some(place) => drop(missing.swap_remove(place)),
            None => panic!("this item is not expected: {item:#?}\nthese were: {missing:#?}"),
        }
    }
    assert!(missing.is_empty(), "these items did not come: {missing:#?}");
}

/// Panics unless there is an error, and nothing else.
#[track_caller]
pub fn assert_refused<T: Debug>(items: impl IntoIterator<Item = Result<T, Error>>) {
    let items: Vec<Result<T, Error>> = items.into_iter().collect();
    assert!(!items.is_empty() && items.iter().all(Result::is_err), "not refused: {items:#?}");
}
