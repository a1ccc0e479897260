//! Bytes added to others: short texts without a call, and texts of JSON with escapes where they need them.
//!
//! Most texts are short. What is shorter than 16 bytes is copied as two overlapping halves: the second is written over the end
//! of the first.

/// Appends `bytes`.
#[inline(always)]
pub(crate) fn append(bytes: &[u8], out: &mut Vec<u8>) {
    match bytes.len() {
        8..=16 => two_halves::<8>(bytes, out),
        4..=7 => two_halves::<4>(bytes, out),
        0..=3 => bytes.iter().for_each(|byte| out.push(*byte)),
        _ => out.extend_from_slice(bytes),
    }
}

/// Appends the first and the last `HALF` bytes so that together they are all.
#[inline(always)]
fn two_halves<const HALF: usize>(bytes: &[u8], out: &mut Vec<u8>) {
    let (Some(first), Some(last)) = (bytes.first_chunk::<HALF>(), bytes.last_chunk::<HALF>()) else { return };
    let end = out.len() + bytes.len();
    out.extend_from_slice(first);
    out.truncate(end - HALF);
    out.extend_from_slice(last);
}

/// Appends a text as it stands between the quotes of JSON.
#[inline(always)]
pub(crate) fn escape(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    if is_plain(bytes) { append(bytes, out) } else { escape_slowly(bytes, out) }
}

/// Whether JSON writes the bytes as they are: no quote, no backslash, no control character.
#[inline(always)]
pub(crate) fn is_plain(bytes: &[u8]) -> bool {
    let word = |bytes: &[u8; 8]| special(u64::from_le_bytes(*bytes));
    match bytes.len() {
        0..=7 => is_plain_short(bytes),
        8..=16 => match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(first), Some(last)) => word(first) | word(last) == 0,
            _ => true,
        },
        _ => {
            let (words, _) = bytes.as_chunks();
            let all = words.iter().map(word).fold(0, |all, found| all | found);
            all | bytes.last_chunk().map_or(0, word) == 0
        }
    }
}

#[inline(always)]
fn is_plain_short(bytes: &[u8]) -> bool {
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            let both = u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last));
            special(both) == 0
        }
        _ => bytes.iter().all(|byte| !is_special(*byte)),
    }
}

#[inline(always)]
pub(crate) fn is_special(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

/// Not zero if one of the eight bytes cannot stand in JSON as it is. A byte less than `n` is one that has no high bit and
/// borrows when `n` is taken away; one that equals `n` is zero after `xor`.
#[inline(always)]
pub(crate) fn special(word: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let below = word.wrapping_sub(ONES * b' ' as u64) & !word;
    let quotes = quote.wrapping_sub(ONES) & !quote;
    let backslashes = backslash.wrapping_sub(ONES) & !backslash;
    (below | quotes | backslashes) & HIGH
}

/// The same as [`escape`], for a text that needs it.
#[cold]
#[inline(never)]
fn escape_slowly(bytes: &[u8], out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let mut rest = bytes;
    while let Some(at) = first_special(rest) {
        append(&rest[..at], out);
        match rest[at] {
            byte @ (b'"' | b'\\') => out.extend_from_slice(&[b'\\', byte]),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\r' => out.extend_from_slice(b"\\r"),
            control => {
                let digits = [HEX[usize::from(control >> 4)], HEX[usize::from(control & 15)]];
                out.extend_from_slice(b"\\u00");
                out.extend_from_slice(&digits);
            }
        }
        rest = &rest[at + 1..];
    }
    append(rest, out);
}

fn first_special(bytes: &[u8]) -> Option<usize> {
    let plain = bytes.as_chunks::<8>().0.iter().take_while(|word| special(u64::from_le_bytes(**word)) == 0).count() * 8;
    bytes[plain..].iter().position(|byte| is_special(*byte)).map(|at| plain + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What RFC 8259 says, character by character.
    fn plainly(text: &str) -> String {
        let mut out = String::new();
        for c in text.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\t' => out.push_str("\\t"),
                '\r' => out.push_str("\\r"),
                '\0'..' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
                other => out.push(other),
            }
        }
        out
    }

    fn agree(text: &str) {
        let mut out = b"before".to_vec();
        escape(text, &mut out);
        assert_eq!(String::from_utf8(out).as_deref(), Ok(format!("before{}", plainly(text)).as_str()), "{text:?}");
        let mut out = b"before".to_vec();
        append(text.as_bytes(), &mut out);
        assert_eq!(out, format!("before{text}").into_bytes());
        assert_eq!(is_plain(text.as_bytes()), plainly(text) == text, "{text:?}");
    }

    #[test]
    fn each_character_at_each_place() {
        for length in 0..70 {
            agree(&"x".repeat(length));
            for place in 0..length {
                for c in ['"', '\\', '\n', '\0', '\u{1f}', ' ', '!', '#', '[', ']', '\u{7f}', '\u{80}', 'ü', '🍏'] {
                    let mut text: Vec<char> = vec!['~'; length];
                    text[place] = c;
                    agree(&text.iter().collect::<String>());
                    text.iter_mut().step_by(3).for_each(|other| *other = c);
                    agree(&text.iter().collect::<String>());
                }
            }
        }
    }

    #[test]
    fn any_text() {
        arbtest::arbtest(|random| {
            agree(random.arbitrary()?);
            Ok(())
        });
    }
}
