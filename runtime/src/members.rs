//! The attributes that the rows of one item give, until the item is complete.
//!
//! Names and values of one item are kept in one piece of memory, which the next item uses again. They are written when the
//! item is complete, so that a policy for attributes that come twice can still replace one.

use std::hash::{BuildHasher, RandomState};
use std::ops::Range;

use crate::error::{Error, Fault};
use crate::number::{Exact, Number};
use crate::output::{Attributes, Scalars};
use crate::part::{Part, Template};
use crate::value::Value;
use crate::{NAME_BYTES, size};

/// Up to so many members are looked through one by one.
const FEW: usize = 8;

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
    /// Places in `list`, plus one, by the hash of the name; empty while there are few.
    table: Vec<u32>,
    hasher: RandomState,
    reserved: &'static [&'static str],
    duplicates: Duplicates,
    size: usize,
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
    pub fn put(&mut self, name: Template<'_, '_>, value: impl Value) -> Result<(), Error> {
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
        let name = self.name(name)?;
        self.add(name, Held::Nothing, 0)
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
        let name = self.name(name)?;
        self.add(name, Held::Nothing, 0)
    }

    /// The names in the order in which they were added, and whether each has a value.
    pub(crate) fn names(&self) -> impl Iterator<Item = (&str, bool)> {
        self.list.iter().map(|member| (&self.text[member.name.clone()], !matches!(member.value, Held::Nothing)))
    }

    /// Whether an attribute of this name was added.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
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
        self.table.clear();
        (self.reserved, self.duplicates, self.size) = (reserved, duplicates, 0);
    }

    /// The bytes of all names and values, as DynamoDB counts them.
    pub(crate) fn size(&self) -> usize {
        self.size
    }

    /// Writes all attributes.
    pub(crate) fn write<O: Attributes>(&self, out: &mut O) -> Result<(), Error> {
        for member in &self.list {
            if matches!(member.value, Held::Nothing) {
                continue;
            }
            let name = &self.text[member.name.clone()];
            out.name(name);
            self.write_held(&member.value, out).map_err(|fault| Error::of(name, fault))?;
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
        if name.is_null() {
            return Err(Error::of("", Fault::NullInTemplate));
        }
        let start = self.text.len();
        for part in name.0 {
            part.pieces(|piece| self.text.push_str(piece)).map_err(|fault| Error::of("", fault))?;
        }
        let name = &self.text[start..];
        match name.len() {
            0 => return Err(Error::of("", Fault::EmptyName)),
            bytes if bytes > NAME_BYTES => return Err(Error::of("", Fault::NameTooLong { bytes })),
            _ => {}
        }
        if self.reserved.contains(&name) {
            return Err(Error::of(name, Fault::NameClash));
        }
        Ok(start..self.text.len())
    }

    fn add(&mut self, name: Range<usize>, value: Held, size: usize) -> Result<(), Error> {
        let size = if matches!(value, Held::Nothing) { 0 } else { size + name.len() };
        let member = Member { name, value, size };
        match (self.find(&self.text[member.name.clone()]), self.duplicates) {
            (None, _) => {
                self.list.push(member);
                self.index();
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

    fn find(&self, name: &str) -> Option<usize> {
        let is_it = |place: &usize| &self.text[self.list[*place].name.clone()] == name;
        if self.table.is_empty() {
            return (0..self.list.len()).find(is_it);
        }
        let mut slot = self.slot(name);
        while let Some(place) = (self.table[slot] as usize).checked_sub(1) {
            if is_it(&place) {
                return Some(place);
            }
            slot = (slot + 1) % self.table.len();
        }
        None
    }

    /// Enters the last member, or all where the table is too small.
    fn index(&mut self) {
        let count = self.list.len();
        if count <= FEW {
            return;
        }
        let first = if count * 2 > self.table.len() {
            self.table.clear();
            self.table.resize((count * 4).next_power_of_two(), 0);
            0
        } else {
            count - 1
        };
        for place in first..count {
            let mut slot = self.slot(&self.text[self.list[place].name.clone()]);
            while self.table[slot] != 0 {
                slot = (slot + 1) % self.table.len();
            }
            self.table[slot] = u32::try_from(place + 1).unwrap_or(u32::MAX);
        }
    }

    fn slot(&self, name: &str) -> usize {
        (self.hasher.hash_one(name) % self.table.len() as u64) as usize
    }
}

/// Takes one value into the members' memory.
struct Hold<'m> {
    members: &'m mut Members,
    held: Held,
    size: usize,
}

impl Hold<'_> {
    fn hold_number(&mut self, value: Number<'_>, plain: bool) -> Result<(), Fault> {
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
