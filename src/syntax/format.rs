//! The canonical text of a mapping.

use super::errors;
use super::layout::layout;
use super::lex::lex;
use super::parse::parse;
use super::print::print;
use super::source::Source;
use crate::diag::{Diagnostics, Level};
use crate::text::TextId;

/// The canonical text of `text`; `None`, and the reasons, where it cannot be read. What this release does not compile
/// is canonical too. Comments and the order of lines are kept, and the canonical text of the result is the result.
pub fn format(id: TextId, text: &str, diags: &mut Diagnostics) -> Option<String> {
    let mut found = Diagnostics::new();
    parse(id, text, &mut found);
    let reasons: Vec<_> = found
        .into_vec()
        .into_iter()
        .filter(|finding| finding.level == Level::Error && *finding.code != errors::NOT_YET)
        .collect();
    if !reasons.is_empty() {
        reasons.into_iter().for_each(|reason| diags.push(reason));
        return None;
    }
    let tokens = lex(text);
    let source = Source { id, text, tokens: &tokens };
    Some(print(&layout(text, &tokens), source))
}
