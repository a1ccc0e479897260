//! The columns that DMS adds to a file when a line asks for a fact of the event.

use crate::mapping::{Content, Mapping};
use crate::value::Value;

/// A column that is none of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Added {
    /// `I`, `U` or `D`; always the first column of a file.
    Operation,
    /// When the change was committed; for a row of the full load, when it was loaded.
    Time,
}

/// The name that DMS gives to the column of the operation in Parquet.
pub(super) const OPERATION: &str = "Op";

/// What the field at `place` of the record asks for.
pub(super) fn of_field(mapping: &Mapping<'_>, place: usize) -> Option<Added> {
    match &mapping.record.fields[place].content {
        Content::Value(Value::Event(word)) => match &**word {
            "operation" => Some(Added::Operation),
            "commit-timestamp" => Some(Added::Time),
            _ => None,
        },
        Content::Value(
            Value::Column(_) | Value::Constant(_) | Value::Template(_) | Value::Call(..) | Value::Foreign { .. },
        )
        | Content::Map(_)
        | Content::List(_)
        | Content::Set(_) => None,
    }
}

/// The first field that asks for it: a file has one such column.
pub(super) fn place(mapping: &Mapping<'_>, added: Added) -> Option<usize> {
    (0..mapping.record.fields.len()).find(|place| of_field(mapping, *place) == Some(added))
}
