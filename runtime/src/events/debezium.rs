//! Events of Debezium, with and without a `schema` around their `payload`.
//!
//! ```json
//! {"before": {"id": 41}, "after": {"id": 42}, "op": "u", "ts_ms": 1722214697983,
//!  "source": {"db": "shop", "table": "t", "ts_ms": 1722214697000, "file": "binlog.000007", "pos": 154, "row": 0}}
//! ```
//!
//! Sources: Debezium's manual, connectors for MySQL and PostgreSQL, "Data change events" (operations, old rows, tombstones),
//! "Primary key updates", "Replica identity", "Transaction metadata", `decimal.handling.mode`, `unavailable.value.placeholder`.
//!
//! - A row whose primary key changes is told as a deletion and a creation. `on key change` never sees it.
//! - The position is that of the binary log (MySQL: file, place, row) or the log sequence number (PostgreSQL), then 0 for a
//!   deletion and 1 for all else: the deletion and the creation above have one place. Two changes of one row are in the order
//!   of PostgreSQL's log, since the second waits for the first to be committed.
//! - A row that a snapshot read from PostgreSQL has no position: a transaction may be older than the snapshot in the log, and
//!   not part of it. A program gives one that is less than that of all changes that the snapshot did not see.
//! - Exact numbers must be text: `decimal.handling.mode` is `string`. With `double` digits are lost where no reader sees it; the
//!   bytes of `precise` are refused where the message has its schema, and otherwise where they do not look like a number.

use super::columns::Rules;
use super::event::{Before, Context, Event, Message, Operation, Skip};
use super::fault::BadEvent;
use super::reader::{Made, Memory, Read, maybe_text, object, of, scalar, text};
use super::tape::{Kind, Tree};
use super::{position, time};
use crate::error::Error;

const RULES: Rules =
    Rules { absent_is_null: false, is_hexadecimal: false, exponents_are_rounded: false, has_unavailable: true };

/// The type of exact numbers that are written as bytes.
const DECIMAL: &str = "org.apache.kafka.connect.data.Decimal";

/// What PostgreSQL logs of a row before it changes. MySQL logs all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReplicaIdentity {
    /// The primary key; other columns of an old row have values that mean nothing.
    #[default]
    Default,
    /// All columns.
    Full,
    /// Another index, or nothing: old rows are not looked at.
    Other,
}

/// Reads events of Debezium.
#[derive(Debug, Default)]
pub struct Debezium {
    memory: Memory,
    identity: ReplicaIdentity,
}

impl Debezium {
    /// A reader. Its memory is used again for each message.
    pub fn new() -> Debezium {
        Debezium::default()
    }

    /// The same for tables of PostgreSQL with this `REPLICA IDENTITY`.
    #[must_use]
    pub fn with_replica_identity(self, identity: ReplicaIdentity) -> Debezium {
        Debezium { identity, ..self }
    }

    /// Reads the value of a message; an empty one is a tombstone. Nothing is allocated once the memory is large enough, but for
    /// columns that are bytes.
    ///
    /// # Errors
    ///
    /// The message is no JSON, or no message of Debezium.
    pub fn read<'a>(&'a mut self, message: &'a [u8]) -> Result<Message<'a>, Error> {
        if message.trim_ascii().is_empty() {
            return Ok(Message::Skip(Skip::Tombstone));
        }
        let (read, made) = self.memory.read(message, make)?;
        let Some(payload) = payload(read.root) else { return Ok(Message::Skip(Skip::Tombstone)) };
        if payload.node().kind != Kind::Object {
            return Err(of(BadEvent::WrongMember("payload")));
        }
        let operation = match maybe_text(payload, "op")? {
            Some("c") => Operation::Insert,
            Some("u") => Operation::Update,
            Some("d") => Operation::Delete,
            Some("r") => Operation::Load,
            Some("t") => Operation::Truncate,
            Some("m") => return Ok(Message::Skip(Skip::LogMessage)),
            Some(_) => return Err(of(BadEvent::UnknownOperation)),
            None => return other(payload).map(Message::Skip),
        };
        if read.root.get("schema").is_some_and(holds_decimals) {
            return Err(of(BadEvent::DecimalsAsBytes));
        }
        event(&read, payload, operation, made, self.identity).map(Message::Event)
    }
}

