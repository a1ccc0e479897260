//! Memory that is used again for each event.

use crate::json::JsonLines;
use crate::members::Members;

/// What is worked out before a request is written.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The keys of the old and the new item.
    pub(super) keys: [JsonLines; 2],
    /// The attributes of the new row, of an item of many rows.
    pub(super) new: Members,
    /// The names of those of the old row.
    pub(super) old: Members,
    /// What tells the newer of two events.
    pub(super) versions: Members,
    /// What placeholders stand for.
    pub(super) names: Names,
    /// The expression that is written next.
    pub(super) expression: String,
}

/// Names of attributes, by the number of their placeholder.
#[derive(Debug, Default)]
pub(super) struct Names {
    text: String,
    ends: Vec<usize>,
}

impl Names {
    /// Forgets all.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Adds a name.
    pub fn push(&mut self, name: &str) {
        self.text.push_str(name);
        self.ends.push(self.text.len());
    }

    /// The names in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.ends.iter().scan(0, |start, end| Some(&self.text[std::mem::replace(start, *end)..*end]))
    }

    /// The number of a name.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.iter().position(|known| known == name)
    }
}
