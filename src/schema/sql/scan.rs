//! What stands at one place of a SQL text: a quoted piece, a comment, or a plain byte.
//!
//! Knows what quotes and comments look like in each dialect, and nothing of statements. Every step goes forward, so that
//! a walk over a text is linear. Offsets are bytes, and always at a character's edge: all marks are ASCII.

use crate::schema::model::Dialect;

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// One byte of a word, a number, a symbol or a blank.
    Plain,
    /// A string or a quoted name, up to `end`.
    Quoted {
        /// The byte after it.
        end: usize,
    },
    /// A comment, or a mark around text that only some servers run (`/*!40101`, and its `*/`), up to `end`.
    Comment {
        /// The byte after it.
        end: usize,
    },
    /// A quote or comment that no later byte closes.
    Open(Opened),
}

/// What was opened and never closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A string.
    Text,
    /// A quoted name.
    Name,
    /// A comment.
    Comment,
}

impl Opened {
    /// The word for it in a sentence.
    pub fn title(self) -> &'static str {
        match self {
            Opened::Text => "text",
            Opened::Name => "name",
            Opened::Comment => "comment",
        }
    }
}

/// Whether `byte` can be part of a word.
pub fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

/// The bytes that begin a quote or a comment of the dialect, or end a line or a statement, or open or close a parenthesis.
pub fn marks(dialect: Dialect) -> &'static [bool; 256] {
    match dialect {
        Dialect::MySql => &MYSQL,
        Dialect::Postgres => &POSTGRES,
        Dialect::Oracle => &ORACLE,
        Dialect::SqlServer => &SQL_SERVER,
        Dialect::Sqlite => &SQLITE,
    }
}

static MYSQL: [bool; 256] = table(b"'\"`-#/*();\n");
static POSTGRES: [bool; 256] = table(b"'\"-/$();\n");
static ORACLE: [bool; 256] = table(b"'\"-/();\n");
static SQL_SERVER: [bool; 256] = table(b"'\"[-/();\n");
static SQLITE: [bool; 256] = table(b"'\"`[-/();\n");

const fn table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut place = 0;
    while place < bytes.len() {
        table[bytes[place] as usize] = true;
        place += 1;
    }
    table
}

/// What stands at `at`, which is the start of a text or the end of the piece before.
pub fn piece(dialect: Dialect, bytes: &[u8], at: usize) -> Piece {
    let next = bytes.get(at + 1).copied();
    match bytes[at] {
        b'\'' => text(dialect, bytes, at),
        b'"' if dialect == Dialect::MySql => closed(escaped(bytes, at + 1, b'"'), Opened::Text),
        b'"' => closed(doubled(bytes, at + 1, b'"'), Opened::Name),
        b'`' if matches!(dialect, Dialect::MySql | Dialect::Sqlite) => {
            closed(doubled(bytes, at + 1, b'`'), Opened::Name)
        }
        b'[' if matches!(dialect, Dialect::SqlServer | Dialect::Sqlite) => {
            closed(doubled(bytes, at + 1, b']'), Opened::Name)
        }
        b'-' if next == Some(b'-') && is_dash_comment(dialect, bytes, at) => line_comment(bytes, at),
        b'#' if dialect == Dialect::MySql => line_comment(bytes, at),
        b'/' if next == Some(b'*') => comment(dialect, bytes, at),
        // The end of `/*!40101 …`; elsewhere `*/` means nothing.
        b'*' if next == Some(b'/') && dialect == Dialect::MySql => Piece::Comment { end: at + 2 },
        b'$' if dialect == Dialect::Postgres => dollar(bytes, at),
        _ => Piece::Plain,
    }
}

fn closed(end: Option<usize>, what: Opened) -> Piece {
    end.map_or(Piece::Open(what), |end| Piece::Quoted { end })
}

/// MySQL wants a blank after two dashes, so that `5--1` stays a subtraction.
fn is_dash_comment(dialect: Dialect, bytes: &[u8], at: usize) -> bool {
    dialect != Dialect::MySql || bytes.get(at + 2).is_none_or(|byte| *byte <= b' ')
}

