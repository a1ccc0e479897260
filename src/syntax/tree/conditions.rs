//! What `where` and `assume` lines say of the rows of a source.

use super::names::Path;
use super::values::{Literal, TextLit};
use crate::text::Span;

/// `where CONDITION`; several lines are joined by and.
#[derive(Clone, Debug)]
pub struct WhereLine {
    /// What a row must meet to be taken.
    pub condition: Condition,
    /// The line, without a comment.
    pub span: Span,
}

/// `assume CLAIM`
#[derive(Clone, Debug)]
pub struct AssumeLine {
    /// What may be relied on.
    pub claim: Claim,
    /// The line, without a comment.
    pub span: Span,
}

/// What an `assume` line says about the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// `customerid not contains "|"`
    Condition(Condition),
    /// `unique a, b`
    Unique(Vec<Path>),
    /// `immutable a, b`
    Immutable(Vec<Path>),
    /// `at most 500 rows per item`
    AtMost(u64),
}

/// A condition on the columns of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// All hold.
    And(Vec<Condition>),
    /// One holds.
    Or(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// One column against constants.
    Test {
        /// The column.
        column: Path,
        /// The condition holds when the test fails.
        negated: bool,
        /// What is tested.
        test: Test,
        /// All of it.
        span: Span,
    },
}

/// What a [`Condition`] asks of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// `= 1`; `!=` is its negation.
    Equal(Literal),
    /// `< 1`
    Less(Literal),
    /// `<= 1`
    AtMost(Literal),
    /// `> 1`
    Greater(Literal),
    /// `>= 1`
    AtLeast(Literal),
    /// `in (1, 2)`
    In(Vec<Literal>),
    /// `between 1 and 2`
    Between(Literal, Literal),
    /// `is null`
    Null,
    /// `like "a%"`
    Like(TextLit),
    /// `contains "|"`
    Contains(TextLit),
    /// `starts with "a"`
    StartsWith(TextLit),
}
