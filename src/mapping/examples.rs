//! Examples as a mapping holds them, for stages that make tests of them: rows by column, records by name.

use crate::text::Name;
use crate::value::Constant;

/// An example of which nothing is wrong.
#[derive(Clone, Debug)]
pub struct Example {
    /// What it shows.
    pub title: Name,
    /// The rows that go in; a column that is not said is NULL.
    pub rows: Vec<Vec<(usize, Constant)>>,
    /// What comes out.
    pub outcome: Outcome,
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
