//! The columns that a row of Rust has, and their names there.

use super::names::Names;
use super::values::Row;
use crate::mapping::{Content, Mapping};
use crate::text::{Name, Span};
use crate::value::Value;

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

/// The facts of an event that items hold, each once, in the order of the lines.
pub(super) fn facts(mapping: &Mapping<'_>) -> Vec<Name> {
    let mut facts: Vec<Name> = Vec::new();
    let mut add = |value: &Value| {
        if let Value::Event(word) = value
            && !facts.contains(word)
        {
            facts.push(word.clone());
        }
    };
    for field in &mapping.record.fields {
        values(&field.content, &mut add);
    }
    for pivot in &mapping.record.pivots {
        add(&pivot.value);
    }
    facts
}

fn values(content: &Content, visit: &mut impl FnMut(&Value)) {
    match content {
        Content::Value(value) => visit(value),
        Content::Map(members) => members.iter().for_each(|member| values(&member.content, visit)),
        Content::List(list) | Content::Set(list) => list.iter().for_each(visit),
    }
}

/// A name for each column, and for each fact of an event, that items are made of.
pub(super) fn row_names(mapping: &Mapping<'_>) -> Row {
    let table = mapping.source.table;
    let mut names = Names::default();
    let mut row = Row { names: vec![None; table.columns.len()], facts: Vec::new() };
    for (column, _) in used(mapping) {
        let instead = format!("column_{}", column + 1);
        row.names[column] = Some(names.name(&table.columns[column].name, &instead));
    }
    for fact in facts(mapping) {
        let name = names.name(&format!("event_{fact}"), "event");
        row.facts.push((fact, name));
    }
    row
}
