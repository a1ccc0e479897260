//! Why a row becomes no item: data that a caller can count, keep and show.

use std::fmt;

use crate::events::fault::BadEvent;
use crate::number::BadNumber;

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// A key is NULL, or a template of one holds NULL.
    NullKey,
    /// A key is an empty text.
    EmptyKey,
    /// A key is longer than DynamoDB takes.
    KeyTooLong {
        /// Its length in bytes.
        bytes: usize,
        /// The most that DynamoDB takes.
        limit: usize,
    },
    /// NULL where the mapping refuses it.
    Null,
    /// A text that is no truth value, where the column is one.
    NotABoolean,
    /// A template without a value, as one of its columns is NULL.
    NullInTemplate,
    /// A number that DynamoDB would refuse or round.
    Number(BadNumber),
    /// A number that `padded` cannot make as long as all others: negative, with a fraction, or with too many digits.
    NotPadded {
        /// The digits that every value has.
        width: usize,
    },
    /// A computed attribute name is that of another attribute.
    NameClash,
    /// Two rows of an item give one attribute.
    Duplicate,
    /// A computed attribute name is empty.
    EmptyName,
    /// A computed attribute name is longer than DynamoDB takes.
    NameTooLong {
        /// Its length in bytes.
        bytes: usize,
    },
    /// The item is larger than DynamoDB takes.
    ItemTooLarge {
        /// The size at which it was given up, in bytes.
        bytes: usize,
    },
    /// The rows of the item have more bytes than are kept until it is complete.
    RowsTooLong {
        /// How many are kept.
        limit: usize,
    },
    /// The keys came in no order, and too many to remember: this one could have come before. Rows that are sorted by the bytes
    /// of the key have an order.
    PerhapsUnsorted,
    /// The key came before, and other keys since: the rows are not sorted by key. The item that was made of the earlier rows
    /// is incomplete.
    Unsorted,
    /// The row is not as an `assume` line of the mapping says. What was proved with that line does not hold for it.
    NotAsAssumed {
        /// The line, without its first word.
        claim: &'static str,
    },
    /// A change event that cannot be read, or that gives no requests.
    Event(BadEvent),
}

/// A row, or the rows of an item, that become no item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What is wrong.
    pub fault: Fault,
    /// The attribute; empty where the item as a whole is at fault.
    pub attribute: String,
    /// The key of the item as JSON, where it is known.
    pub key: Option<String>,
}

impl Error {
    /// A fault of an attribute.
    pub fn of(attribute: &str, fault: Fault) -> Error {
        Error { fault, attribute: attribute.to_owned(), key: None }
    }

    /// A fault of the item as a whole.
    pub fn of_item(fault: Fault) -> Error {
        Error { fault, attribute: String::new(), key: None }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::NullKey => f.write_str("the key is NULL"),
            Fault::EmptyKey => f.write_str("the key is empty"),
            Fault::KeyTooLong { bytes, limit } => {
                write!(f, "the key has {bytes} bytes, more than the {limit} that DynamoDB takes")
            }
            Fault::Null => f.write_str("NULL, which the mapping refuses"),
            Fault::NotABoolean => f.write_str("no truth value"),
            Fault::NullInTemplate => f.write_str("a column of the template is NULL"),
            Fault::Number(bad) => bad.fmt(f),
            Fault::NotPadded { width } => write!(f, "no whole number from 0 on with at most {width} digits"),
            Fault::NameClash => f.write_str("another attribute of the item has this name"),
            Fault::Duplicate => f.write_str("two rows of the item give this attribute"),
            Fault::EmptyName => f.write_str("the name of an attribute comes out empty"),
            Fault::NameTooLong { bytes } => write!(f, "the name of an attribute has {bytes} bytes"),
            Fault::ItemTooLarge { bytes } => {
                write!(f, "the item has {bytes} bytes or more, above the {} that DynamoDB takes", crate::ITEM_BYTES)
            }
            Fault::NotAsAssumed { claim } => write!(f, "not as the mapping assumes: {claim}"),
            Fault::Event(bad) => bad.fmt(f),
            Fault::RowsTooLong { limit } => write!(f, "the rows of the item have more than {limit} bytes"),
            Fault::PerhapsUnsorted => f.write_str(
                "the rows are in no order, and too many to remember all keys: this one could have come before",
            ),
            Fault::Unsorted => f.write_str("the rows are not sorted: this key came before, and others since"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(key) = &self.key {
            write!(f, "item {key}: ")?;
        }
        if !self.attribute.is_empty() {
            write!(f, "attribute {:?}: ", self.attribute)?;
        }
        self.fault.fmt(f)
    }
}

impl std::error::Error for Error {}

impl From<BadNumber> for Fault {
    fn from(bad: BadNumber) -> Fault {
        Fault::Number(bad)
    }
}
