//! The target endpoint of a task, as far as the mapping decides it: one file for each engine, picked by the carrier.

mod files;
mod stream;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;

use crate::emit::Scope;
use crate::settings::Spec;
use crate::shape::Carrier;
use crate::stage::At;

/// The settings that DMS reads in the block of the stage that it writes to.
pub(super) fn settings_of(carrier: Carrier) -> &'static [Spec] {
    match carrier {
        Carrier::Messages => stream::SETTINGS,
        // What stands in files is the business of the stage that keeps them: it asks for what its block says.
        Carrier::Files
        | Carrier::Tables
        | Carrier::Rows
        | Carrier::Streamed
        | Carrier::Items
        | Carrier::Objects
        | Carrier::Arrived => &[],
    }
}

/// For whom the settings are: they name the folder that files are written to, but no stream.
pub(super) fn scope(at: &At<'_>, carrier: Carrier) -> Scope {
    match carrier {
        Carrier::Files => at.target_of_next(),
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
        Carrier::Messages => (at.next().map_or("kinesis", |next| next.stage), "KinesisSettings", stream::settings(at)),
        Carrier::Files => ("s3", "S3Settings", files::settings(at)),
        Carrier::Rows
        | Carrier::Tables
        | Carrier::Streamed
        | Carrier::Items
        | Carrier::Objects
        | Carrier::Arrived => return None,
    };
    Some(Endpoint { endpoint_type: "target", engine_name, settings: [(member, settings)].into() })
}

/// The input of `CreateEndpoint`, as far as the mapping decides it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Endpoint {
    endpoint_type: &'static str,
    engine_name: &'static str,
    /// One member, named by the engine.
    #[serde(flatten)]
    settings: BTreeMap<&'static str, BTreeMap<&'static str, Json>>,
}
