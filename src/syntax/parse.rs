//! From a text to its tree.

use super::errors;
use super::items::items;
use super::layout::{Problem, layout};
use super::lex::{MAX_DEPTH, lex};
use super::limits::{MAX_FINDINGS, exhausted};
use super::source::Source;
use super::tree::Tree;
use crate::diag::Diagnostics;
use crate::text::TextId;

/// Reads `text`. Returns what could be read; a line that could not is reported and not in the tree.
pub fn parse(id: TextId, text: &str, diags: &mut Diagnostics) -> Tree {
    let tokens = lex(text);
    let source = Source { id, text, tokens: &tokens };
    let layout = layout(text, &tokens);
    let before = diags.len();
    for problem in layout.problems.iter().take(MAX_FINDINGS) {
        report(*problem, source, diags);
    }
    let tree = items(&layout.nodes, source, diags);
    if exhausted(before, diags) {
        diags.push(errors::too_many(source.span(usize::MAX), MAX_FINDINGS));
    }
    tree
}

fn report(problem: Problem, source: Source<'_>, diags: &mut Diagnostics) {
    diags.push(match problem {
        Problem::Slip(_) => return,
        Problem::Headless(first) => errors::headless(source.span(first), source.text_of(first)),
        Problem::Unclosed(open, end) => {
            errors::unclosed_block(source.span(open), source.span(end), end >= source.tokens.len())
        }
        Problem::NoOpen(last) => errors::no_open(source.span(last)),
        Problem::Stray(brace) => errors::stray_brace(source.span(brace)),
        Problem::StrayOpen(brace) => errors::unexpected(source.span(brace), "{", &["a line before it"]),
        Problem::Trailing(sign) => errors::trailing_sign(source.span(sign), source.text_of(sign)),
        Problem::Deep(bracket) => errors::too_deep(source.span(bracket), MAX_DEPTH),
    });
}
