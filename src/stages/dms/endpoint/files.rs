//! The endpoint of files in a bucket.
//!
//! What its settings mean is known where the files are kept: that stage asks for each. Source: service model of DMS,
//! `S3Settings`.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::settings::{Form, Spec};
use crate::stage::{At, Need, Wish};
use crate::value::Constant;

/// Settings in the block of the files that are rules of the task, not of the endpoint.
pub(super) static SETTINGS: &[Spec] = &[Spec {
    key: "tag",
    form: Form::Lines,
    about: "a tag of the objects: a key and a value, a line each; `\\${table-name}` and `\\${schema-name}` stand for names",
}];

/// What the stage that keeps the files asks for.
pub(super) fn settings(at: &At<'_>) -> BTreeMap<&'static str, Json> {
    wished(at.needs.iter())
}

/// What is asked for.
pub(super) fn wished<'n>(needs: impl Iterator<Item = &'n Need>) -> BTreeMap<&'static str, Json> {
    needs
        .filter_map(|need| match &need.what {
            Wish::EndpointSetting { key, value } => Some((*key, json(value))),
            Wish::OneMessagePerLine | Wish::PartitionKey(_) | Wish::ObjectsUnder(_) => None,
        })
        .collect()
}

pub(super) fn json(value: &Constant) -> Json {
    match value {
        Constant::Number(digits) => digits.parse::<i64>().map_or(Json::Null, Json::from),
        Constant::Boolean(flag) => Json::Bool(*flag),
        Constant::Text(text) => Json::from(&**text),
        Constant::Null => Json::Null,
    }
}
