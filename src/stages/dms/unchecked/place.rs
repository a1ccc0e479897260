//! What a rule speaks of: the parts of a selector, and what `from` says where it leaves some out.

use indexmap::IndexSet;
use rustc_hash::FxHashSet;

use crate::stages::dms::rules::transformation::Locator;
use crate::unchecked::{PathPattern, UncheckedMap};

use super::pattern::located;

/// What stands for all names.
const ALL: &str = "%";

/// Database schemas that a selector means, each once.
pub(super) fn schemas(map: &UncheckedMap, selector: Option<&PathPattern>) -> Result<Vec<Locator>, String> {
    match selector.map(|selector| selector.parts.as_slice()) {
        None => {
            let mut seen = FxHashSet::default();
            let mut list = Vec::new();
            for source in &map.sources {
                let schema_name = located(&source.schema)?;
                if seen.insert(schema_name.clone()) {
                    list.push(Locator { schema_name, ..Locator::default() });
                }
            }
            Ok(list)
        }
        Some([schema]) => Ok(vec![Locator { schema_name: located(schema)?, ..Locator::default() }]),
        Some(_) => Err("a schema is one name".to_owned()),
    }
}

/// Tables that a selector means.
pub(super) fn tables(map: &UncheckedMap, selector: Option<&PathPattern>) -> Result<Vec<Locator>, String> {
    let place = |schema, table| Locator { schema_name: schema, table_name: Some(table), ..Locator::default() };
    match selector.map(|selector| selector.parts.as_slice()) {
        None => map.sources.iter().map(|source| Ok(place(located(&source.schema)?, located(&source.table)?))).collect(),
        Some([schema, table]) => Ok(vec![place(located(schema)?, located(table)?)]),
        Some([table]) => {
            let table = located(table)?;
            Ok(schemas_of(map, &table)?.into_iter().map(|schema| place(schema, table.clone())).collect())
        }
        Some(_) => Err("a table is `SCHEMA.TABLE`, or `TABLE` of the schemas that `from` names".to_owned()),
    }
}

/// What stands below tables and a selector means: columns, or tablespaces. `below` puts its name into a locator.
pub(super) fn below(
    map: &UncheckedMap,
    selector: Option<&PathPattern>,
    below: impl Fn(Locator, String) -> Locator,
) -> Result<Vec<Locator>, String> {
    let (of, name) = match selector.map(|selector| selector.parts.as_slice()) {
        None => (None, ALL.to_owned()),
        Some([name]) => (None, located(name)?),
        Some([table, name]) => (Some((None, table)), located(name)?),
        Some([schema, table, name]) => (Some((Some(schema), table)), located(name)?),
        Some(_) => return Err("a column is `SCHEMA.TABLE.COLUMN`, or less of it".to_owned()),
    };
    let tables = match of {
        None => tables(map, None)?,
        Some((schema, table)) => {
            let table = located(table)?;
            let schemas = match schema {
                Some(schema) => vec![located(schema)?],
                None => schemas_of(map, &table)?,
            };
            let locator =
                |schema| Locator { schema_name: schema, table_name: Some(table.clone()), ..Locator::default() };
            schemas.into_iter().map(locator).collect()
        }
    };
    Ok(tables.into_iter().map(|table| below(table, name.clone())).collect())
}

/// Columns that a selector means.
pub(super) fn columns(map: &UncheckedMap, selector: Option<&PathPattern>) -> Result<Vec<Locator>, String> {
    below(map, selector, |table, name| Locator { column_name: Some(name), ..table })
}

/// The columns of this name in all tables of the map.
pub(super) fn columns_called(map: &UncheckedMap, name: &str) -> Result<Vec<Locator>, String> {
    let with = |table: Locator| Locator { column_name: Some(name.to_owned()), ..table };
    Ok(tables(map, None)?.into_iter().map(with).collect())
}

/// The schemas of the `from` clauses that name this table in the same way; of all where none does.
fn schemas_of(map: &UncheckedMap, table: &str) -> Result<Vec<String>, String> {
    let (mut all, mut same) = (IndexSet::new(), IndexSet::new());
    for source in &map.sources {
        let is_same = located(&source.table).is_ok_and(|text| text == table);
        if is_same { &mut same } else { &mut all }.insert(located(&source.schema)?);
    }
    Ok(if same.is_empty() { all } else { same }.into_iter().collect())
}
