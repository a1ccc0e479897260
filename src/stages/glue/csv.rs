//! What a table over CSV misreads.
//!
//! Lines are split before anything knows of quotes: a line break within a value makes two records of one.

use super::errors;
use super::reader::{Reader, is_free_text};
use crate::diag::Diagnostics;
use crate::mapping::Mapping;
use crate::shape::{Content, Field, Form, Origin, Shape};
use crate::stage::{At, Loss};

/// Reports what no reader of CSV finds again.
pub(super) fn check(at: &At<'_>, incoming: &Shape, diags: &mut Diagnostics) {
    let reader = Reader::of(incoming.format.as_ref(), &incoming.fields);
    let Some(csv) = reader.csv() else { return };
    if csv.delimiter.chars().count() != 1 || !csv.delimiter.is_ascii() {
        diags.push(errors::csv_delimiter(at.clause().span, &csv.delimiter));
    }
    for field in incoming.fields.iter().filter(|field| is_free_text(field, csv)) {
        if column(at.mapping, field).is_none_or(|name| !is_one_line(at.mapping, name)) {
            diags.push(errors::csv_line_break(field));
        }
    }
}

/// What becomes of values where a reader has one type only.
pub(super) fn losses(incoming: &Shape) -> Vec<Loss> {
    let reader = Reader::of(incoming.format.as_ref(), &incoming.fields);
    let Reader::Quoted(csv) = &reader else { return Vec::new() };
    incoming
        .fields
        .iter()
        .map(|field| {
            let null = format!("NULL is read as the text `{}`", csv.null);
            let what = match &field.content {
                Content::Scalar { ty, form: Form::Native } => format!("{ty} is read as text; {null}"),
                Content::Scalar { form: Form::Number | Form::Text | Form::Boolean | Form::Binary, .. }
                | Content::Struct(_)
                | Content::List(_) => null,
            };
            Loss { field: field.name.clone(), what: what.into() }
        })
        .collect()
}

/// The name of the column that a field is.
fn column<'m>(mapping: &'m Mapping<'_>, field: &Field) -> Option<&'m str> {
    let column = match &field.origin {
        Origin::Column(column) => *column,
        Origin::Field(place) => mapping.record.fields[*place].column()?,
        Origin::Member | Origin::Envelope(_) => return None,
    };
    Some(&mapping.source.table.columns[column].name)
}

/// Whether `assume` lines say that no value of the column holds a line feed, nor a carriage return.
fn is_one_line(mapping: &Mapping<'_>, column: &str) -> bool {
    ["\n", "\r"].iter().all(|text| mapping.is_claimed_without(column, text))
}
