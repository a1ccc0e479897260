//! Computed texts as pieces in a row: what templates, and the functions of this release in them, come down to.
//!
//! `escaped(a, "|")` is the text of `a` with `\` before each `\` and each `|`. `joined("|", a, b)` is all of them escaped,
//! with the separator between. `padded(a, 10)` is a whole number from 0 on with zeros before it, ten digits in all; a
//! number that does not fit has no value, and its row is refused.

use crate::schema::Table;
use crate::text::Name;
use crate::types::Type;
use crate::value::{Constant, TemplatePart, Value};

/// The most digits that `padded` makes: those of DynamoDB's numbers.
const MOST_DIGITS: usize = 38;

/// A piece of a computed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// These characters.
    Literal(Name),
    /// The text of a column.
    Column(usize),
    /// The text of a column, with `\` before each `\` and each of this character.
    Escaped(usize, char),
    /// A whole number with zeros before it up to this many digits.
    Padded(usize, usize),
}

impl Piece {
    /// The column that it is made of.
    pub fn column(&self) -> Option<usize> {
        match self {
            Piece::Literal(_) => None,
            Piece::Column(column) | Piece::Escaped(column, _) | Piece::Padded(column, _) => Some(*column),
        }
    }
}

/// The pieces of a value that is a text; the error says why it has none, as the end of a sentence.
pub fn pieces(value: &Value, table: &Table) -> Result<Vec<Piece>, String> {
    match value {
        Value::Column(column) => Ok(vec![Piece::Column(*column)]),
        Value::Constant(Constant::Text(text) | Constant::Number(text)) => Ok(vec![Piece::Literal(text.clone())]),
        Value::Constant(Constant::Boolean(flag)) => Ok(vec![Piece::Literal(flag.to_string().into())]),
        Value::Constant(Constant::Null) => Err("a text with NULL in it has no value".to_owned()),
        Value::Template(parts) => template(parts, table),
        Value::Call(function, arguments) => call(function, arguments, table),
        Value::Event(word) => Err(format!("`${word}` is known of changes only, not of rows")),
        Value::Foreign { language, .. } => Err(format!("this release computes no `{language}` expressions")),
    }
}

/// The pieces of a template.
pub fn template(parts: &[TemplatePart], table: &Table) -> Result<Vec<Piece>, String> {
    let mut list = Vec::new();
    for part in parts {
        match part {
            TemplatePart::Literal(text) => list.push(Piece::Literal(text.clone())),
            TemplatePart::Hole(inner) => list.extend(pieces(inner, table)?),
        }
    }
    Ok(list)
}

fn call(function: &str, arguments: &[Value], table: &Table) -> Result<Vec<Piece>, String> {
    match (function, arguments) {
        ("escaped", [value, separator]) => Ok(vec![escaped(value, self::separator(separator)?, table)?]),
        ("escaped", _) => Err("`escaped` takes a column and a separator: `escaped(a, \"|\")`".to_owned()),
        ("joined", [separator, values @ ..]) if !values.is_empty() => {
            let separator = self::separator(separator)?;
            let mut list = Vec::new();
            for value in values {
                if !list.is_empty() {
                    list.push(Piece::Literal(separator.to_string().into()));
                }
                list.push(escaped(value, separator, table)?);
            }
            Ok(list)
        }
        ("joined", _) => Err("`joined` takes a separator and columns: `joined(\"|\", a, b)`".to_owned()),
        ("padded", [Value::Column(column), Value::Constant(Constant::Number(width))]) => padded(*column, width, table),
        ("padded", _) => Err("`padded` takes a column and a number of digits: `padded(a, 10)`".to_owned()),
        (other, _) => Err(format!("this release does not compute `{other}`")),
    }
}

/// A separator: one character, and not the one that escapes.
fn separator(value: &Value) -> Result<char, String> {
    let Value::Constant(Constant::Text(text)) = value else { return Err("a separator is a text".to_owned()) };
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some('\\'), None) => Err("`\\` escapes separators, and cannot be one".to_owned()),
        (Some(separator), None) => Ok(separator),
        (_, _) => Err("a separator is one character".to_owned()),
    }
}

fn escaped(value: &Value, separator: char, table: &Table) -> Result<Piece, String> {
    let Value::Column(column) = value else { return Err("only columns are escaped".to_owned()) };
    let is_number = is_number(&table.columns[*column].ty);
    match (is_number, separator) {
        (true, '0'..='9' | '-' | '.') => Err(format!("`{separator}` can be part of a number")),
        // No other character needs an escape in it.
        (true, _) => Ok(Piece::Column(*column)),
        (false, _) => Ok(Piece::Escaped(*column, separator)),
    }
}

fn padded(column: usize, width: &str, table: &Table) -> Result<Vec<Piece>, String> {
    let declared = &table.columns[column];
    let is_whole = matches!(declared.ty, Type::Int { .. } | Type::Decimal { scale: ..=0, .. });
    if !is_whole {
        return Err(format!("`padded` takes whole numbers, and `{}` is {}", declared.name, declared.ty));
    }
    match width.parse() {
        Ok(width @ 1..=MOST_DIGITS) => Ok(vec![Piece::Padded(column, width)]),
        Ok(_) | Err(_) => Err(format!("`padded` makes 1 to {MOST_DIGITS} digits")),
    }
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Int { .. } | Type::Decimal { .. } | Type::Number | Type::Float { .. } | Type::Year)
}
