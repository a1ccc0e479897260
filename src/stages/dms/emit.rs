//! The files of a DMS task.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::attributes::{Attribute, attribute, excluded};
use super::carrier::is_row;
use super::document::{
    self, Locator, ObjectMapping, Other, Parameters, Selection, SelectionAction, TableSettings, TransformationRule,
};
use super::endpoint;
use super::rules;
use super::rules::transformation::{Draft, Locator as Place};
use super::setting_value;
use super::values::place_of_value;
use crate::artefact::Kind;
use crate::emit::{Body, Document, List, Scope};
use crate::lock::{self, Lock};
use crate::mapping::{KeyRole, Source, StageClause};
use crate::schema::TableKind;
use crate::shape::Carrier;
use crate::stage::{At, Hop, PartitionKey, Wish, Work};
use crate::value::TemplatePart;

/// All documents of the task.
pub(super) fn documents(at: &At<'_>, hop: &Hop, numbers: &[u32]) -> Vec<Document> {
    let Some(carrier) = at.leaves() else { return Vec::new() };
    let task = task(at, carrier);
    let rules = table_mappings(at, hop, carrier, numbers, at.list(document::LIST, document::MAX_BYTES, &task));
    let mut list = vec![
        at.document("table-mappings.json", Kind::TableMappings, task, Body::List(rules)),
        at.json("task-settings.json", Kind::TaskSettings, Scope::Map, &settings(at.clause(), carrier)),
    ];
    if let Some(endpoint) = endpoint::document(at, carrier) {
        list.push(at.json("endpoint-settings.json", Kind::EndpointSettings, endpoint::scope(at, carrier), &endpoint));
    }
    list
}

/// A task writes to one endpoint, and that to one stream or one folder, but to any number of tables or topics.
fn task(at: &At<'_>, carrier: Carrier) -> Scope {
    match carrier {
        Carrier::Items | Carrier::Tables => Scope::Map,
        Carrier::Messages if at.next().and_then(endpoint::topic).is_some() => Scope::Map,
        Carrier::Messages
        | Carrier::Files
        | Carrier::Objects
        | Carrier::Rows
        | Carrier::Streamed
        | Carrier::Arrived => at.target_of_next(),
    }
}

/// The numbers of the rules of this table, in their order.
pub(super) fn numbers(at: &At<'_>, hop: &Hop, lock: &mut Lock) -> Vec<u32> {
    let Some(carrier) = at.leaves() else { return Vec::new() };
    let map = &at.mapping.name;
    let mut numbers = Vec::new();
    let mut number = |key: &str, of_map| {
        let number = if of_map { lock.id_of_map(map, "dms", key) } else { lock.id(map, "dms", key) };
        numbers.push(number);
        number
    };
    rules(at, &hop.taken, carrier, &mut number, List::unwritten());
    numbers
}

/// The table mappings: a selection, and what becomes of the rows that it selects.
fn table_mappings(at: &At<'_>, hop: &Hop, carrier: Carrier, numbers: &[u32], list: List) -> List {
    let mut numbers = numbers.iter();
    let mut next = |_: &str, _| numbers.next().copied().expect("each rule was numbered");
    rules(at, &hop.taken, carrier, &mut next, list)
}

/// The size of a document with the rules of this table alone, with the longest ids that there are.
pub(super) fn size(at: &At<'_>, taken: &[Work], carrier: Carrier) -> usize {
    let list = List::new(document::LIST, document::MAX_BYTES);
    rules(at, taken, carrier, &mut |_, _| lock::GREATEST, list).file_bytes()
}

