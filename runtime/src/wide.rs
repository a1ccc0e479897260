//! Instructions and copies that are wider than what safe code is given. The only place of this crate with unsafe code.
//!
//! - Marks in 64 bytes at once ([`index_avx2`], [`index_sse2`]); what safe code finds is the same, by test.
//! - Attributes written with one look at the room that there is ([`enclose`], [`enclose_all`], [`member`]).

#![allow(unsafe_code)]

use crate::append::{is_special, special};
#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{_mm_cmpeq_epi8, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set_epi64x, _mm_set1_epi8};

/// The longest beginning of an attribute that [`enclose`] copies.
pub(crate) const HEAD: usize = 48;

/// What ends an attribute.
const END: [u8; 2] = *b"\"}";

/// What stands before the value of an attribute: `,"name":{"S":"`, of which the first `length` bytes are meant.
#[derive(Clone, Copy)]
pub(crate) struct Head<'h> {
    pub bytes: &'h [u8; HEAD],
    pub length: usize,
    /// `S` or `N`, which takes the place of the fourth byte from the end.
    pub letter: u8,
}

/// Appends the beginning of an attribute, a text, and the end. Where the text is `CHECKED` and JSON cannot write it as it is,
/// nothing is appended, and the answer is false.
#[inline(always)]
pub(crate) fn enclose<const CHECKED: bool>(out: &mut Vec<u8>, head: Head<'_>, text: &[u8]) -> bool {
    assert!((4..=HEAD).contains(&head.length), "a head has four bytes, and fits");
    out.reserve(HEAD + text.len() + END.len());
    let length = head.length + text.len() + END.len();
    // SAFETY: there is room for the bytes of the head, of the text and of the end, one after the other; the new length is theirs.
    unsafe {
        let start = out.as_mut_ptr().add(out.len());
        begin(start, head);
        let at = start.add(head.length);
        if !copy::<CHECKED>(text, at) {
            return false;
        }
        at.add(text.len()).cast::<[u8; 2]>().write_unaligned(END);
        out.set_len(out.len() + length);
    }
    true
}

/// The same, of a text in pieces of `length` bytes together. False also where they are of another length.
#[inline(always)]
pub(crate) fn enclose_all<'t>(
    out: &mut Vec<u8>,
    head: Head<'_>,
    length: usize,
    texts: impl Iterator<Item = &'t [u8]>,
) -> bool {
    assert!((4..=HEAD).contains(&head.length), "a head has four bytes, and fits");
    out.reserve(HEAD + length + END.len());
    let mut left = length;
    // SAFETY: there is room for the bytes of the head, `length` more, and the end. Each text is copied only where it is not
    // longer than what is left of `length`; all of `length` is written before the new length is set.
    unsafe {
        let start = out.as_mut_ptr().add(out.len());
        begin(start, head);
        let mut at = start.add(head.length);
        for text in texts {
            if text.len() > left || !copy::<true>(text, at) {
                return false;
            }
            at = at.add(text.len());
            left -= text.len();
        }
        if left > 0 {
            return false;
        }
        at.cast::<[u8; 2]>().write_unaligned(END);
        out.set_len(out.len() + head.length + length + END.len());
    }
    true
}

/// Appends an attribute whose name is known only now; a comma before it where `comma` is one, not zero. Where name or text
/// cannot be written by JSON as they are, nothing is appended, and the answer is false. A text that is not `CHECKED` can.
#[inline(always)]
pub(crate) fn member<const CHECKED: bool>(
    out: &mut Vec<u8>,
    comma: bool,
    name: &[u8],
    letter: u8,
    text: &[u8],
) -> bool {
    let middle = [b'"', b':', b'{', b'"', letter, b'"', b':', b'"'];
    out.reserve(2 + name.len() + middle.len() + text.len() + END.len());
    let length = usize::from(comma) + 1 + name.len() + middle.len() + text.len() + END.len();
    // SAFETY: there is room for all that is written, one after the other; the new length is its length.
    unsafe {
        let start = out.as_mut_ptr().add(out.len());
        start.write(b',');
        let at = start.add(usize::from(comma));
        at.write(b'"');
        let at = at.add(1);
        if !copy::<true>(name, at) {
            return false;
        }
        let at = at.add(name.len());
        at.cast::<[u8; 8]>().write_unaligned(middle);
        let at = at.add(middle.len());
        if !copy::<CHECKED>(text, at) {
            return false;
        }
        at.add(text.len()).cast::<[u8; 2]>().write_unaligned(END);
        out.set_len(out.len() + length);
    }
    true
}

