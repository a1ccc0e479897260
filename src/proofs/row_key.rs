//! Does a `primary key` line tell rows apart?

use super::errors;
use super::known::known;
use super::unique::two_rows;
use crate::diag::Diagnostics;
use crate::mapping::{Claim, Mapping};

/// Reports a `primary key` line whose columns two rows can share, or in which NULL can stand.
pub(super) fn check(mapping: &Mapping<'_>, diags: &mut Diagnostics) {
    let Some(key) = &mapping.row_key else { return };
    let table = mapping.source.table;
    let declared = table.primary_key.as_ref().map_or(&[][..], |key| &key.columns);
    let can_be_null = |column: &&usize| mapping.can_be_null(**column) && !declared.contains(column);
    if let Some(column) = key.columns.iter().find(can_be_null) {
        diags.push(errors::null_in_row_key(&table.columns[*column], key.span));
    }
    let unique: Vec<&[usize]> = mapping
        .assumptions
        .iter()
        .filter_map(|assumption| match &assumption.claim {
            Claim::Unique(columns) => Some(columns.as_slice()),
            Claim::Condition(_) | Claim::Immutable(_) | Claim::RowsPerItem(_) => None,
        })
        .collect();
    if let Some(rows) = two_rows(table, &key.columns, &unique, &known(mapping)) {
        diags.push(errors::row_key_not_unique(mapping, key, &rows));
    }
}
