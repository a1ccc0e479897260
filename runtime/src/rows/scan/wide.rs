//! The marks by the wider instructions of x86-64. The only place of this crate with unsafe code.

#![allow(unsafe_code)]

use std::arch::x86_64::{
    __m128i, __m256i, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set1_epi8,
    _mm_setzero_si128, _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_min_epu8, _mm256_movemask_epi8, _mm256_or_si256,
    _mm256_set1_epi8, _mm256_setzero_si256,
};

/// Whether [`index_avx2`] can be called.
pub(super) fn has_avx2() -> bool {
    is_x86_feature_detected!("avx2") && is_x86_feature_detected!("bmi1") && is_x86_feature_detected!("popcnt")
}

/// As `portable::index`, 32 bytes at once.
///
/// # Panics
///
/// On a machine that has no such instructions.
pub(super) fn index_avx2(bytes: &[u8], marks: [u8; 4], places: &mut [u32]) -> (usize, bool) {
    assert!(has_avx2(), "the instructions were looked for");
    // SAFETY: the machine has the instructions, as was asserted.
    unsafe { avx2(bytes, marks, places) }
}

/// As `portable::index`, 16 bytes at once.
pub(super) fn index_sse2(bytes: &[u8], marks: [u8; 4], places: &mut [u32]) -> (usize, bool) {
    sse2(bytes, marks, places)
}

#[target_feature(enable = "avx2,bmi1,popcnt")]
fn avx2(bytes: &[u8], marks: [u8; 4], places: &mut [u32]) -> (usize, bool) {
    let wanted = marks.map(|mark| _mm256_set1_epi8(mark.cast_signed()));
    // The least of all bytes: zero where one is.
    let mut least = _mm256_set1_epi8(-1);
    let (blocks, rest) = bytes.as_chunks::<64>();
    let places = &mut places[1..];
    let mut count = 0;
    let mut base = 0;
    for block in blocks {
        let (mask, smaller) = block_avx2(block, &wanted, least);
        least = smaller;
        count = super::places(mask, base, places, count);
        base += 64;
    }
    if !rest.is_empty() {
        let mut block = [0xff; 64];
        block[..rest.len()].copy_from_slice(rest);
        let (mask, smaller) = block_avx2(&block, &wanted, least);
        least = smaller;
        count = super::places(mask & ((1 << rest.len()) - 1), base, places, count);
    }
    (count, _mm256_movemask_epi8(_mm256_cmpeq_epi8(least, _mm256_setzero_si256())) != 0)
}

#[target_feature(enable = "avx2,bmi1,popcnt")]
#[inline]
fn block_avx2(block: &[u8; 64], wanted: &[__m256i; 4], least: __m256i) -> (u64, __m256i) {
    // SAFETY: 32 bytes are read from the beginning of 64, and 32 from the middle on.
    let (low, high) =
        unsafe { (_mm256_loadu_si256(block.as_ptr().cast()), _mm256_loadu_si256(block.as_ptr().add(32).cast())) };
    let find = |half: __m256i| {
        let [one, two, three, four] = wanted.map(|mark| _mm256_cmpeq_epi8(half, mark));
        let found = _mm256_or_si256(_mm256_or_si256(one, two), _mm256_or_si256(three, four));
        u64::from(_mm256_movemask_epi8(found).cast_unsigned())
    };
    (find(low) | find(high) << 32, _mm256_min_epu8(least, _mm256_min_epu8(low, high)))
}

fn sse2(bytes: &[u8], marks: [u8; 4], places: &mut [u32]) -> (usize, bool) {
    // SAFETY: every x86-64 has these instructions.
    let (wanted, mut least) = unsafe { (marks.map(|mark| _mm_set1_epi8(mark.cast_signed())), _mm_set1_epi8(-1)) };
    let (blocks, rest) = bytes.as_chunks::<64>();
    let places = &mut places[1..];
    let mut count = 0;
    let mut base = 0;
    for block in blocks {
        let mask = block_sse2(block, &wanted, &mut least);
        count = super::places(mask, base, places, count);
        base += 64;
    }
    if !rest.is_empty() {
        let mut block = [0xff; 64];
        block[..rest.len()].copy_from_slice(rest);
        let mask = block_sse2(&block, &wanted, &mut least);
        count = super::places(mask & ((1 << rest.len()) - 1), base, places, count);
    }
    // SAFETY: as above.
    let has_nul = unsafe { _mm_movemask_epi8(_mm_cmpeq_epi8(least, _mm_setzero_si128())) != 0 };
    (count, has_nul)
}

#[inline(always)]
fn block_sse2(block: &[u8; 64], wanted: &[__m128i; 4], least: &mut __m128i) -> u64 {
    let mut mask = 0;
    for (place, part) in block.as_chunks::<16>().0.iter().enumerate() {
        // SAFETY: every x86-64 has these instructions, and 16 bytes are read of 16.
        let found = unsafe {
            let part = _mm_loadu_si128(part.as_ptr().cast());
            *least = _mm_min_epu8(*least, part);
            let [one, two, three, four] = wanted.map(|mark| _mm_cmpeq_epi8(part, mark));
            _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(one, two), _mm_or_si128(three, four)))
        };
        mask |= u64::from(found.cast_unsigned()) << (16 * place);
    }
    mask
}
