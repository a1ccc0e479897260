//! `example` blocks.

use super::aliases::{Place, alias};
use super::errors;
use super::layout::{Line, Node};
use super::limits::exhausted;
use super::mistakes::read_or_explain;
use super::pairs::{self, GivesLine, Slice, Unexpected};
use super::source::Source;
use super::tree::{Example, Ident, Outcome, Step, TextLit};
use crate::diag::Diagnostics;
use crate::text::{Name, Span};

/// The words that begin lines of an example.
const WORDS: [&str; 8] = ["row", "insert", "update", "delete", "truncate", "at", "gives", "rejects"];

/// `example MAP "title" { … }`
pub(super) fn example(line: &Line, doc: Option<Name>, source: Source<'_>, diags: &mut Diagnostics) -> Option<Example> {
    let head = read_or_explain(line, source, diags, |slice, diags| pairs::example_line(slice, doc, diags));
    let Some(block) = &line.block else {
        if let Some(example) = head {
            diags.push(errors::missing_block(example.header, "the example"));
        }
        return None;
    };
    let before = diags.len();
    let mut example = head.unwrap_or_else(|| nameless(line, source));
    let named = diags.len() == before && !example.map.text.is_empty();
    let mut last_outcome = None;
    for node in &block.nodes {
        match node {
            Node::Line(line) => example_line(line, &mut example, &mut last_outcome, source, diags),
            Node::Comment(..) => {}
        }
        if exhausted(before, diags) {
            break;
        }
    }
    if example.outcome.is_none() && named && diags.len() == before {
        diags.push(errors::outcome(example.header, None));
    }
    example.span = example.span.to(source.span(source.last_of(block)));
    // An example of which a line is missing would only fail.
    (named && diags.len() == before).then_some(example)
}

/// Holds the lines of an example whose first line could not be read, so that they are read too.
fn nameless(line: &Line, source: Source<'_>) -> Example {
    let span = source.line_span(line);
    let map = Ident { text: "".into(), span };
    let title = TextLit { value: "".into(), span };
    Example { map, title, doc: None, steps: Vec::new(), outcome: None, header: span, span }
}

/// A line of what goes in, which begins with `word`.
fn step(word: &str, slice: Slice<'_>, diags: &mut Diagnostics) -> Result<Step, Unexpected> {
    match word {
        "insert" => pairs::insert_line(slice, diags),
        "update" => pairs::update_line(slice, diags),
        "delete" => pairs::delete_line(slice, diags),
        "truncate" => pairs::truncate_line(slice, diags),
        "at" => pairs::at_line(slice, diags),
        _ => pairs::row_line(slice, diags),
    }
}

fn example_line(
    line: &Line,
    example: &mut Example,
    last_outcome: &mut Option<Span>,
    source: Source<'_>,
    diags: &mut Diagnostics,
) {
    let span = source.line_span(line);
    let word = source.word(line.start);
    let outcome = match word {
        "row" | "insert" | "update" | "delete" | "truncate" | "at" => {
            example.steps.extend(read_or_explain(line, source, diags, |slice, diags| step(word, slice, diags)));
            return;
        }
        "gives" => read_or_explain(line, source, diags, pairs::gives_line).map(|gives| match gives {
            GivesLine::Record(record) => Outcome::Gives(vec![record]),
            GivesLine::Nothing(span) => Outcome::Nothing(span),
        }),
        "rejects" => read_or_explain(line, source, diags, pairs::rejects_line).map(Outcome::Rejects),
        _ if line.start == line.end => return, // only a sign that was reported
        "" => {
            diags.push(errors::unexpected(source.span(line.start), source.text_of(line.start), &["a line"]));
            return;
        }
        word => {
            let (span, place) = (source.span(line.start), Place::Example);
            diags.push(match alias(word, source.word(line.start + 1), place) {
                Some(alias) => errors::foreign_line(span, word, alias.becomes, alias.help, place.words()),
                None => errors::unknown_line(span, word, &WORDS, place.words()),
            });
            return;
        }
    };
    let Some(outcome) = outcome else { return };
    match (&mut example.outcome, outcome) {
        (Some(Outcome::Gives(records)), Outcome::Gives(more)) => records.extend(more),
        (Some(_), _) => diags.push(errors::outcome(span, *last_outcome)),
        (none @ None, outcome) => *none = Some(outcome),
    }
    last_outcome.get_or_insert(span);
}
