//! Records that were read at once: they stand in one text, and are borrowed from it.

use super::data::{Data, Kind};
use super::record::{Context, Fields, Record};
use super::refused::Refused;

/// Records that were read at once, in the order of the file.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'b> {
    pub(super) data: &'b Data,
    pub(super) context: Context<'b>,
}

impl<'b> Batch<'b> {
    /// The bytes of the file before the batch.
    pub(crate) fn offset(&self) -> u64 {
        self.context.offset
    }

    /// The bytes of the batch.
    pub(crate) fn bytes(&self) -> &'b [u8] {
        self.context.text.as_bytes()
    }

    /// The records, in the order of the file.
    #[inline]
    pub fn records(self) -> Records<'b> {
        Records { batch: self, run: 0, kind: Kind::Single, left: 0, at: 0, line: 0 }
    }
}

impl<'b> IntoIterator for Batch<'b> {
    type Item = Result<Record<'b>, Refused<'b>>;
    type IntoIter = Records<'b>;

    #[inline]
    fn into_iter(self) -> Records<'b> {
        self.records()
    }
}

/// The records of a batch.
#[derive(Clone, Debug)]
pub struct Records<'b> {
    batch: Batch<'b>,
    /// The next run, and what is left of the one before it.
    run: usize,
    kind: Kind,
    left: u32,
    /// The mark before the next record, or the place of its head.
    at: usize,
    line: u32,
}

impl Records<'_> {
    /// Goes on with the next run; false where there is none.
    fn next_run(&mut self) -> bool {
        let Some(run) = self.batch.data.runs.get(self.run) else { return false };
        self.run += 1;
        (self.kind, self.left, self.at, self.line) = (run.kind, run.count, run.first as usize, run.line);
        true
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = Result<Record<'b>, Refused<'b>>;

    #[inline(always)]
    fn next(&mut self) -> Option<Result<Record<'b>, Refused<'b>>> {
        while self.left == 0 {
            if !self.next_run() {
                return None;
            }
        }
        self.left -= 1;
        let Batch { data, context } = self.batch;
        if self.kind == Kind::Single {
            let head = &data.heads[self.at];
            let count = context.columns.wanted.len();
            let first = self.at * count;
            self.at += 1;
            if head.bad != 0 {
                return Some(Err(Refused { data, context, head }));
            }
            let fields = Fields::Spans(&data.spans[first..first + count]);
            return Some(Ok(Record { context, fields, start: head.start, end: head.end, line: head.line }));
        }
        let marks = &data.index.places[self.at..=self.at + context.columns.in_file.len()];
        let (start, last, line) = (marks[0].wrapping_add(1), marks[marks.len() - 1], self.line);
        self.at += marks.len() - 1;
        self.line += 1;
        // The last record of a file may lack its line feed.
        let end = (last + 1).min(context.text.len() as u32);
        Some(Ok(Record { context, fields: Fields::Marked(marks), start, end, line }))
    }
}
