//! Whether one change is newer than another, as the `version` line tells it.

use std::cmp::Ordering;

use super::number::Exact;
use super::row::Row;
use super::value::Value;
use crate::mapping::Version;
use crate::value::Value as Wanted;

/// Whether `row` is newer than `earlier`. What is not known is taken to be: mapc numbers changes in the order of their lines.
pub fn is_newer(version: &Version, row: &Row, earlier: &Row) -> bool {
    for value in &version.values {
        let order = match value {
            Wanted::Column(column) => numbers(&row.values[*column], &earlier.values[*column]),
            Wanted::Event(fact) => match (row.facts.get(fact), earlier.facts.get(fact)) {
                (Some(one), Some(other)) => Some(one.as_bytes().cmp(other.as_bytes())),
                (Some(_), None) | (None, _) => None,
            },
            Wanted::Constant(_) | Wanted::Template(_) | Wanted::Call(..) | Wanted::Foreign { .. } => None,
        };
        match order {
            Some(Ordering::Equal) => {}
            Some(order) => return order == Ordering::Greater,
            None => return true,
        }
    }
    false
}

fn numbers(one: &Value, other: &Value) -> Option<Ordering> {
    let (Value::Number(one), Value::Number(other)) = (one, other) else { return None };
    Some(Exact::read(one)?.compare(Exact::read(other)?))
}
