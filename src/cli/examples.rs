//! What the findings of a compilation say about its examples.

use mapc::Output;
use mapc::diag::render::Places;
use mapc::diag::{Diagnostic, Level};
use mapc::eval::{Tried, Verdict};
use mapc::text::Span;

/// The errors of a compilation.
#[derive(Debug)]
pub struct Errors<'o> {
    /// Those inside each example, in the order of the examples.
    pub of: Vec<Vec<&'o Diagnostic>>,
    /// Those that lie in no example.
    pub others: Vec<&'o Diagnostic>,
}

/// The errors, by what they are about.
pub fn errors(output: &Output) -> Errors<'_> {
    let mut errors = Errors { of: vec![Vec::new(); output.examples.len()], others: Vec::new() };
    for error in output.diagnostics.iter().filter(|finding| finding.level == Level::Error) {
        match error.place.as_ref().and_then(|place| example_at(&output.examples, place.span)) {
            Some(at) => errors.of[at].push(error),
            None => errors.others.push(error),
        }
    }
    errors
}

/// The example that a place lies in. Examples are in the order of their places, and none lies in another.
fn example_at(examples: &[Tried], span: Span) -> Option<usize> {
    let after = examples.partition_point(|tried| (tried.span.text, tried.span.start) <= (span.text, span.start));
    let at = after.checked_sub(1)?;
    let outer = examples[at].span;
    (outer.text == span.text && span.end <= outer.end).then_some(at)
}

/// Path and line of an example's first line.
pub fn place<'o>(places: &mut Places<'o>, tried: &Tried) -> (&'o str, usize) {
    let id = tried.header.text;
    let line = places.line(id, places.range(tried.header).start) + 1;
    (places.path(id), line)
}

/// Why an example was not run.
pub fn not_run(verdict: Verdict) -> Option<&'static str> {
    match verdict {
        Verdict::Passed | Verdict::Failed => None,
        Verdict::Unsound => Some("it or its map has errors"),
    }
}
