//! What client programs read for themselves, and the words that statements begin with.
//!
//! Functions look at the start of what they are given, and only as far as they need.

use super::scan::{Piece, is_word_byte, piece};
use crate::schema::model::Dialect;

/// Words that begin a line for SQL*Plus. `SET` also begins `SET TRANSACTION`, which fills a line, too.
const SQL_PLUS: &[&str] = &[
    "ACCEPT",
    "ARCHIVE",
    "BREAK",
    "BTITLE",
    "CLEAR",
    "COL",
    "COLUMN",
    "COMPUTE",
    "CONN",
    "CONNECT",
    "DEF",
    "DEFINE",
    "DESC",
    "DESCRIBE",
    "DISCONNECT",
    "EXEC",
    "EXECUTE",
    "EXIT",
    "HOST",
    "PAUSE",
    "PRINT",
    "PRO",
    "PROMPT",
    "QUIT",
    "REM",
    "REMARK",
    "SET",
    "SHO",
    "SHOW",
    "SHUTDOWN",
    "SPO",
    "SPOOL",
    "START",
    "STARTUP",
    "TIMING",
    "TTITLE",
    "UNDEF",
    "UNDEFINE",
    "VAR",
    "VARIABLE",
    "WHENEVER",
];

/// The word at the start of `bytes`.
pub fn word(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.iter().take_while(|byte| is_word_byte(**byte)).count()]
}

fn is(word: &[u8], expected: &str) -> bool {
    word.eq_ignore_ascii_case(expected.as_bytes())
}

fn is_one_of(word: &[u8], expected: &[&str]) -> bool {
    expected.iter().any(|expected| is(word, expected))
}

/// The new end mark that a line of MySQL's client sets.
pub fn delimiter(line: &[u8]) -> Option<&[u8]> {
    let rest = is(word(line), "DELIMITER").then(|| line["DELIMITER".len()..].trim_ascii())?;
    let mark = rest.split(u8::is_ascii_whitespace).next()?;
    (!mark.is_empty()).then_some(mark)
}

/// How many bytes at the start of `rest` are for the client program; its first line has `line` bytes.
pub fn length(dialect: Dialect, rest: &[u8], line: usize) -> Option<usize> {
    let first = rest.first().copied();
    let own = match dialect {
        Dialect::MySql => false,
        Dialect::Postgres => first == Some(b'\\'),
        Dialect::Oracle => {
            let word = word(rest);
            if is(word, "SET") || is_one_of(word, SQL_PLUS) {
                return Some(continued(rest, line));
            }
            matches!(first, Some(b'@' | b'!')) || rest[..line].trim_ascii() == b"/"
        }
        Dialect::SqlServer => first == Some(b':') || is_batch_end(dialect, rest),
        Dialect::Sqlite => first == Some(b'.'),
    };
    own.then_some(line)
}

/// SQL*Plus goes on in the next line after a `-` at the end of one.
fn continued(rest: &[u8], line: usize) -> usize {
    let mut end = line;
    while rest[..end].trim_ascii_end().ends_with(b" -") && end < rest.len() {
        end = super::scan::line_end(rest, end + 1);
    }
    end
}

/// Whether the line at the start of `rest` ends what stands before it: `GO`, or Oracle's lone `/`.
pub fn is_batch_end(dialect: Dialect, rest: &[u8]) -> bool {
    let first = rest.first().copied();
    let blank_to_end = |rest: &[u8]| {
        let blanks = rest.iter().take_while(|byte| matches!(**byte, b' ' | b'\t' | b'\r')).count();
        rest.get(blanks).is_none_or(|byte| *byte == b'\n')
    };
    match dialect {
        Dialect::Oracle => first == Some(b'/') && blank_to_end(&rest[1..]),
        Dialect::SqlServer => {
            if !matches!(first, Some(b'g' | b'G')) || !is(word(rest), "GO") {
                return false;
            }
            let rest = &rest[2..];
            let count = rest.iter().take_while(|byte| matches!(**byte, b' ' | b'\t' | b'0'..=b'9' | b';')).count();
            blank_to_end(&rest[count..])
        }
        Dialect::MySql | Dialect::Postgres | Dialect::Sqlite => false,
    }
}

