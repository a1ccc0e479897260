//! A JSON value and its place.

use std::ops::Range;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub struct Json {
    /// What it is.
    pub kind: Kind,
    /// Its bytes.
    pub span: Range<usize>,
}

/// The kinds of values.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true`, `false`
    Boolean(bool),
    /// A number, as written.
    Number(String),
    /// A text, escapes undone.
    Text(String),
    /// `[…]`
    List(Vec<Json>),
    /// `{…}`; a name may stand in it twice.
    Object(Vec<Member>),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its name, escapes undone.
    pub name: String,
    /// The name with its quotes.
    pub name_span: Range<usize>,
    /// What it holds.
    pub value: Json,
}

impl Json {
    /// What it is, with an article, for messages.
    pub fn word(&self) -> &'static str {
        match self.kind {
            Kind::Null => "`null`",
            Kind::Boolean(_) => "a truth value",
            Kind::Number(_) => "a number",
            Kind::Text(_) => "a text",
            Kind::List(_) => "a list",
            Kind::Object(_) => "an object",
        }
    }
}
