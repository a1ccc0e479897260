//! The target endpoint of a task, as far as the mapping decides it: one file for each engine, picked by the carrier.

mod database;
mod files;
mod stream;
mod topics;

pub(super) use database::engine;
pub(super) use topics::{DEFAULT_TOPIC, TOPIC, keeps_case, topic};

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;

use super::rules::condition;
use crate::diag::Diagnostics;
use crate::emit::Scope;
use crate::settings::Spec;
use crate::shape::Carrier;
use crate::stage::{At, Blind, Need, Remark};

/// The settings that DMS reads in the block of the stage that it writes to.
pub(super) fn settings_of(carrier: Carrier) -> &'static [Spec] {
    match carrier {
        Carrier::Messages => stream::SETTINGS,
        // What else stands in files is the business of the stage that keeps them: it asks for what its block says.
        Carrier::Files => files::SETTINGS,
        // It is no setting of an endpoint, but stands where the items go.
        Carrier::Items => condition::SETTINGS,
        Carrier::Tables | Carrier::Rows | Carrier::Streamed | Carrier::Objects | Carrier::Arrived => &[],
    }
}

/// Reports what the service would not take.
pub(super) fn check(at: &At<'_>, carrier: Carrier, diags: &mut Diagnostics) {
    match carrier {
        Carrier::Messages => stream::check(at, diags),
        // The stage that keeps the files checks its block.
        Carrier::Tables
        | Carrier::Files
        | Carrier::Rows
        | Carrier::Streamed
        | Carrier::Items
        | Carrier::Objects
        | Carrier::Arrived => {}
    }
}

/// What only the account can give.
pub(super) fn missing(at: &At<'_>, carrier: Carrier) -> Vec<Remark> {
    match carrier {
        Carrier::Messages => stream::missing(at),
        Carrier::Items => {
            vec![Remark::to_give("the target endpoint, with the `ServiceAccessRoleArn` by which DMS writes items")]
        }
        Carrier::Tables | Carrier::Files | Carrier::Rows | Carrier::Streamed | Carrier::Objects | Carrier::Arrived => {
            Vec::new()
        }
    }
}

/// For whom the settings are: they name the folder that files are written to, and a stream where a line does.
pub(super) fn scope(at: &At<'_>, carrier: Carrier) -> Scope {
    match carrier {
        Carrier::Files => at.target_of_next(),
        Carrier::Messages if stream::names_stream(at) => at.target_of_next(),
        Carrier::Rows
        | Carrier::Tables
        | Carrier::Streamed
        | Carrier::Messages
        | Carrier::Items
        | Carrier::Objects
        | Carrier::Arrived => Scope::Map,
    }
}

/// The endpoint of a task that leaves `carrier`; `None` where nothing of it follows from the mapping.
pub(super) fn document(at: &At<'_>, carrier: Carrier) -> Option<Endpoint> {
    let (engine_name, member, settings) = match carrier {
        Carrier::Messages => {
            let engine = at.next().map_or("kinesis", |next| next.stage);
            (engine, topics::member_of(engine), stream::settings(at))
        }
        Carrier::Files => ("s3", "S3Settings", files::settings(at)),
        Carrier::Tables => return of_database(at.needs),
        Carrier::Rows | Carrier::Streamed | Carrier::Items | Carrier::Objects | Carrier::Arrived => return None,
    };
    Some(Endpoint {
        endpoint_type: "target",
        engine_name: engine_name.to_owned(),
        settings: [(member, settings)].into(),
    })
}

/// The endpoint of a database whose kind is known.
fn of_database(needs: &[Need]) -> Option<Endpoint> {
    let engine_name = engine(needs)?.to_string();
    Some(Endpoint { endpoint_type: "target", engine_name, settings: BTreeMap::new() })
}

/// The endpoint of a task whose tables no schema describes.
pub(super) fn of_blind(blind: &Blind<'_>) -> Option<Endpoint> {
    let next = blind.next()?;
    let (engine_name, member, settings) = match blind.carrier {
        Carrier::Messages => (next.stage, topics::member_of(next.stage), stream::given(next, blind.needs.iter())),
        Carrier::Files => ("s3", "S3Settings", files::wished(blind.needs.iter())),
        Carrier::Tables => return of_database(&blind.needs),
        Carrier::Rows | Carrier::Streamed | Carrier::Items | Carrier::Objects | Carrier::Arrived => return None,
    };
    Some(Endpoint {
        endpoint_type: "target",
        engine_name: engine_name.to_owned(),
        settings: [(member, settings)].into(),
    })
}

/// The input of `CreateEndpoint`, as far as the mapping decides it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Endpoint {
    endpoint_type: &'static str,
    engine_name: String,
    /// One member, named by the engine.
    #[serde(flatten)]
    settings: BTreeMap<&'static str, BTreeMap<&'static str, Json>>,
}
