//! Examples find their maps and tables.

use rustc_hash::{FxHashMap, FxHashSet};

use super::errors;
use super::group::Group;
use super::scope::Scope;
use crate::diag::Diagnostics;
use crate::syntax::tree::{Example, Ident, Item, Path, Step, StepKind};
use crate::value::EVENTS;

/// Hands each example to the group of its map, which has an entry in `named` even where it could not be read. Gives those that
/// have none.
pub(super) fn share_out<'a>(
    items: impl Iterator<Item = &'a Item>,
    groups: &mut [Group<'a>],
    named: &FxHashMap<&str, &Ident>,
    scope: &Scope<'_>,
    diags: &mut Diagnostics,
) -> Vec<&'a Example> {
    let mut idle = Vec::new();
    // Of a map that is missing, the first example is enough.
    let mut unknown = FxHashSet::default();
    let places: FxHashMap<&str, usize> =
        groups.iter().enumerate().map(|(place, group)| (&**group.name(), place)).collect();
    for item in items {
        let Item::Example(example) = item else { continue };
        let before = diags.len();
        check_facts(example, diags);
        if diags.len() > before {
            idle.push(example);
            continue;
        }
        let name = &*example.map.text;
        if let Some(place) = places.get(name) {
            let group = &mut groups[*place];
            match table_of(example, group, diags) {
                Some(table) => group.add_example(table, example),
                None => idle.push(example),
            }
            continue;
        }
        idle.push(example);
        if !named.contains_key(name) && !scope.is_unread(name) && unknown.insert(name) {
            diags.push(errors::unknown_map(&example.map, named.keys().copied()));
        }
    }
    idle
}

/// Reports facts that no change event has.
fn check_facts(example: &Example, diags: &mut Diagnostics) {
    for step in &example.steps {
        match &step.kind {
            StepKind::At(fact, _) if !EVENTS.contains(&&*fact.text) => diags.push(errors::unknown_event(fact)),
            StepKind::At(..)
            | StepKind::Row(_)
            | StepKind::Insert(_)
            | StepKind::Update(..)
            | StepKind::Delete(_)
            | StepKind::Truncate => {}
        }
    }
}

/// The place of the table that the rows of an example are of; `None` after a finding.
fn table_of(example: &Example, group: &Group<'_>, diags: &mut Diagnostics) -> Option<usize> {
    if !group.is_of_many() {
        return Some(0);
    }
    let is_of_rows = |step: &&Step| !matches!(step.kind, StepKind::At(..));
    let Some(row) = example.steps.iter().find(is_of_rows) else {
        diags.push(errors::example_without_table(example, example.header));
        return None;
    };
    let Some(path) = &row.table else {
        diags.push(errors::example_without_table(example, row.span));
        return None;
    };
    let found = group.tables().iter().position(|source| names(path, &source.table.schema, &source.table.name));
    if found.is_none() {
        diags.push(errors::example_of_no_table(example, path.span));
    }
    found
}

/// Whether `TABLE` or `SCHEMA.TABLE` names this one.
fn names(path: &Path, schema: &str, table: &str) -> bool {
    match path.parts.as_slice() {
        [name] => &*name.text == table,
        [of, name] => &*of.text == schema && &*name.text == table,
        _ => false,
    }
}
