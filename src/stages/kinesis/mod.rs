//! Amazon Kinesis Data Streams: carries messages in shards, in order within each.

mod errors;

use serde::Serialize;

use crate::artefact::Kind;
use crate::diag::{Code, Diagnostics};
use crate::emit::Document;
use crate::mapping::StageClause;
use crate::settings::{Form, Spec};
use crate::shape::{Carrier, Shape};
use crate::stage::{At, Hop, Need, PartitionKey, Passed, Remark, ResourceForm, Sharing, Stage, Wish, Work};
use crate::text::Span;
use crate::value::{TemplatePart, Value};

/// The stage.
pub struct Kinesis;

/// The longest partition key of a record. Source: service model of Kinesis, `PartitionKey`.
const KEY_CHARACTERS: u64 = 256;

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

    fn sharing(&self) -> Sharing {
        Sharing::Mixed
    }

    fn settings(&self) -> &'static [Spec] {
        SETTINGS
    }

    fn accepts(&self) -> &'static [Carrier] {
        &[Carrier::Messages]
    }

    fn leaves(&self) -> &'static [Carrier] {
        &[Carrier::Streamed]
    }

    fn needs(&self, at: &At<'_>, diags: &mut Diagnostics) -> Vec<Need> {
        let setting = at.settings().get("partition-key");
        let span = setting.map_or(at.clause().span, |setting| setting.span);
        let what = match setting.map(PartitionKey::said_by) {
            // It was reported; no other stage shall look for such a value.
            Some(PartitionKey::Value(parts)) if !check_template(at, &parts, span, diags) => PartitionKey::Constant,
            Some(said) => {
                if said == PartitionKey::TransactionId {
                    diags.push(errors::transactions_swap(at.mapping, span));
                }
                said
            }
            // Without the line: spread by the row's key where there is one. All changes of a row share a shard then.
            None if at.mapping.source.table.primary_key.is_some() => PartitionKey::PrimaryKey,
            None => PartitionKey::SchemaTable,
        };
        vec![Need { what: Wish::PartitionKey(what), by: self.name(), span }]
    }

    /// What spreads the records is asked for where the block says it; by default each kind of record has a key of its own.
    fn needs_by_pattern(&self, clause: &StageClause) -> Option<Vec<Need>> {
        let Some(setting) = clause.settings.get("partition-key") else { return Some(Vec::new()) };
        let key = PartitionKey::said_by(setting);
        Some(vec![Need { what: Wish::PartitionKey(key), by: self.name(), span: setting.span }])
    }

    fn pass(&self, at: &At<'_>, incoming: &Shape, _taken: &[Work], diags: &mut Diagnostics) -> Passed {
        errors::check_stream_name(at.clause(), diags);
        let mut remarks = vec![Remark::note("records of one shard keep their order; a record is at most 1 MB")];
        let one_key = match at.settings().get("partition-key") {
            Some(_) => matches!(at.settings().word("partition-key"), Some("schema-table" | "constant")),
            None => at.mapping.source.table.primary_key.is_none(),
        };
        check_primary_key(at, diags);
        if one_key {
            let text = "all changes of the table travel in one shard, which takes 1 MB a second";
            remarks.push(Remark::note(text).of_table());
        }
        Passed { shape: incoming.clone(), losses: Vec::new(), remarks }
    }

    fn emit(&self, at: &At<'_>, _hop: &Hop, _numbers: &[u32]) -> Vec<Document> {
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
        vec![at.json("stream.json", Kind::Stream, at.target(), &stream)]
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

/// The most characters of a key, where all its columns have a length. What is no column was reported.
fn longest(at: &At<'_>, parts: &[TemplatePart]) -> Option<u64> {
    parts.iter().try_fold(0_u64, |sum, part| {
        let length = match part {
            TemplatePart::Literal(text) => text.chars().count() as u64,
            TemplatePart::Hole(Value::Column(column)) => {
                at.mapping.source.table.columns[*column].ty.max_characters()?
            }
            TemplatePart::Hole(
                Value::Constant(_) | Value::Template(_) | Value::Event(_) | Value::Call(..) | Value::Foreign { .. },
            ) => 0,
        };
        Some(sum.saturating_add(length))
    })
}

/// Checks a partition key of values: none may be NULL or change, and it should tell more than one record from another.
/// Whether it is made of columns at all.
fn check_template(at: &At<'_>, parts: &[TemplatePart], span: Span, diags: &mut Diagnostics) -> bool {
    let mut columns = Vec::new();
    crate::value::template_columns(parts, &mut |column| columns.push(column));
    let function = parts.iter().find_map(|part| match part {
        TemplatePart::Hole(Value::Call(function, _)) => Some(function),
        TemplatePart::Hole(
            Value::Column(_) | Value::Constant(_) | Value::Template(_) | Value::Event(_) | Value::Foreign { .. },
        )
        | TemplatePart::Literal(_) => None,
    });
    if let Some(function) = function {
        diags.push(errors::function_in_key(function, span));
        return false;
    }
    if columns.is_empty() {
        diags.push(errors::no_column(span));
        return false;
    }
    columns.sort_unstable();
    columns.dedup();
    for column in columns {
        let declared = &at.mapping.source.table.columns[column];
        if at.mapping.can_be_null(column) {
            diags.push(errors::nullable_key(declared, span));
        } else if !at.mapping.is_immutable(column) {
            diags.push(errors::value_changes(declared, span));
        }
    }
    let max = longest(at, parts);
    if max.is_none_or(|max| max > KEY_CHARACTERS) {
        diags.push(errors::key_length(span, max, KEY_CHARACTERS));
    }
    true
}

/// Checks the length of the primary key, where records are spread by it. Its parts are joined by points.
fn check_primary_key(at: &At<'_>, diags: &mut Diagnostics) {
    let setting = at.settings().get("partition-key");
    let by_key = setting.is_none() || at.settings().word("partition-key") == Some("primary-key");
    let table = at.mapping.source.table;
    let Some(key) = table.primary_key.as_ref().filter(|_| by_key) else { return };
    let lengths = key.columns.iter().map(|column| table.columns[*column].ty.max_characters());
    let max = lengths.sum::<Option<u64>>().map(|sum| sum + key.columns.len() as u64 - 1);
    if max.is_none_or(|max| max > KEY_CHARACTERS) {
        let span = setting.map_or(at.clause().span, |setting| setting.span);
        diags.push(errors::key_length(span, max, KEY_CHARACTERS));
    }
}
