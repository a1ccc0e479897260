//! Transformations, each by itself.

use super::expressions;
use super::ids::placeholder;
use crate::diag::Diagnostics;
use crate::dms_document::errors;
use crate::dms_document::model::{DataType, OneOf, Rule, Text, Transformation};
use crate::dms_document::pattern::Pattern;
use crate::dms_document::words::{Action, BeforeImageFilter, Target, Word};

/// Words of `data-type`. Source: user guide, "Transformation rules and actions".
const TYPES: &[&str] = &[
    "bytes", "date", "time", "datetime", "int1", "int2", "int4", "int8", "numeric", "real4", "real8", "string",
    "uint1", "uint2", "uint4", "uint8", "wstring", "blob", "nclob", "clob", "boolean", "set", "list", "map", "tuple",
];

/// Reports on one rule.
pub fn check(rule: &Rule, diags: &mut Diagnostics) {
    let Some(says) = rule.says.as_transformation() else { return };
    let (action, target) = (OneOf::get(&says.action), OneOf::get(&says.target));
    match &says.target {
        None => diags.push(errors::incomplete_rule(rule.span, "the transformation", "rule-target")),
        Some(OneOf { known: None, written }) => {
            diags.push(errors::unknown_value(written, "rule-target", Target::ALL_WORDS));
        }
        Some(_) => {}
    }
    let Some(action) = action else { return };
    if let Some(target) = target {
        fits(rule, says, action, target, diags);
    }
    locator(rule, action, target, diags);
    parameters(rule, says, action, diags);
    if let Some(expression) = &says.expression {
        expressions::check(expression, diags);
    }
    if action.is_naming() {
        placeholder(says.value.as_ref(), "a name", diags);
    }
}

/// Whether the action is one of the target. Source: user guide, "Transformation rules and actions" and "Using data masking".
fn fits(rule: &Rule, says: &Transformation, action: Action, target: Target, diags: &mut Diagnostics) {
    let is_tablespace = matches!(target, Target::TableTablespace | Target::IndexTablespace);
    let (fits, confirmed) = match action {
        Action::Rename => (true, true),
        Action::ConvertLowercase
        | Action::ConvertUppercase
        | Action::AddPrefix
        | Action::AddSuffix
        | Action::RemovePrefix
        | Action::RemoveSuffix
        | Action::ReplacePrefix
        | Action::ReplaceSuffix => (!is_tablespace, false),
        Action::DefinePrimaryKey => (target == Target::Table, true),
        Action::AddColumn
        | Action::IncludeColumn
        | Action::RemoveColumn
        | Action::ChangeDataType
        | Action::AddBeforeImageColumns
        | Action::MaskDigits
        | Action::RandomizeDigits
        | Action::MaskHash => (target == Target::Column, true),
    };
    if !fits {
        let at = says.target.as_ref().map_or(rule.span, |target| target.written.span);
        diags.push(errors::action_target(at, action.word(), target.word(), confirmed));
    }
}

/// Whether the locator names what the rule is about.
fn locator(rule: &Rule, action: Action, target: Option<Target>, diags: &mut Diagnostics) {
    let locator = &rule.locator;
    if locator.span.is_none() {
        return;
    }
    let is_column = target == Some(Target::Column);
    let adds = matches!(action, Action::AddColumn | Action::AddBeforeImageColumns);
    let needed = [
        ("schema-name", &locator.schema, true),
        ("table-name", &locator.table, is_column || target == Some(Target::Table)),
        ("column-name", &locator.column, is_column && !adds),
        ("table-tablespace-name", &locator.table_tablespace, target == Some(Target::TableTablespace)),
        ("index-tablespace-name", &locator.index_tablespace, target == Some(Target::IndexTablespace)),
    ];
    for (key, name, needed) in needed {
        if needed && name.is_none() {
            let what = format!("the locator of `{}`", action.word());
            diags.push(errors::incomplete_rule(rule.span, &what, key));
        }
    }
    if action == Action::DefinePrimaryKey {
        for name in [&locator.schema, &locator.table].into_iter().flatten() {
            if Pattern::new(&name.value).is_wild() {
                diags.push(errors::exact_name(name, "`define-primary-key`"));
            }
        }
    }
    if let Some(column) = locator.column.as_ref().filter(|_| is_column) {
        let literal: String = column.value.chars().filter(|c| !matches!(c, '%' | '[' | ']')).collect();
        let is_class = column.value.contains('[');
        let special = |c: char| matches!(c, '#' | '\\' | '/') || (c == '-' && !is_class) || is_right_to_left(c);
        if literal.contains(special) && action != Action::RemoveColumn {
            diags.push(errors::special_name(column));
        }
    }
}

