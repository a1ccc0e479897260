//! What resolving needs to know besides the trees.

use super::fragments::Fragments;
use crate::diag::Code;
use crate::params::Params;
use crate::schema::Schema;
use crate::stage::Stage;
use crate::text::Texts;

/// What resolving needs to know besides the trees.
pub struct Context<'a> {
    /// The schemas that the texts name.
    pub schemas: &'a [Schema],
    /// All stages there are.
    pub stages: &'a [&'static dyn Stage],
    /// All kinds of findings there are.
    pub codes: &'a [&'static Code],
    /// Values of parameters from outside.
    pub params: &'a Params,
    /// The day, for waivers that end.
    pub today: Option<jiff::civil::Date>,
    /// The fragments, whose lines stand in the maps already.
    pub fragments: &'a Fragments,
    /// The texts, for what is shown as it was written.
    pub texts: &'a Texts,
}
