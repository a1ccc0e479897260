//! What is wrong with a document: what DMS refuses, ignores or does otherwise than it looks, as far as the document alone tells.

mod attributes;
mod dead;
mod expressions;
mod filters;
mod ids;
mod mappings;
mod selections;
mod settings;
mod together;
mod transformations;

pub use expressions::problem as check_expression;

use super::model::Document;
use crate::diag::Diagnostics;

/// Reports on all rules, first each by itself.
pub fn check(document: &Document, diags: &mut Diagnostics) {
    ids::check(document, diags);
    for rule in &document.rules {
        selections::check(rule, diags);
        transformations::check(rule, diags);
        mappings::check(rule, diags);
        settings::check(rule, diags);
    }
    selections::check_all(document, diags);
    mappings::check_all(document, diags);
    dead::check(document, diags);
    together::check(document, diags);
}
