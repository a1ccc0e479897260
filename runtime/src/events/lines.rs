//! Requests as lines of JSON: the body that the service takes, within the name of its operation.

use std::fmt::Write as _;
use std::io;

use super::scratch::Scratch;
use super::sink::{Action, Expression, Sink};
use crate::append::escape;
use crate::error::Fault;
use crate::json::JsonLines;
use crate::name::Name;
use crate::number::Number;
use crate::output::{Attributes, Scalars};
use crate::part::Part;

/// Requests, one a line: `{"PutItem":{…}}`, `{"UpdateItem":{…}}`, `{"DeleteItem":{…}}`, `{"TransactWriteItems":{…}}`. What
/// each holds is the body of the request as DynamoDB's API takes it. The requests of an event are all there, or none is.
#[derive(Debug, Default)]
pub struct RequestLines {
    out: JsonLines,
    /// Where the requests of the event that is being written begin.
    start: usize,
    is_open: bool,
    is_transaction: bool,
    /// What the last request began with, and the request that it was.
    prefix: Vec<u8>,
    prefix_of: Option<(Action, bool, &'static str)>,
    now: Option<u64>,
    scratch: Option<Box<Scratch>>,
}

impl RequestLines {
    /// No requests.
    pub fn new() -> RequestLines {
        RequestLines::default()
    }

    /// No requests, and room for so many bytes.
    pub fn with_capacity(bytes: usize) -> RequestLines {
        RequestLines { out: JsonLines::with_capacity(bytes), ..RequestLines::default() }
    }

    /// Says what time it is, in seconds since 1970: tombstones need it.
    pub fn set_time(&mut self, seconds: u64) {
        self.now = Some(seconds);
    }

    /// The lines of all complete events.
    pub fn as_bytes(&self) -> &[u8] {
        let bytes = self.out.raw();
        &bytes[..if self.is_open { self.start } else { bytes.len() }]
    }

    /// The lines of all complete events.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).expect("only text is written")
    }

    /// Forgets all requests; the memory is kept.
    pub fn clear(&mut self) {
        self.out.clear();
        (self.start, self.is_open, self.is_transaction) = (0, false, false);
    }

    /// Writes all lines to `file` and forgets them.
    pub fn write_to(&mut self, file: &mut impl io::Write) -> io::Result<()> {
        file.write_all(self.as_bytes())?;
        self.clear();
        Ok(())
    }

    #[inline]
    fn raw(&mut self, text: &str) {
        self.out.raw_mut().extend_from_slice(text.as_bytes());
    }
}

impl Sink for RequestLines {
    fn begin_event(&mut self) {
        (self.start, self.is_open, self.is_transaction) = (self.out.raw().len(), true, false);
    }

    fn end_event(&mut self) {
        self.is_open = false;
    }

    fn abandon_event(&mut self) {
        self.out.raw_mut().truncate(self.start);
        self.is_open = false;
    }

    fn begin_transaction(&mut self) {
        self.is_transaction = true;
        self.raw("{\"TransactWriteItems\":{\"TransactItems\":[");
    }

    fn end_transaction(&mut self) {
        self.is_transaction = false;
        self.raw("]}}\n");
    }

    fn begin_request(&mut self, action: Action, table: &'static str) {
        if self.is_transaction && self.out.raw().last() == Some(&b'}') {
            self.raw(",");
        }
        let wanted = (action, self.is_transaction, table);
        if self.prefix_of != Some(wanted) {
            self.write_prefix(wanted);
        }
        self.out.raw_mut().extend_from_slice(&self.prefix);
        self.out.count_from_here();
    }

    fn end_request(&mut self) {
        self.raw(if self.is_transaction { "}}" } else { "}}\n" });
    }

    fn end_attributes(&mut self) {
        self.raw("}");
    }

    fn expression(&mut self, kind: Expression, text: &str) {
        self.raw(match kind {
            Expression::Update => ",\"UpdateExpression\":\"",
            Expression::Condition => ",\"ConditionExpression\":\"",
        });
        self.raw(text);
        self.raw("\"");
    }

