//! What DMS has no rule for where no schema tells what names mean, in words.

use crate::diag::{Code, Diagnostic};
use crate::stages::dms::rules::errors::TWO_CHANGES;
use crate::text::Span;

/// A line that no rule of DMS says.
pub(crate) static NO_RULE: Code =
    Code::error("dms/no-rule", include_str!("../../../../book/src/diagnostics/dms/no-rule.md"));

/// A rule of which nobody says what it does.
pub(crate) static UNCONFIRMED: Code =
    Code::warning("dms/unconfirmed", include_str!("../../../../book/src/diagnostics/dms/unconfirmed.md"));

/// A line that no rule of DMS says, and why.
pub(super) fn no_rule(span: Span, reason: impl Into<String>) -> Diagnostic {
    NO_RULE.at(span, "DMS has no rule for this").note(reason)
}

/// Something that is written, and of which nobody says what it does.
pub(super) fn unconfirmed(span: Span, what: impl Into<String>) -> Diagnostic {
    UNCONFIRMED
        .at(span, "what DMS makes of this is documented nowhere")
        .note(what)
        .help("try it with a small task, then `allow dms/unconfirmed because \"…\" until \"…\"`".to_owned())
}

/// Two rules for one thing, of which DMS takes one.
pub(super) fn two_rules(span: Span, first: Span, what: &str) -> Diagnostic {
    TWO_CHANGES
        .at(span, format!("a second change of {what}, and DMS makes one of them"))
        .also(first, "the first")
        .note("of two transformations of one thing DMS takes the one with the lower number")
        .help("keep one of the lines".to_owned())
}
