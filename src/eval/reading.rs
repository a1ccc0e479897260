//! The rows of an example, checked against the table.

use rustc_hash::FxHashMap;

use super::compare::{place, said_value};
use super::errors;
use super::fit;
use super::row::Row;
use super::value::Value;
use crate::diag::Diagnostics;
use crate::mapping::{Claim, Condition, Mapping};
use crate::schema::Table;
use crate::syntax::tree::{self, Example, Outcome};

/// The rows; fewer than the example has when findings were made.
pub fn rows(example: &Example, mapping: &Mapping<'_>, diags: &mut Diagnostics) -> Vec<Row> {
    let table = mapping.source.table;
    let columns: FxHashMap<&str, usize> =
        table.columns.iter().enumerate().map(|(place, column)| (&*column.name, place)).collect();
    let needed = needed(mapping);
    let mut rows = Vec::new();
    for line in &example.rows {
        let before = diags.len();
        check_table(line, table, diags);
        check_twice(&line.record, diags);
        let mut given: Vec<Option<Value>> = vec![None; table.columns.len()];
        for (key, value) in &line.record.entries {
            let Some(column) = columns.get(&*key.text).copied() else {
                diags.push(errors::unknown_column(table, key));
                continue;
            };
            let declared = &table.columns[column];
            match fit::value(value, declared, mapping.source.dialect) {
                Ok(Value::Null) if !declared.nullable && !is_rejection(example) => {
                    diags.push(errors::null_value(declared, place(value)));
                }
                Ok(value) => given[column] = Some(value),
                Err(reason) => diags.push(errors::wrong_value(declared, place(value), &said_value(value), &reason)),
            }
        }
        if diags.len() > before {
            continue;
        }
        let is_missing =
            |column: &usize| given[*column].is_none() && needed[*column] && !table.columns[*column].nullable;
        let missing: Vec<_> =
            (0..table.columns.len()).filter(is_missing).map(|column| &table.columns[column]).collect();
        if !missing.is_empty() {
            diags.push(errors::missing_columns(line.span, &missing));
            continue;
        }
        let left_out = |column: usize| if table.columns[column].nullable { Value::Null } else { Value::Unknown };
        let values = given.into_iter().enumerate().map(|(column, value)| value.unwrap_or_else(|| left_out(column)));
        rows.push(Row { values: values.collect() });
    }
    rows
}

/// Whether the example shows rows that should never come.
fn is_rejection(example: &Example) -> bool {
    match &example.outcome {
        Some(Outcome::Rejects(_)) => true,
        Some(Outcome::Gives(_) | Outcome::Nothing(_)) | None => false,
    }
}

fn check_table(line: &tree::ExampleRow, table: &Table, diags: &mut Diagnostics) {
    let Some(path) = &line.table else { return };
    let is_read = match path.parts.as_slice() {
        [name] => name.text == table.name,
        [schema, name] => schema.text == table.schema && name.text == table.name,
        _ => false,
    };
    if !is_read {
        diags.push(errors::other_table(path.span, table));
    }
}

/// Reports names that stand twice in a record, or in one below it. (The reader of mappings bounds the nesting.)
pub fn check_twice(record: &tree::Record, diags: &mut Diagnostics) {
    let mut seen: FxHashMap<&str, &tree::RecordKey> = FxHashMap::default();
    for (key, value) in &record.entries {
        match seen.get(&*key.text) {
            Some(first) => diags.push(errors::twice(first, key)),
            None => {
                seen.insert(&key.text, key);
            }
        }
        check_twice_below(value, diags);
    }
}

fn check_twice_below(value: &tree::RecordValue, diags: &mut Diagnostics) {
    match value {
        tree::RecordValue::Scalar(_) => {}
        tree::RecordValue::Record(record) => check_twice(record, diags),
        tree::RecordValue::List(values, _) => values.iter().for_each(|value| check_twice_below(value, diags)),
    }
}

/// For each column, whether the record is made of it or an assumption speaks of it.
fn needed(mapping: &Mapping<'_>) -> Vec<bool> {
    let table = mapping.source.table;
    let mut needed = vec![false; table.columns.len()];
    for field in &mapping.record.fields {
        field.columns(&mut |column| needed[column] = true);
    }
    for filter in &mapping.filters {
        tested(&filter.condition, table, &mut |column| needed[column] = true);
    }
    for pivot in &mapping.record.pivots {
        pivot.columns(&mut |column| needed[column] = true);
    }
    for assumption in &mapping.assumptions {
        match &assumption.claim {
            Claim::Condition(condition) => tested(condition, table, &mut |column| needed[column] = true),
            Claim::Unique(columns) => columns.iter().for_each(|column| needed[*column] = true),
            Claim::Immutable(_) | Claim::RowsPerItem(_) => {}
        }
    }
    needed
}

/// Calls `visit` with every column that a condition speaks of.
pub fn tested(condition: &Condition, table: &Table, visit: &mut impl FnMut(usize)) {
    match condition {
        Condition::And(list) | Condition::Or(list) => list.iter().for_each(|inner| tested(inner, table, visit)),
        Condition::Not(inner) => tested(inner, table, visit),
        Condition::Test { column, .. } => {
            let place = column.parts.last().and_then(|name| table.column(&name.text));
            place.into_iter().for_each(visit);
        }
    }
}
