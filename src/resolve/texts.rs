//! Texts of resources and settings, with parameters filled in.

use super::errors;
use super::scope::Scope;
use crate::diag::Diagnostics;
use crate::syntax::tree::{Template, TemplatePart};
use crate::text::Name;

/// A text whose only holes are parameters.
pub(super) fn text(template: &Template, scope: &Scope<'_>, diags: &mut Diagnostics) -> Option<Name> {
    let mut text = String::new();
    for part in &template.parts {
        match part {
            TemplatePart::Literal(literal) => text.push_str(literal),
            TemplatePart::Param(name) => text.push_str(&scope.param(name, diags)?),
            TemplatePart::Hole(_, span) => {
                diags.push(errors::hole_in_setting(*span));
                return None;
            }
        }
    }
    Some(text.into())
}
