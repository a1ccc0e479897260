//! Tables whose rules alone are more than DMS takes in one document.

use super::carrier::is_row;
use super::document::MAX_BYTES;
use super::emit;
use crate::shape::Carrier;
use crate::stage::{At, Work};

/// The size of a document with the rules of this table alone, where it is too large.
pub(super) fn too_large(at: &At<'_>, taken: &[Work], carrier: Carrier) -> Option<usize> {
    let most = at_most(at, carrier);
    if most.is_some_and(|most| most <= MAX_BYTES) {
        debug_assert!(Some(emit::size(at, taken, carrier)) <= most, "{:?}", at.mapping.source.table.qualified());
        return None;
    }
    Some(emit::size(at, taken, carrier)).filter(|size| *size > MAX_BYTES)
}

/// A number of bytes that the rules are not more than, where they hold little but names: a selection, and an object mapping of
/// a record of columns. Nearly all tables are of that kind, and so small that their rules need not be written to see it.
fn at_most(at: &At<'_>, carrier: Carrier) -> Option<usize> {
    /// What stands around names: in the two rules, and in the part of one that speaks of a column.
    const RULES: usize = 4_000;
    const OF_COLUMN: usize = 500;
    /// What a byte of a name can become: `\u0001`.
    const ESCAPE: usize = 6;
    /// How often a name stands there at most: a table's in places and names of rules, a column's as what is left out, as what
    /// an attribute is made of, as a key.
    const TIMES: usize = 8;
    let mapping = at.mapping;
    let are_columns = mapping.record.fields.iter().all(|field| field.column().is_some());
    let is_told_more = !at.settings().block("table").is_empty()
        || at.next().is_some_and(|next| next.settings.get("condition").is_some());
    if is_row(carrier) || !are_columns || is_told_more || !mapping.filters.is_empty() {
        return None;
    }
    let source = mapping.source.table;
    let resource = at
        .next()
        .and_then(|next| next.resource.as_ref())
        .map_or(0, |resource| resource.parts.iter().map(|part| part.len()).sum());
    let columns: usize = source.columns.iter().map(|column| column.name.len() * ESCAPE * TIMES + OF_COLUMN).sum();
    let fields =
        (0..mapping.record.fields.len()).map(|place| mapping.final_name(place).len() * ESCAPE * TIMES + OF_COLUMN);
    let of_table = (source.schema.len() + source.name.len() + resource) * ESCAPE * TIMES;
    Some(RULES + of_table + columns + fields.sum::<usize>())
}
