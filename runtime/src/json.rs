//! Items as DynamoDB JSON, one line each: the form that DynamoDB imports from S3.
//!
//! Bytes are appended to one buffer that is kept; a row allocates nothing once the buffer is large enough.

use std::io;

use crate::append::{append, escape};
use crate::error::{Error, Fault};
use crate::name::Name;
use crate::number::{self, Exact, Number};
use crate::output::{Attributes, ItemSink, Scalars};
use crate::part::Part;
use crate::row::ToItem;
use crate::wide::{enclose, enclose_all, member};
use crate::{ITEM_BYTES, base64, size};

/// Lines of DynamoDB JSON: `{"Item":{…}}`. What is wrong leaves no half of a line.
#[derive(Clone, Debug, Default)]
pub struct JsonLines {
    bytes: Vec<u8>,
    /// Where the item that is being written begins; the end of the bytes where none is.
    start: usize,
    is_open: bool,
    size: usize,
}

impl JsonLines {
    /// No lines.
    pub fn new() -> JsonLines {
        JsonLines::default()
    }

    /// No lines, and room for so many bytes.
    pub fn with_capacity(bytes: usize) -> JsonLines {
        JsonLines { bytes: Vec::with_capacity(bytes), ..JsonLines::default() }
    }

    /// Adds the line of a row that is an item of its own.
    #[inline]
    pub fn push<R: ToItem>(&mut self, row: &R) -> Result<(), Error> {
        self.begin_item();
        let written = row.key(self).and_then(|()| row.attributes(self));
        match written {
            Ok(()) => self.end_item(),
            Err(error) => {
                self.abandon_item();
                Err(error)
            }
        }
    }

    /// The lines of all complete items.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..if self.is_open { self.start } else { self.bytes.len() }]
    }

    /// The lines of all complete items.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).expect("only text is written")
    }

    /// Writes the lines of all complete items to `file` and forgets them. An item that is not complete stays.
    pub fn write_to(&mut self, file: &mut impl io::Write) -> io::Result<()> {
        let complete = self.as_bytes().len();
        file.write_all(&self.bytes[..complete])?;
        self.bytes.drain(..complete);
        self.start -= complete.min(self.start);
        Ok(())
    }

    /// The bytes of what was written, whether or not an item was begun.
    #[inline]
    pub(crate) fn raw(&self) -> &[u8] {
        &self.bytes
    }

    /// The same, for what stands around attributes.
    pub(crate) fn raw_mut(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Counts the bytes of an item from here on.
    pub(crate) fn count_from_here(&mut self) {
        self.count_from(0);
    }

    /// So many bytes of an item are there.
    pub(crate) fn count_from(&mut self, bytes: usize) {
        self.size = bytes;
    }

    /// Forgets everything.
    #[inline]
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        (self.start, self.is_open, self.size) = (0, false, 0);
    }

    /// A comma after a value that stands before.
    #[inline(always)]
    fn separate(&mut self) {
        if self.has_value() {
            self.bytes.push(b',');
        }
    }

    #[inline(always)]
    fn open<const LENGTH: usize>(&mut self, opening: &[u8; LENGTH]) {
        self.separate();
        self.bytes.extend_from_slice(opening);
    }

    #[inline(always)]
    fn write_number(&mut self, value: Number<'_>, plain: bool) -> Result<(), Fault> {
        if let Some(significant) = number::plain_digits(value.0) {
            self.digits(value.0, significant);
            return Ok(());
        }
        self.write_any_number(value, plain)
    }

    /// A number that is written as it is.
    #[inline(always)]
    fn digits(&mut self, digits: &str, significant: usize) {
        self.open(b"{\"N\":\"");
        append(digits.as_bytes(), &mut self.bytes);
        self.bytes.extend_from_slice(b"\"}");
        self.size += size::number(significant);
    }

    /// Whether a value stands before, so that a comma is due.
    #[inline(always)]
    fn has_value(&self) -> bool {
        self.bytes.last() == Some(&b'}')
    }

    #[inline(never)]
    fn put_any_text(&mut self, name: &Name, value: &str) {
        self.known_name(name);
        self.text(value);
    }

    #[inline(never)]
    fn put_any_parts(&mut self, name: &Name, parts: &[Part<'_>]) -> Result<(), Fault> {
        self.known_name(name);
        self.parts(parts)
    }

    #[inline(never)]
    fn put_any_number(&mut self, name: &Name, value: Number<'_>) -> Result<(), Fault> {
        self.known_name(name);
        self.number(value)
    }

    #[inline(never)]
    fn write_any_number(&mut self, value: Number<'_>, plain: bool) -> Result<(), Fault> {
        let exact = Exact::read(value.0)?;
        self.open(b"{\"N\":\"");
        exact.pieces(plain, |piece| self.bytes.extend_from_slice(piece.as_bytes()));
        self.bytes.extend_from_slice(b"\"}");
        self.size += size::number(exact.significant);
        Ok(())
    }
}

