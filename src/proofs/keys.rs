//! Do different rows get different keys? Puts the questions of [`super::injective`] and [`super::two_rows`] to a mapping.

use super::errors;
use super::injective::Verdict;
use super::known::known;
use super::question::Question;
use super::row_key;
use super::unique::two_rows;
use crate::diag::Diagnostics;
use crate::mapping::{Claim, Content, Field, Mapping};
use crate::pieces::{self, Piece};
use crate::value::Value;

/// Reports keys that two rows of the source can share, those of items and those of `primary key` lines. Rows of a pivot are meant
/// to, where their columns are the same.
pub fn check_keys(mapping: &Mapping<'_>, diags: &mut Diagnostics) {
    row_key::check(mapping, diags);
    let keys: Vec<&Field> = mapping.record.fields.iter().filter(|field| field.role.is_some()).collect();
    // What no stage computes was refused by the plan.
    if keys.is_empty() || keys.iter().any(|field| !has_pieces(mapping, field)) {
        return;
    }
    let facts = known(mapping);
    let mut determined: Vec<usize> = keys.iter().filter_map(|field| field.column()).collect();
    let mut doubtful = Vec::new();
    for field in &keys {
        let Some(pieces) = computed(mapping, field) else { continue };
        let question = Question::new(pieces, mapping, &facts);
        if question.columns.iter().filter(|column| !determined.contains(column)).count() <= 1 {
            // What else stands in the key fixes all values but one, and that one fills the gap.
            determined.extend(&question.columns);
            continue;
        }
        match question.verdict() {
            Verdict::Injective => determined.extend(&question.columns),
            verdict @ (Verdict::Collides(_) | Verdict::Unknown { .. }) => doubtful.push((*field, question, verdict)),
        }
    }
    if !mapping.record.pivots.is_empty() {
        return report(mapping, doubtful, diags);
    }
    let unique: Vec<&[usize]> = mapping
        .assumptions
        .iter()
        .filter_map(|assumption| match &assumption.claim {
            Claim::Unique(columns) => Some(columns.as_slice()),
            Claim::Condition(_) | Claim::Immutable(_) | Claim::RowsPerItem(_) => None,
        })
        .collect();
    let table = mapping.source.table;
    if two_rows(table, &determined, &unique, &facts).is_none() {
        return;
    }
    // Which would be enough if the templates kept their values apart: then it is they that are at fault.
    let mut all = determined.clone();
    doubtful.iter().for_each(|(_, question, _)| all.extend(&question.columns));
    if let Some(rows) = two_rows(table, &all, &unique, &facts) {
        diags.push(errors::not_unique(mapping, &keys, &rows));
        return;
    }
    report(mapping, doubtful, diags);
}

/// Reports templates that give one text for different values.
fn report(mapping: &Mapping<'_>, doubtful: Vec<(&Field, Question, Verdict)>, diags: &mut Diagnostics) {
    for (field, question, verdict) in doubtful {
        match verdict {
            Verdict::Collides(witness) => {
                diags.push(errors::not_injective(mapping, field, &question.columns, &witness))
            }
            Verdict::Unknown { reason } => diags.push(errors::unproved(mapping, field, &reason)),
            Verdict::Injective => {}
        }
    }
}

/// Whether the key is a column, a constant or a text that this release computes.
fn has_pieces(mapping: &Mapping<'_>, field: &Field) -> bool {
    match &field.content {
        Content::Value(value) => pieces::pieces(value, mapping.source.table).is_ok(),
        Content::Map(_) | Content::List(_) | Content::Set(_) => true,
    }
}

/// The pieces of a computed text.
fn computed(mapping: &Mapping<'_>, field: &Field) -> Option<Vec<Piece>> {
    match &field.content {
        Content::Value(value @ (Value::Template(_) | Value::Call(..))) => {
            pieces::pieces(value, mapping.source.table).ok()
        }
        Content::Value(Value::Column(_) | Value::Constant(_) | Value::Event(_) | Value::Foreign { .. })
        | Content::Map(_)
        | Content::List(_)
        | Content::Set(_) => None,
    }
}
