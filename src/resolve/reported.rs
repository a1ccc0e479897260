//! What was reported before: of a place with a finding, nothing is said to be missing.

use crate::diag::Diagnostics;
use crate::text::Span;

/// Whether a finding stands within `span`, its end included.
pub(super) fn is_reported_in(span: Span, diags: &Diagnostics) -> bool {
    let inside = |place: Span| place.text == span.text && (span.start..=span.end).contains(&place.start);
    diags.iter().any(|finding| finding.place.as_ref().is_some_and(|place| inside(place.span)))
}
