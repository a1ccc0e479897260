//! The attributes that the rows of one item give, until the item is complete.
//!
//! Names and values of one item are kept in one piece of memory, which the next item uses again. They are written when the
//! item is complete, so that a policy for attributes that come twice can still replace one.

use std::ops::Range;

use crate::distinct::{Distinct, mark};
use crate::error::{Error, Fault};
use crate::number::{Exact, Number, plain_digits};
use crate::output::{Attributes, ItemSink, Scalars};
use crate::part::{Part, Template};
use crate::rendered::Rendered;
use crate::value::{Null, Value};
use crate::{NAME_BYTES, size};

/// What becomes of an attribute that two rows of one item give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Duplicates {
    /// The item is refused.
    #[default]
    Reject,
    /// The later row's value stands.
    Last,
}

/// The attributes that the rows of one item give.
#[derive(Debug, Default)]
pub struct Members {
    text: String,
    bytes: Vec<u8>,
    list: Vec<Member>,
    names: Distinct,
    reserved: &'static [&'static str],
    duplicates: Duplicates,
    size: usize,
    /// The attributes as JSON, where an item takes them so: then this is all that is kept of them.
    rendered: Rendered,
    is_rendered: bool,
}

#[derive(Clone, Debug)]
struct Member {
    name: Range<usize>,
    value: Held,
    size: usize,
}

/// A value, kept until the item is written.
#[derive(Clone, Debug)]
enum Held {
    /// NULL, and left out.
    Nothing,
    Null,
    Boolean(bool),
    Text(Range<usize>),
    Number(Range<usize>),
    Binary(Range<usize>),
}

impl Members {
    /// Adds an attribute. NULL is written as NULL.
    #[inline]
    pub fn put(&mut self, name: Template<'_, '_>, value: impl Value) -> Result<(), Error> {
        if self.is_rendered {
            return self.render(name, Some(value));
        }
        let name = self.name(name)?;
        let mut hold = Hold { members: self, held: Held::Nothing, size: 0 };
        match value.write(&mut hold) {
            Ok(()) => {
                let (value, size) = (hold.held, hold.size);
                self.add(name, value, size)
            }
            Err(fault) => Err(Error::of(&self.text[name], fault)),
        }
    }

    /// Adds an attribute, unless its value is NULL. Its name is taken all the same.
    pub fn put_or_omit(&mut self, name: Template<'_, '_>, value: impl Value) -> Result<(), Error> {
        if !value.is_null() {
            return self.put(name, value);
        }
        self.remove(name)
    }

    /// Adds an attribute; NULL is an error.
    pub fn put_or_reject(&mut self, name: Template<'_, '_>, value: impl Value) -> Result<(), Error> {
        if !value.is_null() {
            return self.put(name, value);
        }
        let name = self.name(name)?;
        Err(Error::of(&self.text[name], value.null_fault()))
    }

    /// Adds an attribute, and `instead` where its value is NULL.
    pub fn put_or(&mut self, name: Template<'_, '_>, value: impl Value, instead: impl Value) -> Result<(), Error> {
        if value.is_null() { self.put(name, instead) } else { self.put(name, value) }
    }

    /// Takes the name of an attribute, without a value: with change events, one that goes.
    pub fn remove(&mut self, name: Template<'_, '_>) -> Result<(), Error> {
        if self.is_rendered {
            return self.render(name, None::<Null>);
        }
        let name = self.name(name)?;
        self.add(name, Held::Nothing, 0)
    }

    /// The names in the order in which they were added, and whether each has a value.
    pub(crate) fn names(&self) -> impl Iterator<Item = (&str, bool)> {
        self.list.iter().map(|member| (&self.text[member.name.clone()], !matches!(member.value, Held::Nothing)))
    }

    /// Whether none was added.
    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The name of the attribute, where there is one alone and it has a value.
    pub(crate) fn only(&self) -> Option<&str> {
        match self.list.as_slice() {
            [Member { value: Held::Nothing, .. }] => None,
            [member] => Some(&self.text[member.name.clone()]),
            _ => None,
        }
    }

