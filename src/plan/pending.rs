//! One piece of open work, and who declined it.

use crate::stage::Work;

/// One piece of open work.
pub(super) struct Pending {
    pub work: Work,
    /// Stage and reason.
    pub refusals: Vec<(&'static str, String)>,
}
