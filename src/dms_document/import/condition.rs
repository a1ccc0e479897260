//! The condition under which an item is written, as a block of settings.

use super::build::{Reason, setting, text_value, word_value};
use crate::dms_condition;
use crate::dms_document::json::{Json, Kind, Member};
use crate::dms_document::model::At;
use crate::syntax::tree::Setting;

/// `condition { … }`
pub fn setting_of(condition: &At<Json>) -> Result<Setting, Reason> {
    let span = condition.span;
    let Kind::Object(members) = &condition.value.kind else {
        return Err("its condition is no object".to_owned());
    };
    let mut lines = Vec::new();
    let mut expression = "";
    let (mut values, mut names) = (Vec::new(), Vec::new());
    for Member { name, value, .. } in members {
        match (name.as_str(), &value.kind) {
            (_, Kind::Null) => {}
            ("expression", Kind::Text(text)) => expression = text,
            ("expression-attribute-values", Kind::List(list)) => values = pairs(list)?,
            ("expression-attribute-names", Kind::List(list)) => names = pairs(list)?,
            ("apply-during-cdc" | "apply-during-full-load", Kind::Boolean(flag)) => {
                lines.push(setting(name, vec![word_value(&flag.to_string(), span)?], None, span));
            }
            _ => return Err(format!("no line says the `{name}` of its condition")),
        }
    }
    if let Some(reason) = dms_condition::wrong(expression, &values, &names) {
        return Err(format!("in its condition, {reason}"));
    }
    lines.insert(0, setting("expression", vec![text_value(expression, span)], None, span));
    let line = |key: &str, (name, value): &(&str, &str)| {
        setting(key, vec![text_value(name, span), text_value(value, span)], None, span)
    };
    let of_names = values.iter().map(|pair| line("value", pair)).chain(names.iter().map(|pair| line("name", pair)));
    lines.splice(1..1, of_names);
    Ok(setting("condition", Vec::new(), Some(lines), span))
}

/// Names and what they stand for.
fn pairs(list: &[Json]) -> Result<Vec<(&str, &str)>, Reason> {
    list.iter()
        .map(|json| pair(json).ok_or_else(|| "a list of its condition has more than names and values".to_owned()))
        .collect()
}

fn pair(json: &Json) -> Option<(&str, &str)> {
    let Kind::Object(members) = &json.kind else { return None };
    let text = |key: &str| match members.iter().find(|member| member.name == key).map(|member| &member.value.kind) {
        Some(Kind::Text(text)) => Some(text.as_str()),
        Some(Kind::Null | Kind::Boolean(_) | Kind::Number(_) | Kind::List(_) | Kind::Object(_)) | None => None,
    };
    (members.len() == 2).then_some((text("name")?, text("value")?))
}
