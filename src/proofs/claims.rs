//! What single comparisons say of a column's values: the common ground of `assume` lines and CHECK constraints.
//!
//! A comparison that is not understood, or that the column's type makes unclear, gives no fact.

use super::charset::CharSet;
use super::facts::Facts;
use super::pattern::Pattern;
use crate::types::Type;

/// A constant that a column is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constant {
    /// Text.
    Text(String),
    /// A whole number.
    Whole(i128),
}

/// The column has one of these values.
pub fn one_of(ty: &Type, constants: &[Constant]) -> Facts {
    words(ty, constants).map(Facts::words).unwrap_or_default()
}

/// The column has none of these values.
pub fn none_of(ty: &Type, constants: &[Constant]) -> Facts {
    Facts { none_of: words(ty, constants).unwrap_or_default(), ..Facts::default() }
}

/// The texts of these values, where each has one.
fn words(ty: &Type, constants: &[Constant]) -> Option<Vec<String>> {
    // Of these types the constant is the value's text; of others it is one of several spellings.
    let word = |constant: &Constant| match constant {
        Constant::Text(text) => matches!(ty, Type::Text(_) | Type::Enum(_) | Type::Date).then(|| text.clone()),
        Constant::Whole(number) => matches!(ty, Type::Int { .. }).then(|| number.to_string()),
    };
    constants.iter().map(word).collect()
}

/// The column is at least `number`, or greater where `strict`.
pub fn at_least(ty: &Type, number: i128, strict: bool) -> Facts {
    let least = if matches!(ty, Type::Int { .. }) {
        number.checked_add(i128::from(strict))
    } else {
        matches!(ty, Type::Decimal { .. }).then_some(number)
    };
    Facts { least, ..Facts::default() }
}

/// The column is at most `number`, or less where `strict`.
pub fn at_most(ty: &Type, number: i128, strict: bool) -> Facts {
    let most = if matches!(ty, Type::Int { .. }) { number.checked_sub(i128::from(strict)) } else { None };
    Facts { most, ..Facts::default() }
}

/// The column has a text like this one: `%` is any run, `_` any character. A `\` may or may not escape, and gives no fact.
pub fn like(ty: &Type, pattern: &str) -> Facts {
    if !is_text(ty) || pattern.contains('\\') {
        return Facts::default();
    }
    let part = |character| match character {
        '%' => Pattern::anything(),
        '_' => Pattern::One(CharSet::all()),
        plain => Pattern::One(CharSet::one(plain)),
    };
    Facts::form(Pattern::Seq(pattern.chars().map(part).collect()))
}

/// The column has no text like this one. Only `%text%` is a fact that proofs can use.
pub fn not_like(pattern: &str) -> Facts {
    let inner = pattern.strip_prefix('%').and_then(|rest| rest.strip_suffix('%'));
    match inner {
        Some(text) if !text.contains(['%', '_', '\\']) => Facts::without(text),
        Some(_) | None => Facts::default(),
    }
}

/// The column's text contains this one.
pub fn contains(ty: &Type, text: &str) -> Facts {
    text_form(ty, vec![Pattern::anything(), Pattern::text(text), Pattern::anything()])
}

/// The column's text starts with this one.
pub fn starts_with(ty: &Type, text: &str) -> Facts {
    text_form(ty, vec![Pattern::text(text), Pattern::anything()])
}

fn text_form(ty: &Type, parts: Vec<Pattern>) -> Facts {
    if is_text(ty) { Facts::form(Pattern::Seq(parts)) } else { Facts::default() }
}

fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::Text(_) | Type::Enum(_))
}
