//! What conditions get wrong.

use super::codes::{EQUALITY, MIXED_AND_OR, NULL_COMPARISON, UNEXPECTED};
use super::words::quoted;
use crate::diag::{Diagnostic, Edit, Fix};
use crate::text::Span;

/// `==`, `<>`
pub fn equality(sign: Span, written: &str, instead: &str) -> Diagnostic {
    let what = if instead == "=" { "equality" } else { "inequality" };
    EQUALITY.at(sign, format!("{what} is `{instead}`, not `{written}`")).fix(
        format!("write `{instead}`"),
        sign,
        instead,
    )
}

/// `a = null`
pub fn compared_with_null(comparison: Span, column: &str, equality: Option<bool>) -> Diagnostic {
    let found = NULL_COMPARISON.at(comparison, "nothing compares with NULL, not even NULL itself").label("never true");
    match equality {
        Some(unequal) => {
            let instead = if unequal { "is not null" } else { "is null" };
            found.help(format!("write `{column} {instead}`")).fix(format!("write `{instead}`"), comparison, instead)
        }
        None => found,
    }
}

/// `not a like "x"`
pub fn not_before_column(not: Span, column: &str) -> Diagnostic {
    UNEXPECTED
        .at(not, "unexpected `not` before a column")
        .label("it stands after the column, or before `(`")
        .help(format!("write `{column} not …`, or `not ({column} …)`"))
}

/// `a = b`
pub fn two_columns(place: Span, text: &str) -> Diagnostic {
    UNEXPECTED
        .at(place, format!("unexpected {}", quoted(text)))
        .label("expected a constant")
        .note("a condition compares a column with constants; columns are compared in a view of the source")
        .help(format!("if the text is meant, write it in quotes: `\"{text}\"`"))
}

/// `a and b or c`
pub fn mixed_and_or(whole: Span, written: &str, connectives: &[(bool, Span)], terms: &[Span]) -> Diagnostic {
    let first_and = connectives.first().is_some_and(|(and, _)| *and);
    let other = connectives.iter().find(|(and, _)| *and != first_and).map_or(whole, |(_, span)| *span);
    let mut found = MIXED_AND_OR
        .at(other, "`and` and `or` stand side by side without parentheses")
        .label("which of them binds closer is not said");
    if let Some((_, span)) = connectives.first() {
        found = found.also(*span, "the other one");
    }
    for inner in [true, false] {
        let edits = group_edits(connectives, terms, inner);
        let shown = apply(written, whole, &edits);
        let word = if inner { "and" } else { "or" };
        if shown.len() <= 100 {
            found = found.help(format!("write `{shown}`"));
        }
        found.fixes.push(Fix { message: format!("`{word}` binds closer"), edits });
    }
    found
}

/// Parentheses around the runs of terms that `and` (or `or`) joins.
fn group_edits(connectives: &[(bool, Span)], terms: &[Span], inner: bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut start = 0;
    for index in 0..terms.len() {
        let joined = connectives.get(index).is_some_and(|(and, _)| *and == inner);
        if joined {
            continue;
        }
        if index > start {
            edits.push(Edit { span: terms[start].before(), text: "(".to_owned() });
            edits.push(Edit { span: terms[index].after(), text: ")".to_owned() });
        }
        start = index + 1;
    }
    edits
}

/// `written`, which stands at `whole`, after `edits`, which insert.
fn apply(written: &str, whole: Span, edits: &[Edit]) -> String {
    let mut out = String::new();
    let mut done = 0;
    for edit in edits {
        let at = (edit.span.start - whole.start) as usize;
        out.push_str(written.get(done..at).unwrap_or_default());
        out.push_str(&edit.text);
        done = at;
    }
    out.push_str(written.get(done..).unwrap_or_default().trim_end());
    out
}
