//! What the JSON reader makes of values, and the columns that it fills.
//!
//! Sources: developer guide, "Converting input record format" (timestamps, text where a number is wanted); the table of
//! values in published probes of the service.

use super::names::Renames;
use crate::shape::{Content, Field, Fields, Form, Origin, Shape, walk};
use crate::stage::{At, Change, Judgement, Loss, Work};
use crate::text::Name;
use crate::types::{TextType, Type, Zone};

/// The most digits of a decimal in Parquet and ORC.
const DECIMAL_DIGITS: u16 = 38;

/// Whether the field at `place` of the record can get its declared type here.
pub(super) fn judge(at: &At<'_>, incoming: &Shape, place: usize) -> Judgement {
    let Some((wanted, _)) = &at.mapping.record.fields[place].ty else { return Judgement::Leave };
    let mut judgement = Judgement::Leave;
    walk(&incoming.fields, &mut |_, field| {
        if field.origin == Origin::Field(place)
            && let Content::Scalar { ty, form } = &field.content
        {
            judgement = if reads_as(ty, *form, wanted) {
                Judgement::Take
            } else {
                Judgement::Cannot(format!("Firehose does not surely read {ty} as {wanted}"))
            };
        }
    });
    judgement
}

/// Whether a value that is written like this can be read into a column of type `wanted` without loss.
fn reads_as(ty: &Type, form: Form, wanted: &Type) -> bool {
    match (form, wanted) {
        (Form::Number, Type::Int { bits, signed: true }) => whole_bits(ty).is_some_and(|needed| needed <= *bits),
        (Form::Number, Type::Decimal { precision, scale }) => digits(ty).is_some_and(|(before, after)| {
            after <= *scale && i32::from(before) <= i32::from(*precision) - i32::from(*scale)
        }),
        (Form::Number, Type::Float { bits: 64 }) => matches!(ty, Type::Float { .. }),
        // Text is parsed where a number is wanted; whether all of it can be is the claim of the line.
        (Form::Text, Type::Int { signed: true, .. } | Type::Decimal { .. } | Type::Float { .. }) => {
            matches!(ty, Type::Text(_))
        }
        (Form::Text, Type::Text(wanted)) => wanted.max.is_none(),
        (Form::Text, Type::Timestamp { .. }) => matches!(ty, Type::Timestamp { .. }),
        (Form::Boolean, Type::Boolean) => true,
        (Form::Native | Form::Number | Form::Text | Form::Boolean | Form::Binary, _) => false,
    }
}

/// The signed width that a whole number needs.
fn whole_bits(ty: &Type) -> Option<u8> {
    if let Type::Int { bits, signed } = ty {
        return match (bits, signed) {
            (8 | 16 | 32 | 64, true) => Some(*bits),
            (24, true) => Some(32),
            (8, false) => Some(16),
            (16, false) => Some(32),
            (24 | 32, false) => Some(64),
            _ => None,
        };
    }
    let Type::Decimal { precision, scale: 0 } = ty else { return None };
    match precision {
        ..=9 => Some(32),
        10..=18 => Some(64),
        19.. => None,
    }
}

/// The digits before and after the point of an exact number.
fn digits(ty: &Type) -> Option<(u16, i16)> {
    if let Type::Int { bits, .. } = ty {
        return Some(match bits {
            ..=8 => (3, 0),
            9..=16 => (5, 0),
            17..=32 => (10, 0),
            33.. => (20, 0),
        });
    }
    let Type::Decimal { precision, scale } = ty else { return None };
    // A negative scale stands for zeros before the point.
    let before = i32::from(*precision) - i32::from(*scale);
    Some((u16::try_from(before.max(0)).ok()?, (*scale).max(0)))
}

/// The columns that records become: each field under the name that it gets, with the type that it has in the objects.
pub(super) fn columns(at: &At<'_>, fields: &[Field], taken: &[Work], losses: &mut Vec<Loss>) -> Fields {
    let work = Converted { at, taken, renames: Renames::among(taken) };
    work.below(fields, &mut Vec::new(), losses)
}

/// The work by which fields become columns.
struct Converted<'w> {
    at: &'w At<'w>,
    taken: &'w [Work],
    renames: Renames<'w>,
}

impl Converted<'_> {
    fn below<'f>(&self, fields: &'f [Field], path: &mut Vec<&'f Name>, losses: &mut Vec<Loss>) -> Fields {
        let column = |field: &'f Field| {
            path.push(&field.name);
            let name = self.renames.name(path).unwrap_or_else(|| field.name.clone());
            let content = match &field.content {
                Content::Struct(members) => Content::Struct(self.below(members, path, losses)),
                Content::List(elements) => Content::List(self.below(elements, path, losses)),
                Content::Scalar { ty, form } => {
                    let declared = declared(self.at, field, self.taken);
                    let ty = declared.unwrap_or_else(|| column_type(&name, ty, *form, losses));
                    Content::Scalar { ty, form: Form::Native }
                }
            };
            path.pop();
            let Field { presence, span, .. } = *field;
            Field { name, content, presence, origin: field.origin.clone(), doc: field.doc.clone(), span }
        };
        fields.iter().map(column).collect()
    }
}

/// The type that a line declares, where the conversion is done here.
fn declared(at: &At<'_>, field: &Field, taken: &[Work]) -> Option<Type> {
    let Origin::Field(place) = field.origin else { return None };
    let (ty, _) = at.mapping.record.fields[place].ty.as_ref()?;
    taken.iter().any(|work| work.change == Change::Convert(place)).then(|| ty.clone())
}

/// The type of the column that holds such values.
fn column_type(name: &Name, ty: &Type, form: Form, losses: &mut Vec<Loss>) -> Type {
    let mut lose = |what: &'static str| losses.push(Loss { field: name.clone(), what: what.into() });
    match (form, ty) {
        (Form::Number, Type::Int { bits: 64, signed: false }) => Type::Decimal { precision: 20, scale: 0 },
        (Form::Number, Type::Int { .. }) => Type::int(whole_bits(ty).unwrap_or(64)),
        (Form::Number, Type::Decimal { precision, scale }) if *precision <= DECIMAL_DIGITS && *scale >= 0 => ty.clone(),
        (Form::Number, Type::Float { .. }) => Type::Float { bits: 64 },
        (Form::Number, _) => {
            lose("a number of undeclared digits is read as double");
            Type::Float { bits: 64 }
        }
        (Form::Boolean, _) => Type::Boolean,
        (Form::Text, Type::Timestamp { precision, .. }) => Type::Timestamp { precision: *precision, zone: Zone::Utc },
        (Form::Text, Type::Text(text)) => Type::Text(TextType { max: text.max, ..TextType::default() }),
        (Form::Text, Type::Date | Type::Time { .. }) => {
            lose("a date or time stays text: how the message spells it is not confirmed");
            Type::TEXT
        }
        (Form::Text | Form::Native | Form::Binary, _) => Type::TEXT,
    }
}
