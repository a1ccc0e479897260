//! What the searches for marks share: places of the bits of 64 bytes, and what else was seen.

/// What else was seen among the bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    /// A zero byte.
    pub nul: bool,
    /// A byte that is no ASCII.
    pub high: bool,
}

/// Writes the places of the bits of a block, from `count` on, and gives the new count.
#[inline(always)]
pub(crate) fn places(mut mask: u64, base: u32, places: &mut [u32], count: usize) -> usize {
    let found = mask.count_ones() as usize;
    let slots = &mut places[count..count + 64];
    for slot in &mut slots[..8] {
        *slot = base + mask.trailing_zeros();
        mask &= mask.wrapping_sub(1);
    }
    if found > 8 {
        for slot in &mut slots[8..16] {
            *slot = base + mask.trailing_zeros();
            mask &= mask.wrapping_sub(1);
        }
        let mut rest = 16;
        while mask != 0 {
            slots[rest] = base + mask.trailing_zeros();
            mask &= mask - 1;
            rest += 1;
        }
    }
    count + found
}
