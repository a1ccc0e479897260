//! Values, in the language's own spelling.

use crate::mapping::{Content, Mapping};
use crate::value::{Constant, TemplatePart, Value};

/// What stands right of `=` for this content.
pub(super) fn content(mapping: &Mapping<'_>, content: &Content) -> String {
    match content {
        Content::Value(value) => self::value(mapping, value),
        Content::Map(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|member| format!("{} = {}", member.name, self::content(mapping, &member.content)))
                .collect();
            format!("{{ {} }}", members.join(", "))
        }
        Content::List(values) => format!("list {}", elements(mapping, values)),
        Content::Set(values) => format!("set {}", elements(mapping, values)),
    }
}

fn elements(mapping: &Mapping<'_>, values: &[Value]) -> String {
    let values: Vec<String> = values.iter().map(|value| self::value(mapping, value)).collect();
    format!("[{}]", values.join(", "))
}

/// One value.
pub(super) fn value(mapping: &Mapping<'_>, value: &Value) -> String {
    match value {
        Value::Column(column) => mapping.source.table.columns[*column].name.to_string(),
        Value::Constant(constant) => self::constant(constant),
        Value::Template(parts) => template(mapping, parts),
        Value::Event(word) => format!("${word}"),
        Value::Call(function, arguments) => {
            let arguments: Vec<String> = arguments.iter().map(|argument| self::value(mapping, argument)).collect();
            format!("{function}({})", arguments.join(", "))
        }
        Value::Foreign { language, text } => format!("{language} {text:?}"),
    }
}

/// A constant.
pub(super) fn constant(constant: &Constant) -> String {
    match constant {
        Constant::Number(text) => text.to_string(),
        Constant::Boolean(flag) => flag.to_string(),
        Constant::Text(text) => format!("{text:?}"),
        Constant::Null => "null".to_owned(),
    }
}

/// A template, in quotes.
pub(super) fn template(mapping: &Mapping<'_>, parts: &[TemplatePart]) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|part| match part {
            TemplatePart::Literal(text) => text.escape_debug().to_string(),
            TemplatePart::Hole(inner) => format!("${{{}}}", value(mapping, inner)),
        })
        .collect();
    format!("\"{}\"", parts.concat())
}
