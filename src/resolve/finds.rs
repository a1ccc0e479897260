//! Where the columns of values are looked up: in a table, or nowhere.

use crate::diag::Diagnostics;
use crate::syntax::tree::Path;

/// Finds columns.
pub(super) trait Finds {
    /// The place of the column that a path names; `None` after a finding, or where the path does not speak of this table.
    fn find(&self, path: &Path, diags: &mut Diagnostics) -> Option<usize>;
}
