//! What a statement is made of, blanks aside.

use std::borrow::Cow;

/// The longest statement that is read. Real ones stay below a megabyte; the limit keeps memory within bounds.
pub const MAX_STATEMENT: usize = 8 << 20;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word without quotes.
    Word,
    /// A quoted name.
    Quoted,
    /// A string in single quotes of any kind.
    Text,
    /// A string in double quotes, where those make strings.
    DoubleText,
    /// A number.
    Number,
    /// `(`
    Open,
    /// `)`
    Close,
    /// `,`
    Comma,
    /// `.`
    Dot,
    /// Any other symbol.
    Symbol,
}

/// A token that is no blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: Kind,
    /// The word, name or number, or what the string means; the symbol itself where that is one of `=*-+[]` and `::`, else
    /// empty.
    pub text: Cow<'a, str>,
    /// The first byte in the file.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// Where and why a statement has no tokens any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Offset in the file.
    pub at: usize,
    /// What can be no token there.
    pub message: String,
}
