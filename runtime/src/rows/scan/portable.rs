//! The marks by instructions that every machine has.

/// The places of `marks` in `bytes`, written from the second element on; how many there are, and whether there is a zero byte.
pub(super) fn index(bytes: &[u8], marks: [u8; 4], places: &mut [u32]) -> (usize, bool) {
    let mut count = 0;
    let mut has_nul = false;
    let mut base = 0;
    for block in bytes.chunks(64) {
        let mut mask = 0;
        for (place, byte) in block.iter().enumerate() {
            mask |= u64::from(marks.contains(byte)) << place;
            has_nul |= *byte == 0;
        }
        count = super::places(mask, base, &mut places[1..], count);
        base += 64;
    }
    (count, has_nul)
}
