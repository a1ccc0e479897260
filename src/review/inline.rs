//! Sentences with names in them. A name stands in backticks, one of its own doubled, as in the language.

use std::borrow::Cow;

/// A piece of a sentence.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Words.
    Prose(&'t str),
    /// A name, a value, a line of a mapping: to the letter.
    Code(Cow<'t, str>),
}

/// `text` as a piece of a sentence that is to be read to the letter.
pub(super) fn code(text: &str) -> String {
    let mut sentence = String::with_capacity(text.len() + 2);
    push_code([text], &mut sentence);
    sentence
}

/// Adds a path of names to a sentence, to be read to the letter.
pub(super) fn push_code<'p>(path: impl IntoIterator<Item = &'p str>, sentence: &mut String) {
    sentence.push('`');
    for (place, name) in path.into_iter().enumerate() {
        if place > 0 {
            sentence.push('.');
        }
        let mut rest = name;
        while let Some(at) = memchr::memchr(b'`', rest.as_bytes()) {
            sentence.extend([&rest[..at], "``"]);
            rest = &rest[at + 1..];
        }
        sentence.push_str(rest);
    }
    sentence.push('`');
}

/// A name among others: in backticks only where it could be read as something else.
pub(super) fn name(text: &str) -> Cow<'_, str> {
    if is_plain(text) { Cow::Borrowed(text) } else { Cow::Owned(code(text)) }
}

/// Whether nobody takes it for more, or less, than a name.
pub(super) fn is_plain(text: &str) -> bool {
    let is_plain_byte = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'#' | b'-' | b'.');
    if text.is_ascii() {
        let starts = text.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        return starts && text.bytes().all(is_plain_byte);
    }
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '#' | '-' | '.');
    text.starts_with(|c: char| c.is_alphanumeric() || c == '_') && text.chars().all(is_letter)
}

/// The pieces of a sentence. A backtick without its end is a character like others.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = memchr::memchr(b'`', rest.as_bytes());
        let code = start.and_then(|start| Some((start, end_of_code(&rest[start + 1..])?)));
        match code {
            Some((0, length)) => {
                let inside = &rest[1..1 + length];
                rest = &rest[length + 2..];
                Some(Piece::Code(match inside.contains('`') {
                    true => Cow::Owned(inside.replace("``", "`")),
                    false => Cow::Borrowed(inside),
                }))
            }
            Some((start, _)) => {
                let (words, code) = rest.split_at(start);
                rest = code;
                Some(Piece::Prose(words))
            }
            None if rest.is_empty() => None,
            None => Some(Piece::Prose(std::mem::take(&mut rest))),
        }
    })
}

/// Where the backtick stands that ends what `text` begins with.
fn end_of_code(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memchr(b'`', &text.as_bytes()[at..])?;
        if !text[at + 1..].starts_with('`') {
            return Some(at);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_again_whatever_it_holds() {
        for text in ["a", "a`b", "``", "`a`", "a b", "", "注文"] {
            let sentence = format!("renames {} to {}, by it", code(text), code("x"));
            let pieces: Vec<Piece<'_>> = pieces(&sentence).collect();
            assert_eq!(pieces[1], Piece::Code(Cow::Borrowed(text)), "{sentence}");
            assert_eq!(pieces[3], Piece::Code(Cow::Borrowed("x")), "{sentence}");
        }
    }

    #[test]
    fn a_backtick_alone_is_a_character() {
        let found = |text| pieces(text).collect::<Vec<_>>();
        assert_eq!(found("a ` b"), [Piece::Prose("a ` b")]);
        assert_eq!(found("`a` ` b"), [Piece::Code("a".into()), Piece::Prose(" ` b")]);
    }

    #[test]
    fn plain_names_need_no_backticks() {
        assert_eq!(name("SIS.TERM_1"), "SIS.TERM_1");
        assert_eq!(name("order items"), "`order items`");
        assert_eq!(name("-> x"), "`-> x`");
        assert_eq!(name(""), "``");
    }
}
