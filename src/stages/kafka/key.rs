//! What decides the partition of a message.

use super::errors;
use crate::diag::Diagnostics;
use crate::mapping::StageClause;
use crate::stage::{At, Need, PartitionKey, Wish};
use crate::text::Span;
use crate::value::{TemplatePart, Value, template_columns};

/// The key of the setting.
pub(super) const SETTING: &str = "partition-key";

/// The wish of a map over tables that no schema describes, where its block has one.
pub(super) fn asked_for(clause: &StageClause) -> Option<Need> {
    let setting = clause.settings.get(SETTING)?;
    Some(Need { what: Wish::PartitionKey(PartitionKey::said_by(setting)), by: "kafka", span: setting.span })
}

/// What decides the partition of a message, and the line that says so: by default the row's key where there is one.
pub(super) fn wanted(at: &At<'_>, diags: &mut Diagnostics) -> (PartitionKey, Span) {
    let Some(setting) = at.settings().get(SETTING) else {
        let has_key = at.mapping.source.table.primary_key.is_some();
        let key = if has_key { PartitionKey::PrimaryKey } else { PartitionKey::SchemaTable };
        return (key, at.clause().span);
    };
    let key = PartitionKey::said_by(setting);
    let good = match &key {
        PartitionKey::Value(parts) => check(at, parts, setting.span, diags),
        PartitionKey::TransactionId => {
            diags.push(errors::transactions_swap(at.mapping, setting.span));
            true
        }
        PartitionKey::PrimaryKey | PartitionKey::SchemaTable | PartitionKey::Constant => true,
    };
    // What was reported no other stage shall look for.
    (if good { key } else { PartitionKey::Constant }, setting.span)
}

/// Checks a key of values: none may be NULL or change.
fn check(at: &At<'_>, parts: &[TemplatePart], span: Span, diags: &mut Diagnostics) -> bool {
    let mut columns = Vec::new();
    template_columns(parts, &mut |column| columns.push(column));
    let is_call = |part: &TemplatePart| matches!(part, TemplatePart::Hole(Value::Call(..)));
    if columns.is_empty() || parts.iter().any(is_call) {
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
    true
}
