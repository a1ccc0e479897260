//! Texts that were meant to hold a column: `{column}` and `$column` are texts like others, and a row's value stands in `${column}`.

use super::errors;
use crate::diag::Diagnostics;
use crate::mapping::{Content, Field, Mapping};
use crate::schema::Table;
use crate::value::{Constant, TemplatePart, Value};

/// Reports texts of the record in which a column stands as if its value were wanted.
pub(super) fn check(mapping: &Mapping<'_>, diags: &mut Diagnostics) {
    let table = mapping.source.table;
    let mut report = |field: &Field, text: &str| {
        if let Some((written, column)) = column_in(text, table) {
            diags.push(errors::no_hole(field, written, column));
        }
    };
    for field in &mapping.record.fields {
        texts(field, &mut report);
    }
}

fn texts(field: &Field, visit: &mut impl FnMut(&Field, &str)) {
    match &field.content {
        Content::Value(value) => of_value(value, &mut |text| visit(field, text)),
        Content::Map(members) => members.iter().for_each(|member| texts(member, visit)),
        Content::List(values) | Content::Set(values) => {
            values.iter().for_each(|value| of_value(value, &mut |text| visit(field, text)));
        }
    }
}

fn of_value(value: &Value, visit: &mut impl FnMut(&str)) {
    match value {
        Value::Constant(Constant::Text(text)) => visit(text),
        Value::Template(parts) => parts.iter().for_each(|part| match part {
            TemplatePart::Literal(text) => visit(text),
            TemplatePart::Hole(_) => {}
        }),
        Value::Constant(Constant::Number(_) | Constant::Boolean(_) | Constant::Null)
        | Value::Column(_)
        | Value::Event(_)
        | Value::Call(..)
        | Value::Foreign { .. } => {}
    }
}

/// The first `{column}` or `$column` of a text: as it is written, and the column. What is escaped as `\${column}` was meant.
fn column_in<'t>(text: &'t str, table: &Table) -> Option<(&'t str, &'t str)> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '#');
    text.char_indices().find_map(|(at, sign)| {
        let rest = &text[at + sign.len_utf8()..];
        let (name, end) = match sign {
            '{' if !text[..at].ends_with('$') => {
                let name = rest.split_once('}')?.0;
                (name, at + name.len() + 2)
            }
            '$' => {
                let name = &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())];
                (name, at + 1 + name.len())
            }
            _ => return None,
        };
        table.column(name).map(|_| (&text[at..end], name))
    })
}
