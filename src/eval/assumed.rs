//! Checks the rows of an example against the `assume` lines: what is relied on must hold in what is shown.

use rustc_hash::FxHashMap;

use super::condition::holds;
use super::errors;
use super::key::key;
use super::reading::tested;
use super::row::Row;
use super::value::Value;
use crate::diag::Diagnostics;
use crate::mapping::{Assumption, Claim, Condition, Mapping};
use crate::text::Span;

/// Reports rows that are not as assumed. As with a CHECK constraint, a condition that is unknown is not broken.
pub fn check(rows: &[(&Row, Span)], mapping: &Mapping<'_>, diags: &mut Diagnostics) {
    for assumption in &mapping.assumptions {
        match &assumption.claim {
            Claim::Condition(condition) => condition_holds(condition, assumption, rows, mapping, diags),
            Claim::Unique(columns) => unique(columns, assumption, rows, diags),
            // They speak of changes, and of items made of many rows.
            Claim::Immutable(_) | Claim::RowsPerItem(_) => {}
        }
    }
}

fn condition_holds(
    condition: &Condition,
    assumption: &Assumption,
    rows: &[(&Row, Span)],
    mapping: &Mapping<'_>,
    diags: &mut Diagnostics,
) {
    let table = mapping.source.table;
    for (row, span) in rows {
        if holds(condition, table, row) == Some(false) {
            let mut columns = Vec::new();
            tested(condition, table, &mut |column| columns.push(column));
            columns.dedup();
            let shown: Vec<_> =
                columns.into_iter().map(|column| (&table.columns[column], &row.values[column])).collect();
            diags.push(errors::breaks_assumption(*span, assumption, &shown));
        }
    }
}

fn unique(columns: &[usize], assumption: &Assumption, rows: &[(&Row, Span)], diags: &mut Diagnostics) {
    let mut seen: FxHashMap<Vec<String>, Span> = FxHashMap::default();
    for (row, span) in rows {
        let values = || columns.iter().map(|column| &row.values[*column]);
        // A NULL is never the same as another.
        if values().any(|value| matches!(value, Value::Null | Value::Unknown)) {
            continue;
        }
        if let Some(first) = seen.insert(values().map(key).collect(), *span) {
            diags.push(errors::not_unique(first, *span, assumption));
        }
    }
}