/// Words between `CREATE` and `TABLE`.
const KINDS_OF_TABLE: &[&str] = &[
    "OR",
    "REPLACE",
    "GLOBAL",
    "LOCAL",
    "PRIVATE",
    "TEMPORARY",
    "TEMP",
    "UNLOGGED",
    "EXTERNAL",
    "FOREIGN",
    "SHARDED",
    "DUPLICATED",
    "IMMUTABLE",
    "BLOCKCHAIN",
];

/// Whether a line that starts with `rest` must be a new statement, even where the one before has no end mark. `nested`
/// says that a parenthesis is open.
pub fn begins_statement(dialect: Dialect, rest: &[u8], nested: bool) -> bool {
    if !matches!(rest.first(), Some(b'a'..=b'z' | b'A'..=b'Z')) {
        return false;
    }
    let mut words = Words { rest };
    let first = words.next().unwrap_or_default();
    if is(first, "CREATE") {
        let next = words.find(|word| !is_one_of(word, KINDS_OF_TABLE));
        return next.is_some_and(|word| is(word, "TABLE"))
            // In SQL Server no statement needs an end mark.
            || (dialect == Dialect::SqlServer && !nested);
    }
    if dialect != Dialect::SqlServer || nested {
        return false;
    }
    let second = words.next().unwrap_or_default();
    is_one_of(first, &["INSERT", "EXEC", "EXECUTE", "PRINT", "IF", "USE", "GRANT"])
        || (is_one_of(first, &["ALTER", "DROP"]) && is_one_of(second, &["TABLE", "INDEX", "VIEW", "PROCEDURE"]))
}

/// The words at the start of `text`, as long as only blanks stand between them.
pub fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    Words { rest: text }
}

/// See [`words`].
struct Words<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        self.rest = self.rest.trim_ascii_start();
        let word = word(self.rest);
        self.rest = &self.rest[word.len()..];
        (!word.is_empty()).then_some(word)
    }
}

/// How far into a statement the word is looked for that says what it makes.
const HEAD: usize = 200;

/// Whether the statement at `start` holds statements of its own: a procedure, trigger or function.
pub fn is_body(dialect: Dialect, bytes: &[u8], start: usize) -> bool {
    let first = word(&bytes[start..]);
    if !is_one_of(first, &["CREATE", "ALTER"]) {
        return false;
    }
    let end = bytes.len().min(start + HEAD);
    let mut at = start;
    while at < end {
        match piece(dialect, &bytes[..end], at) {
            Piece::Plain if matches!(bytes[at], b'(' | b';') => return false,
            Piece::Plain => {
                let word = word(&bytes[at..end]);
                if is_one_of(word, &["TABLE", "INDEX", "VIEW", "TYPE", "AS"]) {
                    return false;
                }
                if is_one_of(word, &["PROCEDURE", "PROC", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE"]) {
                    return true;
                }
                at += word.len().max(1);
            }
            Piece::Quoted { end } | Piece::Comment { end } => at = end,
            Piece::Open(_) => return false,
        }
    }
    false
}

/// Whether rows follow the statement, up to a line `\.`.
pub fn is_copy_from_stdin(statement: &str) -> bool {
    let bytes = statement.as_bytes();
    is(word(bytes), "COPY") && {
        let mut words =
            statement.rsplit(|symbol: char| !symbol.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let mut later = "";
        // `WITH (FORMAT …)` may follow; a statement of this kind is short.
        words.by_ref().take(200).any(|word| {
            let found = word.eq_ignore_ascii_case("FROM") && later.eq_ignore_ascii_case("stdin");
            later = word;
            found
        })
    }
}

/// The byte after the line `\.`, or the end of the text.
pub fn copy_data_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < bytes.len() {
        let start = at + 1;
        let end = super::scan::line_end(bytes, start.min(bytes.len()));
        if bytes[start.min(end)..end].trim_ascii_end() == b"\\." {
            return end;
        }
        at = end;
    }
    bytes.len()
}
