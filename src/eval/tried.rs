//! What became of an example.

use crate::syntax::tree::Example;
use crate::text::{Name, Span};

/// One example of a project, and whether it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// The map it is about.
    pub map: Name,
    /// What it shows.
    pub title: Name,
    /// Its first line.
    pub header: Span,
    /// All of it; the findings about it lie inside.
    pub span: Span,
    /// How it ended.
    pub verdict: Verdict,
}

impl Tried {
    /// An example that was not run, since it or its map has errors.
    pub fn not(example: &Example) -> Tried {
        Tried {
            map: example.map.text.clone(),
            title: example.title.value.clone(),
            header: example.header,
            span: example.span,
            verdict: Verdict::Unsound,
        }
    }
}

/// How an example ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The rows become what it says.
    Passed,
    /// They do not, or it cannot be meant so; a finding says why.
    Failed,
    /// The example, or its map, has errors of another kind, so that it was not run.
    Unsound,
}
