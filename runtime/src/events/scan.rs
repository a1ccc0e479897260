//! The inside of a JSON text: where it ends, and its escapes undone.

use super::fault::BadJson;

const ONES: u64 = u64::from_le_bytes([1; 8]);
const HIGHS: u64 = u64::from_le_bytes([0x80; 8]);

/// The place of the first quote, backslash or control character from `at` on, or the length. Eight bytes are looked at at a
/// time.
pub(super) fn special(bytes: &[u8], mut at: usize) -> usize {
    while let Some(word) = bytes.get(at..at + 8) {
        let word = u64::from_le_bytes(word.try_into().expect("eight bytes"));
        let zero = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
        let found = zero(word ^ (ONES * u64::from(b'"')))
            | zero(word ^ (ONES * u64::from(b'\\')))
            | word.wrapping_sub(ONES * u64::from(b' ')) & !word & HIGHS;
        if found != 0 {
            // The lowest mark is right; those above it may be of a borrow.
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while at < bytes.len() && !matches!(bytes[at], b'"' | b'\\' | 0..b' ') {
        at += 1;
    }
    at
}

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
