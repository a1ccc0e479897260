//! Reads the rows of a file, a batch at a time.

use std::io::{self, Read};

use super::batch::Batch;
use super::clean::clean;
use super::columns::Columns;
use super::data::{Data, Head};
use super::fault::{ReadError, RowFault};
use super::fields::{Fields, Parsed};
use super::format::{Format, Lines, Syntax};
use super::object;
use super::record::Context;
use super::scan::Width;
use super::skip::Skip;
use super::source::Source;
use super::span::Span;
use super::walk::{Walked, walk};
use crate::marks::Seen;

/// How much is read at once, unless a record is longer.
const CHUNK: usize = 128 << 10;

/// Room for a line feed that the file does not have.
const SPARE: usize = 2;

/// The rows of a file.
///
/// ```
/// use mapc_runtime::{Format, Number, Reader};
///
/// let file = "id,total,note\n1,3.50,\"a \"\"b\"\"\"\n2,x\n3,,\n".as_bytes();
/// let mut reader = Reader::new(file, Format::postgres_csv().header(), &["id", "note"]);
/// let batch = reader.next_batch()?.expect("three records");
/// let mut records = batch.records();
/// let first = records.next().expect("a record").expect("a good one");
/// assert_eq!((first.field(0), first.field(1)), (Some("1"), Some("a \"b\"")));
/// let second = records.next().expect("a record").expect_err("two fields of three");
/// assert_eq!((second.line(), second.bytes()), (3, b"2,x\n".as_slice()));
/// let third = records.next().expect("a record").expect("a good one");
/// assert_eq!((third.get::<Number>(0), third.get::<Option<&str>>(1)), (Ok(Number("3")), Ok(None)));
/// # Ok::<(), mapc_runtime::ReadError>(())
/// ```
#[derive(Debug)]
pub struct Reader<R> {
    input: R,
    format: Format,
    wanted: Vec<String>,
    /// The columns of a file without a header.
    layout: Vec<String>,
    /// Known once the header is read.
    columns: Option<Columns>,
    width: Width,
    is_plodding: bool,
    chunk: usize,
    buffer: Vec<u8>,
    /// What of the buffer was not given out yet.
    start: usize,
    filled: usize,
    /// The bytes of the file before the buffer, and the lines before `start`.
    offset: u64,
    line: u64,
    state: State,
    /// Nothing comes after what is in the buffer.
    is_last: bool,
    data: Data,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nothing was read.
    New,
    Rows,
    /// In a record that is too long, which began on this line.
    Long(Skip, u64),
    /// The rows were ended by `\.`; whether something came after it.
    Ended(bool),
    Done,
}

impl<R: Read> Reader<R> {
    /// Reads the columns `wanted` of a file. A file whose records do not name their fields, and that has no header, has
    /// these columns in this order, unless [`Reader::layout`] says otherwise.
    pub fn new(input: R, format: Format, wanted: &[&str]) -> Reader<R> {
        Reader {
            input,
            format,
            wanted: owned(wanted),
            layout: owned(wanted),
            columns: None,
            width: Width::detect(),
            is_plodding: false,
            chunk: CHUNK,
            buffer: vec![0; CHUNK + SPARE],
            start: 0,
            filled: 0,
            offset: 0,
            line: 1,
            state: State::New,
            is_last: false,
            data: Data::default(),
        }
    }

    /// The columns of the file in the order of the fields, where it has no header. The operation that DMS may put first is
    /// none of them.
    pub fn layout(self, columns: &[&str]) -> Reader<R> {
        Reader { layout: owned(columns), ..self }
    }

    /// For tests: no instructions but those of every machine, each record field by field, and so many bytes at once. What is
    /// read is the same.
    #[doc(hidden)]
    pub fn plodding(self, chunk: usize) -> Reader<R> {
        Reader { width: Width::Portable, is_plodding: true, ..self.chunk(chunk) }
    }

    /// For tests: so many bytes at once. What is read is the same.
    #[doc(hidden)]
    pub fn chunk(self, chunk: usize) -> Reader<R> {
        Reader { chunk, buffer: vec![0; chunk.max(1) + SPARE], ..self }
    }

