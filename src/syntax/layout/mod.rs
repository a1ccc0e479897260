//! Cuts a text into lines and blocks.
//!
//! Reading is line-oriented on purpose: a line that the grammar refuses then costs one finding and nothing around it is
//! lost, memory follows the longest line, and time is linear whatever the text holds. The language is made for this:
//! a newline ends a line except after a comma, inside a record, and before `->`, `from`, `except` of a header or `{`.
//!
//! Braces that do not balance are found by a second reading that trusts indentation, as people do. No recursion:
//! nesting is a stack of at most `MAX_DEPTH`.

mod look;
mod model;
mod reader;

use super::lex::Token;
pub(super) use model::{At, Block, Layout, Line, Node, Problem};
use reader::Reader;

/// The lines and blocks of `text`, whose tokens are `tokens`.
pub(super) fn layout(text: &str, tokens: &[Token]) -> Layout {
    let plain = Reader::new(text, tokens, false).read();
    let of_braces = |layout: &Layout| layout.problems.iter().filter(|problem| problem.is_of_braces()).count();
    if of_braces(&plain) == 0 {
        return plain;
    }
    let guided = Reader::new(text, tokens, true).read();
    // A text without indentation is not to be judged by it.
    if of_braces(&guided) <= of_braces(&plain).max(1) && of_braces(&guided) > 0 { guided } else { plain }
}
