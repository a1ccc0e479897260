//! Change events, from the messages of a stream to requests for DynamoDB.
//!
//! A reader of an envelope ([`Binlog`], [`Dms`], [`Debezium`]) makes [`Event`]s of messages. A generated module makes requests
//! of an event, by [`item_requests`] where a row is an item and by [`member_requests`] where many are. They go to a
//! [`RequestSink`]: [`RequestLines`] writes the bodies that the service takes, [`Requests`] collects values; both see the same
//! calls.
//!
//! - Nothing is read to be written back: the requests of an event follow from the event alone.
//! - The requests of an event are all written, or none is, and there is an error.
//! - Numbers are the digits of the message. What a message leaves open is an error, never a guess.

mod adapters;
mod binlog;
mod bytes;
mod changes;
mod columns;
mod debezium;
mod decoded;
mod dms;
mod engine;
mod event;
pub(crate) mod fault;
mod lines;
mod position;
mod reader;
mod scan;
mod scratch;
mod sink;
mod tape;
mod time;
mod told;
mod values;
mod write;

pub use binlog::Binlog;
pub use changes::{Changes, Delete, Identify, KeyChange, Order, Source, Tombstone};
pub use columns::{Columns, FromColumns};
pub use debezium::{Debezium, ReplicaIdentity};
pub use dms::Dms;
pub use engine::{item_requests, member_requests};
pub use event::{Before, Context, Event, Message, Operation, Skip};
pub use fault::{BadEvent, BadJson, Wanted};
pub use lines::RequestLines;
pub use sink::RequestSink;
pub use tape::{DEPTH, MESSAGE_BYTES};
pub(crate) use told::Told;
pub use values::{Expressions, Request, Requests};