    /// Whether an attribute of this name was added.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.find(mark(name.as_bytes()), name.as_bytes()).is_some()
    }

    /// Writes the value of the attribute that was added at this place, if it has one.
    pub(crate) fn write_value<O: Scalars>(&self, place: usize, out: &mut O) -> Result<(), Error> {
        let member = &self.list[place];
        self.write_held(&member.value, out).map_err(|fault| Error::of(&self.text[member.name.clone()], fault))
    }

    /// Forgets all attributes, for an item in which these names are taken.
    pub(crate) fn start(&mut self, reserved: &'static [&'static str], duplicates: Duplicates) {
        self.text.clear();
        self.bytes.clear();
        self.list.clear();
        self.names.clear();
        self.rendered.clear();
        (self.reserved, self.duplicates, self.size, self.is_rendered) = (reserved, duplicates, 0, false);
    }

    /// The same, for an item that takes its attributes as JSON if `is_rendered`.
    pub(crate) fn start_item(&mut self, reserved: &'static [&'static str], duplicates: Duplicates, is_rendered: bool) {
        self.start(reserved, duplicates);
        self.is_rendered = is_rendered;
    }

    #[inline]
    fn render(&mut self, name: Template<'_, '_>, value: Option<impl Value>) -> Result<(), Error> {
        let replace = self.duplicates == Duplicates::Last;
        // A name that is a column needs no copy.
        if let [Part::Text(name)] = name.0 {
            check_name(name, self.reserved)?;
            return self.rendered.add(name, value, replace);
        }
        self.text.clear();
        let name = self.name(name)?;
        self.rendered.add(&self.text[name], value, replace)
    }

    /// The bytes of all names and values, as DynamoDB counts them.
    pub(crate) fn size(&self) -> usize {
        if self.is_rendered { self.rendered.size() } else { self.size }
    }

    /// Writes all attributes into an item.
    pub(crate) fn write_item<S: ItemSink>(&self, out: &mut S) -> Result<(), Error> {
        if self.is_rendered {
            self.rendered.write(out);
            return Ok(());
        }
        self.write(out)
    }

    /// Writes all attributes.
    pub(crate) fn write<O: Attributes>(&self, out: &mut O) -> Result<(), Error> {
        for member in &self.list {
            if matches!(member.value, Held::Nothing) {
                continue;
            }
            let name = &self.text[member.name.clone()];
            let written = match &member.value {
                Held::Text(place) => {
                    out.member_text(name, &self.text[place.clone()]);
                    Ok(())
                }
                Held::Number(place) => out.member_number(name, Number(&self.text[place.clone()])),
                Held::Nothing | Held::Null | Held::Boolean(_) | Held::Binary(_) => {
                    out.name(name);
                    self.write_held(&member.value, out)
                }
            };
            written.map_err(|fault| Error::of(name, fault))?;
        }
        Ok(())
    }

    fn write_held<O: Scalars>(&self, value: &Held, out: &mut O) -> Result<(), Fault> {
        match value {
            Held::Nothing => {}
            Held::Null => out.null(),
            Held::Boolean(flag) => out.boolean(*flag),
            Held::Text(place) => out.text(&self.text[place.clone()]),
            Held::Number(place) => out.number(Number(&self.text[place.clone()]))?,
            Held::Binary(place) => out.binary(&self.bytes[place.clone()]),
        }
        Ok(())
    }

    /// Spells a name, at the end of the text.
    fn name(&mut self, name: Template<'_, '_>) -> Result<Range<usize>, Error> {
        let start = self.text.len();
        for part in name.0 {
            match part {
                Part::Text(text) => self.text.push_str(text),
                Part::Null => return Err(Error::of("", Fault::NullInTemplate)),
                Part::Escaped(..) | Part::Number(_) | Part::Digits(_) | Part::Padded(..) => {
                    part.pieces(|piece| self.text.push_str(piece)).map_err(|fault| Error::of("", fault))?;
                }
            }
        }
        check_name(&self.text[start..], self.reserved)?;
        Ok(start..self.text.len())
    }

    fn add(&mut self, name: Range<usize>, value: Held, size: usize) -> Result<(), Error> {
        let size = if matches!(value, Held::Nothing) { 0 } else { size + name.len() };
        let member = Member { name, value, size };
        let name = self.text[member.name.clone()].as_bytes();
        let mark = mark(name);
        match (self.find(mark, name), self.duplicates) {
            (None, _) => {
                self.list.push(member);
                self.names.push(mark, |place| self.text[self.list[place].name.clone()].as_bytes());
                self.size += size;
            }
            (Some(_), Duplicates::Reject) => {
                return Err(Error::of(&self.text[member.name], Fault::Duplicate));
            }
            (Some(place), Duplicates::Last) => {
                self.size = self.size + size - self.list[place].size;
                self.list[place] = member;
            }
        }
        Ok(())
    }

    fn find(&self, mark: u64, name: &[u8]) -> Option<usize> {
        self.names.find(mark, name, |place| self.text[self.list[place].name.clone()].as_bytes())
    }
}

