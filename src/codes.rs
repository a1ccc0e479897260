//! Every kind of finding that there is: what `mapc explain` knows and the book has pages for.

use crate::diag::Code;
use crate::{dms_document, emit, eval, load, lock, params, plan, proofs, resolve, schema, stages, syntax};

/// The lists of all owners, each in its own order.
static LISTS: &[&[&Code]] = &[
    syntax::errors::CODES,
    load::errors::CODES,
    schema::errors::CODES,
    schema::live::errors::CODES,
    params::errors::CODES,
    lock::CODES,
    plan::errors::CODES,
    emit::CODES,
    proofs::errors::CODES,
    eval::CODES,
    dms_document::CODES,
];

/// Every code, by owner.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    LISTS
        .iter()
        .flat_map(|list| list.iter().copied())
        .chain(resolve::errors::codes())
        .chain(stages::ALL.iter().flat_map(|stage| stage.codes().iter().copied()))
}