/// Adds the rules of this table to `list`. `number` gives the number of a key, and of one that speaks of the whole map.
fn rules(
    at: &At<'_>,
    taken: &[Work],
    carrier: Carrier,
    number: &mut dyn FnMut(&str, bool) -> u32,
    mut list: List,
) -> List {
    let source = &at.mapping.source;
    let table = source.table.qualified();
    let id = number(&format!("select {table}"), false);
    list.push(|| Selection {
        rule_type: "selection",
        rule_name: rule_name(id, &format!("select {}", source.table.name)),
        rule_id: id.to_string(),
        object_locator: selected(source),
        rule_action: selection_action(at),
        load_order: rules::load::order(at),
        filters: rules::filter::filters(at.mapping),
    });
    let (parallel_load, lob_settings) = (rules::load::parallel_load(at), rules::lob::settings(at));
    if parallel_load.is_some() || lob_settings.is_some() {
        let id = number(&format!("settings {table}"), false);
        list.push(|| TableSettings {
            rule_type: "table-settings",
            rule_name: rule_name(id, &format!("settings {}", source.table.name)),
            rule_id: id.to_string(),
            object_locator: locator(source),
            parallel_load,
            lob_settings,
        });
    }
    if is_row(carrier) {
        transformations(at, taken, number, &mut list);
        others(at, carrier, number, &mut list);
        return list;
    }
    let id = number(&format!("map {table}"), false);
    let topic = at.next().filter(|_| carrier == Carrier::Messages).and_then(endpoint::topic);
    list.push(|| ObjectMapping {
        rule_type: "object-mapping",
        rule_name: rule_name(id, &format!("map {}", source.table.name)),
        rule_id: id.to_string(),
        rule_action: "map-record-to-record",
        object_locator: locator(source),
        target_table_name: target_table(at, carrier),
        disable_kafka_topic_normalization: topic.as_deref().and_then(endpoint::keeps_case),
        kafka_target_topic: topic,
        mapping_parameters: parameters(at, taken, carrier),
    });
    transformed(rules::added::drafts(at, taken), number, &mut list);
    list
}

/// Files and tables take no object mapping: the record is the row, changed by transformations.
fn transformations(at: &At<'_>, taken: &[Work], number: &mut dyn FnMut(&str, bool) -> u32, list: &mut List) {
    let mut drafts = rules::tables::drafts(at.mapping);
    drafts.extend(rules::tables::tablespaces(at.mapping));
    drafts.extend(rules::primary_key::draft(at));
    drafts.extend(rules::columns::drafts(at.mapping, taken));
    drafts.extend(rules::image::drafts(at.mapping));
    drafts.extend(rules::added::drafts(at, taken));
    transformed(drafts, number, list);
}

/// Transformation rules, numbered.
fn transformed(drafts: Vec<Draft>, number: &mut dyn FnMut(&str, bool) -> u32, list: &mut List) {
    let mut previous = 0;
    for draft in drafts {
        let mut id = number(&draft.key, draft.of_map);
        if draft.after_previous && id < previous {
            id = number(&format!("{} after {previous}", draft.key), draft.of_map);
        }
        previous = id;
        let rule = TransformationRule {
            rule_type: "transformation",
            rule_name: rule_name(id, &draft.words),
            rule_id: id.to_string(),
            says: draft.says,
        };
        if draft.of_map {
            list.push_of_map(id, || rule);
        } else {
            list.push(|| rule);
        }
    }
}

/// Tags of the objects of the table, and how its columns are compared.
fn others(at: &At<'_>, carrier: Carrier, number: &mut dyn FnMut(&str, bool) -> u32, list: &mut List) {
    let source = &at.mapping.source;
    let table = source.table.qualified();
    let tags = at.next().filter(|_| carrier == Carrier::Files).and_then(|next| rules::others::tags(&next.settings));
    if let Some((_, tags)) = tags {
        let id = number(&format!("tag {table}"), false);
        let rule_name = rule_name(id, &format!("tag {}", source.table.name));
        list.push(|| Other { rule_id: id.to_string(), rule_name, ..Other::tag(locator(source), tags) });
    }
    for (_, column) in rules::others::compared(at) {
        let id = number(&format!("validate {table}.{}", column.name), false);
        let rule_name = rule_name(id, &format!("validate {} {}", source.table.name, column.name));
        let place = Place {
            schema_name: source.table.schema.to_string(),
            table_name: Some(source.table.name.to_string()),
            column_name: Some(column.name),
            ..Place::default()
        };
        let rule = Other::validation(place, column.source, column.target);
        list.push(|| Other { rule_id: id.to_string(), rule_name, ..rule });
    }
}

fn locator(source: &Source<'_>) -> Locator {
    Locator {
        schema_name: source.table.schema.to_string(),
        table_name: source.table.name.to_string(),
        table_type: None,
    }
}

/// What a selection speaks of: of a view it says so, since it means tables otherwise.
fn selected(source: &Source<'_>) -> Locator {
    let table_type = match source.table.kind {
        TableKind::Table => None,
        TableKind::View => Some("view"),
    };
    Locator { table_type, ..locator(source) }
}

