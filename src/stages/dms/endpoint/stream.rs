//! The endpoint of a stream.
//!
//! Source: service model of DMS, `KinesisSettings`.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::super::errors;
use super::super::setting_value;
use super::files::json as constant_value;
use super::topics::topic;
use crate::diag::Diagnostics;
use crate::formats::arn;
use crate::mapping::StageClause;
use crate::settings::{Form, Spec};
use crate::stage::{At, Need, Remark, Wish};

/// The key of the stream.
const ARN: &str = "StreamArn";
/// The key of the role.
const ROLE: &str = "ServiceAccessRoleArn";

/// The key of the brokers of Kafka, which their own stage reads.
const BROKER: &str = "Broker";

/// Settings of the endpoint, in the block of the stream that it writes to.
pub(super) static SETTINGS: &[Spec] = &[
    Spec {
        key: ARN,
        form: Form::Text,
        about: "the stream, as the account names it; it must be the one of the pipeline",
    },
    Spec { key: ROLE, form: Form::Text, about: "the role by which DMS writes to the stream" },
    Spec {
        key: "MessageFormat",
        form: Form::Word(&["json", "json-unformatted"]),
        about: "whether a message has one line (`json-unformatted`) or many",
    },
    flag("IncludeTransactionDetails", "whether the metadata of a change tells its place in the transaction"),
    flag("IncludePartitionValue", "whether the metadata tells the partition key"),
    flag("PartitionIncludeSchemaTable", "whether the partition key begins with schema and table"),
    flag("IncludeTableAlterOperations", "whether changes of tables are told"),
    flag("IncludeControlDetails", "whether changes of tables are told in full"),
    flag("IncludeNullAndEmpty", "whether NULLs and empty values stand in the message"),
    flag("NoHexPrefix", "whether binary values come without `0x`"),
    flag("UseLargeIntegerValue", "whether whole numbers of up to 18 digits are exact"),
];

const fn flag(key: &'static str, about: &'static str) -> Spec {
    Spec { key, form: Form::Flag, about }
}

/// What the mapping relies on, and what the block says.
pub(super) fn settings(at: &At<'_>) -> BTreeMap<&'static str, Json> {
    at.next().map_or_else(BTreeMap::new, |next| given(next, at.needs.iter()))
}

/// What later stages ask for, and what the block of the stream says.
pub(super) fn given<'n>(next: &StageClause, needs: impl Iterator<Item = &'n Need>) -> BTreeMap<&'static str, Json> {
    let mut settings = BTreeMap::new();
    for need in needs {
        match &need.what {
            Wish::OneMessagePerLine => {
                settings.insert("MessageFormat", "json-unformatted".into());
            }
            Wish::EndpointSetting { key, value } => {
                settings.insert(key, constant_value(value));
            }
            Wish::PartitionKey(_) | Wish::ObjectsUnder(_) => {}
        }
    }
    for setting in next.settings.list.iter().filter(|setting| SETTINGS.iter().any(|spec| spec.key == setting.key)) {
        settings.insert(setting.key, setting_value::json(setting));
    }
    settings
}

/// Whether the endpoint names its stream.
pub(super) fn names_stream(at: &At<'_>) -> bool {
    at.next().is_some_and(|next| next.settings.get(ARN).is_some())
}

/// Reports a stream that is another than the pipeline's, and a role that is none.
pub(super) fn check(at: &At<'_>, diags: &mut Diagnostics) {
    let Some(next) = at.next() else { return };
    if topic(next).is_some() {
        let given = [ARN, ROLE].into_iter().filter_map(|key| next.settings.get(key));
        given.for_each(|setting| diags.push(errors::no_role_of_topics(setting)));
        return;
    }
    if let (Some(setting), Some(text)) = (next.settings.get(ARN), next.settings.text(ARN)) {
        let wanted = next.resource.as_ref().and_then(|resource| resource.parts.first());
        match arn::stream(text) {
            Some(name) if wanted.is_none_or(|wanted| **wanted == *name) => {}
            Some(name) => diags.push(errors::other_stream(setting.span, name, next.span)),
            None => {
                diags.push(errors::no_arn(setting.span, text, "stream", "arn:aws:kinesis:REGION:ACCOUNT:stream/NAME"))
            }
        }
    }
    if let (Some(setting), Some(text)) = (next.settings.get(ROLE), next.settings.text(ROLE))
        && !arn::is_role(text)
    {
        diags.push(errors::no_arn(setting.span, text, "role", "arn:aws:iam::ACCOUNT:role/NAME"));
    }
}

/// What the block does not give.
pub(super) fn missing(at: &At<'_>) -> Vec<Remark> {
    let Some(next) = at.next() else { return Vec::new() };
    if topic(next).is_some() {
        let is_given = next.settings.get(BROKER).is_some();
        let remark = || Remark::to_give(format!("`{BROKER}`, the brokers that DMS writes to"));
        return (!is_given).then(remark).into_iter().collect();
    }
    let keys = [
        (ARN, "`StreamArn`, the stream that the endpoint writes to"),
        (ROLE, "`ServiceAccessRoleArn`, the role by which DMS writes to the stream"),
    ];
    let missing = keys.into_iter().filter(|(key, _)| next.settings.get(key).is_none());
    missing.map(|(_, what)| Remark::to_give(what)).collect()
}