impl Scalars for JsonLines {
    #[inline(always)]
    fn text(&mut self, value: &str) {
        self.open(b"{\"S\":\"");
        escape(value, &mut self.bytes);
        self.bytes.extend_from_slice(b"\"}");
        self.size += value.len();
    }

    #[inline]
    fn parts(&mut self, parts: &[Part<'_>]) -> Result<(), Fault> {
        self.open(b"{\"S\":\"");
        for part in parts {
            part.pieces(|piece| {
                escape(piece, &mut self.bytes);
                self.size += piece.len();
            })?;
        }
        self.bytes.extend_from_slice(b"\"}");
        Ok(())
    }

    #[inline]
    fn number(&mut self, value: Number<'_>) -> Result<(), Fault> {
        self.write_number(value, false)
    }

    #[inline]
    fn plain_number(&mut self, value: Number<'_>) -> Result<(), Fault> {
        self.write_number(value, true)
    }

    fn boolean(&mut self, value: bool) {
        self.separate();
        self.bytes.extend_from_slice(if value { b"{\"BOOL\":true}" } else { b"{\"BOOL\":false}" });
        self.size += size::ONE;
    }

    fn null(&mut self) {
        self.open(b"{\"NULL\":true}");
        self.size += size::ONE;
    }

    fn binary(&mut self, value: &[u8]) {
        self.open(b"{\"B\":\"");
        base64::write(value, &mut self.bytes);
        self.bytes.extend_from_slice(b"\"}");
        self.size += value.len();
    }
}

impl Attributes for JsonLines {
    #[inline]
    fn name(&mut self, name: &str) {
        self.open(b"\"");
        escape(name, &mut self.bytes);
        self.bytes.extend_from_slice(b"\":");
        self.size += name.len();
    }

    #[inline]
    fn known_name(&mut self, name: &Name) {
        self.name(name.text());
    }

    #[inline(always)]
    fn put_text(&mut self, name: &Name, value: &str) {
        let comma = self.has_value();
        match name.spelled() {
            Some(spelled) if enclose::<true>(&mut self.bytes, spelled.head(comma, b'S'), value.as_bytes()) => {
                self.size += name.text().len() + value.len();
            }
            Some(_) | None => self.put_any_text(name, value),
        }
    }

    #[inline(always)]
    fn put_plain_parts(&mut self, name: &Name, parts: &[Part<'_>], bytes: usize) -> Result<(), Fault> {
        let comma = self.has_value();
        if let Some(spelled) = name.spelled()
            && enclose_all(&mut self.bytes, spelled.head(comma, b'S'), bytes, parts.iter().map(Part::plain))
        {
            self.size += name.text().len() + bytes;
            return Ok(());
        }
        self.put_any_parts(name, parts)
    }

    #[inline(always)]
    fn put_number(&mut self, name: &Name, value: Number<'_>) -> Result<(), Fault> {
        let comma = self.has_value();
        match (name.spelled(), number::plain_digits(value.0)) {
            (Some(spelled), Some(significant)) => {
                enclose::<false>(&mut self.bytes, spelled.head(comma, b'N'), value.0.as_bytes());
                self.size += name.text().len() + size::number(significant);
                Ok(())
            }
            (Some(_) | None, _) => self.put_any_number(name, value),
        }
    }

    #[inline]
    fn member_text(&mut self, name: &str, value: &str) {
        let comma = self.has_value();
        if member::<true>(&mut self.bytes, comma, name.as_bytes(), b'S', value.as_bytes()) {
            self.size += name.len() + value.len();
        } else {
            self.name(name);
            self.text(value);
        }
    }

    #[inline]
    fn member_number(&mut self, name: &str, value: Number<'_>) -> Result<(), Fault> {
        let comma = self.has_value();
        if let Some(significant) = number::plain_digits(value.0)
            && member::<false>(&mut self.bytes, comma, name.as_bytes(), b'N', value.0.as_bytes())
        {
            self.size += name.len() + size::number(significant);
            return Ok(());
        }
        self.name(name);
        self.number(value)
    }

    fn begin_map(&mut self) {
        self.open(b"{\"M\":{");
        self.size += size::DOCUMENT + size::MEMBER;
    }

    fn end_map(&mut self) {
        self.bytes.extend_from_slice(b"}}");
    }

    fn begin_list(&mut self) {
        self.open(b"{\"L\":[");
        self.size += size::DOCUMENT + size::MEMBER;
    }

    fn end_list(&mut self) {
        self.bytes.extend_from_slice(b"]}");
    }

    #[inline]
    fn size(&self) -> usize {
        self.size
    }
}

impl ItemSink for JsonLines {
    const TAKES_JSON: bool = true;

