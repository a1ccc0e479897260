//! Object-mapping rules.

use super::fields::{Fields, Reading, refused_word};
use crate::dms_document::errors;
use crate::dms_document::json::{Json, Kind};
use crate::dms_document::model::{At, Attribute, ObjectMapping, Text};

/// What an object-mapping rule says beside its locator.
pub fn object_mapping(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> ObjectMapping {
    let action = fields.word("rule-action", reading);
    match &action {
        None => reading.diags.push(errors::missing_key(fields.span, "an object-mapping rule", "rule-action")),
        Some(_) => refused_word(&action, "rule-action", reading),
    }
    let filters = fields.take("filters", reading).filter(|json| !is_empty_list(json));
    let mut mapping = ObjectMapping {
        action,
        target_table: fields.given("target-table-name", reading),
        topic: fields.given("kafka-target-topic", reading),
        keep_topic: fields.text("disable-kafka-topic-normalization", reading),
        partition_key: None,
        // A sample has the type beside the parameters.
        partition_key_type: fields.word("partition-key-type", reading),
        old_partition_key: old_partition_key(fields, reading),
        sort_key: None,
        excluded: Vec::new(),
        attributes: Vec::new(),
        condition: None,
        filters: filters.map(|json| reading.span(json)),
    };
    if let Some(mut fields) = fields.object("mapping-parameters", "the parameters of an object mapping", reading) {
        parameters(&mut mapping, &mut fields, reading);
        fields.finish(reading);
    }
    mapping
}

fn parameters(mapping: &mut ObjectMapping, fields: &mut Fields<'_>, reading: &mut Reading<'_>) {
    mapping.partition_key = fields.given("partition-key-name", reading);
    let key_type = fields.word("partition-key-type", reading);
    mapping.partition_key_type = key_type.or(mapping.partition_key_type.take());
    let old = old_partition_key(fields, reading);
    mapping.old_partition_key = old.or(mapping.old_partition_key.take());
    mapping.sort_key = fields.given("sort-key-name", reading);
    mapping.excluded = fields.texts("exclude-columns", reading);
    mapping.attributes =
        fields.list("attribute-mappings", reading).iter().filter_map(|json| attribute(json, reading)).collect();
    let condition = fields.take("condition-expression", reading);
    mapping.condition = condition.map(|json| At { span: reading.span(json), value: json.clone() });
}

fn old_partition_key(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Option<Text> {
    let mut fields = fields.object("partition-key", "a partition key", reading)?;
    let value = fields.text("value", reading);
    let span = fields.span;
    fields.finish(reading);
    Some(At { value: value.map_or(String::new(), |text| text.value), span })
}

fn attribute(json: &Json, reading: &mut Reading<'_>) -> Option<Attribute> {
    let mut fields = Fields::of(json, "an attribute mapping", reading)?;
    let name = fields.given("target-attribute-name", reading);
    let old_name = fields.given("attribute-name", reading);
    let attribute = Attribute {
        old_name_key: name.is_none() && old_name.is_some(),
        name: name.or(old_name),
        kind: fields.given("attribute-type", reading),
        sub_type: fields.given("attribute-sub-type", reading),
        value: fields.take("value", reading).cloned(),
        span: fields.span,
    };
    fields.finish(reading);
    Some(attribute)
}

fn is_empty_list(json: &Json) -> bool {
    matches!(&json.kind, Kind::List(elements) if elements.is_empty())
}
