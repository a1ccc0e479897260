//! Questions about the tokens around a place, with the same answer whatever was read before.

use super::model::At;
use crate::syntax::lex::{Kind, Token};

/// A text and its tokens.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// The text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
}

impl<'a> Look<'a> {
    /// What the token is.
    pub fn kind(&self, at: At) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The word at `at`, if it is one.
    pub fn word(&self, at: At) -> Option<&'a str> {
        self.tokens.get(at).filter(|token| token.kind == Kind::Word).map(|token| token.text(self.text))
    }

    /// The next token that is neither newline nor comment.
    pub fn next_substance(&self, mut at: At) -> At {
        while self.tokens.get(at).is_some_and(|token| token.kind == Kind::Newline || token.is_comment()) {
            at += 1;
        }
        at
    }

    /// How far the token is indented; `None` where it is not the first of its line.
    pub fn indent(&self, at: At) -> Option<usize> {
        let before = &self.text[..self.tokens.get(at)?.start as usize];
        let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
        let first = blanks == before.len() || before[..before.len() - blanks].ends_with(['\n', '\r']);
        first.then_some(blanks)
    }

    /// `map NAME from`, `schema NAME from`, `fragment NAME {`, `example NAME "`: no line of any block, so all blocks end before it.
    pub fn begins_item(&self, at: At) -> bool {
        let named = |from: At| self.kind(from + 1) == Some(Kind::Word);
        match self.word(at) {
            Some("map") => named(at) && self.word(at + 2) == Some("from"),
            Some("schema") => named(at) && matches!(self.word(at + 2), Some("from" | "unchecked")),
            Some("fragment") => named(at) && self.kind(at + 2) == Some(Kind::BraceOpen),
            Some("example") => named(at) && self.kind(at + 2) == Some(Kind::Text),
            Some(_) | None => false,
        }
    }

    /// `row`, `gives`, `rejects` or the word of a change where no name of an entry can be, so that a record ends before it.
    pub fn begins_example_line(&self, at: At) -> bool {
        matches!(self.word(at), Some("row" | "gives" | "rejects" | "insert" | "update" | "delete" | "truncate" | "at"))
            && self.kind(at + 1) != Some(Kind::Colon)
    }

    /// Whether anything but a brace or comment follows the token on its line.
    pub fn is_followed(&self, at: At) -> bool {
        let next = self.tokens.get(at + 1);
        next.is_some_and(|next| !next.is_comment() && !matches!(next.kind, Kind::Newline | Kind::BraceClose))
    }

    /// Whether the token before `end` is a sign that nothing follows.
    pub fn is_trailing(&self, end: At) -> bool {
        matches!(self.kind(end - 1), Some(Kind::Comma | Kind::Semicolon))
    }

    /// Whether an entry of a record begins at `at`.
    pub fn is_entry(&self, at: At) -> bool {
        matches!(self.kind(at), Some(Kind::Word | Kind::Text)) && self.kind(at + 1) == Some(Kind::Colon)
    }

    /// Whether `next` is an indented line that clauses or the `{` of a header follow: a clause without its first word.
    pub fn is_torn_clause(&self, next: At) -> bool {
        let indented = self.indent(next).is_some_and(|indent| indent > 0);
        let on_line = self.tokens[next..].iter().take_while(|token| token.kind != Kind::Newline);
        let (mut length, mut braces) = (0, false);
        for token in on_line {
            length += 1;
            braces |= matches!(token.kind, Kind::BraceOpen | Kind::BraceClose);
        }
        let after = self.next_substance(next + length);
        indented && !braces && matches!(self.kind(after), Some(Kind::Arrow | Kind::BraceOpen))
    }

    /// Whether an element of a list stands at `next`, no new line.
    pub fn is_element(&self, next: At, depth: usize) -> bool {
        // A pattern that is a class alone; no line begins so.
        if self.kind(next) == Some(Kind::SquareOpen) {
            return true;
        }
        let value =
            matches!(self.kind(next), Some(Kind::Word | Kind::Number | Kind::Text | Kind::WrongText | Kind::Address));
        let after = self.kind(next + 1);
        let ends = matches!(
            after,
            None | Some(
                Kind::Comma | Kind::Semicolon | Kind::Newline | Kind::Comment | Kind::BraceOpen | Kind::ParenClose
            )
        );
        let call = after == Some(Kind::ParenOpen) && self.kind(next) == Some(Kind::Word);
        // In brackets more may follow an element; two words on end are a line of their own.
        let two = matches!(after, Some(Kind::Word | Kind::Text)) && self.kind(next) == Some(Kind::Word);
        if depth == 0 { value && (ends || call) } else { (value && !two) || self.kind(next) == Some(Kind::ParenClose) }
    }
}
