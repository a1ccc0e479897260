//! The endpoint of a stream.
//!
//! Source: service model of DMS, `KinesisSettings`.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::super::setting_value;
use super::super::settings::one_line_is_wanted;
use crate::settings::{Form, Spec};
use crate::stage::At;

/// Settings of the endpoint, in the block of the stream that it writes to.
pub(super) static SETTINGS: &[Spec] = &[
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
    let mut settings = BTreeMap::new();
    if one_line_is_wanted(at).is_some() {
        settings.insert("MessageFormat", "json-unformatted".into());
    }
    let given = at.next().map_or(&[][..], |next| &next.settings.list);
    for setting in given.iter().filter(|setting| SETTINGS.iter().any(|spec| spec.key == setting.key)) {
        settings.insert(setting.key, setting_value::json(setting));
    }
    settings
}
