//! Attributes of object mappings: their form, their values, and which columns arrive twice.

use std::collections::BTreeSet;

use crate::diag::Diagnostics;
use crate::dms_document::errors;
use crate::dms_document::json::{Json, Kind};
use crate::dms_document::model::{Attribute, ObjectMapping, OneOf, Text};
use crate::dms_document::template::{self, Part};
use crate::dms_document::words::MappingAction;
use crate::text::{Span, TextId};

const KINDS: &[&str] = &["scalar", "document"];
const SUB_TYPES: &[&str] = &["string", "dynamodb-map", "dynamodb-list", "json"];

/// Reports on the attributes of one mapping.
pub fn check(mapping: &ObjectMapping, diags: &mut Diagnostics) {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    let excluded: BTreeSet<&str> = mapping.excluded.iter().map(|name| name.value.as_str()).collect();
    let mut doubled: BTreeSet<String> = BTreeSet::new();
    for attribute in &mapping.attributes {
        form(attribute, diags);
        if let Some(name) = &attribute.name
            && !names.insert(&name.value)
        {
            let why = "which one the record holds is confirmed nowhere";
            diags.push(errors::doubled_attribute(
                name.span,
                format!("two attributes are called `{}`", name.value),
                why,
            ));
        }
        value(mapping, attribute, diags);
        if OneOf::get(&mapping.action) == Some(MappingAction::Record) {
            let twice = |column: &String| {
                !excluded.contains(column.as_str())
                    && !is_the_column(attribute, column)
                    && doubled.insert(column.clone())
            };
            let list: Vec<String> = columns(attribute).into_iter().filter(twice).collect();
            if let [first, others @ ..] = list.as_slice() {
                let problem = match others.len() {
                    0 => format!("`{first}` arrives twice: in this attribute, and by itself"),
                    1 => format!("`{first}` and `{}` arrive twice: in this attribute, and by themselves", others[0]),
                    more => {
                        format!("`{first}` and {more} more columns arrive twice: in this attribute, and by themselves")
                    }
                };
                diags.push(errors::doubled_attribute(first_of(attribute), problem, UNLISTED));
            }
        }
    }
}

/// Whether the attribute is the column under its own name, which is the same value twice.
fn is_the_column(attribute: &Attribute, column: &str) -> bool {
    let is_named = attribute.name.as_ref().is_some_and(|name| name.value == column);
    let whole = attribute.value.as_ref().is_some_and(|value| match &value.kind {
        Kind::Text(text) => template::parts(text) == [Part::Column(column.to_owned())],
        Kind::Null | Kind::Boolean(_) | Kind::Number(_) | Kind::List(_) | Kind::Object(_) => false,
    });
    is_named && whole
}

const UNLISTED: &str =
    "columns that `exclude-columns` does not name are attributes, too, whatever else is made of them";
fn first_of(attribute: &Attribute) -> Span {
    attribute.name.as_ref().map_or(attribute.span.before(), |name| name.span)
}

/// The columns that the attribute is made from.
fn columns(attribute: &Attribute) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(value) = &attribute.value {
        collect(value, &mut found);
    }
    found
}

fn collect(json: &Json, found: &mut Vec<String>) {
    match &json.kind {
        Kind::Text(text) => found.extend(template::parts(text).into_iter().filter_map(|part| match part {
            Part::Column(name) => Some(name),
            Part::Literal(_) => None,
        })),
        Kind::List(elements) => elements.iter().for_each(|element| collect(element, found)),
        Kind::Object(members) => members.iter().for_each(|member| collect(&member.value, found)),
        Kind::Null | Kind::Boolean(_) | Kind::Number(_) => {}
    }
}

fn form(attribute: &Attribute, diags: &mut Diagnostics) {
    match &attribute.name {
        None => diags.push(errors::incomplete_rule(attribute.span, "the attribute", "target-attribute-name")),
        Some(name) if attribute.old_name_key => {
            let why =
                "older pages of the guide show it; the key is `target-attribute-name`, with `attribute-type` beside it";
            diags.push(errors::attribute_value(name.span, "`attribute-name` is no key of attribute mappings", why));
        }
        Some(_) => {}
    }
    for (key, text, known) in
        [("attribute-type", &attribute.kind, KINDS), ("attribute-sub-type", &attribute.sub_type, SUB_TYPES)]
    {
        match text {
            Some(text) if !known.contains(&text.value.as_str()) => diags.push(errors::unknown_value(text, key, known)),
            None if !attribute.old_name_key => {
                diags.push(errors::incomplete_rule(attribute.span, "the attribute", key))
            }
            Some(_) | None => {}
        }
    }
}

fn value(mapping: &ObjectMapping, attribute: &Attribute, diags: &mut Diagnostics) {
    let text_id = attribute.span.text;
    let Some(value) = &attribute.value else {
        diags.push(errors::incomplete_rule(attribute.span, "the attribute", "value"));
        return;
    };
    let span = span(text_id, value);
    let scalar = attribute.kind.as_ref().is_some_and(|kind| kind.value == "scalar");
    let document = attribute.kind.as_ref().is_some_and(|kind| kind.value == "document");
    match &value.kind {
        Kind::Text(text) => {
            if document {
                let why = "the value of a document is an object, with the values in it";
                diags.push(errors::attribute_value(span, "the attribute is a document, and its value a text", why));
            }
            templates(mapping, attribute, text, span, diags);
        }
        Kind::Object(_) | Kind::List(_) if scalar => {
            let why = "the value of a scalar is a text with `${column}` in it";
            diags.push(errors::attribute_value(
                span,
                format!("the attribute is a scalar, and its value {}", value.word()),
                why,
            ));
        }
        Kind::Null | Kind::Boolean(_) | Kind::Number(_) | Kind::Object(_) | Kind::List(_) => {}
    }
}

fn templates(mapping: &ObjectMapping, attribute: &Attribute, text: &str, span: Span, diags: &mut Diagnostics) {
    if template::is_unclosed(text) {
        diags.push(errors::attribute_value(span, "a hole `${` is not closed", "DMS reads it as text, or not at all"));
    }
    let parts = template::parts(text);
    let holes = parts.iter().filter(|part| matches!(part, Part::Column(_))).count();
    if let Some(Part::Column(name)) =
        parts.iter().find(|part| matches!(part, Part::Column(name) if name.trim() != name))
    {
        let why = "a column is found by exactly this name, blanks and line ends included";
        diags.push(errors::attribute_value(span, format!("the hole `${{{}}}` holds blanks", name.escape_debug()), why));
    }
    let is_json = text.contains("\":") && text.trim_start().starts_with(['{', '[']);
    if holes > 0 && is_json {
        diags.push(errors::json_in_text(span));
        return;
    }
    let name = attribute.name.as_ref().map(|name| name.value.as_str());
    let is_key = |key: &Option<Text>| key.as_ref().is_some_and(|key| Some(key.value.as_str()) == name);
    let of_table = mapping.target_table.is_some() || mapping.sort_key.is_some();
    if holes > 1 && of_table && (is_key(&mapping.partition_key) || is_key(&mapping.sort_key)) {
        let between = parts.iter().skip_while(|part| !matches!(part, Part::Column(_))).find_map(|part| match part {
            Part::Literal(text) => Some(text.as_str()),
            Part::Column(_) => None,
        });
        diags.push(errors::joined_key(span, between.unwrap_or("")));
    }
}

fn span(text: TextId, json: &Json) -> Span {
    Span::new(text, json.span.start, json.span.end)
}
