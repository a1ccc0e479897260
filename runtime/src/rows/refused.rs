//! A record that is no row.

use std::fmt;

use super::fault::RowFault;

/// A record that is no row, with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused<'b> {
    /// What is wrong.
    pub fault: RowFault,
    /// The line of the file on which the record begins; the first is 1.
    pub line: u64,
    /// The bytes before the record.
    pub offset: u64,
    /// The column at fault, where it is one.
    pub column: Option<&'b str>,
    /// The record as it stands in the file, with what ends it.
    pub bytes: &'b [u8],
    /// More bytes of the same record come with the next. Only records that are too long come in several pieces.
    pub goes_on: bool,
}

impl fmt::Display for Refused<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if let Some(column) = self.column {
            write!(f, ", column {column:?}")?;
        }
        write!(f, ": {}", self.fault)
    }
}
