//! Texts of resources and settings, with parameters and the table's name filled in.

use super::errors;
use super::scope::Scope;
use crate::diag::Diagnostics;
use crate::mapping::TableName;
use crate::syntax::tree::{Template, TemplatePart, Value};
use crate::text::Name;

/// Whether the table's name, or its schema's, is a part of the text.
pub(super) fn names_table(template: &Template) -> bool {
    template.parts.iter().any(|part| matches!(part, TemplatePart::Hole(..)))
}

/// A text whose only holes are parameters, and the name of the table that is read, as `rename` lines leave it. Without a
/// table, which was reported, such a text is left out.
pub(super) fn text(
    template: &Template,
    table: Option<&TableName>,
    scope: &Scope<'_>,
    diags: &mut Diagnostics,
) -> Option<Name> {
    let mut text = String::new();
    for part in &template.parts {
        match part {
            TemplatePart::Literal(literal) => text.push_str(literal),
            TemplatePart::Param(name) => text.push_str(&scope.param(name, diags)?),
            TemplatePart::Hole(Value::Event(word), span) => match &*word.text {
                "schema" => text.push_str(&table?.schema),
                "table" => text.push_str(&table?.table),
                _ => {
                    diags.push(errors::hole_in_setting(*span));
                    return None;
                }
            },
            TemplatePart::Hole(
                Value::Column(_) | Value::Literal(_) | Value::Template(_) | Value::Call { .. } | Value::Foreign { .. },
                span,
            ) => {
                diags.push(errors::hole_in_setting(*span));
                return None;
            }
        }
    }
    Some(text.into())
}
