//! Examples and their records.

use super::names::{Ident, Path};
use super::values::{Literal, TextLit};
use crate::text::{Name, Span};

/// `example MAP "title" { … }`
#[derive(Clone, Debug)]
pub struct Example {
    /// The map it tests.
    pub map: Ident,
    /// What it shows.
    pub title: TextLit,
    /// Its comment.
    pub doc: Option<Name>,
    /// The rows that go in.
    pub rows: Vec<ExampleRow>,
    /// What must come out.
    pub outcome: Option<Outcome>,
    /// `example MAP "title"`
    pub header: Span,
    /// All of it.
    pub span: Span,
}

/// `row { … }`
#[derive(Clone, Debug)]
pub struct ExampleRow {
    /// The table, in maps over many.
    pub table: Option<Path>,
    /// The row.
    pub record: Record,
    /// The line or lines.
    pub span: Span,
}

/// What an example must give.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// `gives { … }`, repeatable: these records, in any order.
    Gives(Vec<Record>),
    /// `gives nothing`
    Nothing(Span),
    /// `rejects CODE`
    Rejects(TextLit),
}

/// `{ name: value, … }`
#[derive(Clone, Debug)]
pub struct Record {
    /// In order.
    pub entries: Vec<(RecordKey, RecordValue)>,
    /// With its braces.
    pub span: Span,
}

/// The name of a record's entry: a name, or a text where the name is none (`"p#p1"`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordKey {
    /// The name.
    pub text: Name,
    /// Where.
    pub span: Span,
}

/// A value in a record.
#[derive(Clone, Debug)]
pub enum RecordValue {
    /// A number, text, truth value or `null`.
    Scalar(Literal),
    /// `{ … }`
    Record(Record),
    /// `[ … ]`
    List(Vec<RecordValue>, Span),
}
