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
    format!("`{}`", text.replace('`', "``"))
}

/// A name among others: in backticks only where it could be read as something else.
pub(super) fn name(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { code(text) }
}

/// Whether nobody takes it for more, or less, than a name.
pub(super) fn is_plain(text: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '#' | '-' | '.');
    text.starts_with(|c: char| c.is_alphanumeric() || c == '_') && text.chars().all(is_letter)
}

/// The pieces of a sentence. A backtick without its end is a character like others.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('`') {
        let Some(length) = end_of_code(&rest[start + 1..]) else { break };
        if start > 0 {
            pieces.push(Piece::Prose(&rest[..start]));
        }
        let inside = &rest[start + 1..start + 1 + length];
        pieces.push(Piece::Code(match inside.contains('`') {
            true => Cow::Owned(inside.replace("``", "`")),
            false => Cow::Borrowed(inside),
        }));
        rest = &rest[start + length + 2..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Prose(rest));
    }
    pieces
}

/// Where the backtick stands that ends what `text` begins with.
fn end_of_code(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text[at..].find('`')?;
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
            let pieces = pieces(&sentence);
            assert_eq!(pieces[1], Piece::Code(Cow::Borrowed(text)), "{sentence}");
            assert_eq!(pieces[3], Piece::Code(Cow::Borrowed("x")), "{sentence}");
        }
    }

    #[test]
    fn a_backtick_alone_is_a_character() {
        assert_eq!(pieces("a ` b"), [Piece::Prose("a ` b")]);
        assert_eq!(pieces("`a` ` b"), [Piece::Code("a".into()), Piece::Prose(" ` b")]);
    }

    #[test]
    fn plain_names_need_no_backticks() {
        assert_eq!(name("SIS.TERM_1"), "SIS.TERM_1");
        assert_eq!(name("order items"), "`order items`");
        assert_eq!(name("-> x"), "`-> x`");
        assert_eq!(name(""), "``");
    }
}
