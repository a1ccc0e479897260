//! Texts, constants, values, types and conditions.

use super::names::{ident, name, path};
use crate::diag::render::is_hidden;
use crate::syntax::tree::{
    Condition, Literal, LiteralKind, Resource, Template, TemplatePart, Test, TextLit, TypeName, Value,
};

/// A text in quotes, which holds no hole.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// The characters of a text between its quotes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '$' if characters.peek() == Some(&'{') => out += "\\$",
            '$' if characters.peek() == Some(&'(') => out += "\\u{24}",
            '\n' => out += "\\n",
            '\t' => out += "\\t",
            '\r' => out += "\\r",
            c if c.is_control() || is_hidden(c) => out += &format!("\\u{{{:x}}}", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}

/// A text with its place.
pub fn text(text: &TextLit) -> String {
    quoted(&text.value)
}

/// A text with holes.
pub fn template(template: &Template) -> String {
    let mut out = String::from("\"");
    for part in &template.parts {
        match part {
            TemplatePart::Literal(text) => out += &escaped(text),
            TemplatePart::Hole(inner, _) => out += &format!("${{{}}}", value(inner)),
            TemplatePart::Param(param) => out += &format!("$({})", ident(param)),
        }
    }
    out + "\""
}

/// A constant.
pub fn literal(literal: &Literal) -> String {
    match &literal.kind {
        LiteralKind::Number(number) => number.to_string(),
        LiteralKind::Boolean(value) => value.to_string(),
        LiteralKind::Null => "null".to_owned(),
        LiteralKind::Text(text) => quoted(text),
    }
}

/// A value of a field.
pub fn value(of: &Value) -> String {
    match of {
        Value::Column(column) => path(column),
        Value::Literal(constant) => literal(constant),
        Value::Template(text) => template(text),
        Value::Event(event) => format!("${}", event.text),
        Value::Call { function, arguments, .. } => {
            let arguments: Vec<String> = arguments.iter().map(value).collect();
            format!("{}({})", ident(function), arguments.join(", "))
        }
        Value::Foreign { language, text } => format!("{} {}", ident(language), self::text(text)),
    }
}

/// A type.
pub fn type_name(ty: &TypeName) -> String {
    let mut out = ty.word.text.to_string();
    if !ty.arguments.is_empty() {
        let arguments: Vec<String> = ty.arguments.iter().map(ToString::to_string).collect();
        out += &format!("({})", arguments.join(", "));
    }
    if !ty.of.is_empty() {
        out += &format!("<{}>", ty.of.iter().map(type_name).collect::<Vec<_>>().join(", "));
    }
    if ty.unsigned {
        out += " unsigned";
    }
    out
}

/// What a stage works on.
pub fn resource(resource: &Resource) -> String {
    match resource {
        Resource::Path(names) => path(names),
        Resource::Text(text) => template(text),
    }
}

/// A condition; what stands in another one in parentheses.
pub fn condition(of: &Condition) -> String {
    match of {
        Condition::And(list) => joined(list, " and "),
        Condition::Or(list) => joined(list, " or "),
        Condition::Not(inner) => format!("not ({})", condition(inner)),
        Condition::Test { column, negated, test, .. } => format!("{} {}", path(column), self::test(test, *negated)),
    }
}

fn joined(list: &[Condition], by: &str) -> String {
    let parts: Vec<String> = list
        .iter()
        .map(|inner| match inner {
            Condition::And(_) | Condition::Or(_) => format!("({})", condition(inner)),
            Condition::Not(_) | Condition::Test { .. } => condition(inner),
        })
        .collect();
    parts.join(by)
}

fn test(test: &Test, negated: bool) -> String {
    let not = if negated { "not " } else { "" };
    match test {
        Test::Equal(value) => format!("{} {}", if negated { "!=" } else { "=" }, literal(value)),
        Test::Less(value) => format!("{} {}", if negated { ">=" } else { "<" }, literal(value)),
        Test::AtMost(value) => format!("{} {}", if negated { ">" } else { "<=" }, literal(value)),
        Test::Greater(value) => format!("{} {}", if negated { "<=" } else { ">" }, literal(value)),
        Test::AtLeast(value) => format!("{} {}", if negated { "<" } else { ">=" }, literal(value)),
        Test::In(values) => format!("{not}in ({})", values.iter().map(literal).collect::<Vec<_>>().join(", ")),
        Test::Between(low, high) => format!("{not}between {} and {}", literal(low), literal(high)),
        Test::Null => format!("is {not}null"),
        Test::Like(pattern) => format!("{not}like {}", text(pattern)),
        Test::Contains(part) => format!("{not}contains {}", text(part)),
        Test::StartsWith(part) => format!("{not}starts with {}", text(part)),
    }
}

/// The name of a record's entry.
pub fn record_key(key: &str) -> String {
    // A name where it is one; a text says the same.
    let spelled = name(key);
    if spelled.starts_with('`') { quoted(key) } else { spelled }
}
