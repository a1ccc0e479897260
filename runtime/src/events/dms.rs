//! Messages of AWS DMS on Kinesis and Kafka.
//!
//! ```json
//! {"data": {"ID": 42}, "before-image": {"ID": 41},
//!  "metadata": {"record-type": "data", "operation": "update", "schema-name": "SH", "table-name": "T"}}
//! ```
//!
//! Sources: DMS user guide, "Using Amazon Kinesis Data Streams as a target" and "Using Apache Kafka as a target" (operations,
//! control records, before images, numbers of more than 16 digits); API reference, `KinesisSettings` (`IncludeNullAndEmpty`,
//! `IncludeTransactionDetails`, `NoHexPrefix`).
//!
//! - The old row of an update is the member that `BeforeImageSettings.FieldName` names. An empty one is no old row.
//! - A control record changes no row and is skipped by name. DMS documents none for a truncated table: an operation that it does
//!   not document is an error.
//! - `stream-position` has a form of its own for each source, and no documented order. It is kept
//!   ([`Context::source_position`](super::Context::source_position)) for a program that knows its source, and is no position.
//! - A column that is NULL is left out unless `IncludeNullAndEmpty` is set, and so is an empty text: where the two must be told
//!   apart, set it, and read with [`Dms::with_nulls`].

use super::columns::Rules;
use super::event::{Before, Context, Event, Message, Operation, Skip};
use super::fault::BadEvent;
use super::reader::{Memory, Read, maybe_text, object, of, scalar, text};
use super::tape::{Kind, Tree, Wanted};
use crate::error::Error;

/// The operations of control records. Source: DMS user guide, "Using Amazon Kinesis Data Streams as a target".
const CONTROLS: &[&str] = &[
    "create-table",
    "rename-table",
    "drop-table",
    "change-columns",
    "add-column",
    "drop-column",
    "rename-column",
    "column-type-change",
];

/// Reads messages of DMS.
#[derive(Debug)]
pub struct Dms {
    memory: Memory,
    rules: Rules,
    before: &'static str,
}

impl Default for Dms {
    fn default() -> Dms {
        Dms::new()
    }
}

impl Dms {
    /// A reader of messages in which NULL is left out and the old row is called `before-image`, the name that DMS's guide gives
    /// it. Its memory is used again for each message.
    pub fn new() -> Dms {
        let rules =
            Rules { absent_is_null: true, is_hexadecimal: true, exponents_are_rounded: true, has_unavailable: false };
        Dms { memory: Memory::default(), rules, before: "before-image" }
    }

    /// The same for an endpoint with `IncludeNullAndEmpty`: a column that is left out is an error.
    #[must_use]
    pub fn with_nulls(mut self) -> Dms {
        self.rules.absent_is_null = false;
        self
    }

    /// The same for a task whose `BeforeImageSettings.FieldName` is this name.
    #[must_use]
    pub fn with_before_image(self, name: &'static str) -> Dms {
        Dms { before: name, ..self }
    }

    /// Reads a message. Nothing is allocated once the memory is large enough, but for columns that are bytes.
    ///
    /// # Errors
    ///
    /// The message is no JSON, or no message of DMS.
    pub fn read<'a>(&'a mut self, message: &'a [u8]) -> Result<Message<'a>, Error> {
        if message.trim_ascii().is_empty() {
            return Ok(Message::Skip(Skip::Tombstone));
        }
        let Dms { memory, rules, before } = self;
        let (read, _) = memory.read(message)?;
        let metadata = Metadata::of(object(read.root.get(const { Wanted::new("metadata") }), "metadata")?);
        let operation = text(metadata.tree.at(metadata.operation), "operation")?;
        match text(metadata.tree.at(metadata.record_type), "record-type")? {
            "data" => data(&read, &metadata, operation, *rules, before).map(Message::Event),
            "control" if CONTROLS.contains(&operation) => Ok(Message::Skip(Skip::Control(operation))),
            "control" => Err(of(BadEvent::UnknownOperation)),
            _ => Err(of(BadEvent::WrongMember("record-type"))),
        }
    }
}

