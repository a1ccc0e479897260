//! What the rules of a document mean.

use super::meaning::{Meaning, place};
use super::{mapping, selection, settings, transformation};
use crate::dms_document::effect::effects;
use crate::dms_document::model::{Document, Rule, Says};

/// What each rule means that has an effect.
pub fn of(document: &Document) -> Vec<Meaning> {
    let mut list = Vec::new();
    let effects = effects(document);
    let rules: Vec<&Rule> =
        document.rules.iter().zip(effects).filter_map(|(rule, acts)| acts.then_some(rule)).collect();
    for rule in &rules {
        match &rule.says {
            Says::Selection(selection) => list.push(selection::meaning(rule, selection)),
            Says::Transformation(says) => list.push(transformation::meaning(rule, says)),
            Says::TableSettings(says) => list.extend(settings::table_settings(rule, says)),
            Says::ObjectMapping(says) if says.says_nothing() => {}
            Says::ObjectMapping(says) => list.push(mapping::meaning(rule, says)),
            Says::PostProcessing(says) => list.push(settings::tags(rule, says)),
            Says::Validation(says) => list.push(settings::validation(rule, says)),
            Says::Unknown => list.push(unknown(rule)),
        }
    }
    transformation::orders(&rules, &mut list);
    list
}

fn unknown(rule: &Rule) -> Meaning {
    Meaning::new(format!("`{}` {}", rule.kind.written.value, place(&rule.locator, false)), rule.span)
}
