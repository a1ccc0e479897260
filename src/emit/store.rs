//! The bytes of many names. They stand one behind the other in large pieces of memory, of which files then hold ranges: the
//! documents of a hundred thousand tables come and go together, and none is copied again.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;
use std::sync::Arc;

use crate::bytes::Bytes;
use crate::text::Name;

/// The bytes of a piece of memory, or more where one entry has more.
const PIECE: usize = 2 << 20;

/// Bytes by name.
#[derive(Debug, Default)]
pub struct Store {
    pieces: Vec<Vec<u8>>,
    places: BTreeMap<Name, Place>,
}

/// Where the bytes of a name stand.
///
/// There are several for each table, so that they are small.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    piece: u32,
    start: u32,
    end: u32,
    size: u32,
}

impl Place {
    /// The most bytes that they add to a file.
    pub(super) fn size(self) -> usize {
        self.size as usize
    }

    fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A number of bytes, or of pieces, as a place keeps it.
fn small(number: usize) -> u32 {
    u32::try_from(number).expect("no table says four thousand million bytes: the texts that are read are shorter")
}

impl Store {
    /// Keeps the bytes of a name, which `parts` are one behind the other, and of which `size` is the most that they add to a
    /// file. False where the name has others already, which stay.
    pub(super) fn insert(&mut self, name: Name, parts: &[&[u8]], size: usize) -> bool {
        match self.places.entry(name) {
            Entry::Occupied(entry) => {
                let place = *entry.get();
                self.pieces[place.piece as usize][place.range()] == parts.concat()
            }
            Entry::Vacant(entry) => {
                entry.insert(keep(&mut self.pieces, parts, size));
                true
            }
        }
    }

    /// Keeps the bytes of a name, which has none yet.
    pub fn add(&mut self, name: Name, bytes: &[u8]) {
        self.insert(name, &[bytes], bytes.len());
    }

    /// Keeps what `other` does, of other names.
    pub(super) fn append(&mut self, other: Store) {
        let before = small(self.pieces.len());
        self.pieces.extend(other.pieces);
        let places = other.places.into_iter();
        self.places.extend(places.map(|(name, place)| (name, Place { piece: place.piece + before, ..place })));
    }

    /// What is kept, to be made files of.
    pub(super) fn finish(self) -> Kept {
        Kept { pieces: self.pieces.into_iter().map(Arc::new).collect(), places: self.places }
    }

    /// Adds all that is kept to `bytes`, in order of name.
    pub fn add_to(self, bytes: &mut Bytes) {
        let kept = self.finish();
        kept.places.values().for_each(|place| kept.add_to(bytes, *place, 0));
    }

    /// Whether it has no name.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

/// What a [`Store`] held at the end.
#[derive(Debug)]
pub(super) struct Kept {
    pieces: Vec<Arc<Vec<u8>>>,
    /// In order of name.
    pub places: BTreeMap<Name, Place>,
}

impl Kept {
    /// Adds what stands at `place` to `bytes`, without the first few.
    pub(super) fn add_to(&self, bytes: &mut Bytes, place: Place, without: usize) {
        let Range { start, end } = place.range();
        bytes.push(&self.pieces[place.piece as usize], (start + without).min(end)..end);
    }
}

fn keep(pieces: &mut Vec<Vec<u8>>, parts: &[&[u8]], size: usize) -> Place {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let has_room = pieces.last().is_some_and(|piece| piece.capacity() - piece.len() >= length);
    if !has_room {
        // A store of little takes little.
        let held: usize = pieces.iter().map(Vec::len).sum::<usize>().clamp(256, PIECE);
        pieces.push(Vec::with_capacity(held.max(length)));
    }
    let piece = pieces.len() - 1;
    let last = &mut pieces[piece];
    let start = last.len();
    parts.iter().for_each(|part| last.extend_from_slice(part));
    Place { piece: small(piece), start: small(start), end: small(last.len()), size: small(size) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_in_order_and_keep_their_first_bytes() {
        let mut store = Store::default();
        assert!(store.insert("b".into(), &[&[2; 3_000_000]], 0));
        assert!(store.insert("a".into(), &[b"on", b"e"], 0));
        assert!(store.insert("c".into(), &[], 0));
        assert!(store.insert("a".into(), &[b"one"], 0));
        assert!(!store.insert("a".into(), &[b"two"], 0));
        let mut bytes = Bytes::default();
        store.add_to(&mut bytes);
        assert_eq!((bytes.len(), &bytes.whole()[..4]), (3_000_003, &b"one\x02"[..]));
    }
}
