//! What is known of the records of a batch, kept from one batch to the next.

use super::fault::RowFault;
use super::scan::Index;
use super::span::Span;

/// What is known of the records of a batch; kept by the reader, so that the next batch uses the memory again.
#[derive(Debug, Default)]
pub(super) struct Data {
    pub index: Index,
    pub heads: Vec<Head>,
    /// For each record a span for each column that is wanted; without meaning for records that are refused.
    pub spans: Vec<Span>,
    /// The text of fields that had to be unescaped.
    pub unescaped: String,
    pub bad: Vec<Bad>,
    /// The bytes of records that are refused.
    pub refused: Vec<u8>,
}

/// Where a record stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Head {
    pub start: u32,
    /// After what ends it.
    pub end: u32,
    /// The lines of the batch before it.
    pub line: u32,
    /// The place in the list of what is refused, plus one; zero where it is good.
    pub bad: u32,
}

/// A record that is refused.
#[derive(Debug)]
pub(super) struct Bad {
    pub fault: RowFault,
    /// The place of the field in the record.
    pub place: Option<usize>,
    pub bytes: std::ops::Range<usize>,
    pub goes_on: bool,
}

impl Data {
    pub fn clear(&mut self) {
        self.heads.clear();
        self.spans.clear();
        self.unescaped.clear();
        self.bad.clear();
        self.refused.clear();
    }

    /// Marks a record as refused, and keeps its bytes.
    pub fn refuse(&mut self, head: usize, bytes: &[u8], fault: RowFault, place: Option<usize>, goes_on: bool) {
        let start = self.refused.len();
        self.refused.extend_from_slice(bytes);
        self.bad.push(Bad { fault, place, bytes: start..self.refused.len(), goes_on });
        self.heads[head].bad = self.bad.len() as u32;
    }
}
