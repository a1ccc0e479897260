//! The columns of one row of an event, read by name and type.
//!
//! Numbers are the digits of the message. A value of another type than the column's is a fault: nothing is converted by guess.

use std::cell::Cell;

use super::decoded::Decoded;
use super::fault::{BadEvent, Wanted};
use super::tape::{self, Kind, Tree};
use crate::error::{Error, Fault};
use crate::events::event::Context;
use crate::number::Number;

/// What Debezium writes where PostgreSQL did not log a large value that an update left alone. Source: Debezium's manual,
/// connector for PostgreSQL, `unavailable.value.placeholder`.
const UNAVAILABLE: &str = "__debezium_unavailable_value";
/// The same as bytes, in base64.
const UNAVAILABLE_BYTES: &str = "X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==";

/// What an envelope does to values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    /// A column that is NULL may be left out.
    pub absent_is_null: bool,
    /// Bytes are hexadecimal, not base64.
    pub is_hexadecimal: bool,
    /// A number with an exponent may have lost digits.
    pub exponents_are_rounded: bool,
    /// A text may stand for a value that is not known.
    pub has_unavailable: bool,
}

/// The columns of a row, by name, in the order of the message.
#[derive(Clone, Debug)]
pub struct Columns<'a> {
    tree: Tree<'a>,
    rules: Rules,
    /// Where the column after the one that was found last is: they are mostly asked for in the order of the message.
    next: Cell<u32>,
    /// Where the first is, and where the last ends.
    first: u32,
    end: u32,
    /// Room for the bytes of values that are bytes.
    decoded: &'a Decoded,
}

/// A struct that is made of the columns of a row, and of what its event says beside them. Generated modules implement it.
pub trait FromColumns<'a>: Sized {
    /// Reads the columns. A column that is not there, that is NULL and must not be, or that is of another type is an error.
    fn from_columns(columns: &Columns<'a>, context: &Context<'a>) -> Result<Self, Error>;
}

