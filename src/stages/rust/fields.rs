//! The items that leave: what each field becomes, and what converters cannot hold.

use std::collections::BTreeSet;

use super::changes;
use super::columns::{row_names, used};
use super::conditions;
use super::errors;
use super::types::{Kind, kind};
use super::values::kind_of;
use crate::diag::Diagnostics;
use crate::mapping::{self, Mapping, NullPolicy, NullRule, Pivot};
use crate::pieces::{self, Piece};
use crate::shape::{Carrier, Content, Field, Form, Open, Origin, Presence, Shape};
use crate::stage::{At, Passed, Remark};
use crate::text::Name;
use crate::types::Type;
use crate::value::{Constant, TemplatePart, Value};

/// The most digits that DynamoDB keeps. Source: developer guide, "Data types", Number.
const MOST_DIGITS: u16 = 38;

/// The items, and what a reviewer should know of them.
pub(super) fn passed(at: &At<'_>, diags: &mut Diagnostics) -> Passed {
    let mapping = at.mapping;
    check_columns(mapping, diags);
    let mut seen = BTreeSet::new();
    let mut fields: Vec<Field> = (0..mapping.record.fields.len()).map(|place| field(mapping, place)).collect();
    // What was reported does not travel on: a later stage would report it again.
    fields.retain(|field| seen.insert(field.name.clone()));
    let open = mapping.record.pivots.iter().enumerate().map(|(place, pivot)| open(mapping, place, pivot)).collect();
    let shape = Shape {
        carrier: Carrier::Items,
        format: None,
        folder: None,
        fields: fields.into(),
        open,
        partitions: Vec::new(),
    };
    Passed { shape, losses: Vec::new(), remarks: remarks(at) }
}

/// Reports columns that are used and have no kind, or too many digits; each once.
fn check_columns(mapping: &Mapping<'_>, diags: &mut Diagnostics) {
    let table = mapping.source.table;
    for (column, span) in used(mapping) {
        let declared = &table.columns[column];
        if kind(&declared.ty).is_none() {
            diags.push(errors::no_type(declared, span));
        }
    }
    for field in &mapping.record.fields {
        let Some(column) = field.column().filter(|_| field.ty.is_none()) else { continue };
        let declared = &table.columns[column];
        if matches!(declared.ty, Type::Decimal { precision, .. } if precision > MOST_DIGITS) {
            diags.push(errors::too_many_digits(declared, field.span, MOST_DIGITS));
        }
    }
}

fn field(mapping: &Mapping<'_>, place: usize) -> Field {
    let wanted = &mapping.record.fields[place];
    Field {
        name: mapping.final_name(place),
        content: content(mapping, wanted),
        presence: presence(mapping, wanted),
        origin: Origin::Field(place),
        doc: wanted.doc.clone(),
        span: wanted.span,
    }
}

fn content(mapping: &Mapping<'_>, wanted: &mapping::Field) -> Content {
    let member = |name: Name, content, presence, doc: Option<Name>, span| Field {
        name,
        content,
        presence,
        origin: Origin::Member,
        doc,
        span,
    };
    match &wanted.content {
        mapping::Content::Value(value) => scalar(mapping, value, wanted.ty.is_some()),
        mapping::Content::Map(members) => Content::Struct(
            members
                .iter()
                .map(|inner| {
                    let content = content(mapping, inner);
                    member(inner.name.clone(), content, presence(mapping, inner), inner.doc.clone(), inner.span)
                })
                .collect(),
        ),
        mapping::Content::List(values) | mapping::Content::Set(values) => Content::List(
            values
                .iter()
                .map(|value| {
                    let content = scalar(mapping, value, false);
                    member("element".into(), content, Presence::Nullable, None, wanted.span)
                })
                .collect(),
        ),
    }
}

