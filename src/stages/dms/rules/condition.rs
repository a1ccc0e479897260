//! A condition under which DMS writes an item.
//!
//! Source: user guide, "Using Amazon DynamoDB as a target", `condition-expression`. The form of the list of names is not shown;
//! that of the list of values is taken.

use serde::Serialize;

use crate::dms_condition;
use crate::settings::{Form, Setting, SettingValue, Settings, Spec};
use crate::text::Name;

/// Settings in the block of the table that DMS reads.
pub(crate) static SETTINGS: &[Spec] = &[Spec {
    key: "condition",
    form: Form::Block(&[
        Spec { key: "expression", form: Form::Text, about: "what must hold of the item that is there" },
        Spec {
            key: "value",
            form: Form::Lines,
            about: "a value of the expression: its name and what it is, a line each",
        },
        Spec {
            key: "name",
            form: Form::Lines,
            about: "a name of the expression: what stands for it and what it is, a line each",
        },
        Spec { key: "apply-during-cdc", form: Form::Flag, about: "whether changes are written under the condition" },
        Spec {
            key: "apply-during-full-load",
            form: Form::Flag,
            about: "whether the full load is written under the condition",
        },
    ]),
    about: "under which condition an item is written",
}];

/// The condition, as DMS reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Condition {
    /// In the language of DynamoDB.
    pub expression: String,
    /// What stands in it for values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub expression_attribute_values: Vec<Named>,
    /// What stands in it for names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub expression_attribute_names: Vec<Named>,
    /// Whether it holds for changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apply_during_cdc: Option<bool>,
    /// Whether it holds for the full load.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apply_during_full_load: Option<bool>,
}

/// What stands for something, and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Named {
    /// `:value`, `#name`
    pub name: String,
    /// What it is.
    pub value: String,
}

/// The condition that a block asks for, with its line.
pub(crate) fn of(settings: &Settings) -> Option<(&Setting, Condition)> {
    let setting = settings.get("condition")?;
    let SettingValue::Block(block) = &setting.value else { return None };
    let condition = Condition {
        expression: block.text("expression").map_or_else(String::new, ToString::to_string),
        expression_attribute_values: named(block, "value"),
        expression_attribute_names: named(block, "name"),
        apply_during_cdc: block.flag("apply-during-cdc"),
        apply_during_full_load: block.flag("apply-during-full-load"),
    };
    Some((setting, condition))
}

fn named(block: &Settings, key: &str) -> Vec<Named> {
    let lines: &[Vec<Name>] = match block.get(key).map(|setting| &setting.value) {
        Some(SettingValue::Lines(lines)) => lines,
        Some(_) | None => &[],
    };
    let text = |line: &Vec<Name>, place: usize| line.get(place).map_or_else(String::new, ToString::to_string);
    lines.iter().map(|line| Named { name: text(line, 0), value: text(line, 1) }).collect()
}

/// What is wrong with a condition.
pub(crate) fn wrong(condition: &Condition) -> Option<String> {
    let values = pairs(&condition.expression_attribute_values);
    dms_condition::wrong(&condition.expression, &values, &pairs(&condition.expression_attribute_names))
}

fn pairs(list: &[Named]) -> Vec<(&str, &str)> {
    list.iter().map(|named| (named.name.as_str(), named.value.as_str())).collect()
}
