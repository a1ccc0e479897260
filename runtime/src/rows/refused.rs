//! A record that is no row.

use std::fmt;

use super::data::{Bad, Data, Head};
use super::fault::RowFault;
use super::record::Context;

/// A record that is no row, with its bytes.
#[derive(Clone, Copy, Debug)]
pub struct Refused<'b> {
    pub(super) data: &'b Data,
    pub(super) context: Context<'b>,
    pub(super) head: &'b Head,
}

impl<'b> Refused<'b> {
    fn bad(&self) -> &'b Bad {
        &self.data.bad[self.head.bad as usize - 1]
    }

    /// What is wrong.
    pub fn fault(&self) -> &'b RowFault {
        &self.bad().fault
    }

    /// The line of the file on which the record begins; the first is 1.
    pub fn line(&self) -> u64 {
        self.context.line + u64::from(self.head.line)
    }

    /// The bytes of the file before the record, or before this piece of it.
    pub fn offset(&self) -> u64 {
        self.context.offset + u64::from(self.head.start)
    }

    /// The column at fault, where it is one.
    pub fn column(&self) -> Option<&'b str> {
        self.bad().place.and_then(|place| self.context.columns.name(place))
    }

    /// The record as it stands in the file, with what ends it.
    pub fn bytes(&self) -> &'b [u8] {
        &self.data.refused[self.bad().bytes.clone()]
    }

    /// More bytes of the same record come with the next. Only records that are too long come in several pieces.
    pub fn goes_on(&self) -> bool {
        self.bad().goes_on
    }
}

impl fmt::Display for Refused<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line())?;
        if let Some(column) = self.column() {
            write!(f, ", column {column:?}")?;
        }
        write!(f, ": {}", self.fault())
    }
}
