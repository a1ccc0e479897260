//! What becomes of the records at the end when something happens to a row of the table.

use std::borrow::Cow;

/// Something that happens to a row, or to all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowChange {
    /// It comes.
    Insert,
    /// It changes, and stays in its record.
    Update,
    /// It changes, and belongs to another record.
    KeyChange,
    /// It goes.
    Delete,
    /// All go.
    Truncate,
}

/// What a stage makes of a [`RowChange`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Follows {
    /// The records become those of the rows as they are then.
    Yes,
    /// What the row gave stays, until another row gives it.
    Stays,
    /// The change is refused, and nothing becomes of it.
    Refused,
    /// That is not known, or no record follows from rows; why, as a sentence.
    Unknown(Cow<'static, str>),
}
