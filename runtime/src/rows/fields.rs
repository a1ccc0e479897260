//! One record with quotes or escapes, field by field.

use super::fault::RowFault;
use super::format::{Format, Lines, NullText};
use super::skip::Skip;
use super::source::Source;
use super::span::Span;
use super::unescape::unescape;

/// A field as it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field {
    start: usize,
    end: usize,
    is_quoted: bool,
    /// Holds an escape, or a quote that is doubled.
    is_escaped: bool,
}

/// How a record ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Parsed {
    /// Before `end`; `next` is the first mark after it. It can be at fault.
    Complete { end: usize, next: usize },
    /// Not in this text. If nothing comes after the text, this is what is wrong.
    Incomplete(RowFault),
}

/// The fields of a record; used again for the next.
pub(super) struct Fields<'t> {
    source: Source<'t>,
    marks: &'t [u32],
    list: Vec<Field>,
    fault: Option<(RowFault, Option<usize>)>,
    /// The place of the last character that an escape took the meaning of.
    taken: usize,
}

/// How a field ends.
enum Ended {
    /// At a delimiter; `start` is where the next begins.
    Field { start: usize, next: usize },
    /// With the record.
    Record { end: usize, next: usize },
    /// Where something is wrong.
    Fault(RowFault),
    /// Not in this text.
    Open(RowFault),
}

impl<'t> Fields<'t> {
    /// No fields.
    pub fn new(source: Source<'t>, marks: &'t [u32]) -> Fields<'t> {
        Fields { source, marks, list: Vec::new(), fault: None, taken: usize::MAX }
    }

    /// The fields of the record that was read last.
    pub fn list(&self) -> &[Field] {
        &self.list
    }

    /// What is wrong with the record that was read last, and the place of the field at fault.
    pub fn take_fault(&mut self) -> Option<(RowFault, Option<usize>)> {
        self.fault.take()
    }

    /// The place of the field that was not complete.
    pub fn fault_place(&self) -> Option<usize> {
        Some(self.list.len())
    }

    /// Reads the record that begins at `start`; `next` is its first mark.
    pub fn read(&mut self, start: usize, next: usize) -> Parsed {
        self.list.clear();
        (self.fault, self.taken) = (None, usize::MAX);
        let (record, mut start, mut next) = (start, start, next);
        loop {
            let is_quoted = self.source.format.quote.is_some() && self.byte(start) == self.source.format.quote;
            let ended = if is_quoted { self.quoted(start, next) } else { self.unquoted(start, next) };
            match ended {
                Ended::Field { start: after, next: mark } => (start, next) = (after, mark),
                Ended::Record { end, next } => return Parsed::Complete { end, next },
                Ended::Open(fault) => return Parsed::Incomplete(fault),
                Ended::Fault(fault) => {
                    self.fault = Some((fault.clone(), Some(self.list.len())));
                    return self.pass_over(record, fault);
                }
            }
        }
    }

    fn byte(&self, place: usize) -> Option<u8> {
        self.source.text.get(place).copied()
    }

    /// The place of a mark.
    fn mark(&self, next: usize) -> Option<usize> {
        self.marks.get(next).map(|place| *place as usize)
    }

    /// The mark after an escape at `place`, whose next character loses its meaning.
    fn after_escape(&mut self, place: usize, next: usize) -> Option<usize> {
        self.byte(place + 1)?;
        self.taken = place + 1;
        Some(if self.mark(next + 1) == Some(place + 1) { next + 2 } else { next + 1 })
    }

    /// Where the last field of a record ends that ends with the line feed at `place`; `None` where it does not end a record.
    fn end_before(&self, start: usize, place: usize) -> Option<usize> {
        let after_return = place > start && self.byte(place - 1) == Some(b'\r') && self.taken != place - 1;
        match self.source.format.lines {
            Lines::Lf => Some(place),
            Lines::Either => Some(if after_return { place - 1 } else { place }),
            Lines::CrLf => after_return.then(|| place - 1),
        }
    }

    fn unquoted(&mut self, start: usize, mut next: usize) -> Ended {
        let mut is_escaped = false;
        loop {
            let Some(place) = self.mark(next) else { return Ended::Open(RowFault::BadEscape) };
            let byte = self.source.text[place];
            let field = |end| Field { start, end, is_quoted: false, is_escaped };
            if byte == b'\n' {
                if let Some(end) = self.end_before(start, place) {
                    self.list.push(field(end));
                    return Ended::Record { end: place + 1, next: next + 1 };
                }
                next += 1;
            } else if byte == self.source.format.delimiter {
                self.list.push(field(place));
                return Ended::Field { start: place + 1, next: next + 1 };
            } else if Some(byte) == self.source.format.escape {
                is_escaped = true;
                let Some(after) = self.after_escape(place, next) else { return Ended::Open(RowFault::BadEscape) };
                next = after;
            } else {
                return Ended::Fault(RowFault::StrayQuote);
            }
        }
    }

    fn quoted(&mut self, start: usize, first: usize) -> Ended {
        let open = || Ended::Open(RowFault::UnterminatedQuote);
        let Format { quote, escape, delimiter, lines, .. } = *self.source.format;
        let mut next = first + 1;
        let mut is_escaped = false;
        loop {
            let Some(place) = self.mark(next) else { return open() };
            let byte = Some(self.source.text[place]);
            if byte == escape && escape != quote {
                is_escaped = true;
                let Some(after) = self.after_escape(place, next) else { return open() };
                next = after;
                continue;
            }
            if byte != quote {
                next += 1;
                continue;
            }
            let Some(follows) = self.byte(place + 1) else { return open() };
            if Some(follows) == quote {
                is_escaped = true;
                next += 2;
                continue;
            }
            let field = Field { start: start + 1, end: place, is_quoted: true, is_escaped };
            let line_feed = match (follows, lines) {
                (b'\n', Lines::Lf | Lines::Either) => place + 1,
                (b'\r', Lines::CrLf | Lines::Either) => place + 2,
                _ if follows == delimiter => {
                    self.list.push(field);
                    return Ended::Field { start: place + 2, next: next + 2 };
                }
                _ => return Ended::Fault(RowFault::StrayQuote),
            };
            return match self.byte(line_feed) {
                None => open(),
                Some(b'\n') => {
                    self.list.push(field);
                    Ended::Record { end: line_feed + 1, next: next + 2 }
                }
                Some(_) => Ended::Fault(RowFault::StrayQuote),
            };
        }
    }

    /// Passes over a record at fault. Its end is where it is for one that is too long.
    fn pass_over(&self, start: usize, fault: RowFault) -> Parsed {
        match Skip::default().end(&self.source.text[start..], self.source.format) {
            None => Parsed::Incomplete(fault),
            Some(length) => {
                let end = start + length;
                let next = 1 + self.marks[1..].partition_point(|place| (*place as usize) < end);
                Parsed::Complete { end, next }
            }
        }
    }
}

