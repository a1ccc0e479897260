//! Expressions of added columns, as far as their words tell.

use crate::diag::Diagnostics;
use crate::dms_document::errors;
use crate::dms_document::model::Text;
use crate::expression;

/// Reports what SQLite or DMS would not know; one finding an expression.
pub fn check(text: &Text, diags: &mut Diagnostics) {
    if let Err(problem) = problem(&text.value) {
        diags.push(errors::expression(text, problem));
    }
}

/// What is wrong with an expression, in a sentence.
pub fn problem(text: &str) -> Result<(), String> {
    expression::named(text).map(|_| ())
}
