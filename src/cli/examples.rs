//! What the findings of a compilation say about its examples.

use mapc::Output;
use mapc::diag::render::Places;
use mapc::diag::{Diagnostic, Level};
use mapc::eval::{Tried, Verdict};
use mapc::text::Span;

/// The errors about an example: those that lie inside it.
pub fn errors_of<'o>(output: &'o Output, tried: &Tried) -> Vec<&'o Diagnostic> {
    errors(output).filter(|finding| finding.place.as_ref().is_some_and(|place| is_in(place.span, tried.span))).collect()
}

/// The errors that lie in no example.
pub fn other_errors(output: &Output) -> Vec<&Diagnostic> {
    let in_any = |span: Span| {
        // Examples are in the order of their places.
        let after =
            output.examples.partition_point(|tried| (tried.span.text, tried.span.start) <= (span.text, span.start));
        after.checked_sub(1).is_some_and(|at| is_in(span, output.examples[at].span))
    };
    errors(output).filter(|finding| !finding.place.as_ref().is_some_and(|place| in_any(place.span))).collect()
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
        Verdict::NotEvaluated => Some("a map with a pivot is not evaluated yet"),
    }
}

fn errors(output: &Output) -> impl Iterator<Item = &Diagnostic> {
    output.diagnostics.iter().filter(|finding| finding.level == Level::Error)
}

fn is_in(inner: Span, outer: Span) -> bool {
    inner.text == outer.text && outer.start <= inner.start && inner.end <= outer.end
}
