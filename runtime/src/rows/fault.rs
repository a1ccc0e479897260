//! What can be wrong with a record, and with a whole file.

use std::fmt;
use std::io;

/// Why a record is no row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowFault {
    /// Bytes that are no UTF-8.
    InvalidUtf8,
    /// A zero byte.
    Nul,
    /// Another number of fields than the file has columns.
    FieldCount {
        /// The columns of the file.
        expected: usize,
        /// The fields of the record.
        found: usize,
    },
    /// A quote is opened and never closed.
    UnterminatedQuote,
    /// A quote inside a field, or something between the closing quote and the end of the field.
    StrayQuote,
    /// An escape that has no meaning, or nothing after it.
    BadEscape,
    /// A text that could be NULL or itself.
    AmbiguousNull,
    /// More bytes than a record may have.
    TooLong {
        /// The most that one may have.
        limit: usize,
    },
    /// Something after the line `\.`, which ends the rows.
    AfterEnd,
    /// A change, not a row: the operation is none of an insert.
    NotAnInsert,
    /// No object of JSON; what is wrong with it.
    NotAnObject(&'static str),
    /// An object without this member, which could be NULL or forgotten.
    NoMember,
    /// An object with two members of one name.
    DoubledMember,
}

impl fmt::Display for RowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RowFault::InvalidUtf8 => f.write_str("the record is not UTF-8"),
            RowFault::Nul => f.write_str("the record holds a zero byte"),
            RowFault::FieldCount { expected, found } => {
                write!(f, "the record has {found} fields, and the file {expected} columns")
            }
            RowFault::UnterminatedQuote => f.write_str("a quote is opened here and never closed"),
            RowFault::StrayQuote => f.write_str("a quote inside a field, or text after a closing quote"),
            RowFault::BadEscape => f.write_str("an escape that has no meaning"),
            RowFault::AmbiguousNull => f.write_str("the text could be NULL or itself"),
            RowFault::TooLong { limit } => write!(f, "the record has more than {limit} bytes"),
            RowFault::AfterEnd => f.write_str("the rows ended before, at `\\.`"),
            RowFault::NotAnInsert => f.write_str("a change, not a row: the operation is not an insert"),
            RowFault::NotAnObject(why) => write!(f, "no object of JSON: {why}"),
            RowFault::NoMember => f.write_str("the object has no such member"),
            RowFault::DoubledMember => f.write_str("the object has two such members"),
        }
    }
}

/// Why nothing more can be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// The input failed.
    Io(io::Error),
    /// The header has no column of this name, or the layout has none.
    NoColumn(String),
    /// The header has two columns of this name.
    DoubledColumn(String),
    /// The header is no record; what is wrong with it.
    Header(RowFault),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Io(error) => error.fmt(f),
            ReadError::NoColumn(name) => write!(f, "the file has no column {name:?}"),
            ReadError::DoubledColumn(name) => write!(f, "the file has two columns {name:?}"),
            ReadError::Header(fault) => write!(f, "the header: {fault}"),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ReadError::Io(error) => Some(error),
            ReadError::NoColumn(_) | ReadError::DoubledColumn(_) | ReadError::Header(_) => None,
        }
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> ReadError {
        ReadError::Io(error)
    }
}
