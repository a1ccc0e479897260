//! Values that a mapping computes: columns, constants, templates.

use super::number::Exact;
use super::row::Row;
use super::value::Value;
use crate::schema::Table;
use crate::types::Type;
use crate::value::{Constant, TemplatePart, Value as Wanted};

/// What `wanted` is for `row` of `table`. What this release cannot compute is [`Value::Unknown`]: no stage does it either.
pub fn value(wanted: &Wanted, row: &Row, table: &Table) -> Value {
    match wanted {
        Wanted::Column(column) => row.values[*column].clone(),
        Wanted::Constant(held) => constant(held),
        Wanted::Template(parts) => joined(parts, row, table),
        Wanted::Event(_) | Wanted::Call(..) | Wanted::Foreign { .. } => Value::Unknown,
    }
}

/// The text of a template; NULL when a hole is NULL, and unknown when the spelling of one is.
fn joined(parts: &[TemplatePart], row: &Row, table: &Table) -> Value {
    let mut text = String::new();
    let mut is_known = true;
    for part in parts {
        match part {
            TemplatePart::Literal(literal) => text.push_str(literal),
            TemplatePart::Hole(hole) => match spelled(hole, row, table) {
                Value::Null => return Value::Null,
                Value::Text(inner) => text.push_str(&inner),
                Value::Boolean(_)
                | Value::Number(_)
                | Value::Moment(_)
                | Value::Record(_)
                | Value::List(_)
                | Value::Unknown => is_known = false,
            },
        }
    }
    if is_known { Value::Text(text.into()) } else { Value::Unknown }
}

/// The text of a hole, where there is only one that a stage can write: of texts and whole numbers. Whether a fraction is
/// padded to its scale, and how floats, truth values, days and times are spelled, differs from stage to stage.
fn spelled(hole: &Wanted, row: &Row, table: &Table) -> Value {
    let ty = match hole {
        Wanted::Column(column) => Some(&table.columns[*column].ty),
        Wanted::Constant(_) | Wanted::Template(_) | Wanted::Event(_) | Wanted::Call(..) | Wanted::Foreign { .. } => {
            None
        }
    };
    match value(hole, row, table) {
        Value::Null => Value::Null,
        Value::Text(text) => Value::Text(text),
        Value::Number(digits) => match (ty, Exact::read(&digits)) {
            // A row may say `1.0` of a whole number.
            (Some(ty), Some(exact)) if is_whole(ty, exact) => Value::Text(exact.plain().into()),
            (Some(_) | None, _) => Value::Unknown,
        },
        Value::Boolean(_) | Value::Moment(_) | Value::Record(_) | Value::List(_) | Value::Unknown => Value::Unknown,
    }
}

/// Whether a number of this type is spelled as a whole number.
fn is_whole(ty: &Type, number: Exact<'_>) -> bool {
    match ty {
        Type::Int { .. } => true,
        // The year 0 has four digits for some.
        Type::Year => number.whole_digits().len() == 4,
        Type::Decimal { scale, .. } => *scale == 0,
        Type::Boolean
        | Type::Number
        | Type::Float { .. }
        | Type::Text(_)
        | Type::Binary { .. }
        | Type::Bits { .. }
        | Type::Date
        | Type::Time { .. }
        | Type::Timestamp { .. }
        | Type::Interval
        | Type::Uuid
        | Type::Json
        | Type::Xml
        | Type::Enum(_)
        | Type::Set(_)
        | Type::Array(_)
        | Type::Spatial(_)
        | Type::Opaque(_) => false,
    }
}

/// The value of a constant.
pub fn constant(held: &Constant) -> Value {
    match held {
        Constant::Number(digits) => {
            Value::Number(Exact::read(digits).map_or(digits.clone(), |exact| exact.text().into()))
        }
        Constant::Boolean(flag) => Value::Boolean(*flag),
        Constant::Text(text) => Value::Text(text.clone()),
        Constant::Null => Value::Null,
    }
}
