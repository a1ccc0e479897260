//! Lines, blocks, and what does not fit.

/// A token's number in the text.
pub type At = usize;

/// A text as lines and blocks. Everything but blank lines is in it once.
#[derive(Debug, Default)]
pub struct Layout {
    /// What stands at the top.
    pub nodes: Vec<Node>,
    /// What does not fit.
    pub problems: Vec<Problem>,
}

/// A line, with its block, or a comment on its own line.
#[derive(Debug)]
pub enum Node {
    /// A line.
    Line(Line),
    /// A comment, and whether an empty line stands before it.
    Comment(At, bool),
}

impl Node {
    /// The line, if it is one.
    pub fn as_line(&self) -> Option<&Line> {
        match self {
            Node::Line(line) => Some(line),
            Node::Comment(..) => None,
        }
    }
}

/// One line.
#[derive(Debug)]
pub struct Line {
    /// Its first token.
    pub start: At,
    /// The token after its last; comments where it goes on are between.
    pub end: At,
    /// The comment at its end, or after its `{`.
    pub comment: Option<At>,
    /// Its block.
    pub block: Option<Block>,
    /// An empty line stands before it.
    pub apart: bool,
    /// Brackets stand too deep in it to read it.
    pub deep: bool,
}

/// What stands between braces.
#[derive(Debug)]
pub struct Block {
    /// The opening brace; the last token of its line where it is missing.
    pub open: At,
    /// What is in it.
    pub nodes: Vec<Node>,
    /// The token after it: its own `}`, or what ended it.
    pub end: At,
    /// The comment after its `}`.
    pub comment: Option<At>,
}

/// A line or brace that does not fit, by token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// `{` that nothing closes, and what stands where `}` is missing.
    Unclosed(At, At),
    /// A line whose block has no `{`: its last token.
    NoOpen(At),
    /// `}` that closes nothing.
    Stray(At),
    /// Lines further right than any at the top, in no block: the first token.
    Headless(At),
    /// `{` that belongs to no line.
    StrayOpen(At),
    /// A brace within a line that cannot be meant for a block; the line says so.
    Slip(At),
    /// `,` or `;` at the end of a line.
    Trailing(At),
    /// A bracket too deep in others. Reading ended there when it is a brace of a block.
    Deep(At),
}

impl Problem {
    /// Whether a brace is missing or too many.
    pub fn is_of_braces(&self) -> bool {
        match self {
            Problem::Unclosed(..)
            | Problem::NoOpen(_)
            | Problem::Stray(_)
            | Problem::StrayOpen(_)
            | Problem::Slip(_)
            | Problem::Headless(_) => true,
            Problem::Trailing(_) | Problem::Deep(_) => false,
        }
    }
}
