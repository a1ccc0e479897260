//! Every kind of finding that there is: what `mapc explain` knows and the book has pages for.

use crate::diag::Code;
use crate::{load, lock, plan, proofs, resolve, stages, syntax};

/// Every code, by owner in the order in which they work.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    let steps = [crate::syntax::errors::CODES, crate::plan::errors::CODES, crate::lock::CODES];
    let stages = crate::stages::ALL.iter().map(|stage| stage.codes());
    steps.into_iter().chain(stages).flatten().copied().chain(crate::resolve::errors::codes())
/// The lists of all owners, each in its own order.
static LISTS: &[&[&Code]] =
    &[syntax::errors::CODES, load::CODES, lock::CODES, plan::errors::CODES, proofs::errors::CODES];

/// Every code, by owner.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    LISTS
        .iter()
        .flat_map(|list| list.iter().copied())
        .chain(resolve::errors::codes())
        .chain(stages::ALL.iter().flat_map(|stage| stage.codes().iter().copied()))
}