/// Hebrew, Arabic and their neighbours.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}')
}

/// Whether the rule has the keys that its action reads, and no others.
fn parameters(rule: &Rule, says: &Transformation, action: Action, diags: &mut Diagnostics) {
    let what = format!("`{}`", action.word());
    let naming_by_value = action.is_naming() && !matches!(action, Action::ConvertLowercase | Action::ConvertUppercase);
    let replaces = matches!(action, Action::ReplacePrefix | Action::ReplaceSuffix);
    let texts = [
        ("value", &says.value, naming_by_value || matches!(action, Action::AddColumn | Action::MaskDigits), true),
        ("old-value", &says.old_value, replaces, true),
        ("expression", &says.expression, matches!(action, Action::AddColumn | Action::Rename), false),
    ];
    for (key, text, reads, needs) in texts {
        match text {
            None if reads && needs => diags.push(errors::incomplete_rule(rule.span, &what, key)),
            // `replace-prefix` by nothing is what `remove-prefix` does.
            Some(text) if text.value.is_empty() && reads && !(replaces && key == "value") => {
                diags.push(errors::incomplete_rule(rule.span, &what, key));
            }
            Some(text) if !text.value.is_empty() && !reads => diags.push(errors::unused_key(text.span, &what, key)),
            Some(_) | None => {}
        }
    }
    match &says.data_type {
        None if matches!(action, Action::AddColumn | Action::ChangeDataType) => {
            diags.push(errors::incomplete_rule(rule.span, &what, "data-type"));
        }
        Some(ty) if !matches!(action, Action::AddColumn | Action::ChangeDataType) => {
            diags.push(errors::unused_key(ty.span, &what, "data-type"));
        }
        Some(ty) => data_type(ty, diags),
        None => {}
    }
    match &says.primary_key {
        None if action == Action::DefinePrimaryKey => {
            diags.push(errors::incomplete_rule(rule.span, &what, "primary-key-def"));
        }
        Some(key) if action != Action::DefinePrimaryKey => {
            diags.push(errors::unused_key(key.span, &what, "primary-key-def"));
        }
        Some(key) => {
            if key.columns.is_empty() {
                diags.push(errors::incomplete_rule(key.span, "the definition of a key", "columns"));
            }
            let known = ["primary-key", "unique-index"];
            if let Some(origin) = key.origin.as_ref().filter(|origin| !known.contains(&origin.value.as_str())) {
                diags.push(errors::unknown_value(origin, "origin", &known));
            }
        }
        None => {}
    }
    before_image(rule, says, action, &what, diags);
    if let (Action::MaskDigits, Some(value)) = (action, &says.value)
        && !is_mask(&value.value)
        && !value.value.is_empty()
    {
        diags.push(errors::mask_value(value));
    }
}

fn before_image(rule: &Rule, says: &Transformation, action: Action, what: &str, diags: &mut Diagnostics) {
    match &says.before_image {
        None if action == Action::AddBeforeImageColumns => {
            diags.push(errors::incomplete_rule(rule.span, what, "before-image-def"));
        }
        Some(image) if action != Action::AddBeforeImageColumns => {
            diags.push(errors::unused_key(image.span, what, "before-image-def"));
        }
        Some(image) => {
            let is_empty = |text: &Option<Text>| text.as_ref().is_some_and(|text| text.value.is_empty());
            let no_suffix = image.suffix.as_ref().is_none_or(|suffix| suffix.value.is_empty());
            if is_empty(&image.prefix) && no_suffix {
                diags.push(errors::before_image(image.span));
            }
            if let Some(OneOf { known: None, written }) = &image.filter {
                diags.push(errors::unknown_value(written, "column-filter", BeforeImageFilter::ALL_WORDS));
            }
        }
        None => {}
    }
}

fn data_type(ty: &DataType, diags: &mut Diagnostics) {
    match &ty.word {
        None => diags.push(errors::incomplete_rule(ty.span, "the data type", "type")),
        Some(word) if !TYPES.contains(&word.value.as_str()) => {
            diags.push(errors::unknown_value(word, "type", TYPES));
        }
        Some(_) => {}
    }
}

/// One printable ASCII character that is no blank.
fn is_mask(value: &str) -> bool {
    matches!(value.as_bytes(), [byte] if byte.is_ascii_graphic())
}
