//! The marks by instructions that every machine has.

use crate::marks::{self, Seen};

/// The places of `marks` in `bytes`, written from the second element on; how many there are, and what else was seen.
pub(super) fn index(bytes: &[u8], marks: [u8; 4], places: &mut [u32]) -> (usize, Seen) {
    let mut count = 0;
    let mut seen = Seen::default();
    let mut base = 0;
    for block in bytes.chunks(64) {
        let mut mask = 0;
        for (place, byte) in block.iter().enumerate() {
            mask |= u64::from(marks.contains(byte)) << place;
            seen.nul |= *byte == 0;
            seen.high |= !byte.is_ascii();
        }
        count = marks::places(mask, base, &mut places[1..], count);
        base += 64;
    }
    (count, seen)
}
