//! How many findings one text may have.

use crate::diag::Diagnostics;

/// The most findings in one text; nobody reads more, and garbage has millions.
pub(super) const MAX_FINDINGS: usize = 250;

/// Whether so many findings were made since there were `before` that reading should end.
pub(super) fn exhausted(before: usize, diags: &Diagnostics) -> bool {
    diags.len() - before >= MAX_FINDINGS
}
