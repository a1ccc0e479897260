//! The rows of the item that is being made, as they stand in the file: in case that it becomes none.

use std::io;

use crate::error::Error;
use crate::groups::Trouble;
use crate::rejected::{Counts, Reason, Rejected, rejected};
use crate::rows::{Batch, Record};

/// The rows of the item that is being made. No byte is copied of an item whose rows stand in one batch.
pub(crate) struct OpenRows<F> {
    reject: F,
    pub counts: Counts,
    /// How many rows there are.
    pub count: u64,
    /// Those of earlier batches, and those before a record that was passed over.
    kept: Vec<u8>,
    /// Where in the batch those begin that are not kept.
    start: usize,
    /// The line of the first, and the bytes of the file before it.
    line: u64,
    offset: u64,
    /// Why the item of these rows was given up.
    given_up: Option<Error>,
}

impl<F: FnMut(Rejected<'_>) -> io::Result<()>> OpenRows<F> {
    /// No rows; what is rejected is given to `reject`.
    pub fn new(reject: F) -> OpenRows<F> {
        OpenRows {
            reject,
            counts: Counts::default(),
            count: 0,
            kept: Vec::new(),
            start: 0,
            line: 0,
            offset: 0,
            given_up: None,
        }
    }

    /// Begins a batch.
    pub fn begin(&mut self) {
        self.start = 0;
    }

    /// Begins an item, whose first row is this.
    #[inline]
    pub fn open(&mut self, batch: &Batch<'_>, record: &Record<'_>) {
        self.kept.clear();
        (self.start, self.count) = (place(batch, record.offset()), 1);
        (self.line, self.offset) = (record.line(), record.offset());
    }

    /// Rejects a record that belongs to no item.
    #[cold]
    pub fn pass_over(&mut self, batch: &Batch<'_>, rejected: Rejected<'_>) -> io::Result<()> {
        let at = place(batch, rejected.offset);
        if self.count > 0 {
            self.kept.extend_from_slice(&batch.bytes()[self.start..at]);
        }
        self.start = at + rejected.bytes.len();
        (self.reject)(rejected)
    }

    /// Ends a batch, and says how many bytes are kept.
    pub fn keep(&mut self, batch: &Batch<'_>) -> usize {
        if self.count > 0 {
            self.kept.extend_from_slice(&batch.bytes()[self.start..]);
        }
        self.kept.len()
    }

    /// Rejects all rows, which are kept.
    pub fn give_up(&mut self, error: Error) -> io::Result<()> {
        let (line, offset) = (self.line, self.offset);
        self.counts.refused += std::mem::take(&mut self.count);
        let reason = Reason::Item(error.clone());
        self.given_up = Some(error);
        (self.reject)(Rejected { reason, line, offset, bytes: &self.kept, goes_on: false })?;
        self.kept.clear();
        Ok(())
    }

    /// Rejects all rows up to a place in the batch.
    fn give_up_before(&mut self, batch: &Batch<'_>, end: usize, error: Error) -> io::Result<()> {
        self.kept.extend_from_slice(&batch.bytes()[self.start..end]);
        self.start = end;
        self.give_up(error)
    }

    /// What is to be done where a row is refused, or with it the item before.
    #[cold]
    pub fn trouble(&mut self, batch: &Batch<'_>, record: &Record<'_>, trouble: Trouble) -> io::Result<()> {
        let start = place(batch, record.offset());
        match trouble {
            Trouble::Closed(error) => {
                self.give_up_before(batch, start, error)?;
                self.open(batch, record);
            }
            Trouble::Failed { closed, began, error } => {
                if let Some(error) = closed {
                    self.give_up_before(batch, start, error)?;
                }
                if began {
                    self.open(batch, record);
                } else {
                    self.count += 1;
                }
                self.give_up_before(batch, start + record.bytes().len(), error)?;
            }
            Trouble::PassedOver => {
                self.counts.refused += 1;
                let error = self.given_up.clone().expect("an item was given up before its rows are passed over");
                (self.reject)(rejected(record, error))?;
            }
            Trouble::NoKey(error) => {
                self.counts.refused += 1;
                self.pass_over(batch, rejected(record, error))?;
            }
        }
        Ok(())
    }
}

/// The place in the batch of what stands at a place of the file.
fn place(batch: &Batch<'_>, offset: u64) -> usize {
    (offset - batch.offset()) as usize
}
