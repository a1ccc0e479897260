//! Values that a mapping computes: columns, constants, templates.

use super::number::Exact;
use super::row::Row;
use super::value::Value;
use crate::value::{Constant, TemplatePart, Value as Wanted};

/// What `wanted` is for `row`. What this release cannot compute is [`Value::Unknown`]: no stage does it either.
pub fn value(wanted: &Wanted, row: &Row) -> Value {
    match wanted {
        Wanted::Column(column) => row.values[*column].clone(),
        Wanted::Constant(held) => constant(held),
        Wanted::Template(parts) => joined(parts, row),
        Wanted::Event(_) | Wanted::Call(..) | Wanted::Foreign { .. } => Value::Unknown,
    }
}

/// The text of a template; NULL when a hole is NULL.
fn joined(parts: &[TemplatePart], row: &Row) -> Value {
    let mut text = String::new();
    let mut is_known = true;
    for part in parts {
        match part {
            TemplatePart::Literal(literal) => text.push_str(literal),
            TemplatePart::Hole(inner) => match value(inner, row) {
                Value::Null => return Value::Null,
                Value::Boolean(flag) => text.push_str(if flag { "true" } else { "false" }),
                Value::Number(inner) | Value::Text(inner) | Value::Moment(inner) => text.push_str(&inner),
                Value::Record(_) | Value::List(_) | Value::Unknown => is_known = false,
            },
        }
    }
    if is_known { Value::Text(text.into()) } else { Value::Unknown }
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