impl Field {
    /// The field as it stands in the text, without quotes.
    pub fn raw<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        &text[self.start..self.end]
    }

    /// The field as a name.
    pub fn name(&self, text: &[u8], format: &Format) -> Result<String, RowFault> {
        let mut bytes = Vec::new();
        if self.is_escaped {
            unescape(self.raw(text), format, self.is_quoted, &mut bytes)?;
        } else {
            bytes.extend_from_slice(self.raw(text));
        }
        String::from_utf8(bytes).map_err(|_| RowFault::InvalidUtf8)
    }

    /// What the field holds. Text that was unescaped is added to `unescaped`.
    pub fn span(&self, text: &[u8], format: &Format, unescaped: &mut String) -> Result<Span, RowFault> {
        let raw = self.raw(text);
        if !self.is_quoted {
            match format.null {
                NullText::Text(null) if raw == null.as_bytes() => return Ok(Span::NULL),
                NullText::Either(null) if raw == null.as_bytes() => return Err(RowFault::AmbiguousNull),
                NullText::Nothing | NullText::Text(_) | NullText::Either(_) => {}
            }
            if self.is_escaped && raw.len() == 2 && raw[1] == b'N' {
                return Ok(Span::NULL);
            }
        }
        if !self.is_escaped {
            return Ok(Span::plain(self.start, self.end));
        }
        let mut bytes = Vec::with_capacity(raw.len());
        unescape(raw, format, self.is_quoted, &mut bytes)?;
        let start = unescaped.len();
        unescaped.push_str(std::str::from_utf8(&bytes).map_err(|_| RowFault::InvalidUtf8)?);
        Ok(Span::unescaped(start, unescaped.len()))
    }
}
