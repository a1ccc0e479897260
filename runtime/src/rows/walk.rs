//! From the places of marks to records: which fields there are, and what is wrong.
//!
//! Most records have no quote and no escape: their marks are delimiters and one line feed, and they are known by their number.
//! All others are read field by field.

use super::data::{Data, Head};
use super::fault::RowFault;
use super::fields::{Fields, Parsed};
use super::format::{Lines, NullText, Syntax};
use super::plain;
use super::source::Source;
use super::span::{Span, small};

/// How far the text was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Walked {
    /// After the last record that is complete.
    pub end: usize,
    pub lines: u32,
    /// The rows were ended by `\.`.
    pub is_ended: bool,
}

/// Whether a record is PostgreSQL's `\.`.
fn is_end_of_rows(source: Source<'_>, start: usize, end: usize) -> bool {
    source.format.syntax == Syntax::Postgres
        && matches!(&source.text[start..end], b"\\.\n" | b"\\.\r\n" if source.format.escape == Some(b'\\'))
}

/// Finds the records of the text, from its beginning on, whose marks are known.
pub(super) fn walk(source: Source<'_>, data: &mut Data) -> Walked {
    let mut walked = Walked::default();
    let index = std::mem::take(&mut data.index);
    // The element before the first mark stands for what ended the record before.
    let marks = &index.places[..=index.count];
    let mut fields = Fields::new(source, marks);
    let mut next = 1;
    loop {
        if !source.is_plodding && !matches!(source.format.null, NullText::Either(_)) {
            next = plain_records(source, marks, next, &mut walked, data);
        }
        if walked.end >= source.text.len() || walked.is_ended {
            break;
        }
        match fields.read(walked.end, next) {
            Parsed::Complete { end, next: after } => {
                if is_end_of_rows(source, walked.end, end) {
                    walked.is_ended = true;
                    (walked.end, walked.lines) = (end, walked.lines + 1);
                    break;
                }
                let lines = marks[next..after].iter().filter(|place| source.text[**place as usize] == b'\n').count();
                add(source, &mut fields, end, &mut walked, data);
                (walked.end, walked.lines) = (end, walked.lines + lines as u32);
                next = after;
            }
            Parsed::Incomplete(fault) => {
                if source.is_last {
                    let rest = &source.text[walked.end..source.length];
                    let lines = rest.iter().filter(|byte| **byte == b'\n').count();
                    let head = push_head(&walked, source.length, data);
                    data.spans.resize(data.heads.len() * source.columns.places.len(), Span::NULL);
                    let limit = source.format.limit;
                    let (fault, place) = match rest.len() {
                        length if length > limit => (RowFault::TooLong { limit }, None),
                        _ => (fault, fields.fault_place()),
                    };
                    data.refuse(head, rest, fault, place, false);
                    (walked.end, walked.lines) = (source.text.len(), walked.lines + lines as u32);
                }
                break;
            }
        }
    }
    data.index = index;
    walked
}

/// Takes records without quotes and escapes, from the mark `next` on, and gives the mark after them.
fn plain_records(source: Source<'_>, marks: &[u32], mut next: usize, walked: &mut Walked, data: &mut Data) -> usize {
    loop {
        let alike = plain::alike(source, marks, next, walked.end);
        if alike.count == 0 {
            return next;
        }
        plain::add(source, marks, next, alike, walked.lines, data);
        next += alike.count * source.columns.in_file.len();
        (walked.end, walked.lines) = (marks[next - 1] as usize + 1, walked.lines + small(alike.count));
    }
}

/// Adds a record that begins where the text was read to.
pub(super) fn push_head(walked: &Walked, end: usize, data: &mut Data) -> usize {
    data.push(Head { start: small(walked.end), end: small(end), line: walked.lines, bad: 0 })
}

/// Adds a record that was read field by field.
fn add(source: Source<'_>, fields: &mut Fields<'_>, end: usize, walked: &mut Walked, data: &mut Data) {
    let Source { text, format, columns, .. } = source;
    let end = end.min(source.length);
    let start = walked.end;
    let head = push_head(walked, end, data);
    let is_long = content(source, start, end) > format.limit;
    let too_long = is_long.then_some((RowFault::TooLong { limit: format.limit }, None));
    let fault = too_long.or_else(|| fields.take_fault()).or_else(|| {
        let expected = columns.in_file.len();
        let found = fields.list().len();
        if found != expected {
            Some((RowFault::FieldCount { expected, found }, None))
        } else if format.operation && fields.list()[0].raw(text) != b"I" {
            Some((RowFault::NotAnInsert, Some(0)))
        } else {
            None
        }
    });
    let fault = fault.or_else(|| {
        for place in &columns.places {
            match fields.list()[*place].span(text, format, &mut data.unescaped) {
                Ok(span) => data.spans.push(span),
                Err(fault) => return Some((fault, Some(*place))),
            }
        }
        None
    });
    data.spans.resize(data.heads.len() * columns.places.len(), Span::NULL);
    if let Some((fault, place)) = fault {
        data.refuse(head, &text[start..end], fault, place, false);
    }
}

/// The bytes of a record without what ends it.
fn content(source: Source<'_>, start: usize, end: usize) -> usize {
    let record = &source.text[start..end];
    let line = record.strip_suffix(b"\n").unwrap_or(record);
    let line = if source.format.lines == Lines::Lf { line } else { line.strip_suffix(b"\r").unwrap_or(line) };
    line.len()
}
