//! Object mappings.

use rustc_hash::FxHashMap;

use super::attributes;
use super::ids::placeholder;
use crate::diag::Diagnostics;
use crate::dms_document::errors;
use crate::dms_document::model::{Document, ObjectMapping, OneOf, Rule, Text};
use crate::dms_document::words::{PartitionKeyType, Word};
use crate::text::Span;

/// The longest name of a topic. Source: user guide, "Using Apache Kafka as a target".
const LONGEST_TOPIC: usize = 255;

/// Reports on one rule.
pub fn check(rule: &Rule, diags: &mut Diagnostics) {
    let Some(mapping) = rule.says.as_object_mapping() else { return };
    if rule.locator.span.is_some() {
        for (name, key) in [(&rule.locator.schema, "schema-name"), (&rule.locator.table, "table-name")] {
            if name.as_ref().is_none_or(|name| name.value.is_empty()) {
                diags.push(errors::incomplete_rule(rule.span, "the locator of an object mapping", key));
            }
        }
    }
    if let Some(filters) = mapping.filters {
        diags.push(errors::filter_ignored(filters, "filters are of selections, and this is an object mapping"));
    }
    partition_key(mapping, diags);
    if let Some(topic) = &mapping.topic {
        self::topic(topic, mapping, diags);
    }
    attributes::check(mapping, diags);
}

fn partition_key(mapping: &ObjectMapping, diags: &mut Diagnostics) {
    if let Some(old) = &mapping.old_partition_key {
        let why = "older pages of the guide show it; newer engines know `partition-key-type` alone, and a constant key is spelled \
                   `constant`";
        diags.push(errors::partition_key(old.span, "`partition-key` is no longer a key of object mappings", why));
    }
    match &mapping.partition_key_type {
        Some(OneOf { known: None, written }) => {
            diags.push(errors::unknown_value(written, "partition-key-type", PartitionKeyType::ALL_WORDS));
        }
        Some(OneOf { known: Some(PartitionKeyType::AttributeName), written }) if mapping.partition_key.is_none() => {
            diags.push(errors::partition_key(
                written.span,
                "the partition key is an attribute, and it is not said which",
                "`partition-key-name` names it",
            ));
        }
        Some(_) | None => {}
    }
}

fn topic(topic: &Text, mapping: &ObjectMapping, diags: &mut Diagnostics) {
    let name = &topic.value;
    let is_placeholder = name.contains("${") || name.starts_with('<');
    placeholder(Some(topic), "a topic", diags);
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    if !is_placeholder && (name.len() > LONGEST_TOPIC || !name.chars().all(legal)) {
        let why = "a topic has at most 255 letters, digits, `.`, `_` and `-`";
        diags.push(errors::topic(topic, format!("`{name}` is no name of a topic"), why));
    }
    let keeps = mapping.keep_topic.as_ref().is_some_and(|text| text.value == "true");
    if !is_placeholder && !keeps && name.chars().any(|c| c.is_ascii_uppercase()) {
        let why = "DMS writes topics in small letters unless `disable-kafka-topic-normalization` is `true`";
        diags.push(errors::topic(topic, format!("the topic is `{}`", name.to_ascii_lowercase()), why));
    }
}

/// Reports on all of them.
pub fn check_all(document: &Document, diags: &mut Diagnostics) {
    let mut seen: FxHashMap<[&str; 2], Span> = FxHashMap::default();
    let mut mapping: Option<Span> = None;
    for rule in document.rules.iter().filter(|rule| rule.says.as_object_mapping().is_some()) {
        mapping = mapping.or(Some(rule.span));
        let (Some(schema), Some(table)) = (&rule.locator.schema, &rule.locator.table) else { continue };
        match seen.get(&[schema.value.as_str(), table.value.as_str()]) {
            Some(first) => diags.push(errors::two_mappings(rule.span, *first)),
            None => {
                seen.insert([&schema.value, &table.value], rule.span);
            }
        }
    }
    let transformation = document.rules.iter().find(|rule| rule.says.as_transformation().is_some());
    if let (Some(mapping), Some(transformation)) = (mapping, transformation) {
        diags.push(errors::mapping_and_transformation(transformation.span, mapping));
    }
}
