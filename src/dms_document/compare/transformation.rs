//! What a transformation means, and which of two is applied.

use rustc_hash::FxHashMap;

use super::meaning::{Meaning, place, quoted};
use crate::dms_document::effect::comes_before;
use crate::dms_document::meeting::{meet, transformation};
use crate::dms_document::model::{OneOf, Rule, Transformation};
use crate::dms_document::tables::{Index, Tables};
use crate::dms_document::words::Action;

/// What it means. Keys of which the action makes no use are not part of it.
pub fn meaning(rule: &Rule, says: &Transformation) -> Meaning {
    let action = OneOf::get(&says.action);
    let verb = says.action.as_ref().map_or("?", |action| action.written.value.as_str());
    let target = says.target.as_ref().map_or("?", |target| target.written.value.as_str());
    let mut about = format!("{verb} {target} {}", place(&rule.locator, action == Some(Action::DefinePrimaryKey)));
    if let (Some(Action::AddColumn), Some(name)) = (action, &says.value) {
        about += &format!(": {}", quoted(&name.value));
    }
    let mut meaning = Meaning::new(about, rule.span);
    let Some(action) = action else {
        meaning.text("value", &says.value);
        meaning.text("old-value", &says.old_value);
        return meaning;
    };
    match action {
        Action::Rename => {
            meaning.text("value", &says.value);
            meaning.text("expression", &says.expression);
        }
        Action::AddPrefix | Action::AddSuffix | Action::RemovePrefix | Action::RemoveSuffix | Action::MaskDigits => {
            meaning.text("value", &says.value);
        }
        Action::ReplacePrefix | Action::ReplaceSuffix => {
            meaning.text("value", &says.value);
            meaning.text("old-value", &says.old_value);
        }
        Action::AddColumn => meaning.text("expression", &says.expression),
        Action::ConvertLowercase
        | Action::ConvertUppercase
        | Action::IncludeColumn
        | Action::RemoveColumn
        | Action::DefinePrimaryKey
        | Action::ChangeDataType
        | Action::AddBeforeImageColumns
        | Action::RandomizeDigits
        | Action::MaskHash => {}
    }
    if matches!(action, Action::AddColumn | Action::ChangeDataType)
        && let Some(ty) = &says.data_type
    {
        meaning.text("type", &ty.word);
        meaning.text("length", &ty.length);
        meaning.text("precision", &ty.precision);
        meaning.text("scale", &ty.scale);
    }
    if let (Action::DefinePrimaryKey, Some(key)) = (action, &says.primary_key) {
        meaning.text("name", &key.name);
        let origin = key.origin.as_ref().map(|origin| origin.value.as_str()).filter(|origin| !origin.is_empty());
        meaning.fact("origin", Some(origin.unwrap_or("primary-key").to_owned()));
        meaning.fact("columns", super::meaning::list(&key.columns));
    }
    if let (Action::AddBeforeImageColumns, Some(image)) = (action, &says.before_image) {
        let prefix = image.prefix.as_ref().map_or("BI_", |prefix| prefix.value.as_str());
        meaning.fact("prefix", Some(quoted(prefix)));
        meaning.text("suffix", &image.suffix);
        let filter = image.filter.as_ref().map_or("pk-only", |filter| filter.written.value.as_str());
        meaning.fact("columns", Some(filter.to_owned()));
    }
    meaning
}

/// Adds, to the meaning of each rule, the rules that come before it on an object of both. `list` has one meaning for each
/// transformation, in the order of the document.
pub fn orders(rules: &[&Rule], list: &mut [Meaning]) {
    let mut index: Vec<Index<'_>> = Vec::new();
    let mut targets = Vec::new();
    for rule in rules {
        let Some((_, target)) = transformation(rule) else { continue };
        let at = targets.iter().position(|other| *other == target).unwrap_or_else(|| {
            targets.push(target);
            index.push(Index::default());
            targets.len() - 1
        });
        if let Some(tables) = Tables::of_rule(rule) {
            index[at].add(rule, tables);
        }
    }
    let about: FxHashMap<u32, String> =
        list.iter().map(|meaning| (meaning.span.start, meaning.about.clone())).collect();
    let mut found = FxHashMap::default();
    for rule in rules {
        let Some((action, target)) = transformation(rule) else { continue };
        if matches!(action, Action::AddColumn | Action::AddBeforeImageColumns) {
            continue;
        }
        let (Some(at), Some(tables)) = (targets.iter().position(|other| *other == target), Tables::of_rule(rule))
        else {
            continue;
        };
        let mut before: Vec<&String> = index[at]
            .of_object(rule, &tables)
            .filter(|(other, _)| comes_before(other, rule) && is_of_objects(other) && meet(rule, action, other))
            .filter_map(|(other, _)| about.get(&other.span.start))
            .collect();
        before.sort();
        before.dedup();
        if !before.is_empty() {
            let before: Vec<&str> = before.into_iter().map(String::as_str).collect();
            found.insert(rule.span.start, before.join(", "));
        }
    }
    for meaning in list {
        meaning.fact("comes after", found.remove(&meaning.span.start));
    }
}

/// Whether it acts on what was there.
fn is_of_objects(rule: &Rule) -> bool {
    transformation(rule).is_some_and(|(action, _)| !matches!(action, Action::AddColumn | Action::AddBeforeImageColumns))
}
