//! Why a row becomes no record, or a change is refused.

use crate::text::{Name, Span};

/// A row that becomes no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// Why.
    pub why: Why,
    /// The field that it cannot fill, as the line calls it.
    pub field: Name,
    /// The line of the field.
    pub span: Span,
}

/// Why a row becomes no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A key is NULL or an empty text.
    EmptyKey,
    /// A template has no value, as one of its columns is NULL.
    NullInTemplate,
    /// A column is NULL, and the mapping says `null reject`.
    Null,
    /// A text is not what the field's type wants; the text in the language's spelling.
    Unreadable(String),
    /// A number is not one that `padded` can make so many digits of.
    NotPadded(usize),
    /// Two rows of a record give the same member, or a row gives one that the mapping names.
    Duplicate,
    /// A name that comes from the data is empty.
    EmptyName,
    /// A change gives the row another key, and the mapping refuses that.
    KeyChange,
    /// All rows went at once, which no request can follow.
    Truncated,
}
