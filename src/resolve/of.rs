//! For what a pipeline and its settings are read: a table, tables that no schema describes, or nothing yet.

use super::lookup::Lookup;
use super::unknown::Unknown;
use crate::mapping::TableName;

/// For what settings are read.
#[derive(Clone, Copy)]
pub(super) enum Of<'l> {
    /// For nothing: the map has no table, which was reported.
    Nothing,
    /// For a table, which the target calls so.
    Table(Lookup<'l>, &'l TableName),
    /// For tables that no schema describes.
    Unchecked(&'l Unknown),
}

impl<'l> Of<'l> {
    /// What the target calls the table.
    pub(super) fn name(&self) -> Option<&'l TableName> {
        match self {
            Of::Nothing => None,
            Of::Table(_, name) => Some(name),
            Of::Unchecked(unknown) => Some(&unknown.name),
        }
    }
}