    /// The next records, at least one; `None` at the end of the file.
    pub fn next_batch(&mut self) -> Result<Option<Batch<'_>>, ReadError> {
        loop {
            self.fill()?;
            if self.state == State::New {
                self.begin()?;
                continue;
            }
            if self.state == State::Done || self.start == self.filled {
                self.state = State::Done;
                return Ok(None);
            }
            self.data.clear();
            let (offset, start) = (self.offset + self.start as u64, self.start);
            let line = if let State::Long(_, since) = self.state { since } else { self.line };
            match self.state {
                State::New | State::Done => {}
                State::Rows => self.rows(),
                State::Long(skip, since) => self.long(skip, since),
                State::Ended(goes_on) => self.after_end(goes_on),
            }
            if self.data.runs.is_empty() {
                continue;
            }
            let columns = self.columns.as_ref().expect("the columns are known once rows are read");
            clean(&mut self.buffer[start..self.start], columns, &mut self.data);
            let text = std::str::from_utf8(&self.buffer[start..self.start]).expect("what is none was written over");
            let context = Context { text, unescaped: &self.data.unescaped, columns, offset, line };
            return Ok(Some(Batch { data: &self.data, context }));
        }
    }

    /// Reads until the buffer is full or the file ends.
    fn fill(&mut self) -> io::Result<()> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.filled, 0);
            self.offset += self.start as u64;
            self.filled -= self.start;
            self.start = 0;
        }
        let room = self.buffer.len() - SPARE;
        while !self.is_last && self.filled < room {
            match self.input.read(&mut self.buffer[self.filled..room]) {
                Ok(0) => self.is_last = true,
                Ok(count) => self.filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Reads what stands before the rows: a byte order mark, the header.
    fn begin(&mut self) -> Result<(), ReadError> {
        if self.offset == 0 && self.start == 0 && self.buffer[..self.filled].starts_with(b"\xef\xbb\xbf") {
            self.start = 3;
        }
        if self.format.syntax == Syntax::JsonLines {
            self.columns = Some(Columns::named(&self.wanted));
        } else if !self.format.header {
            self.columns = Some(Columns::find(&self.wanted, &self.layout, self.format.operation)?);
        } else if let Some(names) = self.header()? {
            let names = names.get(usize::from(self.format.operation)..).unwrap_or_default();
            self.columns = Some(Columns::find(&self.wanted, names, self.format.operation)?);
        } else {
            return self.grow();
        }
        if self.columns.as_ref().is_some_and(|columns| columns.in_file.is_empty() && columns.wanted.is_empty()) {
            return Err(ReadError::NoColumn(String::new()));
        }
        self.state = State::Rows;
        Ok(())
    }

    /// The names of the header; `None` if it does not end in the buffer.
    fn header(&mut self) -> Result<Option<Vec<String>>, ReadError> {
        let length = self.end_last_line() - self.start;
        let text = &self.buffer[self.start..self.start + length];
        self.data.index.fill(text, self.format.marks(), self.width);
        let columns = Columns::named(&[]);
        let length = self.filled - self.start;
        let source =
            Source { text, length, is_last: self.is_last, is_plodding: true, format: &self.format, columns: &columns };
        let mut fields = Fields::new(source, &self.data.index.places[..=self.data.index.count]);
        let end = match fields.read(0, 1) {
            Parsed::Complete { end, .. } => end,
            Parsed::Incomplete(fault) if self.is_last => return Err(ReadError::Header(fault)),
            Parsed::Incomplete(_) => return Ok(None),
        };
        if let Some((fault, _)) = fields.take_fault() {
            return Err(ReadError::Header(fault));
        }
        let names = fields.list().iter().map(|field| field.name(text, &self.format)).collect::<Result<Vec<_>, _>>();
        let names = names.map_err(ReadError::Header)?;
        self.line += line_feeds(&text[..end]);
        self.start = (self.start + end).min(self.filled);
        Ok(Some(names))
    }

    /// Makes room for a longer record, or gives up.
    fn grow(&mut self) -> Result<(), ReadError> {
        if self.filled - self.start > self.format.limit + SPARE {
            return Err(ReadError::Header(RowFault::TooLong { limit: self.format.limit }));
        }
        self.enlarge();
        Ok(())
    }

    fn enlarge(&mut self) {
        let most = self.format.limit + self.chunk;
        let length = (self.buffer.len() * 2).min(most + SPARE).max(self.buffer.len() + self.chunk);
        self.buffer.resize(length, 0);
    }

    /// Ends the last line of the file, where it is not ended, behind what was read; gives the end.
    fn end_last_line(&mut self) -> usize {
        let line_end: &[u8] = match self.format.lines {
            Lines::Lf | Lines::Either => b"\n",
            Lines::CrLf => b"\r\n",
        };
        if !self.is_last || self.buffer[self.start..self.filled].ends_with(line_end) {
            return self.filled;
        }
        let end = self.filled + line_end.len();
        self.buffer[self.filled..end].copy_from_slice(line_end);
        end
    }

    /// Takes all records that are complete.
    fn rows(&mut self) {
        let end = self.end_last_line();
        let text = &self.buffer[self.start..end];
        self.data.index.fill(text, self.format.marks(), self.width);
        let length = self.filled - self.start;
        let columns = self.columns.as_ref().expect("the columns are known once rows are read");
        let (is_last, is_plodding) = (self.is_last, self.is_plodding);
        let source = Source { text, length, is_last, is_plodding, format: &self.format, columns };
        let walked = match self.format.syntax {
            Syntax::JsonLines => object::walk(source, &mut self.data),
            Syntax::Mysql | Syntax::Postgres | Syntax::Csv => walk(source, &mut self.data),
        };
        self.advance(&walked);
        if walked.end == 0 && !walked.is_ended {
            // Not one record is complete.
            if length > self.format.limit + SPARE {
                self.long(Skip::default(), self.line);
            } else {
                self.enlarge();
            }
        }
    }

    fn advance(&mut self, walked: &Walked) {
        self.start = (self.start + walked.end).min(self.filled);
        self.line += u64::from(walked.lines);
        if walked.is_ended {
            self.state = State::Ended(false);
        }
    }

    /// Refuses the next piece of a record that is too long.
    fn long(&mut self, mut skip: Skip, since: u64) {
        let Some(bytes) = self.next_piece() else { return self.wait(State::Long(skip, since)) };
        let end = skip.end(bytes, &self.format);
        let goes_on = end.is_none() && !self.is_last;
        let length = end.unwrap_or(bytes.len());
        self.state = if goes_on { State::Long(skip, since) } else { State::Rows };
        self.piece(length, RowFault::TooLong { limit: self.format.limit }, goes_on);
    }

    /// Refuses the next piece of what stands after the end of the rows.
    fn after_end(&mut self, goes_on: bool) {
        let Some(bytes) = self.next_piece() else { return self.wait(State::Ended(goes_on)) };
        let blank = if goes_on { 0 } else { bytes.len() - bytes.trim_ascii_start().len() };
        let (length, lines) = (bytes.len(), line_feeds(&bytes[..blank]));
        if blank > 0 {
            self.line += lines;
            self.start += blank;
        } else {
            self.state = State::Ended(true);
            self.piece(length, RowFault::AfterEnd, !self.is_last);
        }
    }

    /// What was read, but for one byte where more may come: so that the last piece is known to be the last. `None` where
    /// nothing is left then.
    fn next_piece(&self) -> Option<&[u8]> {
        let end = self.filled - usize::from(!self.is_last);
        (self.start < end).then(|| &self.buffer[self.start..end])
    }

    /// Reads more before anything is given out.
    fn wait(&mut self, state: State) {
        self.state = state;
        self.enlarge();
    }

    /// Refuses so many bytes.
    fn piece(&mut self, length: usize, fault: RowFault, goes_on: bool) {
        let bytes = &self.buffer[self.start..self.start + length];
        self.line += line_feeds(bytes);
        // Not looked at: the marks are none of these bytes.
        self.data.index.seen = Seen { nul: false, high: true };
        self.data.push(Head { end: super::span::small(length), ..Head::default() });
        let count = self.columns.as_ref().map_or(0, |columns| columns.wanted.len());
        self.data.spans.resize(count, Span::NULL);
        self.data.refuse(0, bytes, fault, None, goes_on);
        self.start += length;
    }
}

fn line_feeds(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
