//! Every kind of finding that there is: what `mapc explain` knows and the book has pages for.

use crate::diag::Code;

/// Every code, by owner in the order in which they work.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    let steps = [crate::syntax::errors::CODES, crate::plan::errors::CODES, crate::lock::CODES];
    let stages = crate::stages::ALL.iter().map(|stage| stage.codes());
    steps.into_iter().chain(stages).flatten().copied().chain(crate::resolve::errors::codes())
}
