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
    /// In how many objects or lists the document stands.
    depth: usize,
    /// Entries are not even made.
    is_unwritten: bool,
}

/// How deep an entry of a list stands.
const ENTRY_DEPTH: usize = 2;
impl List {
    /// A list without entries, in a file of which the service takes `max_bytes`.
    pub fn new(member: &'static str, max_bytes: usize) -> List {
        List { member, max_bytes, of_map: Vec::new(), of_table: Vec::new(), depth: 0, is_unwritten: false }
    }

    /// The same, inside `depth` objects or lists: entries are indented for where they will stand.
    #[must_use]
    pub fn at_depth(self, depth: usize) -> List {
        List { depth, ..self }
    }

    /// A list that takes no entry: for those who only want to know which there would be.
    pub fn unwritten() -> List {
        List { is_unwritten: true, ..List::new("", 0) }
    }

    /// Adds an entry that speaks of the whole map. Every table that gives one of this `place` gives the same bytes; it
    /// stands once in each file, before the entries of tables, in order of place.
    pub fn push_of_map<E: Serialize>(&mut self, place: u32, entry: impl FnOnce() -> E) {
        if !self.is_unwritten {
            self.of_map.push((place, json::at_depth(&entry(), ENTRY_DEPTH + self.depth)));
        }
    }

    /// Adds an entry of this table.
    pub fn push<E: Serialize>(&mut self, entry: impl FnOnce() -> E) {
        if self.is_unwritten {
            return;
        }
        if !self.of_table.is_empty() {
            self.of_table.push(b',');
            new_line(ENTRY_DEPTH + self.depth, &mut self.of_table);
        }
        json::write(&entry(), ENTRY_DEPTH + self.depth, &mut self.of_table);
    }

    /// The most bytes of a file that holds this list alone, whatever its layout.
    pub fn file_bytes(&self) -> usize {
        self.alone().len() + self.of_map.len() * BETWEEN_TABLES.len()
    }

    /// The file that holds this list alone, in the usual layout.
    pub(super) fn alone(&self) -> Vec<u8> {
        let of_table = Some(self.of_table.as_slice()).filter(|entries| !entries.is_empty());
        let of_map = self.of_map.iter().map(|(_, entry)| entry.as_slice());
        let mut bytes = Vec::new();
        begin(self.member, 0, &mut bytes);
        let is_empty = entries(of_map.chain(of_table), ",", 0, &mut bytes) == 0;
        bytes.extend_from_slice(end(is_empty).as_bytes());
        bytes
    }
}

/// The line between two tables, in a document that stands alone.
pub(super) const BETWEEN_TABLES: &str = "\n    ,";
/// What stands before each entry there.
pub(super) const BEFORE_ENTRY: &str = "\n    ";

/// What a document of such a list begins with, inside `depth` objects.
pub(super) fn begin(member: &str, depth: usize, bytes: &mut Vec<u8>) {
    bytes.push(b'{');
    new_line(1 + depth, bytes);
    bytes.extend_from_slice(serde_json::Value::from(member).to_string().as_bytes());
    bytes.extend_from_slice(b": [");
}

/// Adds entries, with `between` before each but the first. How many there were.
pub(super) fn entries<'e>(
    entries: impl Iterator<Item = &'e [u8]>,
    between: &str,
    depth: usize,
    bytes: &mut Vec<u8>,
) -> usize {
    let mut count = 0;
    for entry in entries {
        if count > 0 {
            bytes.extend_from_slice(between.as_bytes());
        }
        count += 1;
        new_line(ENTRY_DEPTH + depth, bytes);
        bytes.extend_from_slice(entry);
    }
    count
}

/// What a document that stands alone ends with.
pub(super) fn end(is_empty: bool) -> &'static str {
    if is_empty { "]\n}\n" } else { "\n  ]\n}\n" }
}

/// The end of a line, and the indent of the next.
pub(super) fn new_line(depth: usize, bytes: &mut Vec<u8>) {
    bytes.push(b'\n');
    bytes.extend(std::iter::repeat_n(b' ', 2 * depth));
}
