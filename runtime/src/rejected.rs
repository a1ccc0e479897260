//! What is refused when a file is converted.

use std::fmt;

use crate::error::Error;
use crate::rows::{Record, Refused, RowFault};

/// What a conversion did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Records that were read, the refused among them.
    pub records: u64,
    /// Records that were refused; where rows make items together, with their whole item.
    pub refused: u64,
}

/// Why records are refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason<'b> {
    /// The record is no row: the fault, and the column where it is one.
    Record(RowFault, Option<&'b str>),
    /// The row becomes no item.
    Item(Error),
}

/// Records that become no item, with their bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected<'b> {
    /// What is wrong.
    pub reason: Reason<'b>,
    /// The line of the file on which the first of the records begins.
    pub line: u64,
    /// The bytes of the file before the records.
    pub offset: u64,
    /// The records as they stand in the file.
    pub bytes: &'b [u8],
    /// More bytes follow that are refused for the same reason.
    pub goes_on: bool,
}

impl fmt::Display for Rejected<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        match &self.reason {
            Reason::Record(fault, None) => write!(f, ": {fault}"),
            Reason::Record(fault, Some(column)) => write!(f, ", column {column:?}: {fault}"),
            Reason::Item(error) => write!(f, ": {error}"),
        }
    }
}

impl<'b> From<Refused<'b>> for Rejected<'b> {
    fn from(refused: Refused<'b>) -> Rejected<'b> {
        Rejected {
            reason: Reason::Record(refused.fault().clone(), refused.column()),
            line: refused.line(),
            offset: refused.offset(),
            bytes: refused.bytes(),
            goes_on: refused.goes_on(),
        }
    }
}

/// A row that becomes no item.
#[cold]
pub(crate) fn rejected<'b>(record: &Record<'b>, error: Error) -> Rejected<'b> {
    Rejected {
        reason: Reason::Item(error),
        line: record.line(),
        offset: record.offset(),
        bytes: record.bytes(),
        goes_on: false,
    }
}

impl Counts {
    /// Adds a record that was refused.
    #[cold]
    pub(crate) fn add(&mut self, refused: &Refused<'_>) {
        // Counted with the last of its pieces.
        self.records += u64::from(!refused.goes_on());
        self.refused += u64::from(!refused.goes_on());
    }
}