    fn names<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        self.raw(",\"ExpressionAttributeNames\":{");
        for (number, name) in names.enumerate() {
            match number {
                0 => self.raw("\"#0\":\""),
                1 => self.raw("\",\"#1\":\""),
                2 => self.raw("\",\"#2\":\""),
                _ => {
                    self.raw("\",\"#");
                    self.digits(number);
                    self.raw("\":\"");
                }
            }
            escape(name, self.out.raw_mut());
        }
        self.raw("\"}");
    }

    fn begin_values(&mut self) {
        self.raw(",\"ExpressionAttributeValues\":{");
        self.out.count_from_here();
    }

    fn placeholder(&mut self, number: usize) {
        if self.out.raw().last() == Some(&b'}') {
            self.raw(",");
        }
        match number {
            0 => self.raw("\":0\":"),
            1 => self.raw("\":1\":"),
            _ => {
                self.raw("\":");
                self.digits(number);
                self.raw("\":");
            }
        }
    }

    fn end_values(&mut self) {
        self.raw("}");
    }

    fn set_one(&mut self, name: &str) {
        self.raw("},\"UpdateExpression\":\"SET #0 = :0\",\"ExpressionAttributeNames\":{\"#0\":\"");
        escape(name, self.out.raw_mut());
        self.raw("\"},\"ExpressionAttributeValues\":{\":0\":");
        self.out.count_from_here();
    }

    fn now(&self) -> Option<u64> {
        self.now
    }

    fn scratch(&mut self) -> &mut Option<Box<Scratch>> {
        &mut self.scratch
    }
}

impl RequestLines {
    /// Writes what a request begins with, up to the attributes of its item or key, to be used again.
    #[cold]
    fn write_prefix(&mut self, (action, is_transaction, table): (Action, bool, &'static str)) {
        self.prefix.clear();
        self.prefix.extend_from_slice(match (action, is_transaction) {
            (Action::Put, false) => b"{\"PutItem\":{\"TableName\":\"",
            (Action::Update, false) => b"{\"UpdateItem\":{\"TableName\":\"",
            (Action::Delete, false) => b"{\"DeleteItem\":{\"TableName\":\"",
            (Action::Put, true) => b"{\"Put\":{\"TableName\":\"",
            (Action::Update, true) => b"{\"Update\":{\"TableName\":\"",
            (Action::Delete, true) => b"{\"Delete\":{\"TableName\":\"",
        });
        escape(table, &mut self.prefix);
        self.prefix.extend_from_slice(match action {
            Action::Put => b"\",\"Item\":{",
            Action::Update | Action::Delete => b"\",\"Key\":{",
        });
        self.prefix_of = Some((action, is_transaction, table));
    }

    fn digits(&mut self, number: usize) {
        match u8::try_from(number) {
            Ok(digit @ 0..10) => self.out.raw_mut().push(b'0' + digit),
            Ok(_) | Err(_) => {
                let mut text = String::with_capacity(20);
                let written = write!(text, "{number}");
                debug_assert!(written.is_ok(), "a string takes everything");
                self.raw(&text);
            }
        }
    }
}

impl Scalars for RequestLines {
    fn text(&mut self, value: &str) {
        self.out.text(value);
    }

    fn parts(&mut self, parts: &[Part<'_>]) -> Result<(), Fault> {
        self.out.parts(parts)
    }

    fn number(&mut self, value: Number<'_>) -> Result<(), Fault> {
        self.out.number(value)
    }

    fn plain_number(&mut self, value: Number<'_>) -> Result<(), Fault> {
        self.out.plain_number(value)
    }

    fn boolean(&mut self, value: bool) {
        self.out.boolean(value);
    }

    fn null(&mut self) {
        self.out.null();
    }

    fn binary(&mut self, value: &[u8]) {
        self.out.binary(value);
    }
}

impl Attributes for RequestLines {
    fn name(&mut self, name: &str) {
        self.out.name(name);
    }

    fn known_name(&mut self, name: &Name) {
        self.out.known_name(name);
    }

    #[inline]
    fn put_text(&mut self, name: &Name, value: &str) {
        self.out.put_text(name, value);
    }

    #[inline]
    fn put_plain_parts(&mut self, name: &Name, parts: &[Part<'_>], bytes: usize) -> Result<(), Fault> {
        self.out.put_plain_parts(name, parts, bytes)
    }

    #[inline]
    fn put_number(&mut self, name: &Name, value: Number<'_>) -> Result<(), Fault> {
        self.out.put_number(name, value)
    }

    fn begin_map(&mut self) {
        self.out.begin_map();
    }

    fn end_map(&mut self) {
        self.out.end_map();
    }

    fn begin_list(&mut self) {
        self.out.begin_list();
    }

    fn end_list(&mut self) {
        self.out.end_list();
    }

    fn size(&self) -> usize {
        self.out.size()
    }
}
