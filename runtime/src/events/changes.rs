//! What a generated module says of its table's events, and what it makes of a row that went.

use crate::error::Error;
use crate::members::Members;
use crate::output::Attributes;

/// What a mapping says of events.
#[derive(Clone, Copy, Debug)]
pub struct Changes {
    /// The table of DynamoDB that requests are for.
    pub table: &'static str,
    /// The table whose events these are; an event of another one is an error. `None`: the program has looked.
    pub source: Option<Source>,
    /// What becomes of a row whose item's key changes.
    pub on_key_change: KeyChange,
    /// What becomes of an item, or of attributes, whose row is deleted.
    pub on_delete: Delete,
    /// What reaches the converter.
    pub order: Order,
    /// Whether the columns that the identity is made of are part of the table's primary key, so that an event without an old
    /// row is one of the same identity where its envelope says that the primary key did not change.
    pub identity_is_primary_key: bool,
    /// Whether the mapping assumes that these columns never change. An old row that says otherwise is believed.
    pub identity_is_immutable: bool,
}

impl Changes {
    /// Whether events come in any order.
    pub(super) fn is_unordered(&self) -> bool {
        matches!(self.order, Order::Unordered { .. })
    }
}

/// The table that events are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its schema; `None` where any will do.
    pub schema: Option<&'static str>,
    /// Its name.
    pub table: &'static str,
}

/// `on key change …`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyChange {
    /// The event is an error.
    Refuse,
    /// The old item, or its attributes, go; the new ones come.
    Replace,
}

/// `on delete …`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delete {
    /// What the row gave goes.
    Remove,
    /// What the row gave stays.
    Ignore,
}

/// `events …`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The events of one item come in the order of the log.
    Ordered,
    /// They come in any order, any number of times: a request has a condition on the version that the item keeps.
    Unordered {
        /// What stands in the place of an item whose row is deleted. Attributes of many rows need none: their versions stay.
        tombstone: Option<Tombstone>,
    },
}

/// `tombstone NAME, DAYS`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// The attribute that holds the second at which DynamoDB may forget the item.
    pub attribute: &'static str,
    /// How many seconds after the event was processed.
    pub seconds: u64,
}

/// What finds the item, or the attributes, of a row: generated modules implement it for a struct of the columns that these are
/// made of, which is all that is needed of an old row. Where two are equal, so is all that they say.
pub trait Identify: PartialEq {
    /// Writes the key of the item.
    fn key<O: Attributes>(&self, out: &mut O) -> Result<(), Error>;

    /// Names the attributes that the row gives to an item of many rows, each by [`Members::remove`]. With versions, also those
    /// that keep them.
    fn names(&self, members: &mut Members) -> Result<(), Error> {
        let _ = members;
        Ok(())
    }

    /// Puts what tells the newer of two events under the names of the attributes that keep it, the one that is looked at first
    /// before the others. Nothing, where events come in order.
    fn versions(&self, versions: &mut Members) -> Result<(), Error> {
        let _ = versions;
        Ok(())
    }
}
