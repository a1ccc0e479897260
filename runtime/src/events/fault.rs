//! What can be wrong with a change event: with its text, with its shape, with its columns, or with what the mapping makes of it.

use std::fmt;

/// Why an event gives no requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BadEvent {
    /// The message is no JSON, or JSON that two readers would understand differently.
    Json {
        /// The byte at which it was noticed.
        at: usize,
        /// What is wrong there.
        problem: BadJson,
    },
    /// The message is larger than [`MESSAGE_BYTES`](crate::events::MESSAGE_BYTES).
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
    },
    /// The message is JSON, and no event of the envelope: this member is not there.
    MissingMember(&'static str),
    /// The message is JSON, and no event of the envelope: this member is of another type.
    WrongMember(&'static str),
    /// An operation that the envelope's source does not document.
    UnknownOperation,
    /// The event is one of another table than the mapping's.
    OtherTable,
    /// The row has no such column.
    MissingColumn(&'static str),
    /// The column is NULL, and must not be.
    NullColumn(&'static str),
    /// The column's value is of another type.
    WrongType {
        /// The column.
        column: &'static str,
        /// What was to be read.
        wanted: Wanted,
    },
    /// A whole number in scientific notation, as DMS writes one of more than 16 digits: it may be rounded.
    Rounded(&'static str),
    /// Debezium did not have the value: a large one that PostgreSQL keeps apart, and that the event did not change.
    Unavailable(&'static str),
    /// Debezium wrote exact numbers as bytes; `decimal.handling.mode` must be `string`.
    DecimalsAsBytes,
    /// The table was truncated. DynamoDB has no request that removes all items of a map.
    Truncate,
    /// The row changed its key, and the mapping says `on key change refuse`.
    KeyChange,
    /// What the row was before is needed, and the event does not say it.
    NoOldRow,
    /// The event has no position, and the mapping needs one.
    NoPosition,
    /// The envelope has no such value.
    NoContext(&'static str),
    /// What tells the newer of two events is NULL.
    NoVersion,
    /// A tombstone needs the time, and the program did not say it.
    NoTime,
    /// A row was deleted, and the mapping has no tombstone to put in its place.
    NoTombstone,
    /// The row has more attributes than an expression of DynamoDB can name.
    ExpressionTooLong {
        /// The bytes of the expression.
        bytes: usize,
    },
}

/// What was to be read from a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wanted {
    /// A JSON text.
    Text,
    /// A JSON number, or a text that is one.
    Number,
    /// `true`, `false`, `1`, `0`, or a text that is one of these.
    Boolean,
    /// A text that spells bytes: base64, or hexadecimal from DMS.
    Binary,
}

/// What is wrong with a JSON text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BadJson {
    /// The text ends too early.
    Truncated,
    /// Something else was to come here.
    Syntax,
    /// More text after the end.
    Trailing,
    /// A control character inside a text, NUL among them, that is not escaped.
    Control,
    /// An escape that JSON does not have.
    Escape,
    /// Half of a pair of surrogates.
    LoneSurrogate,
    /// No UTF-8.
    Encoding,
    /// A number that JSON does not have.
    Number,
    /// Two members of an object have one name.
    Duplicate,
    /// Nested deeper than [`DEPTH`](crate::events::DEPTH).
    Depth,
}

impl fmt::Display for BadEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadEvent::Json { at, problem } => write!(f, "no JSON, at byte {at}: {problem}"),
            BadEvent::TooLarge { bytes } => write!(f, "the message has {bytes} bytes"),
            BadEvent::MissingMember(name) => write!(f, "no change event: it has no `{name}`"),
            BadEvent::WrongMember(name) => write!(f, "no change event: its `{name}` is of another type"),
            BadEvent::UnknownOperation => f.write_str("an operation that is not known"),
            BadEvent::OtherTable => f.write_str("an event of another table"),
            BadEvent::MissingColumn(name) => write!(f, "the row has no column `{name}`"),
            BadEvent::NullColumn(name) => write!(f, "the column `{name}` is NULL"),
            BadEvent::WrongType { column, wanted } => write!(f, "the column `{column}` is no {wanted}"),
            BadEvent::Rounded(name) => {
                write!(f, "the column `{name}` is in scientific notation: DMS may have rounded it")
            }
            BadEvent::Unavailable(name) => write!(f, "the value of the column `{name}` was not available to Debezium"),
            BadEvent::DecimalsAsBytes => f.write_str("exact numbers are written as bytes, not as text"),
            BadEvent::Truncate => f.write_str("the table was truncated"),
            BadEvent::KeyChange => f.write_str("the key of the row changed, which the mapping refuses"),
            BadEvent::NoOldRow => f.write_str("the event does not say what the row was before"),
            BadEvent::NoPosition => f.write_str("the event has no position"),
            BadEvent::NoContext(name) => write!(f, "the event has no `{name}`"),
            BadEvent::NoVersion => f.write_str("what tells the newer of two events is NULL"),
            BadEvent::NoTime => f.write_str("a tombstone needs the time, and none was given"),
            BadEvent::NoTombstone => f.write_str("a row was deleted, and the mapping has no tombstone"),
            BadEvent::ExpressionTooLong { bytes } => {
                write!(f, "the expression of a request has {bytes} bytes, more than DynamoDB takes")
            }
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Wanted::Text => "text",
            Wanted::Number => "number",
            Wanted::Boolean => "truth value",
            Wanted::Binary => "text that spells bytes",
        })
    }
}

impl fmt::Display for BadJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BadJson::Truncated => "the text ends too early",
            BadJson::Syntax => "something else was to come here",
            BadJson::Trailing => "more text after the end",
            BadJson::Control => "a control character inside a text",
            BadJson::Escape => "an escape that JSON does not have",
            BadJson::LoneSurrogate => "half of a pair of surrogates",
            BadJson::Encoding => "no UTF-8",
            BadJson::Number => "a number that JSON does not have",
            BadJson::Duplicate => "two members of one name",
            BadJson::Depth => "nested too deeply",
        })
    }
}
