//! What a generated module says of a row.

use crate::collect::Collect;
use crate::error::Error;
use crate::item::Item;
use crate::members::Members;
use crate::output::{Attributes, ItemSink};

/// A row that becomes an item, or part of one.
pub trait ToItem {
    /// Writes the key of the item.
    fn key<O: Attributes>(&self, out: &mut O) -> Result<(), Error>;

    /// Writes the other attributes that the mapping names.
    fn attributes<O: Attributes>(&self, out: &mut O) -> Result<(), Error>;
}

/// A row of an item that is made of several: each gives attributes whose names are values.
pub trait ToMembers: ToItem {
    /// The names that the mapping gives to attributes: no value may be one of them.
    const RESERVED: &'static [&'static str];

    /// Adds what the row gives to its item.
    fn members(&self, members: &mut Members) -> Result<(), Error>;
}

/// The item of a row.
pub fn item<R: ToItem>(row: &R) -> Result<Item, Error> {
    one(|out| {
        row.key(out)?;
        row.attributes(out)
    })
}

/// The key of a row's item: an item with the attributes of the key alone.
pub fn key<R: ToItem>(row: &R) -> Result<Item, Error> {
    one(|out| row.key(out))
}

fn one(write: impl FnOnce(&mut Collect) -> Result<(), Error>) -> Result<Item, Error> {
    let mut collect = Collect::new();
    collect.begin_item();
    write(&mut collect)?;
    collect.end_item()?;
    Ok(collect.take().unwrap_or_default())
}