/// Writes the beginning of an attribute.
///
/// # Safety
///
/// There is room for [`HEAD`] bytes, and the length is four at least and [`HEAD`] at most.
#[inline(always)]
unsafe fn begin(at: *mut u8, head: Head<'_>) {
    // SAFETY: as was promised.
    unsafe {
        at.cast::<[u8; HEAD]>().write_unaligned(*head.bytes);
        at.add(head.length - 4).write(head.letter);
    }
}

/// Copies a text. Where it is `CHECKED` and has a quote, a backslash or a control character the answer is false, and what
/// stands in the room is of no meaning.
///
/// # Safety
///
/// There is room for the text.
#[inline(always)]
unsafe fn copy<const CHECKED: bool>(text: &[u8], to: *mut u8) -> bool {
    let (from, length) = (text.as_ptr(), text.len());
    // SAFETY: nothing is read but the text, and nothing written but room of its length: where two pieces are copied of which
    // each is shorter than the text, the second ends where the text ends.
    unsafe {
        match length {
            8..=16 => {
                let (first, last) =
                    (from.cast::<u64>().read_unaligned(), from.add(length - 8).cast::<u64>().read_unaligned());
                to.cast::<u64>().write_unaligned(first);
                to.add(length - 8).cast::<u64>().write_unaligned(last);
                !CHECKED || are_plain(first, last)
            }
            4..=7 => {
                let (first, last) =
                    (from.cast::<u32>().read_unaligned(), from.add(length - 4).cast::<u32>().read_unaligned());
                to.cast::<u32>().write_unaligned(first);
                to.add(length - 4).cast::<u32>().write_unaligned(last);
                !CHECKED || special(u64::from(first) | u64::from(last) << 32) == 0
            }
            1 => {
                to.write(*from);
                !CHECKED || !is_special(*from)
            }
            2..=3 => {
                let (first, last) =
                    (from.cast::<u16>().read_unaligned(), from.add(length - 2).cast::<u16>().read_unaligned());
                to.cast::<u16>().write_unaligned(first);
                to.add(length - 2).cast::<u16>().write_unaligned(last);
                // A blank in all other places.
                !CHECKED || special(u64::from(first) | u64::from(last) << 16 | 0x2020_2020 << 32) == 0
            }
            0 => true,
            _ => copy_long::<CHECKED>(text, to),
        }
    }
}

/// The same, of more than 16 bytes.
///
/// # Safety
///
/// There is room for the text.
unsafe fn copy_long<const CHECKED: bool>(text: &[u8], to: *mut u8) -> bool {
    // SAFETY: there is room for the text, and the two do not overlap: the text is borrowed, the room is nobody else's.
    unsafe { std::ptr::copy_nonoverlapping(text.as_ptr(), to, text.len()) };
    !CHECKED || crate::append::is_plain(text)
}

/// Whether JSON writes these bytes as they are.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn are_plain(first: u64, last: u64) -> bool {
    // SAFETY: every x86-64 has these instructions.
    unsafe {
        let all = _mm_set_epi64x(last.cast_signed(), first.cast_signed());
        let control = _mm_cmpeq_epi8(_mm_min_epu8(all, _mm_set1_epi8(0x1f)), all);
        let quote = _mm_cmpeq_epi8(all, _mm_set1_epi8(b'"'.cast_signed()));
        let backslash = _mm_cmpeq_epi8(all, _mm_set1_epi8(b'\\'.cast_signed()));
        _mm_movemask_epi8(_mm_or_si128(control, _mm_or_si128(quote, backslash))) == 0
    }
}

/// Whether JSON writes these bytes as they are.
#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
fn are_plain(first: u64, last: u64) -> bool {
    special(first) | special(last) == 0
}

#[cfg(target_arch = "x86_64")]
pub(crate) use marks::{has_avx2, index_avx2, index_sse2};

#[cfg(target_arch = "x86_64")]
mod marks {
    //! Where characters stand that mean something.

    use std::arch::x86_64::{
        __m256i, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set1_epi8,
        _mm_setzero_si128, _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_min_epu8, _mm256_movemask_epi8,
        _mm256_or_si256, _mm256_set1_epi8, _mm256_setzero_si256,
    };

    use crate::marks::{self, Seen};

    /// Whether [`index_avx2`] can be called.
    pub(crate) fn has_avx2() -> bool {
        is_x86_feature_detected!("avx2") && is_x86_feature_detected!("bmi1") && is_x86_feature_detected!("popcnt")
    }