fn line_comment(bytes: &[u8], at: usize) -> Piece {
    Piece::Comment { end: line_end(bytes, at) }
}

/// The newline that ends the line of `at`, or the end of the text.
pub fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |length| at + length)
}

fn comment(dialect: Dialect, bytes: &[u8], at: usize) -> Piece {
    if dialect == Dialect::MySql {
        let mark = match &bytes[at + 2..] {
            [b'!', ..] => Some(3),
            [b'M', b'!', ..] => Some(4),
            _ => None,
        };
        if let Some(mark) = mark {
            let digits = bytes[at + mark..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            return Piece::Comment { end: at + mark + digits };
        }
    }
    let nests = matches!(dialect, Dialect::Postgres | Dialect::SqlServer);
    let mut depth = 1_usize;
    let mut here = at + 2;
    while here + 1 < bytes.len() {
        match &bytes[here..here + 2] {
            b"*/" if depth == 1 => return Piece::Comment { end: here + 2 },
            b"*/" => {
                depth -= 1;
                here += 2;
            }
            b"/*" if nests => {
                depth += 1;
                here += 2;
            }
            _ => here += 1,
        }
    }
    // SQLite lets the end of the text close a comment.
    if dialect == Dialect::Sqlite { Piece::Comment { end: bytes.len() } } else { Piece::Open(Opened::Comment) }
}

/// A string that opens at `at`, whatever letters stand before it: `E'\n'`, `q'[it's]'`.
fn text(dialect: Dialect, bytes: &[u8], at: usize) -> Piece {
    let end = match dialect {
        Dialect::MySql => escaped(bytes, at + 1, b'\''),
        Dialect::Postgres if has_prefix(bytes, at, b'e') => escaped(bytes, at + 1, b'\''),
        Dialect::Oracle if has_prefix(bytes, at, b'q') => alternative(bytes, at + 1),
        Dialect::Postgres | Dialect::Oracle | Dialect::SqlServer | Dialect::Sqlite => doubled(bytes, at + 1, b'\''),
    };
    closed(end, Opened::Text)
}

/// Whether the letter (in either case) stands before `at` as a word of its own, or after the `n` of a national text.
pub fn has_prefix(bytes: &[u8], at: usize, letter: u8) -> bool {
    let word = bytes[..at].iter().rev().take(3).take_while(|byte| is_word_byte(**byte)).count();
    let is = |back: usize, letter: u8| bytes[at - back].eq_ignore_ascii_case(&letter);
    match word {
        1 => is(1, letter),
        2 => is(1, letter) && is(2, b'n'),
        _ => false,
    }
}

/// The end of what `quote` closes, where a doubled `quote` stands for itself.
fn doubled(bytes: &[u8], from: usize, quote: u8) -> Option<usize> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == quote)?;
        if bytes.get(at + 1) != Some(&quote) {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// The same, where a backslash takes the next byte, too.
fn escaped(bytes: &[u8], from: usize, quote: u8) -> Option<usize> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == quote || *byte == b'\\')?;
        if bytes[at] == quote && bytes.get(at + 1) != Some(&quote) {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// Oracle's `q'[…]'`: `from` is at the bracket.
fn alternative(bytes: &[u8], from: usize) -> Option<usize> {
    let close = match *bytes.get(from)? {
        b'[' => b']',
        b'{' => b'}',
        b'(' => b')',
        b'<' => b'>',
        other => other,
    };
    let length = bytes.get(from + 1..)?.windows(2).position(|pair| pair == [close, b'\''])?;
    Some(from + 1 + length + 2)
}

/// PostgreSQL's `$tag$ … $tag$`. A `$` inside a word, or before a digit (a parameter), is plain.
fn dollar(bytes: &[u8], at: usize) -> Piece {
    if at > 0 && is_word_byte(bytes[at - 1]) {
        return Piece::Plain;
    }
    let tag = bytes[at + 1..].iter().take_while(|byte| is_word_byte(**byte) && **byte != b'$').count();
    let body = at + tag + 2;
    if bytes.get(at + 1 + tag) != Some(&b'$') || bytes[at + 1].is_ascii_digit() {
        return Piece::Plain;
    }
    let mark = &bytes[at..body];
    let mut here = body;
    while let Some(length) = bytes[here..].iter().position(|byte| *byte == b'$') {
        here += length;
        if bytes[here..].starts_with(mark) {
            return Piece::Quoted { end: here + mark.len() };
        }
        here += 1;
    }
    Piece::Open(Opened::Text)
}

#[cfg(test)]
mod tests {
    use super::{Opened, Piece, piece};
    use crate::schema::model::Dialect;

    /// What stands at the first `^` of `marked` ends at the second.
    #[track_caller]
    fn check(dialect: Dialect, marked: &str, expected: fn(usize) -> Piece) {
        let parts: Vec<&str> = marked.split('^').collect();
        let [before, inside, after] = parts[..] else { panic!("two marks in {marked}") };
        let text = format!("{before}{inside}{after}");
        assert_eq!(
            piece(dialect, text.as_bytes(), before.len()),
            expected(before.len() + inside.len()),
            "{dialect:?} {marked}"
        );
    }

    #[test]
    fn strings_end_where_their_dialect_ends_them() {
        let quoted = |end| Piece::Quoted { end };
        check(Dialect::MySql, r"x = ^'it\'s; '' still'^, y", quoted);
        check(Dialect::MySql, r#"^"a\"b"^;"#, quoted);
        check(Dialect::Oracle, r"x = ^'C:\'^; y = 'z'", quoted);
        check(Dialect::Oracle, "q^'[it's ] here]'^;", quoted);
        check(Dialect::Oracle, "nq^'!it's!'^;", quoted);
        check(Dialect::Oracle, "faq^''^;", quoted);
        check(Dialect::Postgres, r"E^'it\'s'^;", quoted);
        check(Dialect::Postgres, r"^'C:\'^;", quoted);
        check(Dialect::Postgres, "AS ^$body$ it's; $$ $body$^;", quoted);
        check(Dialect::SqlServer, "^[odd ]] name]^;", quoted);
        check(Dialect::Sqlite, "^`odd `` name`^;", quoted);
    }

    #[test]
    fn comments_end_where_their_dialect_ends_them() {
        let comment = |end| Piece::Comment { end };
        check(Dialect::MySql, "^# it's^\n", comment);
        check(Dialect::MySql, "^-- it's^\n", comment);
        check(Dialect::MySql, "^/*!40101^ SET x */", comment);
        check(Dialect::MySql, "^/*M!100401^ UNIQUE */", comment);
        check(Dialect::MySql, "^/* /* it's */^ */", comment);
        check(Dialect::Postgres, "^/* /* it's */ */^;", comment);
        check(Dialect::Oracle, "^--it's^\n", comment);
    }

    #[test]
    fn what_looks_like_a_mark_may_be_plain() {
        assert_eq!(piece(Dialect::MySql, b"5--1", 1), Piece::Plain);
        assert_eq!(piece(Dialect::Postgres, b"$1", 0), Piece::Plain);
        assert_eq!(piece(Dialect::Postgres, b"a$b$", 1), Piece::Plain);
        assert_eq!(piece(Dialect::Postgres, b"int[]", 3), Piece::Plain);
    }

    #[test]
    fn what_is_never_closed_is_told() {
        assert_eq!(piece(Dialect::MySql, br"'abc\'", 0), Piece::Open(Opened::Text));
        assert_eq!(piece(Dialect::MySql, br"'abc\", 0), Piece::Open(Opened::Text));
        assert_eq!(piece(Dialect::Oracle, b"\"abc", 0), Piece::Open(Opened::Name));
        assert_eq!(piece(Dialect::Oracle, b"/*", 0), Piece::Open(Opened::Comment));
        assert_eq!(piece(Dialect::Oracle, b"q'", 1), Piece::Open(Opened::Text));
        assert_eq!(piece(Dialect::Postgres, b"$a$ $b$", 0), Piece::Open(Opened::Text));
    }
}
