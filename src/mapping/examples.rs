//! Examples as a mapping holds them, for stages that make tests of them: rows and changes by column, records by name.

use crate::text::Name;
use crate::value::Constant;

/// An example of which nothing is wrong.
#[derive(Clone, Debug)]
pub struct Example {
    /// What it shows.
    pub title: Name,
    /// What goes in, in turn.
    pub steps: Vec<Step>,
    /// What comes out.
    pub outcome: Outcome,
}

/// The values of a row by column; a column that is not said is NULL.
pub type Cells = Vec<(usize, Constant)>;

/// A row that goes in, or a change.
#[derive(Clone, Debug)]
pub struct Step {
    /// What happens.
    pub kind: StepKind,
    /// The facts of the event that are said, by name.
    pub facts: Vec<(Name, Name)>,
}

/// What happens in a [`Step`].
#[derive(Clone, Debug)]
pub enum StepKind {
    /// A load reads a row.
    Row(Cells),
    /// A row comes.
    Insert(Cells),
    /// A row changes.
    Update(Cells, Cells),
    /// A row goes.
    Delete(Cells),
    /// All rows go.
    Truncate,
}

impl Example {
    /// The rows, where there is nothing but rows that a load reads; `None` where there are changes.
    pub fn rows(&self) -> Option<Vec<&Cells>> {
        let cells = self.steps.iter().map(|step| match &step.kind {
            StepKind::Row(cells) => Some(cells),
            StepKind::Insert(_) | StepKind::Update(..) | StepKind::Delete(_) | StepKind::Truncate => None,
        });
        cells.collect()
    }
}

/// What comes out of the rows of an [`Example`].
#[derive(Clone, Debug)]
pub enum Outcome {
    /// These records, in any order; none is possible.
    Gives(Vec<Expected>),
    /// Each is refused.
    Rejects,
}

/// An expected record.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    /// Names and values, in order.
    pub members: Vec<(Name, ExpectedValue)>,
}

/// A value of an expected record.
#[derive(Clone, Debug)]
pub enum ExpectedValue {
    /// One value.
    Constant(Constant),
    /// Named members.
    Record(Expected),
    /// Elements in order.
    List(Vec<ExpectedValue>),
}
