//! Names of schemas and tables.

use super::naming::{self, Naming};
use super::transformation::{Draft, Locator, Transformation, key};
use crate::mapping::{Mapping, NameChange, Tablespace};

/// The one line that renames all tables, where DMS has an action for it.
fn line_for_all<'m>(mapping: &'m Mapping<'_>) -> Option<&'m NameChange> {
    match mapping.target.for_all.as_slice() {
        [change] => naming::for_many(change).map(|_| change),
        [] | [_, _, ..] => None,
    }
}

/// The rules that give the schema and the table their names.
pub(crate) fn drafts(mapping: &Mapping<'_>) -> Vec<Draft> {
    let (table, target) = (mapping.source.table, &mapping.target);
    let mut drafts = Vec::new();
    if target.schema != table.schema {
        let locator = Locator { schema_name: table.schema.to_string(), ..Locator::default() };
        drafts.push(Draft {
            key: key("rename schema", &[&table.schema]),
            words: format!("rename schema {}", table.schema),
            of_map: true,
            after_previous: false,
            says: named("schema", locator, Naming::to(&target.schema)),
        });
    }
    let for_all = line_for_all(mapping);
    let by_all = for_all.map(|change| change.apply(&table.name));
    let given = match (&by_all, for_all) {
        (Some(by_all), Some(change)) if naming::is_sure(change, &table.name) => by_all,
        // Whatever it would give, a rule of the table's own stands before it.
        (Some(_), _) => "",
        (None, _) => &table.name,
    };
    if given != &*target.table {
        let locator = Locator {
            schema_name: table.schema.to_string(),
            table_name: Some(table.name.to_string()),
            ..Locator::default()
        };
        drafts.push(Draft {
            key: key("rename table", &[&table.schema, &table.name]),
            words: format!("rename table {}", table.name),
            of_map: false,
            after_previous: false,
            says: named("table", locator, Naming::to(&target.table)),
        });
    }
    let is_touched = by_all.is_some_and(|by_all| *by_all != *table.name);
    if let Some(naming) = for_all.filter(|_| is_touched).and_then(naming::for_many) {
        let locator = Locator { schema_name: "%".to_owned(), table_name: Some("%".to_owned()), ..Locator::default() };
        drafts.push(Draft {
            key: "rename table".to_owned(),
            words: "rename tables".to_owned(),
            of_map: true,
            after_previous: false,
            says: named("table", locator, naming),
        });
    }
    drafts
}

/// The rules that give tablespaces of the table and of its indexes other names.
pub(crate) fn tablespaces(mapping: &Mapping<'_>) -> Vec<Draft> {
    let table = mapping.source.table;
    let draft = |line: &Tablespace| {
        let (target, what) = match line.of_indexes {
            true => ("index-tablespace", "rename index tablespace"),
            false => ("table-tablespace", "rename tablespace"),
        };
        let name = Some(line.name.to_string());
        let locator = Locator {
            schema_name: table.schema.to_string(),
            table_name: Some(table.name.to_string()),
            table_tablespace_name: name.clone().filter(|_| !line.of_indexes),
            index_tablespace_name: name.filter(|_| line.of_indexes),
            ..Locator::default()
        };
        Draft {
            key: key(what, &[&table.schema, &table.name, &line.name]),
            words: format!("{what} {} {}", table.name, line.name),
            of_map: false,
            after_previous: false,
            says: named(target, locator, Naming::to(&line.to)),
        }
    };
    mapping.tablespaces.iter().map(draft).collect()
}

fn named(rule_target: &'static str, object_locator: Locator, naming: Naming) -> Transformation {
    Transformation {
        rule_target,
        object_locator,
        rule_action: naming.action,
        value: naming.value,
        old_value: naming.old_value,
        ..Transformation::default()
    }
}
