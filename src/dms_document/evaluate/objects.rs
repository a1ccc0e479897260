//! Object mappings: which attributes a record has.

use super::model::{Attribute, Made, ObjectOutcome, TableOutcome};
use super::quirks::Quirk;
use crate::dms_document::model::{ObjectMapping, OneOf, Rule};
use crate::dms_document::words::MappingAction;

/// The name of the map of all columns. Source: user guide, "Using Amazon DynamoDB as a target".
pub const DOCUMENT: &str = "_doc";

/// Applies the object mapping among `rules`, if there is one.
pub fn apply<'a>(outcome: &mut TableOutcome<'a>, rules: &[&'a Rule]) {
    let mut mappings = rules
        .iter()
        .filter_map(|rule| Some((*rule, rule.says.as_object_mapping()?)))
        .filter(|(_, mapping)| !mapping.says_nothing());
    let Some((rule, mapping)) = mappings.next() else { return };
    if let Some((other, _)) = mappings.next() {
        outcome.unknown.push(format!(
            "which of the object mappings `{}` and `{}` counts",
            rule.shown_id(),
            other.shown_id()
        ));
    }
    if outcome.changed_by.iter().any(|rule| rule.says.as_transformation().is_some()) {
        outcome.unknown.push("whether the object mapping sees names before or after the transformations".to_owned());
    }
    outcome.changed_by.push(rule);
    let excluded = |name: &str| mapping.excluded.iter().any(|other| other.value == name);
    for name in &mapping.excluded {
        if outcome.table.column(&name.value).is_none() {
            outcome.unknown.push(format!("what excluding `{}` does: the table has no such column", name.value));
        }
    }
    let mut attributes: Vec<Attribute<'a>> = mapping
        .attributes
        .iter()
        .filter_map(|attribute| {
            let name = attribute.name.as_ref()?.value.clone();
            Some(Attribute { name, made: Made::Of(attribute.value.as_ref()?) })
        })
        .collect();
    if !attributes.is_empty() {
        outcome
            .quirks
            .push((Quirk::NothingIsEscaped, "attributes are put together from values as they are".to_owned()));
    }
    let is_record = OneOf::get(&mapping.action) == Some(MappingAction::Record);
    let mut passed = 0;
    for (place, column) in outcome.table.columns.iter().enumerate() {
        if excluded(&column.name) {
            continue;
        }
        passed += 1;
        let name = if is_record { column.name.to_string() } else { format!("{DOCUMENT}.{}", column.name) };
        if attributes.iter().any(|attribute| attribute.name == name) {
            let same = format!("which `{name}` arrives: the attribute that is made, or the column");
            outcome.unknown.push(same);
            continue;
        }
        attributes.push(Attribute { name, made: Made::Passes(place) });
    }
    if passed > 0 && !mapping.attributes.is_empty() {
        outcome.quirks.push((Quirk::UnlistedAreAdded, format!("{passed} columns are attributes, too")));
    }
    let nullable = attributes.iter().find_map(|attribute| match attribute.made {
        Made::Passes(place) if outcome.table.columns[place].nullable => Some(attribute.name.clone()),
        Made::Passes(_) | Made::Of(_) => None,
    });
    if let Some(name) = nullable {
        outcome.quirks.push((Quirk::NullIsLeftOut, format!("`{name}` can be missing")));
    }
    let target = target(outcome, mapping);
    outcome.object = Some(ObjectOutcome {
        rule,
        target,
        attributes,
        keys: [&mapping.partition_key, &mapping.sort_key].map(|key| key.as_ref().map(|key| key.value.as_str())),
    });
}

fn target(outcome: &mut TableOutcome<'_>, mapping: &ObjectMapping) -> Option<String> {
    let Some(topic) = &mapping.topic else { return mapping.target_table.as_ref().map(|table| table.value.clone()) };
    let keeps = mapping.keep_topic.as_ref().is_some_and(|text| text.value == "true");
    let small = topic.value.to_lowercase();
    if !keeps && small != topic.value {
        outcome.quirks.push((Quirk::TopicInSmallLetters, format!("the topic is `{small}`")));
    }
    Some(if keeps { topic.value.clone() } else { small })
}
