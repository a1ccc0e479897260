//! What a batch is made of.

use super::columns::Columns;
use super::format::Format;

/// What a batch is made of.
#[derive(Clone, Copy)]
pub(super) struct Source<'t> {
    /// What was read, with a line feed after the last record where the file has none.
    pub text: &'t [u8],
    /// How much of the text stands in the file.
    pub length: usize,
    /// Nothing comes after the text.
    pub is_last: bool,
    /// Each record is read field by field.
    pub is_plodding: bool,
    pub format: &'t Format,
    pub columns: &'t Columns,
}
