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
use super::reader::{Made, Memory, Read, maybe_text, object, of, scalar, some, text};
use super::tape::{Kind, Tree, Wanted};
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
        let (read, made) = self.memory.read(message)?;
        let Some(payload) = payload(read.root) else { return Ok(Message::Skip(Skip::Tombstone)) };
        if payload.kind() != Kind::Object {
            return Err(of(BadEvent::WrongMember("payload")));
        }
        let members = Members::of(payload);
        let operation = match maybe_text(members.tree.at(members.operation), "op")? {
            Some("c") => Operation::Insert,
            Some("u") => Operation::Update,
            Some("d") => Operation::Delete,
            Some("r") => Operation::Load,
            Some("t") => Operation::Truncate,
            Some("m") => return Ok(Message::Skip(Skip::LogMessage)),
            Some(_) => return Err(of(BadEvent::UnknownOperation)),
            None => return other(payload).map(Message::Skip),
        };
        if payload.place() != 0 && read.root.get(const { Wanted::new("schema") }).is_some_and(holds_decimals) {
            return Err(of(BadEvent::DecimalsAsBytes));
        }
        let source = Source::of(object(members.tree.at(members.source), "source")?);
        made.clear();
        source.make(operation, made);
        stamp(members.tree.at(members.micros), members.tree.at(members.millis), &mut made.timestamp);
        event(&read, &members, &source, operation, made, self.identity).map(Message::Event)
    }
}

/// The members of a payload that are looked at.
#[derive(Clone, Copy, Debug)]
struct Members<'a> {
    tree: Tree<'a>,
    operation: u32,
    before: u32,
    after: u32,
    source: u32,
    millis: u32,
    micros: u32,
}

const MEMBERS: [Wanted<'_>; 6] = [
    Wanted::new("op"),
    Wanted::new("before"),
    Wanted::new("after"),
    Wanted::new("source"),
    Wanted::new("ts_ms"),
    Wanted::new("ts_us"),
];

impl<'a> Members<'a> {
    fn of(payload: Tree<'a>) -> Members<'a> {
        let [operation, before, after, source, millis, micros] = payload.pick(&MEMBERS);
        Members { tree: payload, operation, before, after, source, millis, micros }
    }
}

/// The members of `source` that are looked at.
#[derive(Clone, Copy, Debug)]
struct Source<'a> {
    tree: Tree<'a>,
    schema: u32,
    database: u32,
    table: u32,
    file: u32,
    place: u32,
    row: u32,
    lsn: u32,
    gtid: u32,
    transaction: u32,
    millis: u32,
    micros: u32,
}

const SOURCE: [Wanted<'_>; 11] = [
    Wanted::new("schema"),
    Wanted::new("db"),
    Wanted::new("table"),
    Wanted::new("file"),
    Wanted::new("pos"),
    Wanted::new("row"),
    Wanted::new("lsn"),
    Wanted::new("gtid"),
    Wanted::new("txId"),
    Wanted::new("ts_ms"),
    Wanted::new("ts_us"),
];

impl<'a> Source<'a> {
    fn of(source: Tree<'a>) -> Source<'a> {
        let [schema, database, table, file, place, row, lsn, gtid, transaction, millis, micros] = source.pick(&SOURCE);
        Source { tree: source, schema, database, table, file, place, row, lsn, gtid, transaction, millis, micros }
    }

    /// Writes the position and the time. A deletion and a creation at one place are told apart: a row whose primary key changes
    /// is told as both.
    fn make(&self, operation: Operation, made: &mut Made) {
        let out = &mut made.position;
        let written =
            match (scalar(self.tree.at(self.file)), scalar(self.tree.at(self.place)), scalar(self.tree.at(self.lsn))) {
                (Some(file), Some(place), _) => {
                    position::binlog(file, place, scalar(self.tree.at(self.row)).unwrap_or("0"), out)
                }
                // A row of a snapshot has none: a transaction may be older in the log, and not part of the snapshot.
                (_, _, Some(number)) if operation != Operation::Load => position::lsn(number, out),
                _ => None,
            };
        match written {
            Some(()) => out.push_str(if operation == Operation::Delete { ":0" } else { ":1" }),
            None => out.clear(),
        }
        stamp(self.tree.at(self.micros), self.tree.at(self.millis), &mut made.commit_timestamp);
    }
}

fn event<'a>(
    read: &Read<'a>,
    members: &Members<'a>,
    source: &Source<'a>,
    operation: Operation,
    made: &'a Made,
    identity: ReplicaIdentity,
) -> Result<Event<'a>, Error> {
    let (schema, database) =
        (maybe_text(source.tree.at(source.schema), "schema")?, maybe_text(source.tree.at(source.database), "db")?);
    let mut context = Context::new(operation, schema.or(database), text(source.tree.at(source.table), "table")?);
    context.position = some(&made.position);
    context.timestamp = some(&made.timestamp);
    context.commit_timestamp = some(&made.commit_timestamp);
    context.transaction = scalar(source.tree.at(source.gtid)).or_else(|| scalar(source.tree.at(source.transaction)));
    let row = |member: Option<Tree<'a>>, name: &'static str| match member {
        None => Ok(None),
        Some(tree) if tree.kind() == Kind::Null => Ok(None),
        Some(tree) if tree.kind() == Kind::Object => Ok(Some(read.columns(tree, RULES))),
        Some(_) => Err(of(BadEvent::WrongMember(name))),
    };
    let before = match (
        operation,
        row(members.tree.at(members.before), "before")?,
        source.tree.at(source.lsn).is_some(),
        identity,
    ) {
        (Operation::Load | Operation::Insert | Operation::Truncate, ..) => Before::Unknown,
        (_, _, true, ReplicaIdentity::Other) => Before::Unknown,
        (_, Some(row), true, ReplicaIdentity::Default) => Before::Key(row),
        (_, Some(row), _, _) => Before::Columns(row),
        (Operation::Update, None, true, ReplicaIdentity::Default) => Before::SameKey,
        (_, None, _, _) => Before::Unknown,
    };
    let after = match operation {
        Operation::Load | Operation::Insert | Operation::Update => {
            Some(row(members.tree.at(members.after), "after")?.ok_or_else(|| of(BadEvent::MissingMember("after")))?)
        }
        Operation::Delete | Operation::Truncate => None,
    };
    Ok(Event { context, before, after })
}

/// What stands within `schema` and `payload`, or all of it; `None` for `null`.
fn payload(root: Tree<'_>) -> Option<Tree<'_>> {
    let is_wrapped =
        root.get(const { Wanted::new("payload") }).is_some() && root.get(const { Wanted::new("op") }).is_none();
    let payload = if is_wrapped { root.get(const { Wanted::new("payload") })? } else { root };
    (payload.kind() != Kind::Null).then_some(payload)
}

/// A message without an operation.
fn other<'a>(payload: Tree<'a>) -> Result<Skip<'a>, Error> {
    let has = |name: &str| payload.get(Wanted::new(name)).is_some();
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
    schema.all().any(|value| value.kind() == Kind::Text && value.characters() == DECIMAL)
}

/// The time of a structure: in microseconds, which later versions give, or in milliseconds.
fn stamp(micros: Option<Tree<'_>>, millis: Option<Tree<'_>>, out: &mut String) {
    if let Some(digits) = scalar(micros) {
        time::write(digits, time::MICROSECONDS, out);
    } else if let Some(digits) = scalar(millis) {
        time::write(digits, time::MILLISECONDS, out);
    }
}
