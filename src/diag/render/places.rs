//! Lines and columns of places, found quickly however many findings there are.
//!
//! Spans come from many hands, so this is the one file that makes them safe: whatever a span says, what leaves here lies
//! inside its text and between characters.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use crate::text::{Span, TextId, Texts};

/// A place in a text as people and editors count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Position {
    /// Bytes before it, in the file without a byte order mark, as UTF-8.
    pub byte: usize,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// The texts of a compilation, with an index of lines for each that a finding points into.
#[derive(Debug)]
pub struct Places<'a> {
    texts: &'a Texts,
    indexes: BTreeMap<TextId, Index>,
}

/// Where the lines of a text start, and the last column that was asked for: findings come in reading order, so that the
/// next one on the same long line need not count from its start again.
#[derive(Debug)]
struct Index {
    starts: Vec<usize>,
    last: Position,
    /// The same, with the column in units of UTF-16.
    last_wide: Position,
}

impl<'a> Places<'a> {
    /// No index yet: they are made when a finding needs them.
    pub fn new(texts: &'a Texts) -> Places<'a> {
        Places { texts, indexes: BTreeMap::new() }
    }

    /// The path of a text.
    pub fn path(&self, id: TextId) -> &'a str {
        &self.texts.get(id).path
    }

    /// The content of a text.
    pub fn content(&self, id: TextId) -> &'a str {
        &self.texts.get(id).content
    }

    /// The bytes of `span`, inside its text and between characters.
    pub fn range(&self, span: Span) -> Range<usize> {
        let content = self.content(span.text);
        let start = floor(content, span.start as usize);
        let end = floor(content, span.end as usize);
        start..end.max(start)
    }

    /// The line of a byte offset, from 0.
    pub fn line(&mut self, id: TextId, offset: usize) -> usize {
        self.index(id).starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The bytes of a line that is counted from 0, without its end; empty past the last.
    pub fn line_range(&mut self, id: TextId, line: usize) -> Range<usize> {
        let content = self.content(id);
        let starts = &self.index(id).starts;
        let start = starts.get(line).copied().unwrap_or(content.len());
        let end = starts.get(line + 1).copied().unwrap_or(content.len());
        let text = &content[start..end];
        let text = text.strip_suffix('\n').unwrap_or(text);
        start..start + text.strip_suffix('\r').unwrap_or(text).len()
    }

    /// Line and column of a byte offset that lies between two characters.
    pub fn position(&mut self, id: TextId, byte: usize) -> Position {
        let (content, byte, line) = self.line_of(id, byte);
        let index = self.index(id);
        index.last = index.position(index.last, byte, line, |between| content[between].chars().count());
        let (bytes, lines) = self.texts.get(id).left_out(byte);
        let found = self.index(id).last;
        Position { byte: found.byte + bytes, line: found.line + lines, ..found }
    }

    /// Line and column, both from 1, of a byte offset; the column counts units of UTF-16.
    pub fn wide_position(&mut self, id: TextId, byte: usize) -> (usize, usize) {
        let (content, byte, line) = self.line_of(id, byte);
        let index = self.index(id);
        index.last_wide =
            index.position(index.last_wide, byte, line, |between| content[between].encode_utf16().count());
        let found = index.last_wide;
        (found.line + self.left_out(id, byte), found.column)
    }

    /// How many lines of the file were left out before an offset of its text.
    pub fn left_out(&self, id: TextId, offset: usize) -> usize {
        self.texts.get(id).left_out(offset).1
    }

    /// The content, the offset between characters, and its line from 0.
    fn line_of(&mut self, id: TextId, byte: usize) -> (&'a str, usize, usize) {
        let content = self.content(id);
        let byte = floor(content, byte);
        (content, byte, self.line(id, byte))
    }

    fn index(&mut self, id: TextId) -> &mut Index {
        let content = self.content(id);
        self.indexes.entry(id).or_insert_with(|| {
            let ends = content.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
            let first = Position { byte: 0, line: 1, column: 1 };
            Index { starts, last: first, last_wide: first }
        })
    }
}

impl Index {
    /// The position of a byte on a line that is counted from 0, from the `last` one if that stands before it on the line.
    fn position(&self, last: Position, byte: usize, line: usize, width: impl Fn(Range<usize>) -> usize) -> Position {
        let first = Position { byte: self.starts[line], line: line + 1, column: 1 };
        let from = if last.line == line + 1 && last.byte <= byte { last } else { first };
        Position { byte, line: line + 1, column: from.column + width(from.byte..byte) }
    }
}

/// The end of the last character that ends at or before `offset`.
fn floor(content: &str, offset: usize) -> usize {
    let mut at = offset.min(content.len());
    while !content.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_and_in_characters() {
        let mut texts = Texts::new();
        let id = texts.add("a.mapc", "ab\r\nné x\n");
        let mut places = Places::new(&texts);
        assert_eq!(places.position(id, 0), Position { byte: 0, line: 1, column: 1 });
        assert_eq!(places.position(id, 8), Position { byte: 8, line: 2, column: 4 });
        // Back on the same line, and past the end.
        assert_eq!(places.position(id, 4), Position { byte: 4, line: 2, column: 1 });
        assert_eq!(places.position(id, 999), Position { byte: 10, line: 3, column: 1 });
        assert_eq!(places.line_range(id, 0), 0..2);
        assert_eq!(places.wide_position(id, 999), (3, 1));
        assert_eq!(places.line_range(id, 7), 10..10);
    }

    #[test]
    fn wide_columns_count_as_javascript_does() {
        let mut texts = Texts::new();
        let id = texts.add("a.mapc", "é👩x\n👩x");
        let mut places = Places::new(&texts);
        let columns: Vec<_> = [0, 2, 6, 7, 8, 12, 6].map(|byte| places.wide_position(id, byte)).into();
        assert_eq!(columns, [(1, 1), (1, 2), (1, 4), (1, 5), (2, 1), (2, 3), (1, 4)]);
        assert_eq!(places.position(id, 12), Position { byte: 12, line: 2, column: 2 });
    }

    #[test]
    fn a_span_that_fits_no_text_is_made_to_fit() {
        let mut texts = Texts::new();
        let id = texts.add("a.mapc", "é");
        let places = Places::new(&texts);
        assert_eq!(places.range(Span::new(id, 1, 99)), 0..2);
        assert_eq!(places.range(Span { text: id, start: 2, end: 0 }), 2..2);
    }
}
