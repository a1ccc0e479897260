//! The attributes that the rows of one item give, as the JSON that is written of them.
//!
//! This is what a pivot of a file of rows takes its time for: each attribute is written once, where it comes, and copied with
//! all others when the item is complete.

use std::ops::Range;

use crate::append::escape;
use crate::distinct::{Distinct, mark};
use crate::error::{Error, Fault};
use crate::json::JsonLines;
use crate::output::{Attributes, ItemSink, Scalars};
use crate::value::Value;

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

#[derive(Clone, Debug)]
struct Attribute {
    /// The name as JSON spells it, without quotes.
    name: Range<usize>,
    /// The attribute, without a comma; empty where the name has no value.
    place: Range<usize>,
    size: usize,
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
        let (place, size) = match value {
            Some(_) => (start..json.len(), self.json.size() - before),
            None => (start..start, 0),
        };
        let attribute = Attribute { name: start + 1..name_end, place, size };
        let spelled = &json[attribute.name.clone()];
        let mark = mark(spelled);
        match self.names.find(mark, spelled, |place| &json[self.list[place].name.clone()]) {
            None => {
                self.list.push(attribute);
                self.names.push(mark, |place| &json[self.list[place].name.clone()]);
                self.size += size;
            }
            Some(_) if !replace => return Err(Error::of(name, Fault::Duplicate)),
            Some(place) => {
                self.is_scattered = true;
                self.size = self.size + size - self.list[place].size;
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
            let end = attribute.place.end.max(attribute.name.end);
            let start = attribute.name.start - 1;
            let moved = kept.len();
            kept.extend_from_slice(&self.json.raw()[start..end]);
            let to = |place: &Range<usize>| place.start - start + moved..place.end - start + moved;
            (attribute.name, attribute.place) = (to(&attribute.name), to(&attribute.place));
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
        for attribute in &self.list {
            out.rendered(&json[attribute.place.clone()], attribute.size);
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