    #[inline]
    fn rendered(&mut self, json: &[u8], bytes: usize) {
        if !json.is_empty() {
            self.separate();
            self.bytes.extend_from_slice(json);
            self.size += bytes;
        }
    }

    #[inline]
    fn begin_item(&mut self) {
        (self.start, self.is_open, self.size) = (self.bytes.len(), true, 0);
        self.bytes.extend_from_slice(b"{\"Item\":{");
    }

    #[inline]
    fn end_item(&mut self) -> Result<(), Error> {
        if self.size > ITEM_BYTES {
            let fault = Fault::ItemTooLarge { bytes: self.size };
            self.abandon_item();
            return Err(Error::of_item(fault));
        }
        self.bytes.extend_from_slice(b"}}\n");
        self.is_open = false;
        Ok(())
    }

    fn abandon_item(&mut self) {
        if self.is_open {
            self.bytes.truncate(self.start);
            self.is_open = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::put::{push, put};

    const A: Name = Name::new("a");
    const ODD: Name = Name::new("o\"d\\\n\u{1}ü");

    fn line(write: impl FnOnce(&mut JsonLines)) -> String {
        let mut lines = JsonLines::new();
        lines.begin_item();
        write(&mut lines);
        lines.end_item().expect("small");
        lines.as_str().to_owned()
    }

    #[test]
    fn every_kind_of_value_is_written() {
        let written = line(|out| {
            put(out, &A, "x\"\\\n\u{7f}").expect("text");
            put(out, &ODD, Number("-007.50")).expect("a number");
            out.name("m");
            out.begin_map();
            put(out, &A, true).expect("a flag");
            put(out, &A, None::<&str>).expect("null");
            out.end_map();
            out.name("l");
            out.begin_list();
            push(out, &A, b"foo".as_slice()).expect("bytes");
            out.begin_map();
            out.end_map();
            push(out, &A, Number("1e2")).expect("a number");
            out.end_list();
            out.name("e");
            out.begin_list();
            out.end_list();
        });
        let expected = concat!(
            r#"{"Item":{"a":{"S":"x\"\\\n"#,
            "\u{7f}",
            r#""},"o\"d\\\n\u0001ü":{"N":"-7.50"},"m":{"M":{"a":{"BOOL":true},"a":{"NULL":true}}},"#,
            r#""l":{"L":[{"B":"Zm9v"},{"M":{}},{"N":"100"}]},"e":{"L":[]}}}"#,
            "\n"
        );
        assert_eq!(written, expected);
    }

    #[test]
    fn an_item_that_is_too_large_leaves_no_line() {
        let mut lines = JsonLines::new();
        lines.begin_item();
        put(&mut lines, &A, "x".repeat(ITEM_BYTES - 1).as_str()).expect("text");
        assert_eq!(lines.end_item(), Ok(()));
        let before = lines.as_bytes().len();
        lines.begin_item();
        put(&mut lines, &A, "x".repeat(ITEM_BYTES).as_str()).expect("text");
        let error = lines.end_item().expect_err("too large");
        assert_eq!(error.fault, Fault::ItemTooLarge { bytes: ITEM_BYTES + 1 });
        assert_eq!(lines.raw().len(), before);
    }

    #[test]
    fn complete_lines_can_be_written_while_an_item_is_open() {
        let mut lines = JsonLines::new();
        lines.begin_item();
        lines.end_item().expect("small");
        lines.begin_item();
        let mut file = Vec::new();
        lines.write_to(&mut file).expect("memory");
        assert_eq!(file, b"{\"Item\":{}}\n");
        put(&mut lines, &A, "b").expect("text");
        lines.end_item().expect("small");
        assert_eq!(lines.as_str(), "{\"Item\":{\"a\":{\"S\":\"b\"}}}\n");
    }
}
