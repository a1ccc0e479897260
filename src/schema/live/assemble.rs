//! From rows to tables. The result does not depend on the order of the rows.

use std::collections::{BTreeMap, BTreeSet};

use super::errors;
use super::rows::{CheckRow, ColumnRow, KeyRow, RelationRow, TableName};
use crate::diag::Diagnostics;
use crate::schema::model::{Check, Column, Key, Table, TableKind};
use crate::text::{Name, Span};

/// The tables that `relations` lists, without columns, by name. `kind` says what a row is; `None` for what is no table.
pub fn relations(
    relations: Vec<RelationRow>,
    kind: impl Fn(&RelationRow) -> Option<TableKind>,
    at: Span,
) -> BTreeMap<TableName, Table> {
    let mut tables = BTreeMap::new();
    for relation in relations {
        let Some(kind) = kind(&relation) else { continue };
        let comment = relation.comment.filter(|comment| !comment.is_empty());
        let table = Table {
            schema: relation.table.schema.as_str().into(),
            name: relation.table.name.as_str().into(),
            kind,
            columns: Vec::new(),
            primary_key: None,
            unique: Vec::new(),
            checks: Vec::new(),
            comment: comment.map(Name::from),
            rows: relation.rows.map(rounded),
            span: at,
        };
        tables.insert(relation.table, table);
    }
    tables
}

/// Puts the columns into their tables.
pub fn columns(
    tables: &mut BTreeMap<TableName, Table>,
    mut rows: Vec<ColumnRow>,
    column: impl Fn(&ColumnRow) -> Column,
) {
    rows.sort_by(|one, other| (&one.table, one.place).cmp(&(&other.table, other.place)));
    for row in &rows {
        if let Some(table) = tables.get_mut(&row.table) {
            table.columns.push(column(row));
        }
    }
}

/// Puts keys into their tables. One over an expression tells nothing of columns, and is left out.
pub fn keys(tables: &mut BTreeMap<TableName, Table>, mut rows: Vec<KeyRow>, at: Span) {
    rows.sort_by(|one, other| (&one.table, &one.name, one.place).cmp(&(&other.table, &other.name, other.place)));
    for rows in rows.chunk_by(|one, other| one.table == other.table && one.name == other.name) {
        let first = &rows[0];
        let Some(table) = tables.get_mut(&first.table) else { continue };
        let place = |row: &KeyRow| table.column(row.column.as_deref()?);
        let Some(columns) = rows.iter().map(place).collect::<Option<Vec<usize>>>() else { continue };
        let key = Key { name: Some(first.name.as_str().into()), columns, span: at };
        if first.primary {
            for place in &key.columns {
                table.columns[*place].nullable = false;
            }
            table.primary_key = Some(key);
        } else {
            table.unique.push(key);
        }
    }
    for table in tables.values_mut() {
        // By their columns, since names are often made by the server, one after the other.
        table.unique.sort_by(|one, other| one.columns.cmp(&other.columns));
        table.unique.dedup_by(|one, other| one.columns == other.columns);
    }
}

/// Puts conditions into their tables, sorted by their texts.
pub fn checks(tables: &mut BTreeMap<TableName, Table>, mut rows: Vec<CheckRow>, at: Span) {
    rows.sort_by(|one, other| (&one.table, &one.text, &one.name).cmp(&(&other.table, &other.text, &other.name)));
    rows.dedup_by(|one, other| one.table == other.table && one.text == other.text);
    for row in rows {
        if let Some(table) = tables.get_mut(&row.table) {
            let name = Some(Name::from(row.name.as_str()));
            table.checks.push(Check { name, text: row.text.into(), span: at });
        }
    }
}

/// The tables in order of their names; those of `own` without a schema. Reports those of which something is hidden.
pub fn finish(
    tables: BTreeMap<TableName, Table>,
    partial: Vec<TableName>,
    own: Option<&str>,
    diags: &mut Diagnostics,
) -> Vec<Table> {
    for name in BTreeSet::from_iter(partial) {
        if tables.get(&name).is_some_and(|table| !table.columns.is_empty()) {
            diags.push(errors::partial(&name));
        }
    }
    let mut found = Vec::with_capacity(tables.len());
    for (name, mut table) in tables {
        if table.columns.is_empty() {
            diags.push(errors::unseen(&name, table.kind));
            continue;
        }
        if own == Some(&*name.schema) {
            table.schema = Name::from("");
        }
        found.push(table);
    }
    found
}

/// To two digits: an estimate says no more, and a review need not show every row that was added.
fn rounded(rows: u64) -> u64 {
    let unit = 10_u64.pow(rows.checked_ilog10().unwrap_or(0).saturating_sub(1));
    rows.saturating_add(unit / 2) / unit * unit
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn estimates_have_two_digits() {
        let pairs = [(0, 0), (7, 7), (99, 99), (104, 100), (105, 110), (1_234_567, 1_200_000)];
        for (rows, expected) in pairs {
            assert_eq!(rounded(rows), expected, "{rows}");
        }
        assert!(rounded(u64::MAX) > u64::MAX / 2);
    }
}
