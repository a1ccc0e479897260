//! One row of the source table.

use super::value::Value;
use crate::text::Name;

/// A row: a value for each column of the table, in the order of its columns; none is a record or a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The values.
    pub values: Vec<Value>,
    /// What is known of how it came.
    pub facts: Facts,
}

/// What is known of how a row came to be as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// A change made it so; else a load read it.
    pub changed: bool,
    /// The facts of the event that are known, by the words of the language.
    pub known: Vec<(Name, Name)>,
}

impl Row {
    /// A row that a load reads, of which nothing else is known.
    pub fn loaded(values: Vec<Value>) -> Row {
        Row { values, facts: Facts::default() }
    }
}

impl Facts {
    /// The fact of this name.
    pub fn get(&self, name: &str) -> Option<&Name> {
        self.known.iter().find(|(known, _)| &**known == name).map(|(_, value)| value)
    }
}
