//! One line as the grammar reads it.

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;

use super::grammar::{Grammar, Rule};
use super::wording::expected;
use crate::diag::Diagnostics;
use crate::text::{Span, TextId};

/// One line of a text.
#[derive(Clone, Copy)]
pub struct Slice<'t> {
    /// The text it belongs to.
    pub id: TextId,
    /// Where it begins there.
    pub base: usize,
    /// The line, without its `{`.
    pub line: &'t str,
}

/// Where a line stops being one.
#[derive(Debug)]
pub struct Unexpected {
    /// The first byte that does not belong, in the whole text.
    pub at: usize,
    /// What could stand there, as users call it.
    pub expected: Vec<&'static str>,
}

/// What a line's parts are turned into a tree with.
pub(super) struct Context<'d> {
    pub id: TextId,
    pub base: usize,
    pub diags: &'d mut Diagnostics,
}

impl Context<'_> {
    /// Where `pair` stands in the whole text.
    pub fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let place = pair.as_span();
        // A rule whose last part is missing holds the blanks before it.
        Span::new(self.id, self.base + place.start(), self.base + place.start() + place.as_str().trim_end().len())
    }
}

/// Reads the whole of `slice` as `rule`.
pub(super) fn read<'t>(rule: Rule, slice: Slice<'t>) -> Result<Pair<'t, Rule>, Unexpected> {
    match Grammar::parse(rule, slice.line) {
        Ok(mut pairs) => Ok(pairs.next().expect("a rule that matched is one pair")),
        Err(error) => {
            let at = match error.location {
                InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
            };
            let expected = match &error.variant {
                ErrorVariant::ParsingError { positives, .. } => expected(positives),
                ErrorVariant::CustomError { .. } => Vec::new(),
            };
            Err(Unexpected { at: slice.base + at, expected })
        }
    }
}
