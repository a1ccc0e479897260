//! Wording: transformations.

use super::codes::*;
use crate::diag::Diagnostic;
use crate::dms_document::model::Text;
use crate::text::Span;

/// A rule lacks what it needs to do anything.
pub fn incomplete_rule(at: Span, what: &str, key: &str) -> Diagnostic {
    INCOMPLETE_RULE
        .at(super::form::first_line(at), format!("{what} has no `{key}`"))
        .note("what DMS does then is confirmed nowhere")
}

/// A key that this rule makes no use of.
pub fn unused_key(at: Span, what: &str, key: &str) -> Diagnostic {
    UNUSED_KEY.at(at, format!("{what} makes no use of `{key}`"))
}

/// An action that the target does not have.
pub fn action_target(at: Span, action: &str, target: &str, confirmed: bool) -> Diagnostic {
    let finding = ACTION_TARGET.at(at, format!("`{action}` is no action for `{target}`"));
    if confirmed { finding } else { finding.note("no source confirms that DMS does this") }
}

/// Two transformations of one object.
pub fn second_transformation(at: Span, first: Span, lower: &str, what: &str, why: &str) -> Diagnostic {
    SECOND_TRANSFORMATION
        .at(super::form::first_line(at), format!("{what} has another transformation already"))
        .also(super::form::first_line(first), "the other")
        .note(why.to_owned())
        .note(format!("DMS applies one to an object: that with the lower id, `{lower}`"))
}

/// A mask before the change of type that it needs.
pub fn mask_order(mask: Span, change: Span) -> Diagnostic {
    MASK_ORDER
        .at(super::form::first_line(mask), "the mask has a lower id than the change of the type")
        .also(super::form::first_line(change), "the change")
        .note("the type is changed first only if its rule has the lower id")
}

/// A column whose name DMS cannot transform.
pub fn special_name(name: &Text) -> Diagnostic {
    SPECIAL_NAME
        .at(name.span, format!("DMS cannot transform the column `{}`", name.value))
        .note("names with `#`, `\\`, `/`, `-` or letters written from right to left are left as they are")
}

/// Old values under the names of the new ones.
pub fn before_image(at: Span) -> Diagnostic {
    BEFORE_IMAGE
        .at(at, "prefix and suffix of old values are both empty")
        .note("the old value would have the name of the new one")
}

/// A mask that is no character.
pub fn mask_value(value: &Text) -> Diagnostic {
    MASK_VALUE
        .at(value.span, format!("a digit cannot become `{}`", value.value))
        .note("the character is one printable ASCII character, and no blank")
}

/// An expression that DMS cannot compute.
pub fn expression(text: &Text, problem: impl Into<String>) -> Diagnostic {
    EXPRESSION
        .at(text.span, problem)
        .note("DMS hands the expression to SQLite, and fills in the names that the user guide lists")
}