fn event<'a>(
    read: &Read<'a>,
    payload: Tree<'a>,
    operation: Operation,
    made: &'a Made,
    identity: ReplicaIdentity,
) -> Result<Event<'a>, Error> {
    let source = object(payload, "source")?;
    let schema = maybe_text(source, "schema")?;
    let schema = if schema.is_some() { schema } else { maybe_text(source, "db")? };
    let mut context = Context::new(operation, schema, text(source, "table")?);
    let some = |text: &'a String| (!text.is_empty()).then_some(text.as_str());
    let is_postgresql = source.get("lsn").is_some();
    context.position = if operation == Operation::Load && is_postgresql { None } else { some(&made.position) };
    context.timestamp = some(&made.timestamp);
    context.commit_timestamp = some(&made.commit_timestamp);
    context.transaction = scalar(source, "gtid").or_else(|| scalar(source, "txId"));
    let row = |name: &'static str| match payload.get(name) {
        None => Ok(None),
        Some(tree) => match tree.node().kind {
            Kind::Null => Ok(None),
            Kind::Object => Ok(Some(read.columns(tree, RULES))),
            Kind::True | Kind::False | Kind::Number | Kind::Text | Kind::List => Err(of(BadEvent::WrongMember(name))),
        },
    };
    let before = match (operation, row("before")?, is_postgresql, identity) {
        (Operation::Load | Operation::Insert | Operation::Truncate, ..) => Before::Unknown,
        (_, _, true, ReplicaIdentity::Other) => Before::Unknown,
        (_, Some(row), true, ReplicaIdentity::Default) => Before::Key(row),
        (_, Some(row), _, _) => Before::Columns(row),
        (Operation::Update, None, true, ReplicaIdentity::Default) => Before::SameKey,
        (_, None, _, _) => Before::Unknown,
    };
    let after = match operation {
        Operation::Load | Operation::Insert | Operation::Update => {
            Some(row("after")?.ok_or_else(|| of(BadEvent::MissingMember("after")))?)
        }
        Operation::Delete | Operation::Truncate => None,
    };
    Ok(Event { context, before, after })
}

/// What stands within `schema` and `payload`, or all of it; `None` for `null`.
fn payload(root: Tree<'_>) -> Option<Tree<'_>> {
    let is_wrapped = root.get("payload").is_some() && root.get("op").is_none();
    let payload = if is_wrapped { root.get("payload")? } else { root };
    (payload.node().kind != Kind::Null).then_some(payload)
}

/// A message without an operation.
fn other<'a>(payload: Tree<'a>) -> Result<Skip<'a>, Error> {
    let has = |name: &str| payload.get(name).is_some();
    if has("status") && has("id") {
        Ok(Skip::Transaction)
    } else if has("ddl") || has("tableChanges") {
        Ok(Skip::SchemaChange)
    } else if has("ts_ms") && !has("before") && !has("after") && !has("source") {
        Ok(Skip::Heartbeat)
    } else {
        Err(of(BadEvent::MissingMember("op")))
    }
}

/// Whether a schema has exact numbers that are written as bytes.
fn holds_decimals(schema: Tree<'_>) -> bool {
    let end = schema.node().next as usize;
    schema.nodes[schema.place..end].iter().any(|node| node.kind == Kind::Text && schema.source.at(node.text) == DECIMAL)
}

/// The position and the times.
fn make(root: Tree<'_>, made: &mut Made) {
    made.position.clear();
    made.timestamp.clear();
    made.commit_timestamp.clear();
    let Some(payload) = payload(root) else { return };
    let Some(source) = payload.get("source") else { return };
    let is_deletion = scalar(payload, "op") == Some("d");
    position::debezium(source, if is_deletion { '0' } else { '1' }, made);
    stamp(payload, &mut made.timestamp);
    stamp(source, &mut made.commit_timestamp);
}

/// The time of a structure: in microseconds, which later versions give, or in milliseconds.
fn stamp(tree: Tree<'_>, out: &mut String) {
    if let Some(digits) = scalar(tree, "ts_us") {
        time::write(digits, time::MICROSECONDS, out);
    } else if let Some(digits) = scalar(tree, "ts_ms") {
        time::write(digits, time::MILLISECONDS, out);
    }
}
