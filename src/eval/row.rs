//! One row of the source table.

use super::value::Value;

/// A row: a value for each column of the table, in the order of its columns; none is a record or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The values.
    pub values: Vec<Value>,
}
