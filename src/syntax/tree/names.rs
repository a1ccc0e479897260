//! Names, paths and patterns.

use crate::text::{Name, Span};

/// A name as it is meant: without backticks, case kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ident {
    /// The name.
    pub text: Name,
    /// Where it stands, backticks included.
    pub span: Span,
}

/// Names joined by points: `schema.table`, `table.column`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// At least one.
    pub parts: Vec<Ident>,
    /// All of it.
    pub span: Span,
}

/// A path whose parts may hold wildcards: `SIS.TMP_*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathPattern {
    /// At least one.
    pub parts: Vec<Pattern>,
    /// All of it.
    pub span: Span,
}

/// One part of a [`PathPattern`]. Without a wildcard it is a plain name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Literal runs and wildcards in turn.
    pub pieces: Vec<Piece>,
    /// All of it.
    pub span: Span,
}

/// A piece of a [`Pattern`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// These characters.
    Literal(Name),
    /// `*`: any run, also none.
    Any,
    /// `?`: one character.
    One,
    /// `[a-d]`, `[xyz]`: one character of the ranges, ends included.
    Class(Vec<(char, char)>),
}