impl<'a> Columns<'a> {
    /// The columns of an object.
    pub(super) fn new(tree: Tree<'a>, rules: Rules, decoded: &'a Decoded) -> Columns<'a> {
        let (first, end) = tree.within();
        Columns { tree, rules, next: Cell::new(first), first, end, decoded }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.tree.is_empty()
    }

    /// Whether the message has the column, be it NULL.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The names, in the order of the message.
    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        self.tree.members().map(|member| member.name())
    }

    /// A text.
    pub fn text(&self, name: &'static str) -> Result<&'a str, Error> {
        let guess = self.next.get();
        if guess < self.end && !self.rules.has_unavailable {
            // Mostly it is the column after the one that was found last.
            if let Some((text, next)) = self.tree.text_at(guess, &tape::Wanted::new(name)) {
                self.next.set(next);
                return Ok(text);
            }
        }
        self.text_wherever(name)
    }

    #[inline(never)]
    fn text_wherever(&self, name: &'static str) -> Result<&'a str, Error> {
        self.text_or_null(name)?.ok_or_else(|| of(BadEvent::NullColumn(name)))
    }

    /// A text, or NULL.
    pub fn text_or_null(&self, name: &'static str) -> Result<Option<&'a str>, Error> {
        let Some(value) = self.value(name)? else { return Ok(None) };
        if let Some(text) = self.plain_text(&value) {
            return Ok(Some(text));
        }
        let is_text = value.kind() == Kind::Text;
        Err(of(if is_text {
            BadEvent::Unavailable(name)
        } else {
            BadEvent::WrongType { column: name, wanted: Wanted::Text }
        }))
    }

    /// The characters of a text that stand for a value.
    #[inline]
    fn plain_text(&self, value: &Tree<'a>) -> Option<&'a str> {
        if value.kind() != Kind::Text {
            return None;
        }
        let text = value.characters();
        (!self.rules.has_unavailable || text != UNAVAILABLE).then_some(text)
    }

    /// An exact number: the digits of a JSON number, or a text that is a number.
    pub fn number(&self, name: &'static str) -> Result<Number<'a>, Error> {
        self.number_or_null(name)?.ok_or_else(|| of(BadEvent::NullColumn(name)))
    }

    /// An exact number, or NULL.
    pub fn number_or_null(&self, name: &'static str) -> Result<Option<Number<'a>>, Error> {
        let number = self.float_or_null(name)?;
        let is_rounded = |number: &Number<'_>| self.rules.exponents_are_rounded && number.0.contains(['e', 'E']);
        match number {
            Some(number) if is_rounded(&number) => Err(of(BadEvent::Rounded(name))),
            Some(_) | None => Ok(number),
        }
    }

    /// A number of a column that is a binary float: as [`number`](Columns::number), but scientific notation loses nothing that
    /// the column has.
    pub fn float(&self, name: &'static str) -> Result<Number<'a>, Error> {
        self.float_or_null(name)?.ok_or_else(|| of(BadEvent::NullColumn(name)))
    }

    /// A number of a column that is a binary float, or NULL.
    pub fn float_or_null(&self, name: &'static str) -> Result<Option<Number<'a>>, Error> {
        let Some(value) = self.value(name)? else { return Ok(None) };
        let text = value.characters();
        let is_number = match value.kind() {
            Kind::Number => true,
            // Whether it is a number in full is seen where it is written.
            Kind::Text => text.starts_with(|first: char| first == '-' || first == '.' || first.is_ascii_digit()),
            Kind::Null | Kind::True | Kind::False | Kind::List | Kind::Object => false,
        };
        if is_number {
            return Ok(Some(Number(text)));
        }
        if self.rules.has_unavailable && text == UNAVAILABLE {
            return Err(of(BadEvent::Unavailable(name)));
        }
        Err(of(BadEvent::WrongType { column: name, wanted: Wanted::Number }))
    }

    /// A truth value: `true`, `false`, `1`, `0`, or a text that is one of these.
    pub fn boolean(&self, name: &'static str) -> Result<bool, Error> {
        self.boolean_or_null(name)?.ok_or_else(|| of(BadEvent::NullColumn(name)))
    }

    /// A truth value, or NULL.
    pub fn boolean_or_null(&self, name: &'static str) -> Result<Option<bool>, Error> {
        let Some(value) = self.value(name)? else { return Ok(None) };
        let flag = match (value.kind(), value.characters()) {
            (Kind::True, _) | (Kind::Number | Kind::Text, "1") | (Kind::Text, "true") => true,
            (Kind::False, _) | (Kind::Number | Kind::Text, "0") | (Kind::Text, "false") => false,
            (Kind::Null | Kind::Number | Kind::Text | Kind::List | Kind::Object, _) => {
                return Err(of(BadEvent::WrongType { column: name, wanted: Wanted::Boolean }));
            }
        };
        Ok(Some(flag))
    }

    /// Bytes: base64, or from DMS hexadecimal digits with or without `0x`.
    pub fn binary(&self, name: &'static str) -> Result<&'a [u8], Error> {
        self.binary_or_null(name)?.ok_or_else(|| of(BadEvent::NullColumn(name)))
    }

    /// Bytes, or NULL.
    pub fn binary_or_null(&self, name: &'static str) -> Result<Option<&'a [u8]>, Error> {
        let wrong = of(BadEvent::WrongType { column: name, wanted: Wanted::Binary });
        let Some(value) = self.value(name)? else { return Ok(None) };
        if value.kind() != Kind::Text {
            return Err(wrong);
        }
        let text = value.characters();
        if self.rules.has_unavailable && text == UNAVAILABLE_BYTES {
            return Err(of(BadEvent::Unavailable(name)));
        }
        let decode = if self.rules.is_hexadecimal { super::bytes::hexadecimal } else { super::bytes::base64 };
        self.decoded.get(value.place(), || decode(text)).map(Some).ok_or(wrong)
    }

    /// The value of a column; `None` where it is NULL.
    fn value(&self, name: &'static str) -> Result<Option<Tree<'a>>, Error> {
        match self.find(name) {
            Some(found) => Ok((found.kind() != Kind::Null).then_some(found)),
            None if self.rules.absent_is_null => Ok(None),
            None => Err(of(BadEvent::MissingColumn(name))),
        }
    }

    #[inline(always)]
    fn find(&self, name: &str) -> Option<Tree<'a>> {
        let wanted = tape::Wanted::new(name);
        let guess = self.next.get();
        let found = match self.tree.find(&wanted, guess, self.end) {
            Some(found) => found,
            None => self.tree.find(&wanted, self.first, guess)?,
        };
        let value = self.tree.at(found)?;
        self.next.set(value.node().next);
        Some(value)
    }
}

/// The error.
fn of(bad: BadEvent) -> Error {
    Error::of_item(Fault::Event(bad))
}
