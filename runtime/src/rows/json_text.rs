//! JSON on one line, piece by piece. Nothing is copied but strings with escapes.

/// The most objects and lists around a value.
const DEPTH: usize = 128;

/// What is wrong with the text.
pub(super) type Wrong = &'static str;

/// A place in a text of JSON.
pub(super) struct Scanner<'t> {
    pub text: &'t [u8],
    pub at: usize,
}

/// A string: the place between its quotes.
#[derive(Clone, Copy)]
pub(super) struct Quoted {
    pub start: usize,
    pub end: usize,
    pub is_escaped: bool,
}

/// A value of JSON.
#[derive(Clone, Copy)]
pub(super) enum Value {
    Null,
    String(Quoted),
    /// A number, a truth value, an object or a list, as it stands in the text.
    Other(usize, usize),
}

impl Scanner<'_> {
    /// The next character that is no blank.
    pub fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.text.get(self.at) {
            self.at += 1;
        }
        self.text.get(self.at).copied()
    }

    /// Takes this character.
    pub fn expect(&mut self, wanted: u8, wrong: Wrong) -> Result<(), Wrong> {
        if self.peek() != Some(wanted) {
            return Err(wrong);
        }
        self.at += 1;
        Ok(())
    }

    /// Takes this character if it is the next.
    pub fn take(&mut self, wanted: u8) -> bool {
        let is_next = self.peek() == Some(wanted);
        self.at += usize::from(is_next);
        is_next
    }

    /// Takes a string.
    pub fn string(&mut self) -> Result<Quoted, Wrong> {
        self.expect(b'"', "a string is missing")?;
        let start = self.at;
        let mut is_escaped = false;
        loop {
            match self.text.get(self.at) {
                None => return Err("a string is not closed"),
                Some(b'"') => break,
                Some(b'\\') => {
                    is_escaped = true;
                    self.at += 2;
                }
                Some(0..b' ') => return Err("a control character stands in a string"),
                Some(_) => self.at += 1,
            }
        }
        self.at += 1;
        Ok(Quoted { start, end: self.at - 1, is_escaped })
    }

    /// Takes a value.
    pub fn value(&mut self) -> Result<Value, Wrong> {
        let next = self.peek();
        let start = self.at;
        match next {
            Some(b'"') => return Ok(Value::String(self.string()?)),
            Some(b'{' | b'[') => self.nested()?,
            _ => {
                self.scalar()?;
                if &self.text[start..self.at] == b"null" {
                    return Ok(Value::Null);
                }
            }
        }
        Ok(Value::Other(start, self.at))
    }

    /// Takes a number or a word.
    fn scalar(&mut self) -> Result<(), Wrong> {
        let start = self.at;
        while let Some(b'0'..=b'9' | b'a'..=b'z' | b'+' | b'-' | b'.' | b'E') = self.text.get(self.at) {
            self.at += 1;
        }
        let word = &self.text[start..self.at];
        let is_known = matches!(word, b"null" | b"true" | b"false") || is_number(word);
        if is_known { Ok(()) } else { Err("no value stands where one is expected") }
    }

    /// Takes an object or a list.
    fn nested(&mut self) -> Result<(), Wrong> {
        let mut open = Vec::new();
        loop {
            // A value is expected, or the end of what was just opened.
            match self.peek() {
                Some(b'{') => {
                    self.at += 1;
                    open.push(b'}');
                    if !self.take(b'}') {
                        self.key()?;
                        continue;
                    }
                    open.pop();
                }
                Some(b'[') => {
                    self.at += 1;
                    open.push(b']');
                    if !self.take(b']') {
                        continue;
                    }
                    open.pop();
                }
                Some(b'"') => drop(self.string()?),
                _ => self.scalar()?,
            }
            if open.len() > DEPTH {
                return Err("too many objects and lists stand inside each other");
            }
            loop {
                let Some(close) = open.last().copied() else { return Ok(()) };
                if self.take(close) {
                    open.pop();
                    continue;
                }
                self.expect(b',', "a comma is missing")?;
                if close == b'}' {
                    self.key()?;
                }
                break;
            }
        }
    }

    fn key(&mut self) -> Result<(), Wrong> {
        self.string()?;
        self.expect(b':', "a colon is missing")
    }
}