/// Whether an attribute can have this name.
#[inline]
fn check_name(name: &str, reserved: &[&str]) -> Result<(), Error> {
    match name.len() {
        0 => return Err(Error::of("", Fault::EmptyName)),
        bytes if bytes > NAME_BYTES => return Err(Error::of("", Fault::NameTooLong { bytes })),
        _ => {}
    }
    if reserved.contains(&name) { Err(Error::of(name, Fault::NameClash)) } else { Ok(()) }
}

/// Takes one value into the members' memory.
struct Hold<'m> {
    members: &'m mut Members,
    held: Held,
    size: usize,
}

impl Hold<'_> {
    #[inline]
    fn hold_number(&mut self, value: Number<'_>, plain: bool) -> Result<(), Fault> {
        let Some(significant) = plain_digits(value.0) else { return self.hold_any_number(value, plain) };
        let start = self.members.text.len();
        self.members.text.push_str(value.0);
        self.size = size::number(significant);
        self.held = Held::Number(start..self.members.text.len());
        Ok(())
    }

    #[inline(never)]
    fn hold_any_number(&mut self, value: Number<'_>, plain: bool) -> Result<(), Fault> {
        let exact = Exact::read(value.0)?;
        let start = self.members.text.len();
        exact.pieces(plain, |piece| self.members.text.push_str(piece));
        self.size = size::number(exact.significant);
        self.held = Held::Number(start..self.members.text.len());
        Ok(())
    }
}

impl Scalars for Hold<'_> {
    fn text(&mut self, value: &str) {
        let start = self.members.text.len();
        self.members.text.push_str(value);
        self.size = value.len();
        self.held = Held::Text(start..self.members.text.len());
    }

    fn parts(&mut self, parts: &[Part<'_>]) -> Result<(), Fault> {
        let start = self.members.text.len();
        for part in parts {
            part.pieces(|piece| self.members.text.push_str(piece))?;
        }
        let end = self.members.text.len();
        self.size = end - start;
        self.held = Held::Text(start..end);
        Ok(())
    }

    fn number(&mut self, value: Number<'_>) -> Result<(), Fault> {
        self.hold_number(value, false)
    }

    fn plain_number(&mut self, value: Number<'_>) -> Result<(), Fault> {
        self.hold_number(value, true)
    }

    fn boolean(&mut self, value: bool) {
        (self.held, self.size) = (Held::Boolean(value), size::ONE);
    }

    fn null(&mut self) {
        (self.held, self.size) = (Held::Null, size::ONE);
    }

    fn binary(&mut self, value: &[u8]) {
        let start = self.members.bytes.len();
        self.members.bytes.extend_from_slice(value);
        self.size = value.len();
        self.held = Held::Binary(start..self.members.bytes.len());
    }
}
