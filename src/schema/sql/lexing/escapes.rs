//! PostgreSQL's strings with escapes: `E'…'` and `U&'…'`.

use super::reader::{Reader, Stuck};

/// Takes the string at the quote after `E`, which stands at `start`.
pub fn backslashed(reader: &mut Reader<'_>, start: usize) -> Result<String, Stuck> {
    reader.at += 1;
    let mut text = String::new();
    loop {
        let meant = match reader.bump() {
            Some('\'') if reader.eat(b'\'') => Some('\''),
            Some('\'') => return Ok(text),
            Some('\\') => escape(reader).filter(|character| *character != '\0'),
            other => other,
        };
        let Some(meant) = meant else { return Err(Stuck::new(start, "Unterminated encoded string literal")) };
        text.push(meant);
    }
}

/// What follows a backslash. `None` for what stands for no character.
fn escape(reader: &mut Reader<'_>) -> Option<char> {
    let first = reader.at;
    Some(match reader.bump()? {
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => code_point(reader, 4)?,
        'U' => code_point(reader, 8)?,
        'x' => {
            let digits = up_to_two(reader, |byte| byte.is_ascii_hexdigit());
            if digits.is_empty() { 'x' } else { byte(digits, 16)? }
        }
        '0'..='7' => {
            up_to_two(reader, |byte| matches!(byte, b'0'..=b'7'));
            byte(reader.since(first), 8)?
        }
        other => other,
    })
}

fn up_to_two<'a>(reader: &mut Reader<'a>, wanted: fn(u8) -> bool) -> &'a str {
    let start = reader.at;
    while reader.at < start + 2 && reader.byte().is_some_and(wanted) {
        reader.at += 1;
    }
    reader.since(start)
}

/// A byte that is a character by itself.
fn byte(digits: &str, radix: u32) -> Option<char> {
    let byte = u32::from_str_radix(digits, radix).ok()? & 0xFF;
    char::from_u32(byte).filter(char::is_ascii)
}

fn code_point(reader: &mut Reader<'_>, digits: usize) -> Option<char> {
    let start = reader.at;
    for _ in 0..digits {
        reader.bump()?;
    }
    u32::from_str_radix(reader.since(start), 16).ok().and_then(char::from_u32)
}

/// Takes the string at the quote after `U&`.
pub fn unicode(reader: &mut Reader<'_>) -> Result<String, Stuck> {
    reader.at += 1;
    let mut text = String::new();
    loop {
        match reader.bump() {
            Some('\'') if reader.eat(b'\'') => text.push('\''),
            Some('\'') => return Ok(text),
            Some('\\') if reader.eat(b'\\') => text.push('\\'),
            Some('\\') => {
                let digits = if reader.eat(b'+') { 6 } else { 4 };
                text.push(hex(reader, digits)?);
            }
            Some(other) => text.push(other),
            None => return Err(Stuck::new(reader.at, "Unterminated unicode encoded string literal")),
        }
    }
}

fn hex(reader: &mut Reader<'_>, digits: usize) -> Result<char, Stuck> {
    let mut code = 0;
    for _ in 0..digits {
        let Some(character) = reader.bump() else {
            let message = "Unexpected EOF while parsing hex digit in escaped unicode string.";
            return Err(Stuck::new(reader.at, message));
        };
        let Some(digit) = character.to_digit(16) else {
            let message = format!("Invalid hex digit in escaped unicode string: {character}");
            return Err(Stuck::new(reader.at, message));
        };
        code = code * 16 + digit;
    }
    char::from_u32(code).ok_or_else(|| Stuck::new(reader.at, format!("Invalid unicode character: {code:x}")))
}
