//! Strides over rows that hold no mark but quotes of texts and ends of statements, which searches for single bytes can step over.
//!
//! In such bytes a place is within a text where the quotes before it are odd in number; so quotes are counted, not followed. Where
//! anything else could mean something, a stride ends before it, and the walk over rows looks at each byte.

use memchr::{memchr, memchr_iter, memchr3, memmem, memrchr, memrchr2};

use crate::schema::model::Dialect;

/// How far strides go.
#[derive(Clone, Copy, Debug)]
pub struct Stride {
    /// Shorter ones are not made.
    pub shortest: usize,
    /// Bytes that are looked at for one: they stay near to the processor.
    pub longest: usize,
}

impl Stride {
    /// For all files.
    pub const USUAL: Stride = Stride { shortest: 512, longest: 32 << 10 };
}

/// Where a stride ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Landing {
    /// Between the quotes of a statement.
    Within(usize),
    /// At an end mark, after which no rows follow.
    End(usize),
    /// Nowhere: up to here each byte must be looked at.
    Careful(usize),
}

/// A stride from `start`, which is within a statement and no quote, at most to `sure`. `is_rows` tells whether a statement brings
/// rows.
pub fn stride(
    dialect: Dialect,
    bytes: &[u8],
    start: usize,
    sure: usize,
    how: Stride,
    is_rows: impl Fn(&[u8]) -> bool,
) -> Landing {
    let end = sure.min(start + how.longest);
    let Some(clean) = clean(dialect, &bytes[start..end]) else { return Landing::Careful(sure) };
    let marked = start + clean;
    // The walk that follows goes over the mark, and a little further: others often stand near it.
    let careful = Landing::Careful(sure.min(marked.saturating_add(how.shortest.saturating_mul(4)).saturating_add(1)));
    if clean < how.shortest {
        return careful;
    }
    let mut statement = start;
    let mut from = start;
    let mut quotes = 0;
    while let Some(length) = memchr(b';', &bytes[from..marked]) {
        let mark = from + length;
        quotes += count(b'\'', &bytes[from..mark]);
        from = mark + 1;
        if quotes % 2 == 1 {
            continue;
        }
        if !are_harmless(bytes, statement, mark) {
            return if statement > start { Landing::Within(statement) } else { careful };
        }
        let blanks = bytes[from..marked].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        // Whether rows follow must be told by what is sure.
        if from + blanks + WORD > marked {
            return if statement > start { Landing::Within(statement) } else { careful };
        }
        if !is_rows(&bytes[from + blanks..marked]) {
            return Landing::End(mark);
        }
        (statement, from, quotes) = (from + blanks, from + blanks, 0);
    }
    // The rest has no end mark outside of texts: it is gone over up to a place that is sure to be in none.
    let rest = within(bytes, from, marked, quotes).filter(|end| are_harmless(bytes, statement, *end));
    match rest {
        Some(end) if end > start => Landing::Within(end),
        Some(_) | None if statement > start => Landing::Within(statement),
        Some(_) | None => careful,
    }
}

/// More than the letters of a word by which rows begin.
pub const WORD: usize = 16;

/// How many bytes hold none of the marks that this is not made for; `None` for dialects of which lines mean too much.
fn clean(dialect: Dialect, bytes: &[u8]) -> Option<usize> {
    let mut end = bytes.len();
    let mut shorten = |found: Option<usize>| end = found.unwrap_or(end).min(end);
    match dialect {
        Dialect::MySql => {
            shorten(memchr3(b'\\', b'"', b'`', bytes));
            shorten(memchr(b'#', bytes));
        }
        Dialect::Postgres => shorten(memchr3(b'\\', b'"', b'$', bytes)),
        Dialect::Sqlite => shorten(memchr3(b'"', b'`', b'[', bytes)),
        Dialect::Oracle | Dialect::SqlServer => return None,
    }
    shorten(memmem::find(bytes, b"--"));
    shorten(memmem::find(bytes, b"/*"));
    // A mark of two bytes may go on behind the end.
    while end > 0 && matches!(bytes[end - 1], b'-' | b'/') {
        end -= 1;
    }
    Some(end)
}

/// A place in no text, not far before `end`; `quotes` stand before `from` in the statement.
fn within(bytes: &[u8], from: usize, end: usize, quotes: usize) -> Option<usize> {
    // Not after a quote: it could be the first of two.
    let end = from + memrchr2(b',', b'(', &bytes[from..end])? + 1;
    if (quotes + count(b'\'', &bytes[from..end])).is_multiple_of(2) {
        return Some(end);
    }
    let quote = from + memrchr(b'\'', &bytes[from..end])?;
    let before = bytes[from..quote].last()?;
    matches!(before, b',' | b'(' | b' ').then_some(quote)
}

fn count(byte: u8, bytes: &[u8]) -> usize {
    memchr_iter(byte, bytes).count()
}

/// Whether no line that begins here, in a text or not, begins as a statement could that has no end mark before it.
fn are_harmless(bytes: &[u8], from: usize, end: usize) -> bool {
    memchr_iter(b'\n', &bytes[from..end]).all(|length| {
        let next = bytes.get(from + length + 1);
        next.is_some_and(|next| !matches!(next, b'c' | b'C') && !next.is_ascii_whitespace())
    })
}
