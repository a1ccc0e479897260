//! Wording: settings of tables, tags.

use super::codes::*;
use crate::diag::Diagnostic;
use crate::text::Span;

/// Parts of a load that do not fit.
pub fn parallel_load(at: Span, problem: impl Into<String>, why: &str) -> Diagnostic {
    PARALLEL_LOAD.at(at, problem).note(why)
}

/// Settings of large objects that say nothing.
pub fn lob_settings(at: Span, problem: impl Into<String>, why: &str) -> Diagnostic {
    LOB_SETTINGS.at(at, problem).note(why)
}

/// Tags that do not fit.
pub fn tags(at: Span, problem: impl Into<String>, why: &str) -> Diagnostic {
    TAGS.at(at, problem).note(why)
}
