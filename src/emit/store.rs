//! The bytes of many names. They stand one behind the other in large pieces of memory, which are given back as wholes: the
//! documents of a hundred thousand tables come and go together.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::text::Name;

/// The bytes of a piece of memory, or more where one entry has more: not less than the largest part of a file, so that what is
/// given back has room for one.
const PIECE: usize = 2 << 20;

/// Bytes by name.
#[derive(Debug, Default)]
pub struct Store {
    pieces: Vec<Vec<u8>>,
    places: BTreeMap<Name, Place>,
}

/// Where the bytes of a name stand.
#[derive(Clone, Copy, Debug)]
struct Place {
    piece: usize,
    start: usize,
    end: usize,
}

impl Store {
    /// Keeps the bytes of a name. False where the name has others already, which stay.
    pub fn insert(&mut self, name: Name, bytes: &[u8]) -> bool {
        match self.places.entry(name) {
            Entry::Occupied(entry) => at(&self.pieces, *entry.get()) == bytes,
            Entry::Vacant(entry) => {
                entry.insert(keep(&mut self.pieces, bytes));
                true
            }
        }
    }

    /// The names with their bytes, in order of name.
    pub fn iter(&self) -> impl Iterator<Item = (&Name, &[u8])> {
        self.places.iter().map(|(name, place)| (name, at(&self.pieces, *place)))
    }

    /// Whether it has no name.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

fn at(pieces: &[Vec<u8>], place: Place) -> &[u8] {
    &pieces[place.piece][place.start..place.end]
}

fn keep(pieces: &mut Vec<Vec<u8>>, bytes: &[u8]) -> Place {
    let has_room = pieces.last().is_some_and(|piece| piece.capacity() - piece.len() >= bytes.len());
    if !has_room {
        // A store of little takes little.
        let held: usize = pieces.iter().map(Vec::len).sum::<usize>().clamp(256, PIECE);
        pieces.push(Vec::with_capacity(held.max(bytes.len())));
    }
    let last = pieces.len() - 1;
    let start = pieces[last].len();
    pieces[last].extend_from_slice(bytes);
    Place { piece: last, start, end: start + bytes.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_in_order_and_keep_their_first_bytes() {
        let mut store = Store::default();
        assert!(store.insert("b".into(), &[2; 3_000_000]));
        assert!(store.insert("a".into(), b"one"));
        assert!(store.insert("c".into(), b""));
        assert!(store.insert("a".into(), b"one"));
        assert!(!store.insert("a".into(), b"two"));
        let seen: Vec<(&str, usize)> = store.iter().map(|(name, bytes)| (&**name, bytes.len())).collect();
        assert_eq!(seen, [("a", 3), ("b", 3_000_000), ("c", 0)]);
    }
}
