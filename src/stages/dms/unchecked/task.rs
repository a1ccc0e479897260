//! The documents of a task that several maps may be parts of.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::draft::{Draft, Rule};
use super::{errors, number, object};
use crate::artefact::Kind;
use crate::diag::Diagnostics;
use crate::emit::{Body, Document, List, Scope, json};
use crate::lock::Lock;
use crate::shape::Carrier;
use crate::stage::{Asked, Blind, Need, Wish};
use crate::stages::dms::document::{self, ObjectMapping, Selection, TableSettings, TransformationRule};
use crate::stages::dms::emit::{rule_name, settings};
use crate::stages::dms::endpoint;
use crate::value::Constant;

/// The table mappings, rules in their order, with numbers; and the rules in words.
pub(super) fn list(drafts: Vec<Draft>, task: &str, lock: &mut Lock) -> (List, Vec<Asked>) {
    let numbers = number::numbers(&drafts, task, lock);
    let mut list = List::new(document::LIST, document::MAX_BYTES);
    let mut rules = Vec::with_capacity(drafts.len());
    for (draft, id) in drafts.into_iter().zip(numbers) {
        let rule_name = rule_name(id, &draft.words);
        rules.push(Asked { rule: format!("{id} {}", draft.words), line: draft.span });
        let rule_id = id.to_string();
        match draft.rule {
            Rule::Selection(rule) => list.push(|| Selection { rule_id, rule_name, ..rule }),
            Rule::TableSettings(rule) => list.push(|| TableSettings { rule_id, rule_name, ..rule }),
            Rule::Transformation(says) => {
                list.push(|| TransformationRule { rule_type: "transformation", rule_id, rule_name, says });
            }
            Rule::ObjectMapping(rule) => list.push(|| ObjectMapping { rule_id, rule_name, ..*rule }),
            Rule::Other(rule) => list.push(|| document::Other { rule_id, rule_name, ..*rule }),
        }
    }
    (list, rules)
}

/// The files of the task.
pub(super) fn documents(maps: &[&Blind<'_>], mappings: List) -> Vec<Document> {
    let blind = maps[0];
    let document = |file, kind, body| Document { stage: "dms", occurrence: 1, file, kind, scope: Scope::Map, body };
    let mut list = vec![
        document("table-mappings.json", Kind::TableMappings, Body::List(mappings)),
        document("task-settings.json", Kind::TaskSettings, Body::Json(json::at_depth(&task_settings(blind), 0))),
    ];
    if let Some(endpoint) = endpoint::of_blind(&with_topic_of_all(maps)) {
        list.push(document("endpoint-settings.json", Kind::EndpointSettings, Body::Json(json::at_depth(&endpoint, 0))));
    }
    list
}

/// The first map, whose endpoint is that of the task: it names the topic that all messages go to, or those without a rule that
/// names one.
fn with_topic_of_all<'a>(maps: &[&Blind<'a>]) -> Blind<'a> {
    let mut blind = maps[0].clone();
    let topics: Vec<Option<String>> = maps.iter().map(|blind| object::topic(blind)).collect();
    let unnamed = maps.iter().find_map(|blind| object::unnamed_topic(blind));
    let of_all = topics.first().cloned().flatten().filter(|first| topics.iter().flatten().all(|topic| topic == first));
    blind.needs.retain(|need| !matches!(&need.what, Wish::EndpointSetting { key: endpoint::TOPIC, .. }));
    if let (Some(topic), Some(next)) = (unnamed.or(of_all), blind.next()) {
        let what = Wish::EndpointSetting { key: endpoint::TOPIC, value: Constant::Text(topic.into()) };
        blind.needs.push(Need { what, by: next.stage, span: next.span });
    }
    blind
}

fn task_settings(blind: &Blind<'_>) -> BTreeMap<&'static str, BTreeMap<&'static str, Json>> {
    settings(blind.clause(), blind.carrier)
}

/// Reports maps that want the task to be another one than the first map of it does.
pub(super) fn check(maps: &[&Blind<'_>], diags: &mut Diagnostics) {
    let mut topic: Option<(String, &Blind<'_>)> = None;
    for blind in maps {
        diags.enter(Some(blind.map.name.clone()));
        like_first(blind, maps[0], diags);
        match (object::unnamed_topic(blind), &topic) {
            (Some(own), Some((other, first))) if own != *other => diags.push(errors::no_rule(
                blind.map.name_span,
                format!(
                    "the endpoint of a task names one topic, and the map `{}` has messages for it: name tables in full, so that rules name their topics",
                    first.map.name
                ),
            )),
            (Some(own), None) => topic = Some((own, blind)),
            (Some(_) | None, _) => {}
        }
    }
}

/// Reports a map that wants the task to be another one than the `first` map of it does.
fn like_first(blind: &Blind<'_>, first: &Blind<'_>, diags: &mut Diagnostics) {
    let span = blind.map.name_span;
    let differs = |what: &str| {
        errors::no_rule(span, format!("it is a part of the task of the map `{}`, whose {what}", first.map.name))
    };
    let target = |blind: &Blind<'_>| {
        let next = blind.next().map(|next| (next.stage, next.resource.as_ref().map(|resource| resource.parts.clone())));
        // A task writes to any number of tables of one endpoint.
        match blind.carrier {
            Carrier::Items => None,
            Carrier::Messages if object::topic(blind).is_some() => None,
            Carrier::Messages
            | Carrier::Files
            | Carrier::Tables
            | Carrier::Rows
            | Carrier::Streamed
            | Carrier::Objects
            | Carrier::Arrived => next,
        }
    };
    if blind.carrier != first.carrier || target(blind) != target(first) {
        diags.push(differs("records go elsewhere"));
    } else if blind.map.dialect != first.map.dialect {
        diags.push(differs("tables are of another kind of database"));
    } else if task_settings(blind) != task_settings(first)
        || super::settings::moves(blind) != super::settings::moves(first)
    {
        diags.push(differs("settings differ: let a block at the top of the text say them for all"));
    }
}
