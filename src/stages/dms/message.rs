//! The JSON message that DMS writes to a stream: `data` and `metadata`.
//!
//! Sources: user guide, "Using Amazon Kinesis Data Streams as a target"; real messages of PostgreSQL tasks published with
//! their decoders.

use super::settings::{endpoint_flag, migration_type};
use crate::shape::{Content, Field, Form, Origin, Presence};
use crate::stage::At;
use crate::text::Span;
use crate::types::{Type, Zone};
use crate::value::Constant;

/// A moment as messages spell it: ISO 8601 in UTC, with microseconds.
const MOMENT: Type = Type::Timestamp { precision: 6, zone: Zone::Utc };

/// The fields of a message whose `data` holds `data`.
pub(super) fn envelope(at: &At<'_>, data: Vec<Field>) -> Vec<Field> {
    // What stands in the envelope is caused by the clause of this stage, or by the setting that asks for it.
    let here = at.clause().span;
    vec![group("data", data, here), group("metadata", metadata(at, here), here)]
}

fn group(name: &str, members: Vec<Field>, span: Span) -> Field {
    Field {
        name: name.into(),
        content: Content::Struct(members.into()),
        // Control records (a table was made or changed) have no `data`.
        presence: Presence::Optional,
        origin: Origin::Envelope(name.into()),
        doc: None,
        span,
    }
}

fn metadata(at: &At<'_>, here: Span) -> Vec<Field> {
    let text = |name, presence, span| Field::envelope(name, Type::TEXT, Form::Text, presence, span);
    let number = |name, span| Field::envelope(name, Type::int(64), Form::Number, Presence::Optional, span);
    let moment = |name, presence, span| Field::envelope(name, MOMENT, Form::Text, presence, span);
    let mut fields = vec![
        moment("timestamp", Presence::Always, here),
        text("record-type", Presence::Always, here),
        text("operation", Presence::Always, here),
        text("partition-key-type", Presence::Always, here),
    ];
    if let Some(span) = asked(at, "IncludePartitionValue") {
        fields.push(text("partition-key-value", Presence::Optional, span));
    }
    fields.extend([
        text("schema-name", Presence::Always, here),
        text("table-name", Presence::Always, here),
        // On records of changes only, not of the full load.
        number("transaction-id", here),
    ]);
    if let Some(span) = asked(at, "IncludeTransactionDetails") {
        fields.extend([
            number("transaction-record-id", span),
            number("prev-transaction-id", span),
            number("prev-transaction-record-id", span),
            moment("commit-timestamp", Presence::Optional, span),
            text("stream-position", Presence::Optional, span),
        ]);
    }
    fields
}

/// What the metadata of a record of the full load holds; `None` where the row does not decide it.
pub(super) fn holds_for_a_row(at: &At<'_>, name: &str) -> Option<Constant> {
    if migration_type(at.clause()) == "cdc" {
        return None;
    }
    let table = at.mapping.source.table;
    match name {
        "record-type" => Some(Constant::Text("data".into())),
        "operation" => Some(Constant::Text("load".into())),
        "schema-name" => Some(Constant::Text(table.schema.clone())),
        "table-name" => Some(Constant::Text(table.name.clone())),
        // These tell of a transaction, and a load is none.
        "transaction-id"
        | "transaction-record-id"
        | "prev-transaction-id"
        | "prev-transaction-record-id"
        | "commit-timestamp"
        | "stream-position" => Some(Constant::Null),
        // `timestamp`, `partition-key-type`, `partition-key-value`: when it was read, and under which key it went.
        _ => None,
    }
}

/// The line that switches on a flag of the endpoint, when one does.
fn asked(at: &At<'_>, key: &str) -> Option<Span> {
    if !endpoint_flag(at, key) {
        return None;
    }
    at.next()?.settings.get(key).map(|setting| setting.span)
}
