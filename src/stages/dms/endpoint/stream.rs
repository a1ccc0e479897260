//! The endpoint of a stream.
//!
//! Source: service model of DMS, `KinesisSettings`.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::super::setting_value;
use crate::mapping::StageClause;
use crate::settings::{Form, Spec};
use crate::stage::{At, Need, Wish};

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
    at.next().map_or_else(BTreeMap::new, |next| given(next, at.needs.iter()))
}

/// What later stages ask for, and what the block of the stream says.
pub(super) fn given<'n>(next: &StageClause, mut needs: impl Iterator<Item = &'n Need>) -> BTreeMap<&'static str, Json> {
    let mut settings = BTreeMap::new();
    if needs.any(|need| matches!(need.what, Wish::OneMessagePerLine)) {
        settings.insert("MessageFormat", "json-unformatted".into());
    }
    for setting in next.settings.list.iter().filter(|setting| SETTINGS.iter().any(|spec| spec.key == setting.key)) {
        settings.insert(setting.key, setting_value::json(setting));
    }
    settings
}
