//! Every kind of finding that there is: what `mapc explain` knows and the book has pages for.

use crate::diag::Code;

/// The lists of all owners, each in its own order.
static LISTS: &[&[&Code]] = &[crate::lock::CODES];

/// Every code, by owner.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    LISTS.iter().flat_map(|list| list.iter().copied())
}
