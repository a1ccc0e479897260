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
use crate::text::lowercase;

/// Calls `visit` with every column and member: the names that lead to it as JSON keys, the field that reaches Firehose, and
/// what it is called as a column. `incoming` and `columns` are the same fields before and after renaming.
fn walk<'s>(
    incoming: &'s [Field],
    columns: &'s [Field],
    path: &mut Vec<&'s str>,
    visit: &mut impl FnMut(&[&'s str], &'s Field, &'s str),
) {
    for (field, column) in incoming.iter().zip(columns) {
        path.push(&field.name);
        visit(path, field, &column.name);
        match &field.content {
            // Elements have no key of their own.
            Content::List(_) => field.members().iter().zip(column.members()).for_each(|(element, of_column)| {
                walk(element.members(), of_column.members(), path, visit);
            }),
            Content::Struct(_) | Content::Scalar { .. } => walk(field.members(), column.members(), path, visit),
        }
        path.pop();
    }
}

/// The entries of `ColumnToJsonKeyMappings`: names whose key differs by more than case, which the reader ignores.
pub(super) fn mappings<'s>(incoming: &'s [Field], columns: &'s [Field]) -> BTreeMap<&'s str, &'s str> {
    let mut mappings = BTreeMap::new();
    walk(incoming, columns, &mut Vec::new(), &mut |_, field, column| {
        if is_mapped(&field.name, column) {
            mappings.insert(column, &*field.name);
        }
    });
    mappings
}

fn is_mapped(key: &str, column: &str) -> bool {
    lowercase(key) != column
}

/// Reports names that would be read from a key that is not theirs. Most columns have the name of their key, and are only
/// looked up among those that have another.
pub(super) fn check(at: &At<'_>, incoming: &[Field], columns: &[Field], diags: &mut Diagnostics) {
    let mut mapped: BTreeMap<&str, (Pair<'_>, Option<Pair<'_>>)> = BTreeMap::new();
    walk(incoming, columns, &mut Vec::new(), &mut |path, field, column| {
        if is_mapped(&field.name, column) {
            mapped.entry(column).or_insert_with(|| (Pair::new(path, field), None));
        }
    });
    if mapped.is_empty() {
        return;
    }
    walk(incoming, columns, &mut Vec::new(), &mut |path, field, column| {
        if let Some((first, other @ None)) = mapped.get_mut(column)
            && lowercase(&field.name) != lowercase(first.key)
        {
            *other = Some(Pair::new(path, field));
        }
    });
    for (column, (first, other)) in &mapped {
        if let Some(other) = other {
            diags.push(errors::ambiguous_key(at, column, first, other));
        }
    }
}
