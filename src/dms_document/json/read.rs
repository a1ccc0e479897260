//! From text to values.

use std::ops::Range;

use super::model::{Json, Kind, Member};

/// How deep lists and objects may stand in each other. Documents that people have are eight deep.
const MAX_DEPTH: usize = 100;

/// Why a text is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it was noticed.
    pub span: Range<usize>,
    /// What is wrong there.
    pub reason: String,
    /// The bracket that is not closed, if that is what is wrong.
    pub open: Option<Range<usize>>,
}

/// The value that `text` spells.
pub fn read(text: &str) -> Result<Json, Problem> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0, "a value")?;
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(reader.unexpected("the end of the text")),
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no blank.
    fn peek(&mut self) -> Option<u8> {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
        self.byte()
    }

    fn value(&mut self, depth: usize, expected: &str) -> Result<Json, Problem> {
        let first = self.peek();
        let start = self.at;
        let kind = match first {
            Some(b'{' | b'[') if depth >= MAX_DEPTH => {
                let reason = format!("lists and objects stand deeper than {MAX_DEPTH} in each other");
                return Err(Problem { span: start..start + 1, reason, open: None });
            }
            Some(b'{') => Kind::Object(self.object(depth)?),
            Some(b'[') => Kind::List(self.list(depth)?),
            Some(b'"') => Kind::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => Kind::Number(self.number()?),
            Some(_) => match ["null", "true", "false"].into_iter().find(|word| self.is_word(word)) {
                Some(word) => {
                    self.at += word.len();
                    if word == "null" { Kind::Null } else { Kind::Boolean(word == "true") }
                }
                None => return Err(self.unexpected(expected)),
            },
            None => return Err(self.unexpected(expected)),
        };
        Ok(Json { kind, span: start..self.at })
    }

    fn is_word(&self, word: &str) -> bool {
        let rest = &self.text[self.at..];
        rest.starts_with(word) && !rest[word.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
    }

    fn object(&mut self, depth: usize) -> Result<Vec<Member>, Problem> {
        let open = self.open();
        let mut members = Vec::new();
        loop {
            match self.peek() {
                Some(b'"') => {}
                Some(b'}') if members.is_empty() => break,
                Some(b'}') => return Err(self.trailing_comma()),
                _ => return Err(self.inside(&open, "the name of a member in `\"`")),
            }
            let start = self.at;
            let name = self.string()?;
            let name_span = start..self.at;
            if self.peek() != Some(b':') {
                return Err(self.inside(&open, "`:` after the name of a member"));
            }
            self.at += 1;
            let value = self.value(depth + 1, "the value of a member").map_err(|problem| or_open(problem, &open))?;
            members.push(Member { name, name_span, value });
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return Err(self.inside(&open, "`,` or `}` after a member")),
            }
        }
        self.at += 1;
        Ok(members)
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Json>, Problem> {
        let open = self.open();
        let mut elements = Vec::new();
        loop {
            match self.peek() {
                Some(b']') if elements.is_empty() => break,
                Some(b']') => return Err(self.trailing_comma()),
                _ => {}
            }
            elements.push(self.value(depth + 1, "an element").map_err(|problem| or_open(problem, &open))?);
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                _ => return Err(self.inside(&open, "`,` or `]` after an element")),
            }
        }
        self.at += 1;
        Ok(elements)
    }

    fn open(&mut self) -> Range<usize> {
        let open = self.at..self.at + 1;
        self.at += 1;
        open
    }

    /// A text in quotes, at its opening quote.
    fn string(&mut self) -> Result<String, Problem> {
        let open = self.open();
        let mut value = String::new();
        loop {
            let rest = &self.text[self.at..];
            let Some(length) = rest.find(['"', '\\']) else {
                let reason = "a text in `\"` is never closed".to_owned();
                return Err(Problem { span: open, reason, open: None });
            };
            value.push_str(&rest[..length]);
            self.at += length + 1;
            if rest.as_bytes()[length] == b'"' {
                return Ok(value);
            }
            value.push(self.escape()?);
        }
    }

    /// What follows a backslash.
    fn escape(&mut self) -> Result<char, Problem> {
        let start = self.at - 1;
        let letter = self.byte();
        self.at += 1;
        Ok(match letter {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(start),
            _ => return Err(self.no_escape(start)),
        })
    }

    fn unicode(&mut self, start: usize) -> Result<char, Problem> {
        let high = self.four_digits(start)?;
        if !(0xd800..0xdc00).contains(&high) {
            return char::from_u32(high).ok_or_else(|| self.no_escape(start));
        }
        if !self.text[self.at..].starts_with("\\u") {
            return Err(self.no_escape(start));
        }
        self.at += 2;
        let low = self.four_digits(start)?;
        if !(0xdc00..0xe000).contains(&low) {
            return Err(self.no_escape(start));
        }
        char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)).ok_or_else(|| self.no_escape(start))
    }

    fn four_digits(&mut self, start: usize) -> Result<u32, Problem> {
        let digits = self.text.get(self.at..self.at + 4).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let Some(number) = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) else {
            return Err(self.no_escape(start));
        };
        self.at += 4;
        Ok(number)
    }

    fn no_escape(&self, start: usize) -> Problem {
        let end = self.text[start + 1..].chars().next().map_or(start + 1, |c| start + 1 + c.len_utf8());
        let reason = "`\\` begins no escape that JSON has".to_owned();
        Problem { span: start..end, reason, open: None }
    }

    fn number(&mut self) -> Result<String, Problem> {
        let start = self.at;
        let digits = |reader: &mut Self| {
            let from = reader.at;
            while matches!(reader.byte(), Some(b'0'..=b'9')) {
                reader.at += 1;
            }
            reader.at > from
        };
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        let leading_zero = self.byte() == Some(b'0');
        let from = self.at;
        let mut is_number = digits(self) && !(leading_zero && self.at - from > 1);
        if self.byte() == Some(b'.') {
            self.at += 1;
            is_number &= digits(self);
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            is_number &= digits(self);
        }
        if is_number {
            Ok(self.text[start..self.at].to_owned())
        } else {
            let reason = format!("`{}` is no number of JSON", &self.text[start..self.at]);
            Err(Problem { span: start..self.at, reason, open: None })
        }
    }

    fn trailing_comma(&self) -> Problem {
        let comma = self.text[..self.at].rfind(',').unwrap_or(self.at);
        Problem { span: comma..comma + 1, reason: "nothing follows this `,`".to_owned(), open: None }
    }

    fn inside(&self, open: &Range<usize>, expected: &str) -> Problem {
        or_open(self.unexpected(expected), open)
    }

    /// What stands here is something else.
    fn unexpected(&self, expected: &str) -> Problem {
        let rest = &self.text[self.at..];
        let length = rest.chars().next().map_or(0, |first| {
            let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
            if !word(first) {
                return first.len_utf8();
            }
            rest.find(|c| !word(c)).unwrap_or(rest.len()).min(40)
        });
        let end = (self.at..=self.at + length).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(self.at);
        let reason = if length == 0 {
            format!("the text ends where {expected} must stand")
        } else {
            let comment = if rest.starts_with("//") || rest.starts_with("/*") { "; JSON has no comments" } else { "" };
            format!("expected {expected}, found `{}`{comment}", &self.text[self.at..end])
        };
        Problem { span: self.at..end, reason, open: None }
    }
}

