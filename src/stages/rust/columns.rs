//! The columns that a row of Rust has, and their names there.

use super::names::Names;
use super::values::Row;
use crate::mapping::Mapping;
use crate::text::Span;

/// The columns that items are made of, in the order of the table, each with the first line that uses it.
pub(super) fn used(mapping: &Mapping<'_>) -> Vec<(usize, Span)> {
    let mut first: Vec<Option<Span>> = vec![None; mapping.source.table.columns.len()];
    for field in &mapping.record.fields {
        field.columns(&mut |column| first[column] = first[column].or(Some(field.span)));
    }
    for pivot in &mapping.record.pivots {
        pivot.columns(&mut |column| first[column] = first[column].or(Some(pivot.span)));
    }
    first.into_iter().enumerate().filter_map(|(column, span)| Some((column, span?))).collect()
}

/// A name for each column that items are made of.
pub(super) fn row_names(mapping: &Mapping<'_>) -> Row {
    let table = mapping.source.table;
    let mut names = Names::default();
    let mut row = Row { names: vec![None; table.columns.len()] };
    for (column, _) in used(mapping) {
        let instead = format!("column_{}", column + 1);
        row.names[column] = Some(names.name(&table.columns[column].name, &instead));
    }
    row
}