/// Where the members of `metadata` are that are looked at.
#[derive(Clone, Copy, Debug)]
struct Metadata<'a> {
    tree: Tree<'a>,
    operation: u32,
    record_type: u32,
    schema: u32,
    table: u32,
    timestamp: u32,
    transaction: u32,
    partition_key_type: u32,
    commit_timestamp: u32,
    position: u32,
}

const METADATA: [Wanted<'_>; 9] = [
    Wanted::new("operation"),
    Wanted::new("record-type"),
    Wanted::new("schema-name"),
    Wanted::new("table-name"),
    Wanted::new("timestamp"),
    Wanted::new("transaction-id"),
    Wanted::new("partition-key-type"),
    Wanted::new("commit-timestamp"),
    Wanted::new("stream-position"),
];

impl<'a> Metadata<'a> {
    fn of(tree: Tree<'a>) -> Metadata<'a> {
        let [
            operation,
            record_type,
            schema,
            table,
            timestamp,
            transaction,
            partition_key_type,
            commit_timestamp,
            position,
        ] = tree.pick(&METADATA);
        Metadata {
            tree,
            operation,
            record_type,
            schema,
            table,
            timestamp,
            transaction,
            partition_key_type,
            commit_timestamp,
            position,
        }
    }
}

fn data<'a>(
    read: &Read<'a>,
    metadata: &Metadata<'a>,
    operation: &str,
    rules: Rules,
    before: &'static str,
) -> Result<Event<'a>, Error> {
    let operation = match operation {
        "load" => Operation::Load,
        "insert" => Operation::Insert,
        "update" => Operation::Update,
        "delete" => Operation::Delete,
        _ => return Err(of(BadEvent::UnknownOperation)),
    };
    let mut context = Context::new(
        operation,
        maybe_text(metadata.tree.at(metadata.schema), "schema-name")?.filter(|name| !name.is_empty()),
        text(metadata.tree.at(metadata.table), "table-name")?,
    );
    context.source_position = maybe_text(metadata.tree.at(metadata.position), "stream-position")?;
    context.timestamp = maybe_text(metadata.tree.at(metadata.timestamp), "timestamp")?;
    context.commit_timestamp = maybe_text(metadata.tree.at(metadata.commit_timestamp), "commit-timestamp")?;
    context.transaction = scalar(metadata.tree.at(metadata.transaction));
    context.record_type = Some("data");
    context.partition_key_type = maybe_text(metadata.tree.at(metadata.partition_key_type), "partition-key-type")?;
    let row = read.columns(object(read.root.get(const { Wanted::new("data") }), "data")?, rules);
    let (before, after) = match operation {
        Operation::Update => (old_row(read, rules, before)?, Some(row)),
        Operation::Delete => (Before::Columns(row), None),
        Operation::Load | Operation::Insert | Operation::Truncate => (Before::Unknown, Some(row)),
    };
    Ok(Event { context, before, after })
}

fn old_row<'a>(read: &Read<'a>, rules: Rules, name: &'static str) -> Result<Before<'a>, Error> {
    let Some(tree) = read.root.get(Wanted::new(name)) else { return Ok(Before::Unknown) };
    match tree.kind() {
        Kind::Null => Ok(Before::Unknown),
        Kind::Object if tree.is_empty() => Ok(Before::Unknown),
        // Only some columns are in it (`ColumnFilter`): one that is not there need not be NULL.
        Kind::Object => Ok(Before::Columns(read.columns(tree, Rules { absent_is_null: false, ..rules }))),
        Kind::True | Kind::False | Kind::Number | Kind::Text | Kind::List => Err(of(BadEvent::WrongMember(name))),
    }
}
