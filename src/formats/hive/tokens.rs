//! A type string cut into tokens, as Hive cuts it.
//!
//! A run of letters, digits, `_`, `.`, `$` and blanks is one token; every other UTF-16 unit is a token of its own, so that
//! a character outside the basic plane is two.

use super::letters::is_letter_or_digit;

/// One token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    /// Where it begins, in UTF-16 units.
    pub(super) position: usize,
    /// The token. Half of a character outside the basic plane is `?`, as Java prints it.
    pub(super) text: &'a str,
    /// It is a run that may be a name.
    pub(super) is_name: bool,
}

/// All tokens of `text`, in order.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut run: Option<(usize, usize)> = None;
    let mut position = 0;
    for (at, character) in text.char_indices() {
        if is_name_character(character) {
            run.get_or_insert((at, position));
        } else {
            tokens.extend(run.take().map(|(start, position)| Token {
                position,
                text: &text[start..at],
                is_name: true,
            }));
            match character.len_utf16() {
                1 => tokens.push(Token { position, text: &text[at..at + character.len_utf8()], is_name: false }),
                _ => tokens.extend([position, position + 1].map(|position| Token {
                    position,
                    text: "?",
                    is_name: false,
                })),
            }
        }
        position += character.len_utf16();
    }
    tokens.extend(run.map(|(start, position)| Token { position, text: &text[start..], is_name: true }));
    tokens
}

/// Whether Hive lets this character stand in a name.
pub(super) fn is_name_character(character: char) -> bool {
    matches!(character, '_' | '.' | ' ' | '$') || u16::try_from(u32::from(character)).is_ok_and(is_letter_or_digit)
}
