//! Events of MySQL's binary log as the published producer writes them to Kinesis, one JSON object a row.
//!
//! ```json
//! {"schema": "mydatabase", "table": "purchase", "type": "UpdateRowsEvent",
//!  "row": {"before_values": {"customerid": "c1"}, "after_values": {"customerid": "c2"}}}
//! ```
//!
//! Members may come in any order. Beside the published ones these are read, and others are passed over:
//!
//! - `log_file`, `log_pos`: the log file and the place in it, as `pymysqlreplication` has them (`BinLogStreamReader.log_file`,
//!   `.log_pos`); `row_index`: the row within the event, 0 where it is left out. One event can hold a row twice, so a producer
//!   that gives places should number the rows. Together they are the position.
//! - `position`: a text that is taken as it is, and must sort bytewise like the log.
//! - `timestamp`: seconds since 1970, as `pymysqlreplication` has them.

use super::columns::Rules;
use super::event::{Before, Context, Event, Message, Operation, Skip};
use super::fault::BadEvent;
use super::position;
use super::reader::{Made, Memory, maybe_text, object, of, scalar, some, text};
use super::tape::{Tree, Wanted};
use super::time;
use crate::error::Error;

/// What the envelope does to values: Python's `json` leaves no column out.
const RULES: Rules =
    Rules { absent_is_null: false, is_hexadecimal: false, exponents_are_rounded: false, has_unavailable: false };

/// Reads events of MySQL's binary log, as the published producer writes them.
#[derive(Debug, Default)]
pub struct Binlog {
    memory: Memory,
}

impl Binlog {
    /// A reader. Its memory is used again for each message.
    pub fn new() -> Binlog {
        Binlog::default()
    }

    /// Reads a message. Nothing is allocated once the memory is large enough.
    ///
    /// # Errors
    ///
    /// The message is no JSON, or no event of this form.
    pub fn read<'a>(&'a mut self, message: &'a [u8]) -> Result<Message<'a>, Error> {
        if message.trim_ascii().is_empty() {
            return Ok(Message::Skip(Skip::Tombstone));
        }
        let (read, made) = self.memory.read(message)?;
        let root = read.root;
        let members = Members::of(root);
        members.make(root, made);
        let operation = match text(root.at(members.kind), "type")? {
            "WriteRowsEvent" => Operation::Insert,
            "UpdateRowsEvent" => Operation::Update,
            "DeleteRowsEvent" => Operation::Delete,
            _ => return Err(of(BadEvent::UnknownOperation)),
        };
        let row = object(root.at(members.row), "row")?;
        let columns = |name| object(row.get(Wanted::new(name)), name).map(|tree| read.columns(tree, RULES));
        let (before, after) = match operation {
            Operation::Update => (Before::Columns(columns("before_values")?), Some(columns("after_values")?)),
            Operation::Delete => (Before::Columns(columns("values")?), None),
            Operation::Insert | Operation::Load | Operation::Truncate => (Before::Unknown, Some(columns("values")?)),
        };
        let mut context = Context::new(
            operation,
            maybe_text(root.at(members.schema), "schema")?,
            text(root.at(members.table), "table")?,
        );
        context.position = maybe_text(root.at(members.position), "position")?.or(some(&made.position));
        context.timestamp = some(&made.timestamp);
        Ok(Message::Event(Event { context, before, after }))
    }
}

/// Where the members are that are looked at.
#[derive(Clone, Copy, Debug)]
struct Members {
    kind: u32,
    row: u32,
    schema: u32,
    table: u32,
    position: u32,
    file: u32,
    place: u32,
    index: u32,
    time: u32,
}

const MEMBERS: [Wanted<'_>; 9] = [
    Wanted::new("schema"),
    Wanted::new("table"),
    Wanted::new("type"),
    Wanted::new("row"),
    Wanted::new("position"),
    Wanted::new("log_file"),
    Wanted::new("log_pos"),
    Wanted::new("row_index"),
    Wanted::new("timestamp"),
];

impl Members {
    fn of(root: Tree<'_>) -> Members {
        let [schema, table, kind, row, position, file, place, index, time] = root.pick(&MEMBERS);
        Members { kind, row, schema, table, position, file, place, index, time }
    }

    /// Writes the position and the time.
    fn make(&self, root: Tree<'_>, made: &mut Made) {
        made.clear();
        if let (Some(file), Some(place)) = (scalar(root.at(self.file)), scalar(root.at(self.place))) {
            let row = scalar(root.at(self.index)).unwrap_or("0");
            if position::binlog(file, place, row, &mut made.position).is_none() {
                made.position.clear();
            }
        }
        if let Some(seconds) = scalar(root.at(self.time)) {
            time::write(seconds, time::SECONDS, &mut made.timestamp);
        }
    }
}
