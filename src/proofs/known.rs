//! All that is known of the columns of a mapping's table.

use super::assumptions::assumed;
use super::checks::checked;
use super::facts::Facts;
use crate::mapping::{Claim, Mapping};
use crate::schema::Dialect;

/// What the table's constraints and the mapping's `assume` lines say of each column, in the order of the table's columns.
///
/// Oracle keeps the empty text as NULL, so that no value of its columns is empty. SQLite enforces neither types nor
/// lengths; what it declares is taken on faith.
pub fn known(mapping: &Mapping<'_>) -> Vec<Facts> {
    let source = &mapping.source;
    let conditions = mapping.assumptions.iter().filter_map(|assumption| match &assumption.claim {
        Claim::Condition(condition) => Some(condition),
        Claim::Unique(_) | Claim::Immutable(_) | Claim::RowsPerItem(_) => None,
    });
    let mut facts = assumed(conditions, source.table);
    for (column, more) in facts.iter_mut().zip(checked(source.table, source.dialect)) {
        column.and(more);
        if source.dialect == Dialect::Oracle {
            column.and(Facts { min_len: Some(1), ..Facts::default() });
        }
    }
    facts
}
