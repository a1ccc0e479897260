//! What can be wrong with names, lines and settings: the wording of all findings of this folder.

mod changes;
mod fragments;
mod lines;
mod names;
mod project;
mod row_key;
mod settings;
mod sources;
mod unchecked;

use crate::diag::Code;

pub(super) use changes::*;
pub(super) use fragments::*;
pub(super) use lines::*;
pub(super) use names::*;
pub(super) use project::*;
pub(super) use row_key::*;
pub(super) use settings::*;
pub(super) use sources::*;
pub(super) use unchecked::*;

/// All kinds of findings of this folder.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    [
        changes::CODES,
        fragments::CODES,
        lines::CODES,
        names::CODES,
        project::CODES,
        row_key::CODES,
        settings::CODES,
        sources::CODES,
        unchecked::CODES,
    ]
    .into_iter()
    .flatten()
    .copied()
}
