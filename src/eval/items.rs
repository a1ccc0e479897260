//! What a store holds after several records: of those with one key, the last.

use rustc_hash::FxHashMap;

use super::key::key;
use super::value::{Record, Value};
use crate::mapping::KeyRole;
use crate::plan::Plan;
use crate::shape::Origin;
use crate::text::Name;

/// The names of the key's members at the end; none where records have no key.
pub fn key_names(plan: &Plan<'_>) -> Vec<Name> {
    let mapping = plan.mapping;
    if mapping.key(KeyRole::Partition).is_none() {
        return Vec::new();
    }
    let end = plan.end().map_or(&[][..], |shape| &shape.fields);
    end.iter()
        .filter(|field| match &field.origin {
            Origin::Field(place) => mapping.record.fields[*place].role.is_some(),
            Origin::Column(_) | Origin::Member | Origin::Envelope(_) => false,
        })
        .map(|field| field.name.clone())
        .collect()
}

/// The key of a record.
pub fn key_of(record: &Record, names: &[Name]) -> Vec<String> {
    names.iter().map(|name| key(record.get(name).map_or(&Value::Null, |member| &member.value))).collect()
}

/// The records that remain when each replaces an earlier one of its key. Without a key all remain.
pub fn items(records: Vec<Record>, names: &[Name]) -> Vec<Record> {
    if names.is_empty() {
        return records;
    }
    let mut places: FxHashMap<Vec<String>, usize> = FxHashMap::default();
    let mut items: Vec<Record> = Vec::new();
    for record in records {
        match places.get(&key_of(&record, names)) {
            Some(place) => items[*place] = record,
            None => {
                places.insert(key_of(&record, names), items.len());
                items.push(record);
            }
        }
    }
    items
}
