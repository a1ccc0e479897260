//! Documentation: the `///` comments before a line.

use super::layout::At;
use super::lex::Kind;
use super::source::Source;
use crate::text::Name;

/// The comments since the last line.
#[derive(Default)]
pub(super) struct Docs {
    text: Option<String>,
}

impl Docs {
    /// Notes a comment; only `///` counts.
    pub fn comment(&mut self, at: At, source: Source<'_>) {
        if source.kind(at) != Some(Kind::Doc) {
            return;
        }
        let line = source.text_of(at).trim_start_matches('/');
        let line = line.strip_prefix(' ').unwrap_or(line);
        match &mut self.text {
            Some(text) => {
                text.push('\n');
                text.push_str(line);
            }
            None => self.text = Some(line.to_owned()),
        }
    }

    /// What was noted, for the line at hand.
    pub fn take(&mut self) -> Option<Name> {
        self.text.take().map(Name::from)
    }
}
