//! What the converters that `mapc` writes call: exact numbers, items of DynamoDB, DynamoDB JSON, grouping of sorted rows.
//!
//! A generated module implements [`ToItem`] for the row of its table, and [`ToMembers`] where several rows make one item. All
//! else is here, once: how a value is written, what DynamoDB refuses, which rows belong together.
//!
//! - A value is written to [`Attributes`]. [`JsonLines`] writes bytes, in the form that DynamoDB imports from S3, without an
//!   allocation for a row; [`Collect`] builds [`Item`]s. Both see the same calls, so that they cannot disagree.
//! - Numbers are text. No digit passes through a float, and what DynamoDB would round is refused.
//! - What is wrong with a row is an [`Error`], with its place: data to be counted and kept, never a panic, and never an item
//!   that is there by half.
//!
//! ```
//! use mapc_runtime::{Attributes, Error, JsonLines, Name, Number, ToItem, put, put_partition_key};
//!
//! struct Row<'a> { id: &'a str, total: Number<'a> }
//!
//! impl ToItem for Row<'_> {
//!     fn key<O: Attributes>(&self, out: &mut O) -> Result<(), Error> {
//!         put_partition_key(out, const { &Name::new("id") }, self.id)
//!     }
//!     fn attributes<O: Attributes>(&self, out: &mut O) -> Result<(), Error> {
//!         put(out, const { &Name::new("total") }, self.total)
//!     }
//! }
//!
//! let mut lines = JsonLines::new();
//! lines.push(&Row { id: "a\"1", total: Number("3.50") })?;
//! assert_eq!(lines.as_str(), "{\"Item\":{\"id\":{\"S\":\"a\\\"1\"},\"total\":{\"N\":\"3.50\"}}}\n");
//! # Ok::<(), Error>(())
//! ```
#![warn(missing_docs)]
#![deny(unsafe_code)]

mod append;
mod base64;
mod bulk;
pub mod check;
mod collect;
mod condition;
mod distinct;
mod error;
pub mod events;
mod groups;
mod item;
mod json;
mod key_bytes;
mod marks;
mod members;
mod name;
mod number;
mod open_rows;
mod order;
mod output;
mod part;
mod put;
mod rejected;
mod rendered;
mod row;
mod rows;
mod size;
mod value;
mod wide;

pub use bulk::{Table, convert_groups, convert_rows};
pub use collect::Collect;
pub use condition::{Is, Truth, all, any, assume, contains, flag_is, is_null, not, number_is, starts_with, text_is};
pub use error::{Error, Fault};
pub use groups::{Groups, Items, items};
pub use item::{AttributeValue, Item};
pub use json::JsonLines;
pub use members::{Duplicates, Members};
pub use name::Name;
pub use number::{BadNumber, Number};
pub use output::{Attributes, ItemSink, Scalars};
pub use part::{Part, Template, digits, escaped, flag, literal, number, padded, template, text};
pub use put::{push, put, put_or, put_or_omit, put_or_reject, put_partition_key, put_sort_key};
pub use rejected::{Counts, Reason, Rejected};
pub use row::{ToItem, ToMembers, item, key};
pub use rows::{Batch, Format, FromField, Lines, ReadError, Reader, Record, Records, Refused, RowFault};
pub use value::{KeyValue, Null, Value};

/// The format of the interface between generated modules and this crate. A generated module names the one that it was made
/// for, and does not compile against another.
pub const FORMAT: u32 = 1;

/// The most bytes of an item, names included. Source: developer guide, "Service, account, and table quotas".
pub const ITEM_BYTES: usize = 400 * 1024;
/// The most bytes of a partition key's value.
pub const PARTITION_KEY_BYTES: usize = 2048;
/// The most bytes of a sort key's value.
pub const SORT_KEY_BYTES: usize = 1024;
/// The most bytes of an attribute's name.
pub const NAME_BYTES: usize = 65_535;
