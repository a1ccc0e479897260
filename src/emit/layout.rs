//! How entries stand in a file.
//!
//! What separates the entries of two tables stands on a line of its own, so that a table more is lines more and changes
//! no other line.

use std::collections::BTreeMap;

use super::list::{self, BETWEEN_TABLES};

/// The form of a file that holds the documents of many tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// A JSON object with a member for each.
    Object,
    /// A JSON object with one member, a list.
    List {
        /// The name of the member.
        member: &'static str,
        /// The most bytes that the service takes.
        max_bytes: usize,
        /// The entries that stand in each file, by their place.
        of_map: BTreeMap<u32, Vec<u8>>,
    },
    /// Text, each under a comment with the name.
    Text {
        /// What begins a comment.
        comment: &'static str,
        /// What ends a piece.
        end: &'static str,
    },
}

/// The most bytes of a file where no service says it: what tools that show changes still show.
const MAX_BYTES: usize = 2_000_000;
/// The line between two members of an object.
const BETWEEN_MEMBERS: &str = "\n  ,";

impl Layout {
    /// The most bytes that an entry adds to a file.
    pub(super) fn entry_bytes(&self, name: &str, entry: &[u8]) -> usize {
        entry.len()
            + match self {
                Layout::Object => BETWEEN_MEMBERS.len() + "\n  : ".len() + quoted(name).len(),
                Layout::List { .. } => BETWEEN_TABLES.len() + "\n    ".len(),
                Layout::Text { comment, end } => comment.len() + " \n\n\n".len() + one_line(name).len() + end.len(),
            }
    }

    /// The most bytes of a file.
    pub(super) fn max_bytes(&self) -> usize {
        match self {
            Layout::Object | Layout::Text { .. } => MAX_BYTES,
            Layout::List { max_bytes, .. } => *max_bytes,
        }
    }

    /// The most bytes of a file without entries.
    pub(super) fn frame_bytes(&self) -> usize {
        match self {
            Layout::Object | Layout::Text { .. } => "{\n}\n".len(),
            Layout::List { .. } => self.file(&[]).len() + BETWEEN_TABLES.len(),
        }
    }

    /// A file with these entries, which are in order.
    pub(super) fn file(&self, entries: &[(&str, &[u8])]) -> Vec<u8> {
        let size: usize = entries.iter().map(|(name, entry)| self.entry_bytes(name, entry)).sum();
        let mut bytes = Vec::with_capacity(size + 64);
        match self {
            Layout::Object => object(entries, &mut bytes),
            Layout::List { member, of_map, .. } => {
                let of_map = of_map.values().map(Vec::as_slice);
                list::write(member, of_map.chain(entries.iter().map(|(_, entry)| *entry)), BETWEEN_TABLES, &mut bytes);
            }
            Layout::Text { comment, end } => text(entries, comment, end, &mut bytes),
        }
        bytes
    }
}

fn object(entries: &[(&str, &[u8])], bytes: &mut Vec<u8>) {
    bytes.push(b'{');
    for (place, (name, entry)) in entries.iter().enumerate() {
        if place > 0 {
            bytes.extend_from_slice(BETWEEN_MEMBERS.as_bytes());
        }
        bytes.extend_from_slice(b"\n  ");
        bytes.extend_from_slice(quoted(name).as_bytes());
        bytes.extend_from_slice(b": ");
        bytes.extend_from_slice(entry);
    }
    bytes.extend_from_slice(b"\n}\n");
}

fn text(entries: &[(&str, &[u8])], comment: &str, end: &str, bytes: &mut Vec<u8>) {
    for (place, (name, entry)) in entries.iter().enumerate() {
        if place > 0 {
            bytes.push(b'\n');
        }
        bytes.extend_from_slice(format!("{comment} {}\n", one_line(name)).as_bytes());
        bytes.extend_from_slice(entry.trim_ascii_end());
        bytes.extend_from_slice(end.as_bytes());
        bytes.push(b'\n');
    }
}

/// A name as a text of JSON.
fn quoted(name: &str) -> String {
    serde_json::Value::from(name).to_string()
}

/// A name in a comment, which a line break would end.
fn one_line(name: &str) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let mut line = String::with_capacity(name.len());
    for c in name.chars() {
        if breaks(c) {
            line.extend(c.escape_default());
        } else {
            line.push(c);
        }
    }
    line
}
