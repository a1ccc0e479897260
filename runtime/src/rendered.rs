//! The attributes that the rows of one item give, as the JSON that is written of them.
//!
//! This is what a pivot of a file of rows takes its time for: each attribute is written once, where it comes, and copied with
//! all others when the item is complete.

use crate::append::escape;
use crate::distinct::{Distinct, mark};
use crate::error::{Error, Fault};
use crate::json::JsonLines;
use crate::output::{Attributes, ItemSink, Scalars};
use crate::value::Value;

/// The most bytes of JSON of one item. A byte takes six as JSON at most, and what was replaced is forgotten in time.
const MOST: usize = 1 << 30;

/// Attributes as JSON.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    json: JsonLines,
    names: Distinct,
    list: Vec<Attribute>,
    /// Not all of the JSON is meant: one was replaced, or is a name without a value.
    is_scattered: bool,
    size: usize,
}

/// Where an attribute stands: from the quote before its name on, without a comma. An item is far below four gigabytes.
#[derive(Clone, Copy, Debug)]
struct Attribute {
    start: u32,
    /// The quote after the name, as JSON spells it.
    name_end: u32,
    end: u32,
    /// Zero where the name has no value.
    size: u32,
}

impl Attribute {
    #[inline]
    fn name<'j>(&self, json: &'j [u8]) -> &'j [u8] {
        &json[self.start as usize + 1..self.name_end as usize]
    }

    fn json<'j>(&self, json: &'j [u8]) -> &'j [u8] {
        &json[self.start as usize..self.end as usize]
    }
}

impl Rendered {
    /// Forgets all attributes.
    pub fn clear(&mut self) {
        self.json.clear();
        self.names.clear();
        self.list.clear();
        (self.is_scattered, self.size) = (false, 0);
    }

    /// The bytes of all names and values, as DynamoDB counts them.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Adds an attribute; `None` is a name without a value. One of this name is replaced, or, unless that is wanted, the
    /// answer is an error.
    #[inline]
    pub fn add(&mut self, name: &str, value: Option<impl Value>, replace: bool) -> Result<(), Error> {
        let start = self.json.raw().len();
        let before = self.json.size();
        match &value {
            Some(value) => value.put_member(name, &mut self.json).map_err(|fault| Error::of(name, fault))?,
            None => {
                self.json.name(name);
                self.json.null();
                self.is_scattered = true;
            }
        }
        let json = self.json.raw();
        let start = start + usize::from(json[start] == b',');
        // A quote where the name would end as it is, and no backslash before it: the name has no escapes, which would make it
        // longer.
        let mut name_end = start + 1 + name.len();
        if json[name_end] != b'"' || json[name_end - 1] == b'\\' {
            name_end = start + 1 + spelled_length(name);
        }
        let size = if value.is_some() { self.json.size() - before } else { 0 };
        if json.len() > MOST {
            return Err(Error::of_item(Fault::ItemTooLarge { bytes: self.size + size }));
        }
        let (start, name_end, end) = (start as u32, name_end as u32, json.len() as u32);
        let attribute = Attribute { start, name_end, end, size: size as u32 };
        let spelled = attribute.name(json);
        let mark = mark(spelled);
        match self.names.find(mark, spelled, |place| self.list[place].name(json)) {
            None => {
                self.list.push(attribute);
                self.names.push(mark, |place| self.list[place].name(json));
                self.size += size;
            }
            Some(_) if !replace => return Err(Error::of(name, Fault::Duplicate)),
            Some(place) => {
                self.is_scattered = true;
                self.size = self.size + size - self.list[place].size as usize;
                self.list[place] = attribute;
                self.compact();
            }
        }
        Ok(())
    }

    /// Forgets what was replaced, where that is most of the JSON and much.
    fn compact(&mut self) {
        let length = self.json.raw().len();
        if length < crate::ITEM_BYTES || length < 8 * self.size {
            return;
        }
        let mut kept = Vec::new();
        for attribute in &mut self.list {
            let moved = kept.len() as u32;
            kept.extend_from_slice(attribute.json(self.json.raw()));
            let name_end = attribute.name_end - attribute.start + moved;
            *attribute = Attribute { start: moved, name_end, end: kept.len() as u32, size: attribute.size };
        }
        let count = self.json.size();
        self.json.clear();
        *self.json.raw_mut() = kept;
        self.json.count_from(count);
    }

    /// Writes all attributes.
    pub fn write<S: ItemSink>(&self, out: &mut S) {
        let json = self.json.raw();
        if !self.is_scattered {
            return out.rendered(json, self.size);
        }
        for attribute in self.list.iter().filter(|attribute| attribute.size > 0) {
            out.rendered(attribute.json(json), attribute.size as usize);
        }
    }
}

/// The bytes of a name as JSON spells it.
#[cold]
fn spelled_length(name: &str) -> usize {
    let mut spelled = Vec::new();
    escape(name, &mut spelled);
    spelled.len()
}
