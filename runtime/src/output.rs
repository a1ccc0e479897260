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
    /// Begins an item.
    fn begin_item(&mut self);
    /// Ends it: it is complete. An item that is too large is dropped, and is an error.
    fn end_item(&mut self) -> Result<(), Error>;
    /// Drops the item that was begun, if one was.
    fn abandon_item(&mut self);
}
