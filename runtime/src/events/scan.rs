//! The inside of a JSON text: where it ends, and its escapes undone.

use super::fault::BadJson;

/// The place of the first quote, backslash or control character from `at` on, or the length. Sixteen bytes are looked at at a
/// time.
#[inline(always)]
pub(super) fn special(bytes: &[u8], mut at: usize) -> usize {
    while let Some(block) = bytes.get(at..).and_then(|rest| rest.first_chunk::<16>()) {
        if let Some(place) = first(block) {
            return at + place;
        }
        at += 16;
    }
    rest(bytes, at)
}

/// The same for what is too short for a block.
#[inline]
fn rest(bytes: &[u8], mut at: usize) -> usize {
    if let Some(word) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        if let Some(place) = first_of_word(*word) {
            return at + place;
        }
        at += 8;
    }
    while at < bytes.len() && !is_special(bytes[at]) {
        at += 1;
    }
    at
}

/// The place of the first quote, backslash or control character of a word.
#[inline]
fn first_of_word(word: [u8; 8]) -> Option<usize> {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGHS: u64 = u64::from_le_bytes([0x80; 8]);
    let word = u64::from_le_bytes(word);
    let zero = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
    let marks = zero(word ^ (ONES * u64::from(b'"')))
        | zero(word ^ (ONES * u64::from(b'\\')))
        | word.wrapping_sub(ONES * u64::from(b' ')) & !word & HIGHS;
    // The lowest mark is right; those above it may be of a borrow.
    (marks != 0).then_some(marks.trailing_zeros() as usize / 8)
}

fn is_special(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | 0..b' ')
}

/// The place of the first quote, backslash or control character of a block.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
#[allow(unsafe_code)]
fn first(block: &[u8; 16]) -> Option<usize> {
    use std::arch::x86_64::{
        _mm_cmpeq_epi8, _mm_loadu_si128, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set1_epi8,
    };
    // SAFETY: every x86-64 has SSE2, and sixteen bytes are read where there are sixteen.
    let marks = unsafe {
        let bytes = _mm_loadu_si128(block.as_ptr().cast());
        let is_quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(b'"' as i8));
        let is_backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(b'\\' as i8));
        let is_control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes);
        _mm_movemask_epi8(_mm_or_si128(is_control, _mm_or_si128(is_quote, is_backslash)))
    };
    (marks != 0).then_some(marks.trailing_zeros() as usize)
}

/// The same without wide instructions.
#[cfg(any(test, not(target_arch = "x86_64")))]
fn first_by_words(block: &[u8; 16]) -> Option<usize> {
    let half = |start: usize| std::array::from_fn(|place| block[start + place]);
    first_of_word(half(0)).or_else(|| first_of_word(half(8)).map(|place| place + 8))
}

#[cfg(not(target_arch = "x86_64"))]
use first_by_words as first;

/// Undoes the escapes of a text whose first special byte stands at `at`, behind what `out` has of it. Returns the place after
/// the closing quote, or where the fault is.
pub(super) fn unescape(text: &str, mut at: usize, out: &mut String) -> (usize, Result<(), BadJson>) {
    let bytes = text.as_bytes();
    loop {
        match bytes.get(at) {
            None => return (at, Err(BadJson::Truncated)),
            Some(b'"') => return (at + 1, Ok(())),
            Some(b'\\') => match escape(bytes, at + 1) {
                Ok((character, after)) => {
                    out.push(character);
                    at = after;
                }
                Err((at, problem)) => return (at, Err(problem)),
            },
            Some(0..b' ') => return (at, Err(BadJson::Control)),
            Some(_) => {
                let stop = special(bytes, at);
                out.push_str(&text[at..stop]);
                at = stop;
            }
        }
    }
}

/// The character of the escape whose letter stands at `at`, and the place after it.
fn escape(bytes: &[u8], at: usize) -> Result<(char, usize), (usize, BadJson)> {
    let character = match bytes.get(at) {
        None => return Err((at, BadJson::Truncated)),
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(bytes, at + 1),
        Some(_) => return Err((at, BadJson::Escape)),
    };
    Ok((character, at + 1))
}

/// `00e9`, or `d83d\ude00`
fn unicode(bytes: &[u8], at: usize) -> Result<(char, usize), (usize, BadJson)> {
    let first = four(bytes, at)?;
    if let Some(character) = char::from_u32(first) {
        return Ok((character, at + 4));
    }
    let lone = Err((at, BadJson::LoneSurrogate));
    if first >= 0xdc00 {
        return lone;
    }
    match (bytes.get(at + 4), bytes.get(at + 5)) {
        (Some(b'\\'), Some(b'u')) => {}
        (None, _) | (Some(b'\\'), None) => return Err((bytes.len(), BadJson::Truncated)),
        (Some(_), _) => return lone,
    }
    match four(bytes, at + 6)? {
        second @ 0xdc00..0xe000 => {
            let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            char::from_u32(code).map_or(lone, |character| Ok((character, at + 10)))
        }
        _ => lone,
    }
}

/// Four hexadecimal digits.
fn four(bytes: &[u8], at: usize) -> Result<u32, (usize, BadJson)> {
    let mut code = 0;
    for place in at..at + 4 {
        let digit = bytes.get(place).ok_or((bytes.len(), BadJson::Truncated))?;
        code = code << 4 | char::from(*digit).to_digit(16).ok_or((place, BadJson::Escape))?;
    }
    Ok(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_to_look_at_a_block_agree() {
        let mut state = 7_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        };
        for round in 0..50_000 {
            // Bytes of all kinds, and mostly those next to what is looked for.
            let near = [0x1f, 0x20, 0x21, 0x22, 0x23, 0x5b, 0x5c, 0x5d, 0x00, 0x7f, 0x80, 0x9f, 0xa0, 0xa2, 0xdc, 0xff];
            let block: [u8; 16] = std::array::from_fn(|_| {
                let byte = next();
                if round % 2 == 0 { near[usize::from(byte % 16)] } else { byte | 0x40 }
            });
            let wanted = block.iter().position(|byte| is_special(*byte));
            assert_eq!(first(&block), wanted, "{block:?}");
            assert_eq!(first_by_words(&block), wanted, "{block:?}");
            for start in 0..16 {
                let place = block[start..].iter().position(|byte| is_special(*byte)).map_or(16, |place| start + place);
                assert_eq!(special(&block, start), place, "{block:?}");
            }
        }
    }
}
