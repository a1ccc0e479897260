//! Wording: selections and filters.

use super::codes::*;
use crate::diag::Diagnostic;
use crate::dms_document::model::Text;
use crate::text::Span;

/// A document that selects nothing.
pub fn no_selection(document: Span) -> Diagnostic {
    NO_SELECTION
        .at(super::form::first_line(document), "no rule selects a table")
        .note("DMS refuses the document: at least one selection rule is required")
}

/// A name with a wildcard where names are exact.
pub fn exact_name(name: &Text, what: &str) -> Diagnostic {
    EXACT_NAME
        .at(name.span, format!("{what} speaks of the table that is called `{}` to the letter", name.value))
        .note("wildcards have no meaning here")
}

/// A wildcard that DMS refuses.
pub fn wildcard_refused(name: &Text) -> Diagnostic {
    WILDCARD_REFUSED
        .at(name.span, format!("`{}` is a pattern, and settings are of one table", name.value))
        .note("DMS refuses the document: exact names are required in a rule of table settings")
}

/// Filters that do nothing.
pub fn filter_ignored(filters: Span, why: &str) -> Diagnostic {
    FILTER_IGNORED.at(filters, format!("the filter does nothing: {why}"))
}

/// A condition that cannot mean what it seems to.
pub fn filter_condition(at: Span, problem: impl Into<String>, why: &str) -> Diagnostic {
    FILTER_CONDITION.at(at, problem).note(why)
}

/// A load order that is none.
pub fn load_order(order: &Text, problem: &str) -> Diagnostic {
    LOAD_ORDER.at(order.span, format!("the load order `{}` {problem}", order.value))
}

/// Two selections of the same tables.
pub fn repeated_selection(second: Span, first: Span) -> Diagnostic {
    REPEATED_SELECTION
        .at(super::form::first_line(second), "this selects what another rule selects already")
        .also(super::form::first_line(first), "the first")
        .note("which of two filters or load orders counts is confirmed nowhere")
}

/// A rule without any effect.
pub fn dead_rule(at: Span, problem: impl Into<String>) -> Diagnostic {
    DEAD_RULE.at(at, problem)
}
