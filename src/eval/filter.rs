//! Which rows come along.

use super::condition::holds;
use super::row::Row;
use crate::mapping::{Filter, Mapping};

/// The first `where` line that does not hold for a row, so that it stays away. As in SQL, a line that is unknown, since a
/// column is NULL, does not hold.
pub fn keeps_away<'m>(mapping: &'m Mapping<'_>, row: &Row) -> Option<&'m Filter> {
    mapping.filters.iter().find(|filter| holds(&filter.condition, mapping.source.table, row) != Some(true))
}
