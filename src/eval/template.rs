//! Values that a mapping computes: columns, constants, templates.

use super::number::Exact;
use super::rejection::Why;
use super::row::Row;
use super::value::Value;
use crate::pieces::{self, Piece};
use crate::schema::Table;
use crate::text::Name;
use crate::types::Type;
use crate::value::{Constant, TemplatePart, Value as Wanted};

/// What `wanted` is for `row` of `table`. What this release cannot compute is [`Value::Unknown`]: no stage does it either.
pub fn value(wanted: &Wanted, row: &Row, table: &Table) -> Result<Value, Why> {
    match wanted {
        Wanted::Column(column) => Ok(row.values[*column].clone()),
        Wanted::Constant(held) => Ok(constant(held)),
        Wanted::Template(_) | Wanted::Call(..) => match pieces::pieces(wanted, table) {
            Ok(pieces) => joined(&pieces, row, table),
            Err(_) => Ok(Value::Unknown),
        },
        Wanted::Event(word) => Ok(row.facts.get(word).map_or(Value::Unknown, |fact| Value::Text(fact.clone()))),
        Wanted::Foreign { .. } => Ok(Value::Unknown),
    }
}

/// The text of a template; NULL when a hole is NULL, and unknown when the spelling of one is.
fn joined(pieces: &[Piece], row: &Row, table: &Table) -> Result<Value, Why> {
    let mut text = String::new();
    let mut is_known = true;
    for piece in pieces {
        match spelled(piece, row, table)? {
            Value::Null => return Ok(Value::Null),
            Value::Text(inner) => text.push_str(&inner),
            Value::Boolean(_)
            | Value::Number(_)
            | Value::Moment(_)
            | Value::Record(_)
            | Value::List(_)
            | Value::Unknown => is_known = false,
        }
    }
    Ok(if is_known { Value::Text(text.into()) } else { Value::Unknown })
}

/// The text of a piece, where there is only one that a stage can write: of texts and whole numbers. Whether a fraction is
/// padded to its scale, and how floats, truth values, days and times are spelled, differs from stage to stage.
fn spelled(piece: &Piece, row: &Row, table: &Table) -> Result<Value, Why> {
    let column = match piece {
        Piece::Literal(text) => return Ok(Value::Text(text.clone())),
        Piece::Column(column) | Piece::Escaped(column, _) | Piece::Padded(column, _) => *column,
    };
    Ok(match &row.values[column] {
        Value::Null => Value::Null,
        Value::Text(text) => Value::Text(shaped(piece, text)?),
        Value::Number(digits) => match Exact::read(digits) {
            // A row may say `1.0` of a whole number.
            Some(exact) if is_whole(&table.columns[column].ty, exact) => Value::Text(shaped(piece, &exact.plain())?),
            Some(_) | None => Value::Unknown,
        },
        Value::Boolean(_) | Value::Moment(_) | Value::Record(_) | Value::List(_) | Value::Unknown => Value::Unknown,
    })
}

/// The text of a template with every value as the row spells it; `None` when a hole is NULL.
pub fn plain(parts: &[TemplatePart], row: &Row, table: &Table) -> Result<Option<String>, Why> {
    let mut text = String::new();
    for piece in pieces::template(parts, table).unwrap_or_default() {
        let inner: Name = match piece.column().map(|column| &row.values[column]) {
            None => "".into(),
            Some(Value::Null) => return Ok(None),
            Some(Value::Text(text) | Value::Moment(text)) => text.clone(),
            Some(Value::Number(digits)) => Exact::read(digits).map_or(digits.clone(), |exact| exact.plain().into()),
            Some(other @ (Value::Boolean(_) | Value::Record(_) | Value::List(_) | Value::Unknown)) => {
                other.to_string().into()
            }
        };
        text.push_str(&shaped(&piece, &inner)?);
    }
    Ok(Some(text))
}

/// The text of a piece whose column has this text.
fn shaped(piece: &Piece, text: &str) -> Result<Name, Why> {
    match piece {
        Piece::Literal(literal) => Ok(literal.clone()),
        Piece::Column(_) => Ok(text.into()),
        Piece::Escaped(_, separator) => {
            let is_special = |c: char| c == '\\' || c == *separator;
            let escape = |c: char| is_special(c).then_some('\\').into_iter().chain([c]);
            Ok(text.chars().flat_map(escape).collect::<String>().into())
        }
        Piece::Padded(_, width) => {
            let fits = text.len() <= *width && text.bytes().all(|byte| byte.is_ascii_digit());
            if fits { Ok(format!("{text:0>width$}").into()) } else { Err(Why::NotPadded(*width)) }
        }
    }
}

/// Whether a number of this type is spelled as a whole number.
fn is_whole(ty: &Type, number: Exact<'_>) -> bool {
    // The year 0 has four digits for some.
    let is_whole_year = *ty == Type::Year && number.whole_digits().len() == 4;
    is_whole_year || matches!(ty, Type::Int { .. } | Type::Decimal { scale: 0, .. })
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