fn scalar(mapping: &Mapping<'_>, value: &Value, to_text: bool) -> Content {
    let form = if to_text { Form::Text } else { kind_of(mapping, value).map_or(Form::Text, Kind::form) };
    let ty = match (form, value) {
        (Form::Number, Value::Constant(_)) => Type::Number,
        (Form::Boolean, Value::Constant(_)) => Type::Boolean,
        (_, Value::Column(column)) if !to_text => mapping.source.table.columns[*column].ty.clone(),
        (Form::Native | Form::Number | Form::Text | Form::Boolean | Form::Binary, _) => {
            longest(mapping, value).map_or(Type::TEXT, Type::text)
        }
    };
    Content::Scalar { ty, form }
}

/// The most characters of a text, where all its pieces are bounded.
fn longest(mapping: &Mapping<'_>, value: &Value) -> Option<u64> {
    let table = mapping.source.table;
    let pieces = pieces::pieces(value, table).ok()?;
    pieces.iter().try_fold(0_u64, |sum, piece| {
        let length = match piece {
            Piece::Literal(text) => text.chars().count() as u64,
            Piece::Column(column) => table.columns[*column].ty.max_characters()?,
            // Each character may get another before it.
            Piece::Escaped(column, _) => table.columns[*column].ty.max_characters()?.saturating_mul(2),
            Piece::Padded(_, width) => *width as u64,
        };
        Some(sum.saturating_add(length))
    })
}

fn presence(mapping: &Mapping<'_>, wanted: &mapping::Field) -> Presence {
    let mut nullable = matches!(wanted.content, mapping::Content::Value(Value::Constant(Constant::Null)));
    wanted.columns(&mut |column| nullable |= mapping.can_be_null(column));
    let is_document = !matches!(wanted.content, mapping::Content::Value(_));
    let rule = wanted.null.as_ref().or(mapping.null.as_ref());
    if nullable && !is_document { missing(rule) } else { Presence::Always }
}

/// What becomes of the field where its value is NULL.
fn missing(rule: Option<&NullRule>) -> Presence {
    match rule.map(|rule| &rule.policy) {
        None | Some(NullPolicy::Omit) => Presence::Optional,
        Some(NullPolicy::Keep | NullPolicy::As(Constant::Null)) => Presence::Nullable,
        Some(NullPolicy::Reject | NullPolicy::As(_)) => Presence::Always,
    }
}

fn open(mapping: &Mapping<'_>, place: usize, pivot: &Pivot) -> Open {
    let mut pattern = String::new();
    for part in &pivot.name {
        match part {
            TemplatePart::Literal(text) => pattern.push_str(text),
            TemplatePart::Hole(_) => pattern.push('*'),
        }
    }
    let mut nullable = false;
    pivot.value.columns(&mut |column| nullable |= mapping.can_be_null(column));
    Open {
        pattern: pattern.into(),
        content: scalar(mapping, &pivot.value, false),
        presence: if nullable { missing(mapping.null.as_ref()) } else { Presence::Always },
        pivot: place,
        span: pivot.span,
    }
}

fn remarks(at: &At<'_>) -> Vec<Remark> {
    let mapping = at.mapping;
    let mut remarks = Vec::new();
    if !mapping.record.pivots.is_empty() {
        remarks.push(Remark::relied_on(
            "rows come sorted by key; a key that comes back later is an error of the converter",
        ));
    }
    let table = mapping.source.table;
    let moments: Vec<String> = used(mapping)
        .into_iter()
        .map(|(column, _)| &table.columns[column])
        .filter(|column| matches!(column.ty, Type::Date | Type::Time { .. } | Type::Timestamp { .. } | Type::Interval))
        .map(|column| format!("`{}`", column.name))
        .collect();
    for assumption in conditions::unchecked(mapping, &row_names(mapping)) {
        let text = format!("no row is checked for `{}`; other assumptions are checked row by row", assumption.text);
        remarks.push(Remark::relied_on(text));
    }
    if !moments.is_empty() {
        let text = format!("days and times are written as the row spells them ({})", moments.join(", "));
        remarks.push(Remark::note(text).of_table());
    }
    remarks.extend(changes::remarks(mapping, at.settings()));
    remarks
}
