//! What an object mapping means.

use super::json::spelled;
use super::meaning::{Meaning, place, quoted};
use crate::dms_document::json::{Json, Kind};
use crate::dms_document::model::{Attribute, ObjectMapping, OneOf, Rule};
use crate::dms_document::words::MappingAction;

/// What it means. The order of attributes and of excluded columns says nothing.
pub fn meaning(rule: &Rule, says: &ObjectMapping) -> Meaning {
    let mut meaning = Meaning::new(format!("map {}", place(&rule.locator, true)), rule.span);
    let action = match (&says.action, OneOf::get(&says.action)) {
        (_, Some(MappingAction::Record)) => None,
        (_, Some(MappingAction::Document)) => Some("one document".to_owned()),
        (Some(written), None) => Some(written.written.value.clone()),
        (None, None) => Some("?".to_owned()),
    };
    meaning.fact("other columns", action);
    meaning.text("table", &says.target_table);
    meaning.fact("topic", says.topic.as_ref().map(|topic| quoted(&topic_name(&topic.value, says))));
    meaning.text("partition key", &says.partition_key);
    meaning.text("old partition key", &says.old_partition_key);
    meaning.text("sort key", &says.sort_key);
    meaning.fact("shard by", says.partition_key_type.as_ref().map(|kind| kind.written.value.clone()));
    let mut excluded: Vec<String> = says.excluded.iter().map(|name| quoted(&name.value)).collect();
    excluded.sort();
    excluded.dedup();
    meaning.fact("excluded", (!excluded.is_empty()).then(|| excluded.join(", ")));
    for attribute in &says.attributes {
        let name = attribute.name.as_ref().map_or("?".to_owned(), |name| quoted(&name.value));
        meaning.fact(format!("attribute {name}"), Some(self::attribute(attribute)));
    }
    meaning.fact("condition", says.condition.as_ref().map(|condition| spelled(&said(&condition.value))));
    meaning
}

/// A condition without the keys that say nothing.
fn said(condition: &Json) -> Json {
    let Kind::Object(members) = &condition.kind else { return condition.clone() };
    let says_nothing = |json: &Json| matches!(&json.kind, Kind::Null) || json.kind == Kind::List(Vec::new());
    let members = members.iter().filter(|member| !says_nothing(&member.value)).cloned().collect();
    Json { kind: Kind::Object(members), span: condition.span.clone() }
}

/// The topic that messages go to.
fn topic_name(written: &str, says: &ObjectMapping) -> String {
    let keeps = says.keep_topic.as_ref().is_some_and(|text| text.value == "true");
    if keeps { written.to_owned() } else { written.to_lowercase() }
}

/// Kind and value; where the kind is left out, the one that the value has.
fn attribute(attribute: &Attribute) -> String {
    let value = attribute.value.as_ref().map_or("?".to_owned(), spelled);
    let is_text = attribute.value.as_ref().is_some_and(|value| matches!(value.kind, Kind::Text(_)));
    let implied = if is_text { "string" } else { "document" };
    let sub_type = attribute.sub_type.as_ref().map_or(implied, |text| text.value.as_str());
    format!("{sub_type} {value}")
}
