//! Records that were read at once: they stand in one text, and are borrowed from it.

use super::columns::Columns;
use super::data::{Data, Head};
use super::record::Record;
use super::refused::Refused;

/// Records that were read at once, in the order of the file.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'b> {
    pub(super) text: &'b str,
    pub(super) data: &'b Data,
    pub(super) columns: &'b Columns,
    /// The bytes and lines of the file before the batch.
    pub(super) offset: u64,
    pub(super) line: u64,
}

impl<'b> Batch<'b> {
    /// The records, in the order of the file.
    pub fn records(self) -> Records<'b> {
        Records { batch: self, next: 0 }
    }
}

impl<'b> IntoIterator for Batch<'b> {
    type Item = Result<Record<'b>, Refused<'b>>;
    type IntoIter = Records<'b>;

    fn into_iter(self) -> Records<'b> {
        self.records()
    }
}

/// The records of a batch.
#[derive(Clone, Debug)]
pub struct Records<'b> {
    batch: Batch<'b>,
    next: usize,
}

impl<'b> Iterator for Records<'b> {
    type Item = Result<Record<'b>, Refused<'b>>;

    #[inline]
    fn next(&mut self) -> Option<Result<Record<'b>, Refused<'b>>> {
        let batch = &self.batch;
        let head = batch.data.heads.get(self.next)?;
        let count = batch.columns.wanted.len();
        let first = self.next * count;
        self.next += 1;
        if head.bad != 0 {
            return Some(Err(refused(batch, head)));
        }
        Some(Ok(Record {
            text: batch.text,
            unescaped: &batch.data.unescaped,
            spans: &batch.data.spans[first..first + count],
            columns: batch.columns,
            head,
            offset: batch.offset,
            line: batch.line,
        }))
    }
}

#[cold]
fn refused<'b>(batch: &Batch<'b>, head: &Head) -> Refused<'b> {
    let bad = &batch.data.bad[head.bad as usize - 1];
    Refused {
        fault: bad.fault.clone(),
        line: batch.line + u64::from(head.line),
        offset: batch.offset + u64::from(head.start),
        column: bad.place.and_then(|place| batch.columns.name(place)),
        bytes: &batch.data.refused[bad.bytes.clone()],
        goes_on: bad.goes_on,
    }
}
