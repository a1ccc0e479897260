//! With change events, does every row of a pivot have attributes of its own? When one of two rows that give one attribute goes,
//! the value of the other is lost: no event brings it back.

use super::errors;
use super::injective::Verdict;
use super::known::known;
use super::question::Question;
use super::unique::two_rows;
use crate::diag::Diagnostics;
use crate::mapping::{Claim, Mapping, Pivot};
use crate::pieces;
use crate::plan::Plan;

/// Reports pivots by which two rows can give one attribute, where events reach the stage that pivots.
pub fn check_members(plan: &Plan<'_>, diags: &mut Diagnostics) {
    let mapping = plan.mapping;
    let Some(first) = plan.stages.first() else { return };
    let reads_changes = !plan.hops.is_empty() && first.reads(&plan.at(0)).is_some_and(|reads| reads.changes);
    if !reads_changes || mapping.record.pivots.is_empty() {
        return;
    }
    let mut fixed: Vec<usize> = Vec::new();
    for key in mapping.record.fields.iter().filter(|field| field.role.is_some()) {
        key.columns(&mut |column| fixed.push(column));
    }
    let facts = known(mapping);
    let unique: Vec<&[usize]> = mapping
        .assumptions
        .iter()
        .filter_map(|assumption| match &assumption.claim {
            Claim::Unique(columns) => Some(columns.as_slice()),
            Claim::Condition(_) | Claim::Immutable(_) | Claim::RowsPerItem(_) => None,
        })
        .collect();
    for pivot in &mapping.record.pivots {
        let mut determined = fixed.clone();
        determined.extend(named(mapping, pivot, &fixed));
        if let Some(rows) = two_rows(mapping.source.table, &determined, &unique, &facts) {
            diags.push(errors::shared_attribute(mapping, pivot, &rows));
            return;
        }
    }
}

/// The columns whose values an attribute's name tells, in an item whose key has those of `fixed`: none of several that are not
/// kept apart.
fn named(mapping: &Mapping<'_>, pivot: &Pivot, fixed: &[usize]) -> Vec<usize> {
    // What no stage computes was refused by the plan.
    let Ok(pieces) = pieces::template(&pivot.name, mapping.source.table) else { return Vec::new() };
    let facts = known(mapping);
    let question = Question::new(pieces, mapping, &facts);
    let free: Vec<usize> = question.columns.iter().copied().filter(|column| !fixed.contains(column)).collect();
    match free.as_slice() {
        [] | [_] => free,
        [_, _, ..] => match question.verdict() {
            Verdict::Injective => free,
            Verdict::Collides(_) | Verdict::Unknown { .. } => Vec::new(),
        },
    }
}
