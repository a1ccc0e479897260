//! Steps over rows, at the speed of a search.
//!
//! A statement of rows ends where `sql::split` ends it. Of its bytes only those are looked at that can begin a quote or a
//! comment, end a line or end the statement; inside of quotes, those that can close them. A quote may go on from one piece of
//! the file to the next.

use std::io;

use super::stride::{Landing, Stride, WORD, stride};
use super::window::Window;
use crate::schema::model::Dialect;
use crate::schema::sql::commands;
use crate::schema::sql::scan::{Opened, Piece, has_prefix, is_word_byte, piece};

/// What was stepped over.
#[derive(Debug, Default)]
pub struct Passed {
    /// How many bytes.
    pub bytes: u64,
    /// How many line ends.
    pub lines: u64,
    /// What is open to the end of the file.
    pub opened: Option<OpenEnd>,
}

/// A quote or comment that nothing closes.
#[derive(Debug)]
pub struct OpenEnd {
    /// How many bytes stand before it.
    pub bytes: u64,
    /// How many line ends.
    pub lines: u64,
    /// What it begins with.
    pub mark: &'static [u8],
}

/// What a comment or quote that nothing closes begins with.
fn mark_of(what: Opened, byte: u8) -> &'static [u8] {
    match (what, byte) {
        (Opened::Comment, _) => b"/*",
        (_, b'"') => b"\"",
        (_, b'`') => b"`",
        (_, b'[') => b"[",
        (_, b'$') => b"$$",
        (Opened::Text | Opened::Name, _) => b"'",
    }
}

/// Bytes that are looked at one by one before a stride is tried again.
const STEP: usize = 2 << 10;

/// Whether a statement brings rows.
pub fn is_rows(dialect: Dialect, statement: &[u8]) -> bool {
    let word = commands::word(statement);
    let replaces = matches!(dialect, Dialect::MySql | Dialect::Sqlite) && word.eq_ignore_ascii_case(b"REPLACE");
    word.eq_ignore_ascii_case(b"INSERT") || replaces
}

/// Where a walk over rows is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Inside {
    /// Between quotes.
    Nothing,
    /// In a quote that `mark` closes; a doubled one stands for itself.
    Quote { mark: u8, backslash: bool },
    /// In Oracle's `q'[…]'`.
    Alternative { close: u8 },
    /// In PostgreSQL's `$tag$`.
    Dollar { mark: Vec<u8> },
    /// In a comment up to the end of its line.
    Line,
    /// In a comment up to `*/`.
    Block { depth: usize },
}

/// Steps over the statement at the window's place. Its end mark stays: it may end the statement before, too.
///
/// Statements of rows that follow it, with nothing but blanks between, may be stepped over with it.
pub fn pass(dialect: Dialect, delimiter: Option<&[u8]>, how: Stride, window: &mut Window<'_>) -> io::Result<Passed> {
    let mut walk = Rows {
        dialect,
        delimiter,
        marks: marks(dialect, delimiter),
        inside: Inside::Nothing,
        depth: 0,
        line_start: false,
    };
    let mut passed = Passed::default();
    // What is open, since which place of the file and with which mark.
    let mut open: Option<OpenEnd> = None;
    loop {
        let (bytes, start) = (window.bytes(), window.at());
        let sure = window.sure();
        let mut limit = sure.min(start + STEP);
        if delimiter.is_none() && walk.inside == Inside::Nothing && !walk.line_start {
            let landing = stride(dialect, bytes, start, sure, how, |statement| is_rows(dialect, statement));
            let landed = match landing {
                Landing::Within(at) => Some((at, false)),
                Landing::End(at) => Some((at, true)),
                Landing::Careful(until) => {
                    limit = until;
                    None
                }
            };
            if let Some((at, ended)) = landed {
                passed.bytes += (at - start) as u64;
                passed.lines += lines_in(&bytes[start..at]);
                window.go_to(at);
                if ended {
                    return Ok(passed);
                }
                continue;
            }
        }
        let step = walk.advance(bytes, start, limit);
        let here = step.at.min(bytes.len());
        if let Some((at, what)) = step.opened {
            let lines = passed.lines + lines_in(&bytes[start..at]);
            let mark = mark_of(what, bytes[at]);
            open = Some(OpenEnd { bytes: passed.bytes + (at - start) as u64, lines, mark });
        }
        passed.bytes += (here - start) as u64;
        passed.lines += lines_in(&bytes[start..here]);
        if step.ended {
            let next = next_rows(dialect, delimiter, &bytes[here..sure.max(here)]);
            let after = here + next.unwrap_or(0);
            passed.bytes += (after - here) as u64;
            passed.lines += lines_in(&bytes[here..after]);
            window.go_to(after);
            if next.is_none() {
                return Ok(passed);
            }
            (walk.depth, walk.line_start) = (0, false);
            continue;
        }
        window.go_to(here);
        if here < sure {
            continue;
        }
        if !window.more()? {
            // A comment of one line, and in SQLite any, may end with the file.
            let harmless = match walk.inside {
                Inside::Nothing | Inside::Line => true,
                Inside::Block { .. } => dialect == Dialect::Sqlite,
                Inside::Quote { .. } | Inside::Alternative { .. } | Inside::Dollar { .. } => false,
            };
            passed.opened = open.filter(|_| !harmless);
            return Ok(passed);
        }
    }
}

