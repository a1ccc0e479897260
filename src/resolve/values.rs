//! Values: what stands right of `=` and in holes.

use super::errors;
use super::finds::Finds;
use crate::diag::Diagnostics;
use crate::syntax::tree::{self, Literal, LiteralKind, Template};
use crate::value::{Constant, EVENTS, FUNCTIONS, TemplatePart, Value};

/// The value, or `None` after a finding.
pub(super) fn value(value: &tree::Value, columns: &dyn Finds, diags: &mut Diagnostics) -> Option<Value> {
    match value {
        tree::Value::Column(path) => columns.find(path, diags).map(Value::Column),
        tree::Value::Literal(literal) => Some(Value::Constant(constant(literal))),
        tree::Value::Template(template) => {
            let parts = parts(template, columns, diags)?;
            Some(match parts.as_slice() {
                [] => Value::Constant(Constant::Text("".into())),
                [TemplatePart::Literal(text)] => Value::Constant(Constant::Text(text.clone())),
                _ => Value::Template(parts),
            })
        }
        tree::Value::Event(word) => {
            if !EVENTS.contains(&&*word.text) {
                diags.push(errors::unknown_event(word));
                return None;
            }
            Some(Value::Event(word.text.clone()))
        }
        tree::Value::Call { function, arguments, .. } => {
            let known = FUNCTIONS.contains(&&*function.text);
            if !known {
                diags.push(errors::unknown_function(function));
            }
            // All arguments are looked at, whatever the first brings.
            let arguments: Vec<Option<Value>> =
                arguments.iter().map(|argument| self::value(argument, columns, diags)).collect();
            let arguments = arguments.into_iter().collect::<Option<Vec<Value>>>()?;
            known.then(|| Value::Call(function.text.clone(), arguments))
        }
        tree::Value::Foreign { language, text } => {
            Some(Value::Foreign { language: language.text.clone(), text: text.value.clone() })
        }
    }
}

/// The parts of a template over the row.
pub(super) fn parts(template: &Template, columns: &dyn Finds, diags: &mut Diagnostics) -> Option<Vec<TemplatePart>> {
    let parts: Vec<Option<TemplatePart>> = template
        .parts
        .iter()
        .map(|part| match part {
            tree::TemplatePart::Literal(text) => Some(TemplatePart::Literal(text.clone())),
            tree::TemplatePart::Hole(inner, _) => value(inner, columns, diags).map(TemplatePart::Hole),
            tree::TemplatePart::Param(name) => {
                diags.push(errors::param_in_record(name));
                None
            }
        })
        .collect();
    parts.into_iter().collect()
}

/// The constant that a literal is.
pub(super) fn constant(literal: &Literal) -> Constant {
    match &literal.kind {
        LiteralKind::Number(text) => Constant::Number(text.clone()),
        LiteralKind::Boolean(flag) => Constant::Boolean(*flag),
        LiteralKind::Null => Constant::Null,
        LiteralKind::Text(text) => Constant::Text(text.clone()),
    }
}
