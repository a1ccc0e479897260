//! What a store holds after several records: of those with one key, the last.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::key::key;
use super::row::Row;
use super::value::{Record, Value};
use crate::mapping::{self, KeyRole};
use crate::plan::Plan;
use crate::shape::Origin;
use crate::text::Name;

/// The fields of the key at the end, and the lines of the mapping that they come from; none where records have no key.
pub fn key_fields<'p>(plan: &'p Plan<'_>) -> Vec<(&'p Name, &'p mapping::Field)> {
    let mapping = plan.mapping;
    if mapping.key(KeyRole::Partition).is_none() {
        return Vec::new();
    }
    let end = plan.end().map_or(&[][..], |shape| &shape.fields);
    end.iter()
        .filter_map(|field| match &field.origin {
            Origin::Field(place) => Some((&field.name, &mapping.record.fields[*place])),
            Origin::Column(_) | Origin::Member | Origin::Envelope(_) => None,
        })
        .filter(|(_, wanted)| wanted.role.is_some())
        .collect()
}

/// The names of the key's members at the end; none where records have no key.
pub fn key_names(plan: &Plan<'_>) -> Vec<Name> {
    key_fields(plan).into_iter().map(|(name, _)| name.clone()).collect()
}

/// The key of a record.
pub fn key_of(record: &Record, names: &[Name]) -> Vec<String> {
    names.iter().map(|name| key(record.get(name).map_or(&Value::Null, |member| &member.value))).collect()
}

/// The records that remain when each replaces an earlier one of its key. Without a key all remain.
pub fn items(records: Vec<(&Row, Record)>, plan: &Plan<'_>) -> Vec<Record> {
    let fields = key_fields(plan);
    if fields.is_empty() {
        return records.into_iter().map(|(_, record)| record).collect();
    }
    let mut places: FxHashMap<Vec<String>, usize> = FxHashMap::default();
    let mut items: Vec<Record> = Vec::new();
    for (row, record) in records {
        match places.entry(fields.iter().map(|(name, wanted)| identity(row, &record, name, wanted)).collect()) {
            Entry::Occupied(place) => items[*place.get()] = record,
            Entry::Vacant(place) => {
                place.insert(items.len());
                items.push(record);
            }
        }
    }
    items
}

/// One text for all rows with the same value in a field of the key. Where its spelling is not known, the columns that it
/// is made of tell: that different ones give different keys is proved.
pub fn identity(row: &Row, record: &Record, name: &str, wanted: &mapping::Field) -> String {
    match record.get(name).map_or(&Value::Null, |member| &member.value) {
        Value::Unknown => {
            let mut columns = Vec::new();
            wanted.columns(&mut |column| columns.push(key(&row.values[column])));
            format!("{columns:?}")
        }
        known @ (Value::Null
        | Value::Boolean(_)
        | Value::Number(_)
        | Value::Text(_)
        | Value::Moment(_)
        | Value::Record(_)
        | Value::List(_)) => key(known),
    }
}
