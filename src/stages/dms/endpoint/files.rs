//! The endpoint of files in a bucket.
//!
//! What its settings mean is known where the files are kept: that stage asks for each. Source: service model of DMS,
//! `S3Settings`.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::stage::{At, Wish};
use crate::value::Constant;

/// What the stage that keeps the files asks for.
pub(super) fn settings(at: &At<'_>) -> BTreeMap<&'static str, Json> {
    at.needs
        .iter()
        .filter_map(|need| match &need.what {
            Wish::EndpointSetting { key, value } => Some((*key, json(value))),
            Wish::OneMessagePerLine | Wish::PartitionKey(_) | Wish::ObjectsUnder(_) => None,
        })
        .collect()
}

fn json(value: &Constant) -> Json {
    match value {
        Constant::Number(digits) => digits.parse::<i64>().map_or(Json::Null, Json::from),
        Constant::Boolean(flag) => Json::Bool(*flag),
        Constant::Text(text) => Json::from(&**text),
        Constant::Null => Json::Null,
    }
}
