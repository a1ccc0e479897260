//! Names of which none comes twice, found by their bytes, which are kept elsewhere.

use std::hash::{BuildHasher, RandomState};

/// Up to so many are looked through one by one.
const FEW: usize = 8;

/// The places of names, in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Distinct {
    /// The mark of each name.
    marks: Vec<u64>,
    /// Places plus one, by the hash of the name; empty while there are few.
    table: Vec<u32>,
    hasher: RandomState,
}

impl Distinct {
    /// Forgets all names.
    #[inline]
    pub fn clear(&mut self) {
        self.marks.clear();
        self.table.clear();
    }

    /// The place of a name of this [`mark`]; `name_of` knows the bytes of that at a place.
    #[inline]
    pub fn find<'n>(&self, mark: u64, name: &[u8], name_of: impl Fn(usize) -> &'n [u8]) -> Option<usize> {
        if !self.table.is_empty() {
            return self.find_in_table(name, name_of);
        }
        (0..self.marks.len()).find(|place| self.marks[*place] == mark && name_of(*place) == name)
    }

    #[inline(never)]
    fn find_in_table<'n>(&self, name: &[u8], name_of: impl Fn(usize) -> &'n [u8]) -> Option<usize> {
        let mut slot = self.slot(name);
        while let Some(place) = (self.table[slot] as usize).checked_sub(1) {
            if name_of(place) == name {
                return Some(place);
            }
            slot = (slot + 1) % self.table.len();
        }
        None
    }

    /// Adds a name of this [`mark`] that is not there.
    #[inline]
    pub fn push<'n>(&mut self, mark: u64, name_of: impl Fn(usize) -> &'n [u8]) {
        self.marks.push(mark);
        if self.marks.len() > FEW {
            self.index(name_of);
        }
    }

    /// Enters the last name, or all where the table is too small.
    #[inline(never)]
    fn index<'n>(&mut self, name_of: impl Fn(usize) -> &'n [u8]) {
        let count = self.marks.len();
        let first = if count * 2 > self.table.len() {
            self.table.clear();
            self.table.resize((count * 4).next_power_of_two(), 0);
            0
        } else {
            count - 1
        };
        for place in first..count {
            let mut slot = self.slot(name_of(place));
            while self.table[slot] != 0 {
                slot = (slot + 1) % self.table.len();
            }
            self.table[slot] = u32::try_from(place + 1).unwrap_or(u32::MAX);
        }
    }

    fn slot(&self, name: &[u8]) -> usize {
        (self.hasher.hash_one(name) % self.table.len() as u64) as usize
    }
}

/// The first and the last bytes of a name, and its length, in one number: the same for equal names, and different for most
/// others.
#[inline]
pub(crate) fn mark(name: &[u8]) -> u64 {
    let (first, last) = match (name.first_chunk(), name.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => (name.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)), 0),
    };
    (first ^ last.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(name.len() as u64)
}
