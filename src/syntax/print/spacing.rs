//! The tokens of one line, with the blanks between them.

use crate::syntax::layout::At;
use crate::syntax::lex::Kind;
use crate::syntax::source::Source;

/// The widest line that is not broken, in characters.
pub(super) const WIDTH: usize = 100;

/// Blanks of one step of indentation.
pub(super) const STEP: usize = 2;

/// How many characters `text` is wide.
pub(super) fn width(text: &str) -> usize {
    text.chars().count()
}

/// Writes a newline and `indent` blanks.
pub(super) fn new_line(out: &mut String, indent: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
}

/// Whether the comment stands on the line of the token before it.
pub(super) fn is_beside(source: Source<'_>, comment: At) -> bool {
    comment > 0 && source.kind(comment - 1) != Some(Kind::Newline)
}

/// Whether `(` after these words of a condition belongs to no call.
fn is_condition_word(word: &str) -> bool {
    matches!(word, "not" | "in" | "and" | "or" | "assume" | "where")
}

/// Writes tokens one after the other with the blanks that stand between them.
pub(super) struct Spacer<'a> {
    source: Source<'a>,
    condition: bool,
    before: Option<At>,
    squares: usize,
}

impl<'a> Spacer<'a> {
    /// For the line that begins with the token `first`.
    pub fn new(source: Source<'a>, first: At) -> Spacer<'a> {
        let condition = matches!(source.word(first), "assume" | "where");
        Spacer { source, condition, before: None, squares: 0 }
    }

    /// The text of `token`, with the blank that belongs before it.
    pub fn next(&mut self, token: At) -> (&'static str, &'a str) {
        let gap = self.before.is_some_and(|before| self.is_gap(before, token));
        match self.source.kind(token) {
            Some(Kind::SquareOpen) => self.squares += 1,
            Some(Kind::SquareClose) => self.squares = self.squares.saturating_sub(1),
            Some(_) | None => {}
        }
        self.before = Some(token);
        (if gap { " " } else { "" }, self.source.text_of(token))
    }

    /// Forgets what was before: a new line begins.
    pub fn restart(&mut self) {
        self.before = None;
    }

    fn is_gap(&self, before: At, token: At) -> bool {
        let (Some(left), Some(right)) = (self.source.kind(before), self.source.kind(token)) else { return false };
        // Outside of records, square brackets are a part of a pattern.
        if self.squares > 0 || matches!(left, Kind::ParenOpen | Kind::AngleOpen | Kind::SquareOpen) {
            return false;
        }
        if matches!(
            right,
            Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::ParenClose | Kind::AngleClose | Kind::AngleOpen
        ) {
            return false;
        }
        if right == Kind::ParenOpen && left == Kind::Word {
            return self.condition && is_condition_word(self.source.text_of(before));
        }
        true
    }
}

/// `tokens`, none of them a comment, on one line.
pub(super) fn flat(source: Source<'_>, first: At, tokens: impl Iterator<Item = At>) -> String {
    let mut spacer = Spacer::new(source, first);
    let mut out = String::new();
    for token in tokens.filter(|at| source.kind(*at) != Some(Kind::Newline)) {
        let (gap, text) = spacer.next(token);
        out.push_str(gap);
        out.push_str(text);
    }
    out
}