/// Whether it is a number as JSON spells one.
fn is_number(text: &[u8]) -> bool {
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let whole = digits(text);
    if whole == 0 || whole > 1 && text[0] == b'0' {
        return false;
    }
    let mut rest = &text[whole..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let count = digits(fraction);
        if count == 0 {
            return false;
        }
        rest = &fraction[count..];
    }
    match rest {
        [] => true,
        [b'e' | b'E', exponent @ ..] => {
            let exponent = exponent.strip_prefix(b"+").or_else(|| exponent.strip_prefix(b"-")).unwrap_or(exponent);
            !exponent.is_empty() && digits(exponent) == exponent.len()
        }
        _ => false,
    }
}

/// Appends what stands between the quotes of a string.
pub(super) fn unescape(raw: &[u8], out: &mut Vec<u8>) -> Result<(), Wrong> {
    let mut rest = raw;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        out.extend_from_slice(&rest[..at]);
        let escape = &rest[at + 1..];
        out.push(match escape.first() {
            Some(byte @ (b'"' | b'\\' | b'/')) => *byte,
            Some(b'b') => 8,
            Some(b'f') => 12,
            Some(b'n') => b'\n',
            Some(b'r') => b'\r',
            Some(b't') => b'\t',
            Some(b'u') => {
                let (character, length) = unicode(escape)?;
                out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                rest = &escape[length..];
                continue;
            }
            Some(_) | None => return Err("an escape has no meaning"),
        });
        rest = &escape[1..];
    }
    out.extend_from_slice(rest);
    Ok(())
}

/// The character of `uXXXX`, or of `uXXXX\uXXXX`, and the length of that.
fn unicode(escape: &[u8]) -> Result<(char, usize), Wrong> {
    const WRONG: Wrong = "an escape is no character";
    let unit = |from: usize| {
        let digits = escape.get(from..from + 4).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let first = unit(1).ok_or(WRONG)?;
    if let Some(character) = char::from_u32(u32::from(first)) {
        return Ok((character, 5));
    }
    let second = if escape.get(5..7) == Some(b"\\u") { unit(7) } else { None };
    let mut pair = char::decode_utf16([first, second.ok_or(WRONG)?]);
    match (pair.next(), pair.next()) {
        (Some(Ok(character)), None) => Ok((character, 11)),
        _ => Err(WRONG),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Result<(), Wrong> {
        let mut scanner = Scanner { text: text.as_bytes(), at: 0 };
        scanner.value()?;
        if scanner.peek().is_some() { Err("more") } else { Ok(()) }
    }

    #[test]
    fn values_of_json_are_told_from_others() {
        for good in [
            "0",
            "-0.5e+10",
            "12",
            "true",
            "null",
            "\"a\\\"\"",
            "[]",
            "{}",
            "[1, {\"a\": [null, \"]\"]}, []]",
            "{\"a\":{},\"b\":[[]]}",
        ] {
            assert_eq!(whole(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "01",
            "+1",
            "1.",
            ".5",
            "1e",
            "nul",
            "NaN",
            "\"a",
            "\"\u{1}\"",
            "[1,]",
            "[1 2]",
            "{\"a\"}",
            "{\"a\":}",
            "{1:2}",
            "[",
            "{\"a\":1",
            "[}",
            "1 2",
            "\"\\",
            "{,}",
        ] {
            assert!(whole(bad).is_err(), "{bad}");
        }
        assert_eq!(whole(&format!("{}{}", "[".repeat(128), "]".repeat(128))), Ok(()));
        assert!(whole(&"[".repeat(100_000)).is_err());
    }

    #[test]
    fn escapes_are_characters() {
        let text = |raw: &str| {
            let mut out = Vec::new();
            unescape(raw.as_bytes(), &mut out).map(|()| String::from_utf8(out).expect("text"))
        };
        assert_eq!(text(r#"\"\\\/\b\f\n\r\t\u00e9\uD83C\udf4fx"#).as_deref(), Ok("\"\\/\u{8}\u{c}\n\r\té🍏x"));
        for bad in [r"\x", r"\u12", r"\ud83c", r"\ud83cx", r"\ud83c\n", r"\udf4f", r"\ud83c\ud83c", r"\u+123"] {
            assert!(text(bad).is_err(), "{bad}");
        }
    }
}
