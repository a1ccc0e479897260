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
use crate::syntax::tree::{self, Example, Outcome, Step, StepKind};
use crate::text::Span;

/// What reads the rows of an example.
pub struct Reading<'m> {
    mapping: &'m Mapping<'m>,
    columns: FxHashMap<&'m str, usize>,
    /// For each column, why it must be said, where it must.
    needed: Vec<Option<&'static str>>,
    /// Rows that should never come are shown.
    is_rejection: bool,
}

impl<'m> Reading<'m> {
    /// What reads the rows of `example`.
    pub fn new(example: &Example, mapping: &'m Mapping<'m>) -> Reading<'m> {
        let table = mapping.source.table;
        let columns = table.columns.iter().enumerate().map(|(place, column)| (&*column.name, place)).collect();
        let mut needed: Vec<Option<&'static str>> =
            needed(mapping).into_iter().map(|is| is.then_some("not NULL, and the record is made of it")).collect();
        if example.is_history() {
            for column in row_key(mapping) {
                needed[*column].get_or_insert("it tells the row that changes");
            }
        }
        Reading { mapping, columns, needed, is_rejection: is_rejection(example) }
    }

    /// The row; `None` after a finding.
    pub fn row(&self, record: &tree::Record, span: Span, diags: &mut Diagnostics) -> Option<Row> {
        let table = self.mapping.source.table;
        let before = diags.len();
        check_twice(record, diags);
        let mut given: Vec<Option<Value>> = vec![None; table.columns.len()];
        for (key, value) in &record.entries {
            let Some(column) = self.columns.get(&*key.text).copied() else {
                diags.push(errors::unknown_column(table, key));
                continue;
            };
            let declared = &table.columns[column];
            match fit::value(value, declared, self.mapping.source.dialect) {
                Ok(Value::Null) if !declared.nullable && !self.is_rejection => {
                    diags.push(errors::null_value(declared, place(value)));
                }
                Ok(value) => given[column] = Some(value),
                Err(reason) => diags.push(errors::wrong_value(declared, place(value), &said_value(value), &reason)),
            }
        }
        if diags.len() > before {
            return None;
        }
        let missing = |column: usize| match self.needed[column] {
            Some(why) if given[column].is_none() && !table.columns[column].nullable => {
                Some((&table.columns[column], why))
            }
            Some(_) | None => None,
        };
        let missing: Vec<_> = (0..table.columns.len()).filter_map(missing).collect();
        if !missing.is_empty() {
            diags.push(errors::missing_columns(span, &missing));
            return None;
        }
        let left_out = |column: usize| if table.columns[column].nullable { Value::Null } else { Value::Unknown };
        let values = given.into_iter().enumerate().map(|(column, value)| value.unwrap_or_else(|| left_out(column)));
        Some(Row::loaded(values.collect()))
    }

    /// Reports a table that the map does not read.
    pub fn check_table(&self, step: &Step, diags: &mut Diagnostics) {
        if let Some(path) = &step.table {
            check_table(path, self.mapping.source.table, diags);
        }
    }
}

/// The rows that a load reads, each with its line; fewer than the example has when findings were made.
pub fn rows(example: &Example, mapping: &Mapping<'_>, diags: &mut Diagnostics) -> Vec<(Row, Span)> {
    let reading = Reading::new(example, mapping);
    let mut rows = Vec::new();
    for step in &example.steps {
        let before = diags.len();
        reading.check_table(step, diags);
        let row = match &step.kind {
            StepKind::Row(record) => reading.row(record, step.span, diags),
            // No example of rows has them.
            StepKind::Insert(_)
            | StepKind::Update(..)
            | StepKind::Delete(_)
            | StepKind::Truncate
            | StepKind::At(..) => None,
        };
        rows.extend(row.filter(|_| diags.len() == before).map(|row| (row, step.span)));
    }
    rows
}

/// The columns that tell a row from all others; none where nothing is said.
pub fn row_key<'m>(mapping: &'m Mapping<'_>) -> &'m [usize] {
    match (&mapping.source.table.primary_key, &mapping.row_key) {
        (Some(key), _) => &key.columns,
        (None, Some(key)) => &key.columns,
        (None, None) => &[],
    }
}

/// Whether the example shows rows that should never come.
fn is_rejection(example: &Example) -> bool {
    match &example.outcome {
        Some(Outcome::Rejects(_)) => true,
        Some(Outcome::Gives(_) | Outcome::Nothing(_)) | None => false,
    }
}

fn check_table(path: &tree::Path, table: &Table, diags: &mut Diagnostics) {
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
