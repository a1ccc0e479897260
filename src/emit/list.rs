//! A list to which each table of a map adds entries.

use serde::Serialize;

use super::json;

/// A JSON object with one member, a list: entries for the whole map, and entries for this table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The name of the member.
    pub(super) member: &'static str,
    /// The most bytes that the service takes.
    pub(super) max_bytes: usize,
    /// Entries that every table of the map gives alike, each with its place.
    pub(super) of_map: Vec<(u32, Vec<u8>)>,
    /// The entries of this table, with what stands between them.
    pub(super) of_table: Vec<u8>,
    /// Entries are not even made.
    is_unwritten: bool,
}

/// How deep an entry of a list stands.
const ENTRY_DEPTH: usize = 2;
/// What stands between two entries of one table, before the indent of the next.
const BETWEEN_ENTRIES: &[u8] = b",\n    ";

impl List {
    /// A list without entries, in a file of which the service takes `max_bytes`.
    pub fn new(member: &'static str, max_bytes: usize) -> List {
        List { member, max_bytes, of_map: Vec::new(), of_table: Vec::new(), is_unwritten: false }
    }

    /// A list that takes no entry: for those who only want to know which there would be.
    pub fn unwritten() -> List {
        List { is_unwritten: true, ..List::new("", 0) }
    }

    /// Adds an entry that speaks of the whole map. Every table that gives one of this `place` gives the same bytes; it
    /// stands once in each file, before the entries of tables, in order of place.
    pub fn push_of_map<E: Serialize>(&mut self, place: u32, entry: impl FnOnce() -> E) {
        if !self.is_unwritten {
            self.of_map.push((place, json::at_depth(&entry(), ENTRY_DEPTH)));
        }
    }

    /// Adds an entry of this table.
    pub fn push<E: Serialize>(&mut self, entry: impl FnOnce() -> E) {
        if self.is_unwritten {
            return;
        }
        if !self.of_table.is_empty() {
            self.of_table.extend_from_slice(BETWEEN_ENTRIES);
        }
        json::write(&entry(), ENTRY_DEPTH, &mut self.of_table);
    }

    /// The most bytes of a file that holds this list alone, whatever its layout.
    pub fn file_bytes(&self) -> usize {
        self.alone().len() + self.of_map.len() * BETWEEN_TABLES.len()
    }

    /// The file that holds this list alone, in the usual layout.
    pub(super) fn alone(&self) -> Vec<u8> {
        let of_table = Some(self.of_table.as_slice()).filter(|entries| !entries.is_empty());
        let mut bytes = Vec::new();
        let of_map = self.of_map.iter().map(|(_, entry)| entry.as_slice());
        write(self.member, of_map.chain(of_table), ",", &mut bytes);
        bytes
    }
}

/// The line between two tables.
pub(super) const BETWEEN_TABLES: &str = "\n    ,";

/// A file that holds such a list.
pub(super) fn write<'e>(member: &str, entries: impl Iterator<Item = &'e [u8]>, between: &str, bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(b"{\n  ");
    bytes.extend_from_slice(serde_json::Value::from(member).to_string().as_bytes());
    bytes.extend_from_slice(b": [");
    let mut is_empty = true;
    for entry in entries {
        if !is_empty {
            bytes.extend_from_slice(between.as_bytes());
        }
        is_empty = false;
        bytes.extend_from_slice(b"\n    ");
        bytes.extend_from_slice(entry);
    }
    bytes.extend_from_slice(if is_empty { b"]\n}\n" } else { b"\n  ]\n}\n" });
}
