//! The words of a CHECK constraint: names, texts, numbers, signs; casts are dropped.

use crate::schema::Dialect;

/// A word of a CHECK constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// A name or keyword.
    Name {
        /// As written, without quotes.
        text: String,
        /// It stood in quotes, and is no keyword.
        quoted: bool,
    },
    /// A text, quotes undone.
    Text(String),
    /// A whole number.
    Number(i128),
    /// Anything else: one or more signs.
    Sign(String),
}

impl Word {
    /// Whether it is this sign.
    pub fn is_sign(&self, sign: &str) -> bool {
        matches!(self, Word::Sign(text) if text == sign)
    }

    /// Whether it is this keyword.
    pub fn is_keyword(&self, keyword: &str) -> bool {
        matches!(self, Word::Name { text, quoted: false } if text.eq_ignore_ascii_case(keyword))
    }
}

/// A constraint longer than this is not read.
const LONGEST: usize = 16_384;

/// The words of a constraint; `None` where something is not understood, so that nothing can be said of it.
pub fn words(text: &str, dialect: Dialect) -> Option<Vec<Word>> {
    if text.len() > LONGEST {
        return None;
    }
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, after) = match first {
            '\'' => quoted(rest, '\'', '\'').map(|(text, after)| (Word::Text(text), after))?,
            '"' | '`' => quoted(rest, first, first).map(named)?,
            '[' if dialect == Dialect::SqlServer => quoted(rest, '[', ']').map(named)?,
            'N' | 'n' if rest[1..].starts_with('\'') => {
                quoted(&rest[1..], '\'', '\'').map(|(text, after)| (Word::Text(text), after))?
            }
            _ if first.is_alphabetic() || first == '_' => plain(rest)?,
            '0'..='9' => number(rest, "")?,
            '-' if rest[1..].starts_with(|next: char| next.is_ascii_digit()) && begins_operand(words.last()) => {
                number(&rest[1..], "-")?
            }
            _ if rest.starts_with("::") => {
                rest = cast(&rest[2..])?;
                continue;
            }
            _ => sign(rest)?,
        };
        words.push(word);
        rest = after.trim_start();
    }
    Some(words)
}

fn named((text, after): (String, &str)) -> (Word, &str) {
    (Word::Name { text, quoted: true }, after)
}

/// A piece between quotes, of which the closing one may be doubled; and what follows it.
fn quoted(text: &str, open: char, close: char) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut rest = text.strip_prefix(open)?;
    loop {
        let (piece, after) = rest.split_once(close)?;
        value += piece;
        match after.strip_prefix(close) {
            Some(more) => {
                value.push(close);
                rest = more;
            }
            None => return Some((value, after)),
        }
    }
}

/// A name without quotes. Directly before a quote it changes what the text means (`E'\n'`), which is not understood.
fn plain(text: &str) -> Option<(Word, &str)> {
    let end = text.find(|next: char| !next.is_alphanumeric() && !"_$#".contains(next)).unwrap_or(text.len());
    let (name, after) = text.split_at(end);
    (!after.starts_with('\'')).then(|| (Word::Name { text: name.to_owned(), quoted: false }, after))
}

fn number<'t>(text: &'t str, sign: &str) -> Option<(Word, &'t str)> {
    let end = text.find(|next: char| !next.is_alphanumeric() && next != '.').unwrap_or(text.len());
    let (digits, after) = text.split_at(end);
    Some((Word::Number(format!("{sign}{digits}").parse().ok()?), after))
}

/// Whether a `-` after this word is the sign of a number.
fn begins_operand(before: Option<&Word>) -> bool {
    match before {
        None => true,
        Some(Word::Sign(sign)) => !matches!(sign.as_str(), ")" | "]"),
        Some(word @ Word::Name { .. }) => {
            ["BETWEEN", "AND", "OR", "NOT"].iter().any(|keyword| word.is_keyword(keyword))
        }
        Some(Word::Text(_) | Word::Number(_)) => false,
    }
}

fn sign(text: &str) -> Option<(Word, &str)> {
    const SIGNS: [&str; 14] = ["!~~", "~~", "<=", ">=", "<>", "!=", "(", ")", ",", "=", "<", ">", "[", "]"];
    let found = SIGNS.into_iter().find(|sign| text.starts_with(sign));
    // PostgreSQL's match; with a `*` it ignores case and is another operator.
    let found = found.or_else(|| (text.starts_with('~') && !text.starts_with("~*")).then_some("~"))?;
    Some((Word::Sign(found.to_owned()), &text[found.len()..]))
}

/// What follows a cast `::type`. A cast that can cut a value (`::char(3)`) or make another of it is not understood.
fn cast(text: &str) -> Option<&str> {
    const HARMLESS: [&str; 6] = ["character varying", "varchar", "text", "bpchar", "integer", "bigint"];
    let rest = text.trim_start();
    let rest = HARMLESS.into_iter().find_map(|name| rest.strip_prefix(name))?;
    if rest.starts_with(|next: char| next.is_alphanumeric() || "_(.".contains(next)) {
        return None;
    }
    Some(rest.strip_prefix("[]").unwrap_or(rest).trim_start())
}
