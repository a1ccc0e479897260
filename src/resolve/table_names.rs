//! `rename schema` and `rename table`: what a target calls the table.

use super::columns::{change, empty_text};
use super::errors;
use super::lookup::Lookup;
use super::pattern::{matches, plain_path};
use crate::diag::Diagnostics;
use crate::mapping::{TableName, Tablespace};
use crate::schema::Table;
use crate::syntax::tree::{self, Line, Map, PathPattern, RenameScope};
use crate::text::Name;

/// The name of the table after all lines, which are applied in turn.
pub(super) fn target(map: &Map, lookup: &Lookup<'_>, diags: &mut Diagnostics) -> TableName {
    let table = lookup.table;
    let mut target =
        TableName { schema: table.schema.clone(), table: table.name.clone(), for_all: Vec::new(), renamed_by: None };
    for line in &map.body {
        let Line::Rename(line) = line else { continue };
        let concerns = match line.scope {
            RenameScope::Schema => speaks_of_schema(line.selector.as_ref(), table),
            RenameScope::Table => speaks_of_table(line.selector.as_ref(), table),
            RenameScope::Field | RenameScope::Tablespace | RenameScope::IndexTablespace => continue,
        };
        if let Some(text) = empty_text(&line.change) {
            diags.push(errors::empty_replace(text.span));
            continue;
        }
        if let Some(selector) = &line.selector {
            lookup.note(selector.span, concerns, errors::TABLES);
            if !concerns && !lookup.is_of_many() && !lookup.is_shared(selector.span) {
                diags.push(errors::renames_other_table(selector, table));
            }
        }
        if !concerns {
            continue;
        }
        let change = change(&line.change);
        let name = if line.scope == RenameScope::Schema { &mut target.schema } else { &mut target.table };
        let next: Name = change.apply(name).into();
        if next.is_empty() {
            diags.push(errors::empty_table_name(name, line.span));
            continue;
        }
        if next != *name {
            target.renamed_by.get_or_insert(line.span);
            *name = next;
        }
        if line.scope == RenameScope::Table && line.selector.is_none() {
            target.for_all.push(change);
        }
    }
    target
}

fn speaks_of_schema(selector: Option<&PathPattern>, table: &Table) -> bool {
    selector.is_none_or(|selector| match selector.parts.as_slice() {
        [schema] => matches(schema, &table.schema),
        _ => false,
    })
}

fn speaks_of_table(selector: Option<&PathPattern>, table: &Table) -> bool {
    selector.is_none_or(|selector| match selector.parts.as_slice() {
        [name] => matches(name, &table.name),
        [schema, name] => matches(schema, &table.schema) && matches(name, &table.name),
        _ => false,
    })
}

/// The `rename tablespace` lines. Which tablespace a table is in no schema says.
pub(super) fn tablespaces(map: &Map, diags: &mut Diagnostics) -> Vec<Tablespace> {
    let mut list: Vec<Tablespace> = Vec::new();
    for line in &map.body {
        let Line::Rename(line) = line else { continue };
        let of_indexes = match line.scope {
            RenameScope::Tablespace => false,
            RenameScope::IndexTablespace => true,
            RenameScope::Schema | RenameScope::Table | RenameScope::Field => continue,
        };
        let path = line.selector.as_ref().and_then(plain_path);
        let (Some([name]), tree::NameChange::To(to)) = (path.as_ref().map(|path| path.parts.as_slice()), &line.change)
        else {
            diags.push(errors::tablespace(line.span, of_indexes));
            continue;
        };
        match list.iter().find(|earlier| earlier.of_indexes == of_indexes && earlier.name == name.text) {
            Some(first) => diags.push(errors::line_twice("rename tablespace", first.span, line.span)),
            None => list.push(Tablespace { of_indexes, name: name.text.clone(), to: to.text.clone(), span: line.span }),
        }
    }
    list
}
