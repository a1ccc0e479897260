//! Ids and names, and what is common to all locators.

use rustc_hash::FxHashMap;

use crate::diag::Diagnostics;
use crate::dms_document::errors;
use crate::dms_document::model::{Document, OneOf, Rule, Text};
use crate::dms_document::words::{TableType, Word};
use crate::text::Span;

/// Reports on them.
pub fn check(document: &Document, diags: &mut Diagnostics) {
    let mut ids: FxHashMap<String, Span> = FxHashMap::default();
    let mut names: FxHashMap<&str, Span> = FxHashMap::default();
    for rule in &document.rules {
        if let Some(id) = &rule.id {
            let number = rule.number();
            if number.is_none_or(|number| number == 0) {
                diags.push(errors::rule_id(id));
            }
            let key = number.map_or_else(|| id.value.clone(), |number| number.to_string());
            if let Some(first) = ids.insert(key, id.span) {
                diags.push(errors::repeated_id(id, first));
            }
        }
        if let Some(name) = &rule.name
            && let Some(first) = names.insert(&name.value, name.span)
        {
            diags.push(errors::repeated_name(name, first));
        }
        locator(rule, diags);
    }
}

fn locator(rule: &Rule, diags: &mut Diagnostics) {
    let locator = &rule.locator;
    for key in &locator.foreign {
        diags.push(errors::other_service(key));
    }
    if let Some(OneOf { known: None, written }) = &locator.table_type {
        diags.push(errors::unknown_value(written, "table-type", TableType::ALL_WORDS));
    }
    for (name, what) in [(&locator.schema, "a schema"), (&locator.table, "a table"), (&locator.column, "a column")] {
        placeholder(name.as_ref(), what, diags);
    }
}

/// Reports what looks like the hole of a template of another tool.
pub fn placeholder(text: Option<&Text>, what: &str, diags: &mut Diagnostics) {
    let Some(text) = text else { return };
    let value = &text.value;
    let holds =
        |open: &str, close: &str| value.find(open).is_some_and(|start| value[start + open.len()..].contains(close));
    if holds("${", "}") || holds("{{", "}}") || (value.starts_with('<') && value.ends_with('>')) {
        diags.push(errors::placeholder(text, what));
    }
}
