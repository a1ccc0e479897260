//! Names, paths and patterns.

use crate::diag::render::is_hidden;
use crate::syntax::tree::{Ident, Path, PathPattern, Pattern, Piece};

/// Words that some line takes for something else than a name.
const WORDS: &[&str] = &[
    "true",
    "false",
    "null",
    "not",
    "unique",
    "immutable",
    "at",
    "list",
    "set",
    "map",
    "any",
    "view",
    "from",
    "except",
    "every",
    "to",
    "lowercase",
    "uppercase",
    "add",
    "remove",
    "replace",
    "index",
    "schema",
    "table",
    "tablespace",
    "field",
    "key",
    "by",
    "nothing",
];

/// Whether a name can be written at all: it has a character, and all stand on one line where they are seen.
pub fn is_writable(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c.is_control() || is_hidden(c))
}

/// Whether a name needs no backticks anywhere.
fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_') && is_run(name) && !WORDS.contains(&name)
}

/// Whether all characters are those of names; `-` stands before a letter or digit.
fn is_run(text: &str) -> bool {
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let fits = match c {
            '-' => characters.peek().is_some_and(|next| next.is_alphanumeric()),
            c => c.is_alphanumeric() || matches!(c, '_' | '$' | '#'),
        };
        if !fits {
            return false;
        }
    }
    true
}

fn backticks(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// A name.
pub fn name(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { backticks(text) }
}

/// A name with its place.
pub fn ident(ident: &Ident) -> String {
    name(&ident.text)
}

/// Names joined by points.
pub fn path(path: &Path) -> String {
    path.parts.iter().map(ident).collect::<Vec<_>>().join(".")
}

/// A path of patterns.
pub fn path_pattern(path: &PathPattern) -> String {
    path.parts.iter().map(pattern).collect::<Vec<_>>().join(".")
}

/// A pattern; the literal runs in backticks where they need them.
pub fn pattern(pattern: &Pattern) -> String {
    if let [Piece::Literal(text)] = pattern.pieces.as_slice() {
        return name(text);
    }
    let mut out = String::new();
    for piece in &pattern.pieces {
        match piece {
            Piece::Literal(text) => {
                let starts_badly = out.is_empty() && text.starts_with(|c: char| c.is_ascii_digit() || c == '-');
                if is_run(text) && !starts_badly { out += text } else { out += &backticks(text) }
            }
            Piece::Any => out.push('*'),
            Piece::One => out.push('?'),
            Piece::Class(ranges) => {
                out.push('[');
                for (first, last) in ranges {
                    out.push(*first);
                    if first != last {
                        out.extend(['-', *last]);
                    }
                }
                out.push(']');
            }
        }
    }
    out
}

/// The key of a setting, whose words are those of its stage: `table`, `field`.
pub fn setting_key(key: &str) -> String {
    if is_run(key) && key.starts_with(char::is_alphabetic) { key.to_owned() } else { backticks(key) }
}
