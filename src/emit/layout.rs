//! How entries stand in a file.
//!
//! What separates the entries of two tables stands on a line of its own, so that a table more is lines more and changes
//! no other line. An entry is kept with what stands around it, the separator before it included: a file is then a head, the
//! entries as they are kept, and an end.

use std::collections::BTreeMap;

use super::list::{self, BETWEEN_TABLES};
use super::store::{Kept, Place, Store};
use crate::bytes::Bytes;
use crate::text::Name;

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
/// The line between two pieces of text.
const BETWEEN_TEXTS: &str = "\n";

impl Layout {
    /// Keeps the entry of a name, as it stands in a file behind others. False where the name has another already.
    pub(super) fn keep(&self, name: Name, entry: &[u8], store: &mut Store) -> bool {
        let between = self.between().as_bytes();
        match self {
            Layout::Object => {
                let quoted = quoted(&name);
                let parts = [between, b"\n  ", quoted.as_bytes(), b": ", entry];
                store.insert(name, &parts, length(&parts))
            }
            Layout::List { .. } => {
                let parts = [between, list::BEFORE_ENTRY.as_bytes(), entry];
                store.insert(name, &parts, length(&parts))
            }
            Layout::Text { comment, end } => {
                let line = one_line(&name);
                let text = entry.trim_ascii_end();
                let parts = [between, comment.as_bytes(), b" ", line.as_bytes(), b"\n", text, end.as_bytes(), b"\n"];
                // Also where nothing is trimmed there is room for the line that ends the piece.
                let size = length(&parts) + entry.len() - text.len();
                store.insert(name, &parts, size)
            }
        }
    }

    /// What stands before an entry that is not the first.
    fn between(&self) -> &'static str {
        match self {
            Layout::Object => BETWEEN_MEMBERS,
            Layout::List { .. } => BETWEEN_TABLES,
            Layout::Text { .. } => BETWEEN_TEXTS,
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
            Layout::List { .. } => self.head().len() + self.end(!self.has_of_map()).len() + BETWEEN_TABLES.len(),
        }
    }

    /// A file with the entries at these places, which are in order.
    pub(super) fn file(&self, kept: &Kept, places: &[Place]) -> Bytes {
        let mut bytes = Bytes::from(self.head());
        for (count, place) in places.iter().enumerate() {
            let is_first = count == 0 && !self.has_of_map();
            kept.add_to(&mut bytes, *place, if is_first { self.between().len() } else { 0 });
        }
        bytes.extend(self.end(places.is_empty() && !self.has_of_map()));
        bytes
    }

    /// Whether entries of the whole map stand before those of tables.
    fn has_of_map(&self) -> bool {
        match self {
            Layout::Object | Layout::Text { .. } => false,
            Layout::List { of_map, .. } => !of_map.is_empty(),
        }
    }

    /// What a file begins with.
    fn head(&self) -> Vec<u8> {
        let mut head = Vec::new();
        match self {
            Layout::Object => head.push(b'{'),
            Layout::List { member, of_map, .. } => {
                list::begin(member, 0, &mut head);
                list::entries(of_map.values().map(Vec::as_slice), BETWEEN_TABLES, 0, &mut head);
            }
            Layout::Text { .. } => {}
        }
        head
    }

    /// What a file ends with.
    fn end(&self, is_empty: bool) -> &'static str {
        match self {
            Layout::Object => "\n}\n",
            Layout::List { .. } => list::end(is_empty),
            Layout::Text { .. } => "",
        }
    }
}

fn length(parts: &[&[u8]]) -> usize {
    parts.iter().map(|part| part.len()).sum()
}

/// A name as a text of JSON.
fn quoted(name: &str) -> String {
    serde_json::to_string(name).expect("a text can always be JSON")
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
