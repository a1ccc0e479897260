//! A text, its tokens, and where its lines stand in it.

use super::layout::{At, Block, Line};
use super::lex::{Kind, Token};
use super::pairs::Slice;
use crate::text::{Span, TextId};

/// The text that is being read.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    /// Which one.
    pub id: TextId,
    /// All of it.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
}

impl<'a> Source<'a> {
    /// Where the token stands; the end of the text where there is none.
    pub fn span(&self, at: At) -> Span {
        let (start, end) = self
            .tokens
            .get(at)
            .map_or((self.text.len(), self.text.len()), |token| (token.start as usize, token.end as usize));
        Span::new(self.id, start, end)
    }

    /// The token's text.
    pub fn text_of(&self, at: At) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.text(self.text))
    }

    /// What the token is.
    pub fn kind(&self, at: At) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The word at `at`; empty where it is none.
    pub fn word(&self, at: At) -> &'a str {
        if self.kind(at) == Some(Kind::Word) { self.text_of(at) } else { "" }
    }

    /// The tokens of `line` that the grammar sees.
    pub fn tokens_of(&self, line: &Line) -> Vec<At> {
        (line.start..line.end)
            .filter(|at| !self.tokens[*at].is_comment() && self.tokens[*at].kind != Kind::Newline)
            .collect()
    }

    /// Where the line stands, without its `{`.
    pub fn line_span(&self, line: &Line) -> Span {
        if line.start == line.end {
            self.span(line.start).before()
        } else {
            self.span(line.start).to(self.span(line.end - 1))
        }
    }

    /// The line for the grammar.
    pub fn slice(&self, line: &Line) -> Slice<'a> {
        let span = self.line_span(line);
        let base = span.start as usize;
        Slice { id: self.id, base, line: &self.text[base..span.end as usize] }
    }

    /// The last token of a block.
    pub fn last_of(&self, block: &Block) -> At {
        match self.kind(block.end) {
            Some(Kind::BraceClose) => block.end,
            Some(_) | None => block.end.max(1) - 1,
        }
    }
}
