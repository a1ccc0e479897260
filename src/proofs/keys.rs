//! Do different rows get different keys? Puts the questions of [`super::injective`] and [`super::two_rows`] to a mapping.

use super::errors;
use super::facts::Facts;
use super::injective::{Part, Verdict, injective};
use super::known::known;
use super::language::ValueTexts;
use super::row_key;
use super::unique::two_rows;
use crate::diag::Diagnostics;
use crate::mapping::{Claim, Content, Field, Mapping};
use crate::value::{TemplatePart, Value};

/// Reports keys that two rows of the source can share, those of items and those of `primary key` lines. Rows of a pivot are meant to.
pub fn check_keys(mapping: &Mapping<'_>, diags: &mut Diagnostics) {
    row_key::check(mapping, diags);
    let keys: Vec<&Field> = mapping.record.fields.iter().filter(|field| field.role.is_some()).collect();
    // No stage of this release computes a function: such a key was refused by the plan.
    if keys.is_empty() || !mapping.record.pivots.is_empty() || keys.iter().any(|field| is_computed(field)) {
        return;
    }
    let facts = known(mapping);
    let mut determined: Vec<usize> = keys.iter().filter_map(|field| field.column()).collect();
    let mut doubtful = Vec::new();
    for field in &keys {
        let Some(template) = template(field) else { continue };
        let question = Question::new(template, mapping, &facts);
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

/// Whether a function, a fact of the event or a foreign expression stands in the key.
fn is_computed(field: &Field) -> bool {
    let computed = |value: &Value| matches!(value, Value::Event(_) | Value::Call(..) | Value::Foreign { .. });
    match &field.content {
        Content::Value(Value::Template(parts)) => {
            parts.iter().any(|part| matches!(part, TemplatePart::Hole(value) if computed(value)))
        }
        Content::Value(value) => computed(value),
        Content::Map(_) | Content::List(_) | Content::Set(_) => false,
    }
}

fn template(field: &Field) -> Option<&[TemplatePart]> {
    match &field.content {
        Content::Value(Value::Template(parts)) => Some(parts),
        Content::Value(
            Value::Column(_) | Value::Constant(_) | Value::Event(_) | Value::Call(..) | Value::Foreign { .. },
        )
        | Content::Map(_)
        | Content::List(_)
        | Content::Set(_) => None,
    }
}

/// A template, and what its columns can hold.
struct Question<'t> {
    template: &'t [TemplatePart],
    /// The columns, each once; a hole's number is its column's place here.
    columns: Vec<usize>,
    texts: Vec<ValueTexts>,
}

impl<'t> Question<'t> {
    fn new(template: &'t [TemplatePart], mapping: &Mapping<'_>, facts: &[Facts]) -> Question<'t> {
        let mut columns: Vec<usize> = Vec::new();
        for part in template {
            match part {
                TemplatePart::Hole(Value::Column(column)) => {
                    if !columns.contains(column) {
                        columns.push(*column);
                    }
                }
                TemplatePart::Hole(_) | TemplatePart::Literal(_) => {}
            }
        }
        let texts = columns
            .iter()
            .map(|column| ValueTexts::of(&mapping.source.table.columns[*column].ty, &facts[*column]))
            .collect();
        Question { template, columns, texts }
    }

    fn verdict(&self) -> Verdict {
        let parts: Vec<Part<'_>> = self
            .template
            .iter()
            .filter_map(|part| match part {
                TemplatePart::Literal(text) => Some(Part::Literal(text)),
                TemplatePart::Hole(Value::Column(column)) => {
                    let hole = self.columns.iter().position(|known| known == column)?;
                    Some(Part::Value(hole, &self.texts[hole]))
                }
                TemplatePart::Hole(_) => None,
            })
            .collect();
        injective(&parts)
    }
}
