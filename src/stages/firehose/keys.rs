//! The key map: which JSON key a column is read from.
//!
//! The reader's table is flat: a name, at whatever depth, has one key. What this does inside structures was seen by
//! running the reader that AWS names (rcongiu/Hive-JSON-Serde): a mapped name loses its own key everywhere, in silence.
//! That Firehose behaves alike in structures is not confirmed by AWS; so no map is written whose meaning would depend on it.

use std::collections::BTreeMap;

use super::errors;
use super::pair::Pair;
use crate::diag::Diagnostics;
use crate::shape::{Content, Field};
use crate::stage::At;

/// All columns and members, with their keys; `incoming` and `columns` are the same fields before and after renaming.
pub(super) fn pairs<'s>(incoming: &'s [Field], columns: &'s [Field]) -> Vec<Pair<'s>> {
    fn below<'s>(incoming: &'s [Field], columns: &'s [Field], path: &mut Vec<&'s str>, list: &mut Vec<Pair<'s>>) {
        for (field, column) in incoming.iter().zip(columns) {
            path.push(&field.name);
            list.push(Pair { path: path.clone(), key: &field.name, column: &column.name, field });
            match &field.content {
                // Elements have no key of their own.
                Content::List(_) => field.members().iter().zip(column.members()).for_each(|(element, of_column)| {
                    below(element.members(), of_column.members(), path, list);
                }),
                Content::Struct(_) | Content::Scalar { .. } => below(field.members(), column.members(), path, list),
            }
            path.pop();
        }
    }
    let mut list = Vec::new();
    below(incoming, columns, &mut Vec::new(), &mut list);
    list
}

/// The entries of `ColumnToJsonKeyMappings`: names whose key differs by more than case, which the reader ignores.
pub(super) fn mappings<'s>(pairs: &[Pair<'s>]) -> BTreeMap<&'s str, &'s str> {
    pairs.iter().filter(|pair| is_mapped(pair)).map(|pair| (pair.column, pair.key)).collect()
}

fn is_mapped(pair: &Pair<'_>) -> bool {
    pair.key.to_lowercase() != pair.column
}

/// Reports names that would be read from a key that is not theirs.
pub(super) fn check(at: &At<'_>, pairs: &[Pair<'_>], diags: &mut Diagnostics) {
    let mut first: BTreeMap<&str, &Pair<'_>> = BTreeMap::new();
    for pair in pairs.iter().filter(|pair| is_mapped(pair)) {
        first.entry(pair.column).or_insert(pair);
    }
    for (column, mapped) in first {
        let other =
            pairs.iter().find(|pair| pair.column == column && pair.key.to_lowercase() != mapped.key.to_lowercase());
        if let Some(other) = other {
            diags.push(errors::ambiguous_key(at, column, mapped, other));
        }
    }
}