/// A rule's name: letters, digits and blanks only, unlike every other of the document.
pub(super) fn rule_name(id: u32, words: &str) -> String {
    let plain: String = words.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).take(100).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    format!("{id} {}", words.join(" ")).trim_end().to_owned()
}

/// In an `include` rule the name is a pattern, in which `_` and `%` stand for others. The name is written as it is where
/// the pattern means this table alone; else, and where the block asks for it, the rule is made exact.
pub(super) fn selection_action(at: &At<'_>) -> SelectionAction {
    let source = &at.mapping.source;
    let is_asked_for = at.settings().word("selection") == Some("explicit");
    if is_asked_for || source.schema.means_others(source.table) {
        SelectionAction::Explicit
    } else {
        SelectionAction::Include
    }
}

/// The DynamoDB table; streams have none.
fn target_table(at: &At<'_>, carrier: Carrier) -> Option<String> {
    if carrier != Carrier::Items {
        return None;
    }
    at.next()?.resource.as_ref()?.parts.first().map(ToString::to_string)
}

fn parameters(at: &At<'_>, taken: &[Work], carrier: Carrier) -> Parameters {
    let mapping = at.mapping;
    let mut parameters = Parameters {
        exclude_columns: excluded(mapping, carrier, taken)
            .into_iter()
            .map(|column| mapping.source.table.columns[column].name.to_string())
            .collect(),
        ..Parameters::default()
    };
    for (place, field) in mapping.record.fields.iter().enumerate() {
        let name = match attribute(mapping, place, carrier, taken) {
            Attribute::Passes { column } => mapping.source.table.columns[column].name.to_string(),
            Attribute::Added => mapping.final_name(place).to_string(),
            Attribute::Made { made } => {
                let name = mapping.final_name(place).to_string();
                parameters.attribute_mappings.push(made.mapping(&name, &field.content, carrier));
                name
            }
        };
        match field.role {
            Some(KeyRole::Partition) => parameters.partition_key_name = Some(name),
            Some(KeyRole::Sort) => parameters.sort_key_name = Some(name),
            None => {}
        }
    }
    if carrier == Carrier::Items {
        let found = at.next().and_then(|next| rules::condition::of(&next.settings));
        parameters.condition_expression = found.map(|(_, condition)| condition);
    }
    stream_key(at, taken, &mut parameters);
    parameters
}

/// What decides the shard, where a stream asks.
fn stream_key(at: &At<'_>, taken: &[Work], parameters: &mut Parameters) {
    for need in at.needs {
        let Wish::PartitionKey(key) = &need.what else { continue };
        parameters.partition_key_type = Some(match key {
            PartitionKey::PrimaryKey => "primary-key",
            PartitionKey::SchemaTable => "schema-table",
            PartitionKey::TransactionId => "transaction-id",
            PartitionKey::Constant => "constant",
            PartitionKey::Value(parts) => {
                parameters.partition_key_name = attribute_of(at, taken, parts);
                "attribute-name"
            }
        });
    }
}

/// The attribute that holds this value.
fn attribute_of(at: &At<'_>, taken: &[Work], parts: &[TemplatePart]) -> Option<String> {
    let place = place_of_value(at.mapping, parts)?;
    Some(match attribute(at.mapping, place, Carrier::Messages, taken) {
        Attribute::Passes { column } => at.mapping.source.table.columns[column].name.to_string(),
        Attribute::Made { .. } | Attribute::Added => at.mapping.final_name(place).to_string(),
    })
}

/// The task settings that a mapping relies on, and those that it gives.
pub(super) fn settings(clause: &StageClause, carrier: Carrier) -> BTreeMap<&'static str, BTreeMap<&'static str, Json>> {
    let mut groups: BTreeMap<&'static str, BTreeMap<&'static str, Json>> = BTreeMap::new();
    // Batches lose data on streams and are not supported for DynamoDB.
    if carrier != Carrier::Tables {
        groups.entry("TargetMetadata").or_default().insert("BatchApplyEnabled", Json::Bool(false));
    }
    if carrier == Carrier::Items {
        // The table is made from its own artefact: DMS would make one of another capacity.
        groups.entry("FullLoadSettings").or_default().insert("TargetTablePrepMode", "DO_NOTHING".into());
    }
    for group in ["TargetMetadata", "FullLoadSettings", "ErrorBehavior"] {
        for setting in clause.settings.block(group) {
            groups.entry(group).or_default().insert(setting.key, setting_value::json(setting));
        }
    }
    groups
}
