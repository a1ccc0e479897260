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
    /// The rows that go in, and what happens to them, in turn.
    pub steps: Vec<Step>,
    /// What must come out.
    pub outcome: Option<Outcome>,
    /// `example MAP "title"`
    pub header: Span,
    /// All of it.
    pub span: Span,
}

/// A line of what goes in.
#[derive(Clone, Debug)]
pub struct Step {
    /// What it says.
    pub kind: StepKind,
    /// The table, in maps over many.
    pub table: Option<Path>,
    /// The line or lines.
    pub span: Span,
}

/// What a [`Step`] says.
#[derive(Clone, Debug)]
pub enum StepKind {
    /// `row { … }`: a row that a load reads.
    Row(Record),
    /// `insert { … }`: a row comes.
    Insert(Record),
    /// `update { … } to { … }`: a row changes.
    Update(Record, Record),
    /// `delete { … }`: a row goes.
    Delete(Record),
    /// `truncate`: all rows go.
    Truncate,
    /// `at $NAME = VALUE`: a fact of the changes that follow.
    At(Ident, Literal),
}

impl Step {
    /// Whether it tells of a change, which a load does not.
    pub fn is_change(&self) -> bool {
        match self.kind {
            StepKind::Insert(_) | StepKind::Update(..) | StepKind::Delete(_) | StepKind::Truncate => true,
            StepKind::Row(_) | StepKind::At(..) => false,
        }
    }
}

impl Example {
    /// Whether it tells of changes, not only of rows that a load reads.
    pub fn is_history(&self) -> bool {
        self.steps.iter().any(|step| !matches!(step.kind, StepKind::Row(_)))
    }
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