    /// As `portable::index`, 32 bytes at once.
    ///
    /// # Panics
    ///
    /// On a machine that has no such instructions.
    pub(crate) fn index_avx2(bytes: &[u8], marks: [u8; 4], places: &mut [u32]) -> (usize, Seen) {
        assert!(has_avx2(), "the instructions were looked for");
        // SAFETY: the machine has the instructions, as was asserted.
        unsafe { avx2(bytes, marks, places) }
    }

    /// As `portable::index`, 16 bytes at once.
    pub(crate) fn index_sse2(bytes: &[u8], marks: [u8; 4], places: &mut [u32]) -> (usize, Seen) {
        // SAFETY: every x86-64 has these instructions.
        unsafe { sse2(bytes, marks, places) }
    }

    #[target_feature(enable = "avx2,bmi1,popcnt")]
    fn avx2(bytes: &[u8], marks: [u8; 4], places: &mut [u32]) -> (usize, Seen) {
        let wanted = marks.map(|mark| _mm256_set1_epi8(mark.cast_signed()));
        // The least of all bytes: zero where one is. And all bits of all of them.
        let mut least = _mm256_set1_epi8(-1);
        let mut bits = _mm256_setzero_si256();
        let mut mask_of = |block: &[u8; 64]| {
            // SAFETY: 32 bytes are read from the beginning of 64, and 32 from the middle on.
            let (low, high) = unsafe {
                (_mm256_loadu_si256(block.as_ptr().cast()), _mm256_loadu_si256(block.as_ptr().add(32).cast()))
            };
            least = _mm256_min_epu8(least, _mm256_min_epu8(low, high));
            bits = _mm256_or_si256(bits, _mm256_or_si256(low, high));
            let find = |half: __m256i| {
                let [one, two, three, four] = wanted.map(|mark| _mm256_cmpeq_epi8(half, mark));
                let found = _mm256_or_si256(_mm256_or_si256(one, two), _mm256_or_si256(three, four));
                u64::from(_mm256_movemask_epi8(found).cast_unsigned())
            };
            find(low) | find(high) << 32
        };
        let count = blocks(bytes, &mut mask_of, places);
        let nul = _mm256_movemask_epi8(_mm256_cmpeq_epi8(least, _mm256_setzero_si256())) != 0;
        (count, Seen { nul, high: _mm256_movemask_epi8(bits) != 0 })
    }

    #[target_feature(enable = "sse2")]
    fn sse2(bytes: &[u8], marks: [u8; 4], places: &mut [u32]) -> (usize, Seen) {
        let wanted = marks.map(|mark| _mm_set1_epi8(mark.cast_signed()));
        let mut least = _mm_set1_epi8(-1);
        let mut bits = _mm_setzero_si128();
        let mut mask_of = |block: &[u8; 64]| {
            let mut mask = 0;
            for (place, part) in block.as_chunks::<16>().0.iter().enumerate() {
                // SAFETY: 16 bytes are read of 16.
                let part = unsafe { _mm_loadu_si128(part.as_ptr().cast()) };
                least = _mm_min_epu8(least, part);
                bits = _mm_or_si128(bits, part);
                let [one, two, three, four] = wanted.map(|mark| _mm_cmpeq_epi8(part, mark));
                let found = _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(one, two), _mm_or_si128(three, four)));
                mask |= u64::from(found.cast_unsigned()) << (16 * place);
            }
            mask
        };
        let count = blocks(bytes, &mut mask_of, places);
        let nul = _mm_movemask_epi8(_mm_cmpeq_epi8(least, _mm_setzero_si128())) != 0;
        (count, Seen { nul, high: _mm_movemask_epi8(bits) != 0 })
    }

    /// Writes the places of the bits that `mask_of` gives for each 64 bytes.
    #[inline(always)]
    fn blocks(bytes: &[u8], mask_of: &mut impl FnMut(&[u8; 64]) -> u64, places: &mut [u32]) -> usize {
        let places = &mut places[1..];
        let (blocks, rest) = bytes.as_chunks::<64>();
        let (mut count, mut base) = (0, 0);
        for block in blocks {
            count = marks::places(mask_of(block), base, places, count);
            base += 64;
        }
        if !rest.is_empty() {
            // The last byte again and again: nothing is seen that is not there.
            let mut block = [rest[rest.len() - 1]; 64];
            block[..rest.len()].copy_from_slice(rest);
            count = marks::places(mask_of(&block) & ((1 << rest.len()) - 1), base, places, count);
        }
        count
    }
}
