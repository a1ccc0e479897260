//! What all maps of a project share.

use super::fragments::Fragments;
use super::scope::Scope;
use crate::syntax::tree::StageBlock;
use crate::text::Texts;

/// What all maps of a project share.
pub(super) struct Project<'a> {
    pub scope: Scope<'a>,
    /// The blocks of settings at the top.
    pub shared: Vec<&'a StageBlock>,
    pub texts: &'a Texts,
    pub fragments: &'a Fragments,
}
