//! What is known of the records of a batch, kept from one batch to the next.

use super::fault::RowFault;
use super::scan::Index;
use super::span::Span;

/// What is known of the records of a batch; kept by the reader, so that the next batch uses the memory again.
#[derive(Debug, Default)]
pub(super) struct Data {
    pub index: Index,
    /// The records in order.
    pub runs: Vec<Run>,
    pub heads: Vec<Head>,
    /// For each head a span for each column that is wanted; without meaning for records that are refused.
    pub spans: Vec<Span>,
    /// The text of fields that had to be unescaped.
    pub unescaped: String,
    pub bad: Vec<Bad>,
    /// The bytes of records that are refused.
    pub refused: Vec<u8>,
}

/// Records that follow each other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub kind: Kind,
    /// How many records.
    pub count: u32,
    /// The mark before the first of them, or the place of its head.
    pub first: u32,
    /// The lines of the batch before them.
    pub line: u32,
}

/// How the fields of records are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// By their marks alone: all columns of the file are wanted, in its order, and no text stands for NULL.
    Marked,
    /// By a head and spans each.
    Single,
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
        self.runs.clear();
        self.heads.clear();
        self.spans.clear();
        self.unescaped.clear();
        self.bad.clear();
        self.refused.clear();
    }

    /// Adds a record with a head.
    pub fn push(&mut self, head: Head) -> usize {
        let place = self.heads.len();
        match self.runs.last_mut() {
            Some(Run { kind: Kind::Single, count, .. }) => *count += 1,
            Some(_) | None => {
                self.runs.push(Run { kind: Kind::Single, count: 1, first: place as u32, line: head.line });
            }
        }
        self.heads.push(head);
        place
    }

    /// Marks a record as refused, and keeps its bytes.
    pub fn refuse(&mut self, head: usize, bytes: &[u8], fault: RowFault, place: Option<usize>, goes_on: bool) {
        let start = self.refused.len();
        self.refused.extend_from_slice(bytes);
        self.bad.push(Bad { fault, place, bytes: start..self.refused.len(), goes_on });
        self.heads[head].bad = self.bad.len() as u32;
    }
}