/// How far behind the end of a statement, at which `rest` begins, another one of rows begins, with blanks alone between.
fn next_rows(dialect: Dialect, delimiter: Option<&[u8]>, rest: &[u8]) -> Option<usize> {
    let mark = usize::from(delimiter.is_none() && rest.first() == Some(&b';'));
    let blanks = if mark > 0 { rest[mark..].iter().take_while(|byte| byte.is_ascii_whitespace()).count() } else { 0 };
    let next = mark + blanks;
    (next + WORD <= rest.len() && is_rows(dialect, &rest[next..])).then_some(next)
}

/// Steps over rows up to the line `\.`, which stays.
pub fn pass_copied(window: &mut Window<'_>) -> io::Result<Passed> {
    let mut passed = Passed::default();
    let finder = memchr::memmem::Finder::new(b"\n\\.");
    if window.bytes()[window.at()..].starts_with(b"\\.") {
        return Ok(passed);
    }
    loop {
        let (bytes, start) = (window.bytes(), window.at());
        let found = finder.find(&bytes[start..]).map(|length| start + length + 1);
        // The mark itself may be cut by the end of the window.
        let here =
            found.unwrap_or(if window.has_ended() { bytes.len() } else { bytes.len().saturating_sub(2).max(start) });
        passed.bytes += (here - start) as u64;
        passed.lines += lines_in(&bytes[start..here]);
        window.go_to(here);
        if found.is_some() || !window.more()? {
            return Ok(passed);
        }
    }
}

fn lines_in(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// A walk over one statement of rows.
struct Rows<'d> {
    dialect: Dialect,
    delimiter: Option<&'d [u8]>,
    /// The bytes that mean something between quotes.
    marks: [bool; 256],
    inside: Inside,
    depth: i64,
    /// Only blanks stand before the place in its line.
    line_start: bool,
}

/// How far a walk came.
struct Step {
    at: usize,
    /// The statement ends here.
    ended: bool,
    /// What was opened last, if it is open still and was not before.
    opened: Option<(usize, Opened)>,
}

fn marks(dialect: Dialect, delimiter: Option<&[u8]>) -> [bool; 256] {
    let mut marks = [false; 256];
    let always = b"'\"-/\n";
    let own: &[u8] = match dialect {
        Dialect::MySql => b"`#",
        Dialect::Postgres => b"$",
        Dialect::Oracle => b"",
        Dialect::SqlServer => b"[()",
        Dialect::Sqlite => b"`[",
    };
    let end = delimiter.and_then(|mark| mark.first()).unwrap_or(&b';');
    for mark in always.iter().chain(own).chain([end]) {
        marks[usize::from(*mark)] = true;
    }
    marks
}

