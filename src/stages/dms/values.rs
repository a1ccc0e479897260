//! The value that a stream's partition key is taken from, and what a reviewer should know of the task.

use super::attributes::{Attribute, attribute};
use super::carrier::is_row;
use super::endpoint;
use super::errors;
use super::zero::may_be_zero;
use super::{rules, settings};
use crate::diag::Diagnostics;
use crate::dms_types::{DmsType, of_source};
use crate::mapping::{Content, Mapping};
use crate::schema::Dialect;
use crate::shape::Carrier;
use crate::stage::{At, PartitionKey, Remark, Wish, Work};
use crate::types::Type;
use crate::value::{Constant, TemplatePart, Value};

/// The place of the field that holds exactly this value.
pub(super) fn place_of_value(mapping: &Mapping<'_>, parts: &[TemplatePart]) -> Option<usize> {
    mapping.record.fields.iter().position(|field| match &field.content {
        Content::Value(Value::Template(template)) => template == parts,
        Content::Value(Value::Column(column)) => {
            matches!(parts, [TemplatePart::Hole(Value::Column(other))] if other == column)
        }
        Content::Value(Value::Constant(_) | Value::Event(_) | Value::Call(..) | Value::Foreign { .. })
        | Content::Map(_)
        | Content::List(_)
        | Content::Set(_) => false,
    })
}

/// DMS takes a partition key from an attribute of the record: a value that no field holds cannot be one.
pub(super) fn stream_key(at: &At<'_>, diags: &mut Diagnostics) {
    for need in at.needs {
        let Wish::PartitionKey(key) = &need.what else { continue };
        match key {
            PartitionKey::Value(parts) => {
                let place = place_of_value(at.mapping, parts);
                let is_column = |place: usize| at.mapping.record.fields[place].column();
                let passes = place.and_then(is_column).filter(|column| {
                    place == at.mapping.field_of(*column)
                        && place.is_some_and(|place| at.mapping.given_name(place).is_none())
                });
                if place.is_none() {
                    diags.push(errors::no_such_attribute(need.span));
                } else if let Some(column) = passes
                    && at.next().and_then(endpoint::topic).is_some()
                {
                    // Kafka wants attribute mappings beside such a key.
                    diags.push(errors::key_wants_attribute(&at.mapping.source.table.columns[column], need.span));
                }
            }
            PartitionKey::PrimaryKey => {
                if at.mapping.source.table.primary_key.is_none() {
                    diags.push(errors::no_key_to_partition_by(at.mapping, need.span));
                }
            }
            PartitionKey::SchemaTable | PartitionKey::TransactionId | PartitionKey::Constant => {}
        }
    }
}

/// What DMS makes of a text in the database, where it is not that text.
pub(super) fn read(at: &At<'_>, column: usize, text: &str) -> Option<Constant> {
    if text.starts_with("0000-00-00") && may_be_zero(at.mapping, column) {
        return Some(Constant::Null);
    }
    let (whole, _) = text.split_once('\0').filter(|_| at.leaves() == Some(Carrier::Messages))?;
    Some(Constant::Text(whole.into()))
}

/// What texts lose in a message.
fn lost_texts(at: &At<'_>) -> Vec<Remark> {
    let mapping = at.mapping;
    let is_text = |column: usize| matches!(mapping.source.table.columns[column].ty, Type::Text(_));
    let mut has_text = false;
    for field in &mapping.record.fields {
        field.columns(&mut |column| has_text |= is_text(column));
    }
    let mut lost = Vec::new();
    // Oracle keeps empty text as NULL, and PostgreSQL no NUL character.
    if has_text && mapping.source.dialect != Dialect::Oracle && !settings::keeps_nulls(at) {
        lost.push(Remark::lost("empty text is left out, as NULL is: a reader cannot tell them apart"));
    }
    if has_text && mapping.source.dialect != Dialect::Postgres {
        lost.push(Remark::lost("text is cut where it holds a NUL character"));
    }
    lost
}

/// The columns whose spelling in a message no source shows.
fn unconfirmed(mapping: &Mapping<'_>) -> Option<Remark> {
    let names: Vec<&str> = mapping
        .record
        .fields
        .iter()
        .filter_map(|field| Some(&mapping.source.table.columns[field.column()?]))
        .filter(|column| match of_source(mapping.source.dialect, column) {
            Ok(DmsType::Boolean | DmsType::Date | DmsType::Time | DmsType::Real { .. }) => true,
            Ok(DmsType::Numeric { scale, .. }) => scale != 0,
            Ok(
                DmsType::Int { .. }
                | DmsType::Text { .. }
                | DmsType::LargeText { .. }
                | DmsType::Bytes
                | DmsType::LargeBytes
                | DmsType::DateTime,
            )
            | Err(_) => false,
        })
        .map(|column| &*column.name)
        .collect();
    (!names.is_empty()).then(|| {
        let what = "how a message spells truth values, dates, times and fractions";
        Remark::unconfirmed(format!("{what} ({})", names.join(", "))).of_table()
    })
}

/// What is relied on, and what no source confirms.
pub(super) fn remarks(at: &At<'_>, carrier: Carrier, taken: &[Work]) -> Vec<Remark> {
    let mut remarks = vec![Remark::note(match settings::migration_type(at.clause()) {
        "full-load" => "the task moves the rows that are there (full-load)",
        "cdc" => "the task moves changes (cdc)",
        _ => "the task moves the rows that are there, then changes (full-load-and-cdc)",
    })];
    let renamed: Vec<&str> = (0..at.mapping.record.fields.len())
        .filter(|place| matches!(attribute(at.mapping, *place, carrier, taken), Attribute::Made { .. }))
        .filter_map(|place| at.mapping.record.fields[place].column())
        .filter(|column| at.mapping.can_be_null(*column))
        .map(|column| &*at.mapping.source.table.columns[column].name)
        .collect();
    // In files and tables every column has its place.
    if !renamed.is_empty() && !is_row(carrier) {
        let what = format!("that NULL in a renamed column is left out, too ({})", renamed.join(", "));
        remarks.push(Remark::unconfirmed(what).of_table());
    }
    remarks.extend(rules::filter::remarks(at.mapping));
    remarks.extend(rules::added::remarks(at, taken));
    if is_row(carrier) {
        remarks.extend(rules::remarks(at.mapping));
    }
    remarks.extend(endpoint::missing(at, carrier));
    let condition = at.next().and_then(|next| rules::condition::of(&next.settings));
    if condition.is_some_and(|(_, condition)| !condition.expression_attribute_names.is_empty()) {
        remarks.push(Remark::unconfirmed("how a condition lists the names that stand in it"));
    }
    match carrier {
        Carrier::Items if settings::moves_changes(at.clause()) => {
            remarks.push(Remark::relied_on("key columns never change; DMS would leave the old item behind"));
        }
        Carrier::Messages => {
            remarks.push(Remark::note(
                "messages of kind `control` (a table was made or changed) travel too; they have no `data`",
            ));
            remarks.push(Remark::note("a message may arrive twice"));
            remarks.extend(lost_texts(at));
            remarks.extend(unconfirmed(at.mapping));
        }
        Carrier::Items
        | Carrier::Rows
        | Carrier::Streamed
        | Carrier::Files
        | Carrier::Tables
        | Carrier::Objects
        | Carrier::Arrived => {}
    }
    remarks
}
