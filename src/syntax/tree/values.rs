//! Texts, constants, values and types: what stands to the right of a sign.

use super::names::{Ident, Path};
use crate::text::{Name, Span};

/// A text in quotes, escapes undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextLit {
    /// What it means.
    pub value: Name,
    /// With its quotes.
    pub span: Span,
}

/// A text that may hold `${…}` or `$(…)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// In order; two literal parts never stand side by side.
    pub parts: Vec<TemplatePart>,
    /// With its quotes.
    pub span: Span,
}

/// A part of a [`Template`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplatePart {
    /// These characters.
    Literal(Name),
    /// `${…}`: a value of the row. The span has the braces.
    Hole(Value, Span),
    /// `$(name)`: a parameter of the environment.
    Param(Ident),
}

/// A value that a line gives to a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A column of the row.
    Column(Path),
    /// A number, truth value, `null`.
    Literal(Literal),
    /// A text; a constant where it has no hole.
    Template(Template),
    /// `$operation`: a fact of the change event; the ident is without `$`.
    Event(Ident),
    /// `sortable(day)`
    Call {
        /// The function.
        function: Ident,
        /// What it is given.
        arguments: Vec<Value>,
        /// All of it.
        span: Span,
    },
    /// `sqlite "$FIRST || ' '"`: an expression of another language, to the letter.
    Foreign {
        /// The word of its language.
        language: Ident,
        /// The expression.
        text: TextLit,
    },
}

/// A constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// What it is.
    pub kind: LiteralKind,
    /// Where.
    pub span: Span,
}

/// The kinds of [`Literal`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiteralKind {
    /// `42`, `-1`, `3.50`: exact, as written.
    Number(Name),
    /// `true`, `false`
    Boolean(bool),
    /// `null`
    Null,
    /// `"text"` where only a constant may stand.
    Text(Name),
}

/// A type as it is written: `decimal(10, 2)`, `int unsigned`, `list<string>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeName {
    /// The first word.
    pub word: Ident,
    /// `unsigned`
    pub unsigned: bool,
    /// The numbers in parentheses.
    pub arguments: Vec<u32>,
    /// The types in angle brackets.
    pub of: Vec<TypeName>,
    /// All of it.
    pub span: Span,
}

/// What a stage works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    /// `sample_db.race_entry`
    Path(Path),
    /// `"s3://lake/raw/"`, perhaps with `$(bucket)`
    Text(Template),
}