impl Rows<'_> {
    /// Goes on from `at`, at most to `sure`, or a little further where a mark has several bytes.
    fn advance(&mut self, bytes: &[u8], at: usize, sure: usize) -> Step {
        let mut here = at;
        let mut opened = None;
        while here < sure {
            if self.inside != Inside::Nothing {
                here = self.leave(bytes, here, sure);
                if self.inside == Inside::Nothing {
                    opened = None;
                }
                continue;
            }
            if self.line_start {
                here += bytes[here..sure].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                if here >= sure {
                    break;
                }
                self.line_start = false;
                let rest = &bytes[here..];
                let ends = commands::is_batch_end(self.dialect, rest)
                    || commands::begins_statement(self.dialect, rest, self.depth > 0);
                if ends {
                    return Step { at: here, ended: true, opened: None };
                }
            }
            let Some(length) = bytes[here..sure].iter().position(|byte| self.marks[usize::from(*byte)]) else {
                here = sure;
                break;
            };
            here += length;
            if self.is_end(&bytes[here..]) {
                return Step { at: here, ended: true, opened: None };
            }
            let start = here;
            here = self.enter(bytes, here);
            opened = self.kind().map(|what| (start, what));
        }
        Step { at: here, ended: false, opened }
    }

    fn is_end(&self, rest: &[u8]) -> bool {
        rest.starts_with(self.delimiter.unwrap_or(b";"))
    }

    fn kind(&self) -> Option<Opened> {
        match &self.inside {
            Inside::Nothing | Inside::Line => None,
            Inside::Quote { mark: b'\'', .. } | Inside::Alternative { .. } | Inside::Dollar { .. } => {
                Some(Opened::Text)
            }
            Inside::Quote { .. } => Some(Opened::Name),
            Inside::Block { .. } => Some(Opened::Comment),
        }
    }

    /// Goes over the mark at `at`, and into what it opens.
    fn enter(&mut self, bytes: &[u8], at: usize) -> usize {
        let byte = bytes[at];
        let next = bytes.get(at + 1).copied();
        match byte {
            b'\n' => self.line_start = true,
            b'(' => self.depth += 1,
            b')' => self.depth -= 1,
            b'\'' => return self.enter_text(bytes, at),
            b'"' => self.inside = Inside::Quote { mark: b'"', backslash: self.dialect == Dialect::MySql },
            b'`' if matches!(self.dialect, Dialect::MySql | Dialect::Sqlite) => {
                self.inside = Inside::Quote { mark: b'`', backslash: false }
            }
            b'[' if matches!(self.dialect, Dialect::SqlServer | Dialect::Sqlite) => {
                self.inside = Inside::Quote { mark: b']', backslash: false }
            }
            b'/' if next == Some(b'*') => {
                // MySQL runs what some comments hold: their marks alone are passed over.
                if self.dialect != Dialect::MySql || !matches!(&bytes[at + 2..], [b'!', ..] | [b'M', b'!', ..]) {
                    self.inside = Inside::Block { depth: 1 };
                }
                return at + 2;
            }
            b'-' | b'#' => {
                if let Piece::Comment { .. } = piece_of_line(self.dialect, bytes, at) {
                    self.inside = Inside::Line;
                }
            }
            b'$' if self.dialect == Dialect::Postgres => {
                let tag =
                    bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
                let is_word = at.checked_sub(1).is_some_and(|before| is_word_byte(bytes[before]));
                let is_tag = bytes.get(at + 1 + tag) == Some(&b'$') && !next.is_some_and(|byte| byte.is_ascii_digit());
                if is_tag && !is_word {
                    self.inside = Inside::Dollar { mark: bytes[at..=at + 1 + tag].to_vec() };
                    return at + tag + 2;
                }
            }
            _ => {}
        }
        at + 1
    }

    fn enter_text(&mut self, bytes: &[u8], at: usize) -> usize {
        let prefixed = |letter: u8| has_prefix(bytes, at, letter);
        if self.dialect == Dialect::Oracle && prefixed(b'q') {
            let close = match bytes.get(at + 1) {
                Some(b'[') => b']',
                Some(b'{') => b'}',
                Some(b'(') => b')',
                Some(b'<') => b'>',
                Some(other) => *other,
                None => b'\'',
            };
            self.inside = Inside::Alternative { close };
            return at + 2;
        }
        let backslash = self.dialect == Dialect::MySql || (self.dialect == Dialect::Postgres && prefixed(b'e'));
        self.inside = Inside::Quote { mark: b'\'', backslash };
        at + 1
    }

    /// Looks for the end of what is open; goes to `sure` where it does not stand before that.
    fn leave(&mut self, bytes: &[u8], at: usize, sure: usize) -> usize {
        let part = &bytes[at..sure];
        let nests = matches!(self.dialect, Dialect::Postgres | Dialect::SqlServer);
        let (found, after) = match &mut self.inside {
            Inside::Nothing => return at,
            Inside::Quote { mark, backslash } => {
                let found = if *backslash { memchr::memchr2(*mark, b'\\', part) } else { memchr::memchr(*mark, part) };
                let Some(found) = found.map(|length| at + length) else { return sure };
                // A backslash takes the next byte along, and so does a mark that is doubled.
                if bytes[found] != *mark || bytes.get(found + 1) == Some(mark) {
                    return found + 2;
                }
                (true, found + 1)
            }
            Inside::Alternative { close } => match memchr::memchr(*close, part).map(|length| at + length) {
                Some(found) => (
                    bytes.get(found + 1) == Some(&b'\''),
                    found + 1 + usize::from(bytes.get(found + 1) == Some(&b'\'')),
                ),
                None => return sure,
            },
            Inside::Dollar { mark } => match memchr::memchr(b'$', part).map(|length| at + length) {
                Some(found) if bytes[found..].starts_with(mark) => (true, found + mark.len()),
                Some(found) => (false, found + 1),
                None => return sure,
            },
            // The line's end is looked at again, as one.
            Inside::Line => match memchr::memchr(b'\n', part) {
                Some(length) => (true, at + length),
                None => return sure,
            },
            Inside::Block { depth } => match memchr::memchr2(b'*', b'/', part).map(|length| at + length) {
                Some(found) if bytes[found..].starts_with(b"*/") => {
                    *depth -= 1;
                    (*depth == 0, found + 2)
                }
                Some(found) if nests && bytes[found..].starts_with(b"/*") => {
                    *depth += 1;
                    (false, found + 2)
                }
                Some(found) => (false, found + 1),
                None => return sure,
            },
        };
        if found {
            self.inside = Inside::Nothing;
        }
        after
    }
}

/// What a `-` or `#` begins, looked at no further than needed to tell.
fn piece_of_line(dialect: Dialect, bytes: &[u8], at: usize) -> Piece {
    piece(dialect, &bytes[..bytes.len().min(at + 4)], at)
}
