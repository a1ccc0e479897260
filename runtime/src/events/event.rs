//! What an envelope holds, whatever its form: what happened to a row, the row before and after it, and what else is said.

use super::columns::Columns;
use super::fault::BadEvent;
use crate::error::{Error, Fault};

/// What happened to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// It was there when a load read it.
    Load,
    /// It came.
    Insert,
    /// It changed.
    Update,
    /// It went.
    Delete,
    /// All rows of the table went.
    Truncate,
}

impl Operation {
    /// `load`, `insert`, `update`, `delete`, `truncate`: the words of DMS.
    pub fn text(self) -> &'static str {
        match self {
            Operation::Load => "load",
            Operation::Insert => "insert",
            Operation::Update => "update",
            Operation::Delete => "delete",
            Operation::Truncate => "truncate",
        }
    }
}

/// What is known of the row before the event.
#[derive(Clone, Debug)]
pub enum Before<'a> {
    /// Columns of it; some may be left out.
    Columns(Columns<'a>),
    /// Columns of it, of which only those of the primary key say what they were.
    Key(Columns<'a>),
    /// Its primary key is that of the row after the event.
    SameKey,
    /// Nothing.
    Unknown,
}

/// What an event says beside the row. A value that an envelope does not have is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context<'a> {
    /// What happened.
    pub operation: Operation,
    /// The schema of the table (the database, with MySQL).
    pub schema: Option<&'a str>,
    /// The table.
    pub table: &'a str,
    /// The place in the log, as a text that sorts bytewise like the log.
    pub position: Option<&'a str>,
    /// The place in the log as the source writes it, in a form that need not sort.
    pub source_position: Option<&'a str>,
    /// When the message was made, as `2024-07-29T00:58:17.983670Z`.
    pub timestamp: Option<&'a str>,
    /// When the change was committed, in the same form.
    pub commit_timestamp: Option<&'a str>,
    /// The transaction, as the source names it.
    pub transaction: Option<&'a str>,
    /// `data`, as DMS says it.
    pub record_type: Option<&'a str>,
    /// How DMS chose the partition key, such as `schema-table`.
    pub partition_key_type: Option<&'a str>,
}

impl<'a> Context<'a> {
    /// An operation on a row of a table, and nothing else known.
    pub fn new(operation: Operation, schema: Option<&'a str>, table: &'a str) -> Context<'a> {
        Context {
            operation,
            schema,
            table,
            position: None,
            source_position: None,
            timestamp: None,
            commit_timestamp: None,
            transaction: None,
            record_type: None,
            partition_key_type: None,
        }
    }

    /// The place in the log; an error where the envelope has none.
    pub fn position(&self) -> Result<&'a str, Error> {
        self.position.ok_or_else(|| of(BadEvent::NoPosition))
    }

    /// When the message was made; an error where the envelope does not say it.
    pub fn timestamp(&self) -> Result<&'a str, Error> {
        self.timestamp.ok_or_else(|| of(BadEvent::NoContext("timestamp")))
    }

    /// When the change was committed; an error where the envelope does not say it.
    pub fn commit_timestamp(&self) -> Result<&'a str, Error> {
        self.commit_timestamp.ok_or_else(|| of(BadEvent::NoContext("commit-timestamp")))
    }

    /// The transaction; an error where the envelope does not say it.
    pub fn transaction(&self) -> Result<&'a str, Error> {
        self.transaction.ok_or_else(|| of(BadEvent::NoContext("transaction")))
    }

    /// The schema; an error where the envelope does not say it.
    pub fn schema(&self) -> Result<&'a str, Error> {
        self.schema.ok_or_else(|| of(BadEvent::NoContext("schema")))
    }

    /// The record's type; an error where the envelope does not say it.
    pub fn record_type(&self) -> Result<&'a str, Error> {
        self.record_type.ok_or_else(|| of(BadEvent::NoContext("record-type")))
    }

    /// The type of the partition key; an error where the envelope does not say it.
    pub fn partition_key_type(&self) -> Result<&'a str, Error> {
        self.partition_key_type.ok_or_else(|| of(BadEvent::NoContext("partition-key-type")))
    }
}

/// A change of a row.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// What happened, where and when.
    pub context: Context<'a>,
    /// The row before it.
    pub before: Before<'a>,
    /// The row after it, where there is one.
    pub after: Option<Columns<'a>>,
}

impl<'a> Event<'a> {
    /// The same event at another place of the log: for an envelope that has no position, or has one that does not sort. A
    /// loaded row is given the position at which the load began to read. The text must sort bytewise like the log.
    #[must_use]
    pub fn at_position(mut self, position: &'a str) -> Event<'a> {
        self.context.position = Some(position);
        self
    }
}

/// A message of a stream.
#[expect(clippy::large_enum_variant, reason = "nearly all messages are events, and none is allocated")]
#[derive(Clone, Debug)]
pub enum Message<'a> {
    /// A change of a row.
    Event(Event<'a>),
    /// A message that changes no row.
    Skip(Skip<'a>),
}

/// A message that changes no row, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Skip<'a> {
    /// An empty message, or JSON's `null`: Kafka keeps no message of this key. Debezium sends one after each deletion.
    Tombstone,
    /// A control record of DMS, such as `create-table`: this is its operation. What becomes of the rows of a table that is
    /// dropped or changed is the program's business.
    Control(&'a str),
    /// The beginning or end of a transaction, as Debezium tells it.
    Transaction,
    /// A change of a table's definition, as Debezium tells it.
    SchemaChange,
    /// A sign of life.
    Heartbeat,
    /// A message that a program wrote to the log of PostgreSQL.
    LogMessage,
}

/// The error.
fn of(bad: BadEvent) -> Error {
    Error::of_item(Fault::Event(bad))
}
