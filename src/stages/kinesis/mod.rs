//! Amazon Kinesis Data Streams: carries messages in shards, in order within each.

mod errors;

use serde::Serialize;

use crate::artefact::{Artefact, Kind};
use crate::diag::{Code, Diagnostics};
use crate::lock::Lock;
use crate::settings::{Form, SettingValue, Spec};
use crate::shape::{Carrier, Shape};
use crate::stage::{At, Change, Hop, Judgement, Need, PartitionKey, Passed, ResourceForm, Stage, Wish, Work};
use crate::value::{TemplatePart, Value};

/// The stage.
pub struct Kinesis;

/// Settings in `kinesis { … }`. Source of the limits: service model of Kinesis, `CreateStream`.
static SETTINGS: &[Spec] = &[
    Spec {
        key: "partition-key",
        form: Form::WordOrTemplate(&["primary-key", "schema-table", "transaction-id", "constant"]),
        about: "what decides the shard of a record; records of one shard keep their order",
    },
    Spec {
        key: "ShardCount",
        form: Form::Number { min: 1, max: 10_000 },
        about: "how many shards the stream has; without it, shards come and go on demand",
    },
];

impl Stage for Kinesis {
    fn name(&self) -> &'static str {
        "kinesis"
    }

    fn title(&self) -> &'static str {
        "Kinesis Data Streams"
    }

    fn codes(&self) -> &'static [&'static Code] {
        errors::CODES
    }

    fn resource(&self) -> ResourceForm {
        ResourceForm::Name("a stream")
    }

    fn settings(&self) -> &'static [Spec] {
        SETTINGS
    }

    fn accepts(&self) -> &'static [Carrier] {
        &[Carrier::Messages]
    }

    fn leaves(&self) -> &'static [Carrier] {
        &[Carrier::Messages]
    }

    fn needs(&self, at: &At<'_>, diags: &mut Diagnostics) -> Vec<Need> {
        let setting = at.settings().get("partition-key");
        let span = setting.map_or(at.clause().span, |setting| setting.span);
        let what = match setting.map(|setting| &setting.value) {
            Some(SettingValue::Word("primary-key")) => PartitionKey::PrimaryKey,
            Some(SettingValue::Word("transaction-id")) => {
                diags.push(errors::transactions_swap(at.mapping, span));
                PartitionKey::TransactionId
            }
            Some(SettingValue::Word("constant")) => PartitionKey::Constant,
            Some(SettingValue::Template(parts)) => {
                check_template(at, parts, span, diags);
                PartitionKey::Value(parts.clone())
            }
            // Without the line: spread by the row's key where there is one. All changes of a row share a shard then.
            None if at.mapping.source.table.primary_key.is_some() => PartitionKey::PrimaryKey,
            Some(
                SettingValue::Word(_)
                | SettingValue::Flag(_)
                | SettingValue::Number(_)
                | SettingValue::Text(_)
                | SettingValue::Block(_),
            )
            | None => PartitionKey::SchemaTable,
        };
        vec![Need { what: Wish::PartitionKey(what), by: self.name(), span }]
    }

    fn judge(&self, _at: &At<'_>, _incoming: &Shape, work: &Work) -> Judgement {
        match work.change {
            Change::Compute(_)
            | Change::LeaveOut(_)
            | Change::Rename { .. }
            | Change::Key(_)
            | Change::Convert(_)
            | Change::Null(_)
            | Change::Pivot(_) => Judgement::Leave,
        }
    }

    fn pass(&self, at: &At<'_>, incoming: &Shape, _taken: &[Work], diags: &mut Diagnostics) -> Passed {
        errors::check_stream_name(at.clause(), diags);
        let remarks = vec!["records of one shard keep their order; a record is at most 1 MB".to_owned()];
        Passed { shape: incoming.clone(), losses: Vec::new(), remarks }
    }

    fn emit(&self, at: &At<'_>, _hop: &Hop, _lock: &mut Lock) -> Vec<Artefact> {
        let shards = at.settings().number("ShardCount");
        let stream = CreateStream {
            stream_name: at
                .clause()
                .resource
                .as_ref()
                .map_or_else(String::new, |resource| resource.parts[0].to_string()),
            shard_count: shards,
            stream_mode_details: StreamModeDetails {
                stream_mode: if shards.is_some() { "PROVISIONED" } else { "ON_DEMAND" },
            },
        };
        let mut bytes = serde_json::to_vec_pretty(&stream).expect("the document has text keys and finite numbers");
        bytes.push(b'\n');
        vec![Artefact {
            path: at.path("stream.json"),
            stage: Some(self.name()),
            kind: Kind::Stream,
            mapping: Some(at.mapping.name.to_string()),
            bytes,
        }]
    }
}

/// The input of `CreateStream`.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct CreateStream {
    stream_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    shard_count: Option<i64>,
    stream_mode_details: StreamModeDetails,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct StreamModeDetails {
    stream_mode: &'static str,
}

/// A partition key of values: none may be NULL, and it should tell more than one record from another.
fn check_template(at: &At<'_>, parts: &[TemplatePart], span: crate::text::Span, diags: &mut Diagnostics) {
    let mut columns = Vec::new();
    crate::value::template_columns(parts, &mut |column| columns.push(column));
    if columns.is_empty() {
        diags.push(errors::no_column(span));
    }
    for column in columns {
        if at.mapping.can_be_null(column) {
            diags.push(errors::nullable_key(&at.mapping.source.table.columns[column], span));
        }
    }
    for part in parts {
        if let TemplatePart::Hole(Value::Call(function, _)) = part {
            diags.push(errors::function_in_key(function, span));
        }
    }
}