/// Where the text ended, the innermost bracket that is open is part of the reason.
fn or_open(problem: Problem, open: &Range<usize>) -> Problem {
    if problem.span.is_empty() && problem.open.is_none() {
        return Problem { open: Some(open.clone()), ..problem };
    }
    problem
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(text: &str) -> (Range<usize>, String) {
        let problem = read(text).expect_err(text);
        (problem.span, problem.reason)
    }

    #[test]
    fn values_know_their_places() {
        let text = r#" {"a": [1, "b\u00e9\ud83d\ude00"], "c": null}"#;
        let value = read(text).expect("JSON");
        let Kind::Object(members) = &value.kind else { panic!("an object") };
        assert_eq!(&text[value.span.clone()], text.trim());
        assert_eq!(&text[members[0].name_span.clone()], "\"a\"");
        let Kind::List(elements) = &members[0].value.kind else { panic!("a list") };
        assert_eq!(elements[1].kind, Kind::Text("bé😀".to_owned()));
        assert_eq!(&text[members[1].value.span.clone()], "null");
    }

    #[test]
    fn each_mistake_has_a_place_and_a_reason() {
        assert_eq!(reason("").1, "the text ends where a value must stand");
        assert_eq!(reason("{\"a\": 1,}"), (7..8, "nothing follows this `,`".to_owned()));
        assert_eq!(reason("{\"a\": pk-x}"), (6..10, "expected the value of a member, found `pk-x`".to_owned()));
        assert_eq!(reason("{\"a\" 1}").1, "expected `:` after the name of a member, found `1`");
        assert_eq!(reason("{\"a\": 1 is").1, "expected `,` or `}` after a member, found `is`");
        assert_eq!(reason("[1] 2").1, "expected the end of the text, found `2`");
        assert_eq!(reason("[01]").1, "`01` is no number of JSON");
        assert_eq!(reason("\"\\x\"").1, "`\\` begins no escape that JSON has");
        assert_eq!(reason("\"\\ud800\"").1, "`\\` begins no escape that JSON has");
        assert_eq!(reason("\"a").1, "a text in `\"` is never closed");
        assert_eq!(reason("[ // x\n1]").1, "expected an element, found `/`; JSON has no comments");
        let ended = read("{\"rules\": [{").expect_err("no end");
        assert_eq!(ended.open, Some(11..12));
    }

    #[test]
    fn every_beginning_of_a_text_is_read_or_refused() {
        let text = r#"{"é": [1.5e+3, -0, "\u00e9\"\\", true, false, null, {}, []]}"#;
        assert!(read(text).is_ok());
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            let problem = read(&text[..end]).expect_err("half a text");
            assert!(problem.span.end <= end.max(problem.span.start), "{problem:?}");
        }
        assert!(reason(&"[".repeat(100_000)).1.contains("deeper than 100"));
        assert!(reason(&"{\"a\":".repeat(100_000)).1.contains("deeper than 100"));
    }
}
