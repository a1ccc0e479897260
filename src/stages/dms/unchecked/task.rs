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
use crate::stage::Blind;
use crate::stages::dms::document::{self, ObjectMapping, Selection, TableSettings, TransformationRule};
use crate::stages::dms::emit::{rule_name, settings};
use crate::stages::dms::endpoint;

/// The table mappings: rules in their order, with numbers.
pub(super) fn list(drafts: Vec<Draft>, task: &str, lock: &mut Lock) -> List {
    let numbers = number::numbers(&drafts, task, lock);
    let mut list = List::new(document::LIST, document::MAX_BYTES);
    for (draft, id) in drafts.into_iter().zip(numbers) {
        let rule_name = rule_name(id, &draft.words);
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
    list
}

/// The files of the task.
pub(super) fn documents(blind: &Blind<'_>, mappings: List) -> Vec<Document> {
    let document = |file, kind, body| Document { stage: "dms", occurrence: 1, file, kind, scope: Scope::Map, body };
    let mut list = vec![
        document("table-mappings.json", Kind::TableMappings, Body::List(mappings)),
        document("task-settings.json", Kind::TaskSettings, Body::Json(json::at_depth(&task_settings(blind), 0))),
    ];
    if let Some(endpoint) = endpoint::of_blind(blind) {
        list.push(document("endpoint-settings.json", Kind::EndpointSettings, Body::Json(json::at_depth(&endpoint, 0))));
    }
    list
}

fn task_settings(blind: &Blind<'_>) -> BTreeMap<&'static str, BTreeMap<&'static str, Json>> {
    settings(blind.clause(), blind.carrier)
}

/// Reports a map that wants the task to be another one than the `first` map of it does.
pub(super) fn check(blind: &Blind<'_>, first: &Blind<'_>, diags: &mut Diagnostics) {
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
