//! Where attributes are written to.

use crate::error::{Error, Fault};
use crate::name::Name;
use crate::number::Number;
use crate::part::Part;

/// Takes one value.
pub trait Scalars {
    /// DynamoDB's `S`.
    fn text(&mut self, value: &str);
    /// DynamoDB's `S`, in parts; none of them is NULL.
    fn parts(&mut self, parts: &[Part<'_>]) -> Result<(), Fault>;
    /// DynamoDB's `N`, written as it is, but for leading zeros and exponents.
    fn number(&mut self, value: Number<'_>) -> Result<(), Fault>;
    /// DynamoDB's `N`; equal numbers are written alike.
    fn plain_number(&mut self, value: Number<'_>) -> Result<(), Fault>;
    /// DynamoDB's `BOOL`.
    fn boolean(&mut self, value: bool);
    /// DynamoDB's `NULL`.
    fn null(&mut self);
    /// DynamoDB's `B`.
    fn binary(&mut self, value: &[u8]);
}

/// Takes attributes: a name, then its value, in turn. Elements of a list have no name.
pub trait Attributes: Scalars {
    /// The name of the attribute or member whose value comes next.
    fn name(&mut self, name: &str);
    /// The same, of a name that the mapping spells.
    fn known_name(&mut self, name: &Name) {
        self.name(name.text());
    }
    /// Writes an attribute that is a text.
    #[inline]
    fn put_text(&mut self, name: &Name, value: &str) {
        self.known_name(name);
        self.text(value);
    }
    /// Writes an attribute that is a text in parts, each a [`Part::Text`], of so many bytes together.
    #[inline]
    fn put_plain_parts(&mut self, name: &Name, parts: &[Part<'_>], _bytes: usize) -> Result<(), Fault> {
        self.known_name(name);
        self.parts(parts)
    }
    /// Writes an attribute that is a number.
    #[inline]
    fn put_number(&mut self, name: &Name, value: Number<'_>) -> Result<(), Fault> {
        self.known_name(name);
        self.number(value)
    }
    /// Writes an attribute that is a text, and whose name is a value.
    #[inline]
    fn member_text(&mut self, name: &str, value: &str) {
        self.name(name);
        self.text(value);
    }
    /// Writes an attribute that is a number, and whose name is a value.
    #[inline]
    fn member_number(&mut self, name: &str, value: Number<'_>) -> Result<(), Fault> {
        self.name(name);
        self.number(value)
    }
    /// Begins a map, as a value.
    fn begin_map(&mut self);
    /// Ends the map that was begun last.
    fn end_map(&mut self);
    /// Begins a list, as a value.
    fn begin_list(&mut self);
    /// Ends the list that was begun last.
    fn end_list(&mut self);
    /// The bytes that the item has so far, as DynamoDB counts them, names included.
    fn size(&self) -> usize;
}

/// Takes items, one after the other.
pub trait ItemSink: Attributes {
    /// Whether [`ItemSink::rendered`] is to be called: the item is written as DynamoDB JSON.
    #[doc(hidden)]
    const TAKES_JSON: bool = false;
    /// Writes attributes that are DynamoDB JSON already, with commas between them, and of so many bytes as DynamoDB counts.
    #[doc(hidden)]
    fn rendered(&mut self, _json: &[u8], _bytes: usize) {}
    /// Begins an item.
    fn begin_item(&mut self);
    /// Ends it: it is complete. An item that is too large is dropped, and is an error.
    fn end_item(&mut self) -> Result<(), Error>;
    /// Drops the item that was begun, if one was.
    fn abandon_item(&mut self);
}
