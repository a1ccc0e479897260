//! What the block of the task says, where no schema describes its tables.

use rustc_hash::{FxHashMap, FxHashSet};

use super::draft::{Draft, Rule};
use super::errors;
use super::pattern::{located, overlap};
use crate::diag::Diagnostics;
use crate::shape::Carrier;
use crate::stage::Blind;
use crate::stages::dms::carrier::is_row;
use crate::stages::dms::document::{Locator, TableSettings as Document};
use crate::stages::dms::rules::transformation::{Locator as Place, Transformation};
use crate::stages::dms::rules::{load, lob, primary_key};
use crate::text::Name;
use crate::unchecked::{TableSettings, Tables, UncheckedMap, plain};

/// The name of the task: of its own where the maps of several are not put together.
pub(super) fn task(blind: &Blind<'_>) -> Name {
    blind.clause().settings.text("task").cloned().unwrap_or_else(|| blind.map.name.clone())
}

/// Whether the block asks for exact selections.
pub(super) fn is_explicit(blind: &Blind<'_>) -> bool {
    blind.clause().settings.word("selection") == Some("explicit")
}

/// Whether the task moves changes.
pub(super) fn moves_changes(blind: &Blind<'_>) -> bool {
    crate::stages::dms::settings::moves_changes(blind.clause())
}

/// When tables begin to load.
pub(super) struct LoadOrder<'m> {
    /// By schema and table, where the block of a table says it.
    of_tables: FxHashMap<(&'m Name, &'m Name), i64>,
    /// What the block of the task says.
    of_task: Option<i64>,
}

impl<'m> LoadOrder<'m> {
    /// What the blocks of the map say.
    pub(super) fn of(blind: &Blind<'m>) -> LoadOrder<'m> {
        let named = of_tables(blind.map);
        let numbered =
            named.filter_map(|(schema, table, block)| Some(((schema, table), block.settings.number("load-order")?)));
        LoadOrder { of_tables: numbered.collect(), of_task: blind.clause().settings.number("load-order") }
    }

    /// When the tables of a `from` begin to load: by the block of a table, else by that of the task.
    pub(super) fn get(&self, tables: &Tables) -> Option<String> {
        let own = tables.in_full().and_then(|names| self.of_tables.get(&names).copied());
        own.or(self.of_task).map(|number| number.to_string())
    }
}

/// The blocks of tables in the block of the task.
fn blocks(map: &UncheckedMap) -> impl Iterator<Item = &TableSettings> {
    map.tables.iter().filter(|block| *block.stage == *"dms")
}

/// The one schema that all `from` clauses name.
fn schema_of_all(map: &UncheckedMap) -> Option<&Name> {
    let mut schemas = map.sources.iter().map(|source| plain(&source.schema));
    let first = schemas.next()??;
    schemas.all(|schema| schema == Some(first)).then_some(first)
}

/// The schema and the table that a block names, by a name alone where all tables are of one schema.
fn schema_and_table<'m>(schema_of_all: Option<&'m Name>, block: &'m TableSettings) -> Option<(&'m Name, &'m Name)> {
    match block.table.parts.as_slice() {
        [schema, table] => Some((&schema.text, &table.text)),
        [table] => Some((schema_of_all?, &table.text)),
        _ => None,
    }
}

/// What the task moves.
pub(super) fn moves(blind: &Blind<'_>) -> &'static str {
    crate::stages::dms::settings::migration_type(blind.clause())
}

/// The blocks of tables, each with the table; those that name none are reported elsewhere.
pub(super) fn of_tables(map: &UncheckedMap) -> impl Iterator<Item = (&Name, &Name, &TableSettings)> {
    let schema = schema_of_all(map);
    blocks(map).filter_map(move |block| {
        let (schema, table) = schema_and_table(schema, block)?;
        Some((schema, table, block))
    })
}

/// The rules of the blocks of tables.
pub(super) fn drafts(blind: &Blind<'_>, diags: &mut Diagnostics) -> Vec<Draft> {
    let map = blind.map;
    let mut drafts = Vec::new();
    let schema_of_all = schema_of_all(map);
    let in_full: FxHashSet<(&Name, &Name)> = map.sources.iter().filter_map(Tables::in_full).collect();
    let patterns: Vec<&Tables> = map.sources.iter().filter(|source| source.in_full().is_none()).collect();
    for block in blocks(map) {
        let span = block.table.span;
        let Some((schema, table)) = schema_and_table(schema_of_all, block) else {
            diags.push(errors::no_rule(span, "which schema's table? write `table SCHEMA.TABLE {`"));
            continue;
        };
        let is_alone = in_full.contains(&(schema, table));
        if !is_alone && !patterns.iter().any(|source| may_mean(source, schema, table)) {
            diags.push(errors::no_rule(
                span,
                "no `from` of the map means this table, and rules act on selected tables only",
            ));
        }
        let has = |key: &str| block.settings.get(key).is_some();
        if has("load-order") && !is_alone {
            diags.push(errors::no_rule(
                span,
                "the order is said with the selection: give the table a `from` of its own",
            ));
        }
        if has("primary-key") && map.row_keys.is_empty() {
            diags.push(errors::no_rule(span, "no `primary key` line says which columns the key has"));
        }
        let (parallel_load, wrong) = load::of_settings(&block.settings.list);
        for reason in wrong {
            diags.push(errors::no_rule(span, reason));
        }
        if parallel_load.is_some() && !is_row(blind.carrier) {
            diags.push(errors::no_rule(span, load::NOT_HERE));
        }
        let lob_settings = match block.settings.names("lob-settings") {
            [] => None,
            values => match lob::of_values(values) {
                Ok(_) if blind.carrier != Carrier::Tables => {
                    diags.push(errors::no_rule(span, lob::NOT_HERE));
                    None
                }
                Ok(settings) => Some(settings),
                Err(reason) => {
                    diags.push(errors::no_rule(span, reason));
                    None
                }
            },
        };
        if parallel_load.is_none() && lob_settings.is_none() {
            continue;
        }
        let words = format!("settings {schema}.{table}");
        drafts.push(Draft {
            key: words.clone(),
            words,
            rule: Rule::TableSettings(Document {
                rule_type: "table-settings",
                rule_id: String::new(),
                rule_name: String::new(),
                object_locator: Locator {
                    schema_name: schema.to_string(),
                    table_name: table.to_string(),
                    table_type: None,
                },
                parallel_load,
                lob_settings,
            }),
            span,
        });
    }
    drafts
}

/// Whether a `from` may mean this table.
fn may_mean(source: &Tables, schema: &str, table: &str) -> bool {
    // What cannot be spelled is reported elsewhere, or means more than `%` can say.
    let fits = |pattern, name| located(pattern).map_or(true, |text| overlap(&text, name));
    fits(&source.schema, schema) && fits(&source.table, table)
}

/// The rules of `primary key` lines.
pub(super) fn keys(blind: &Blind<'_>, diags: &mut Diagnostics) -> Vec<Draft> {
    let map = blind.map;
    let mut drafts = Vec::new();
    let blocks: FxHashMap<(&Name, &Name), &TableSettings> =
        of_tables(map).map(|(schema, table, block)| ((schema, table), block)).collect();
    for line in &map.row_keys {
        if blind.carrier != Carrier::Tables {
            diags.push(errors::no_rule(line.span, "DMS makes keys of tables in a relational database only"));
            continue;
        }
        let of: Vec<Option<&Name>> = line
            .columns
            .iter()
            .map(|path| path.parts.len().checked_sub(2).map(|place| &path.parts[place].text))
            .collect();
        let meant: Vec<(&Name, &Name)> = map
            .sources
            .iter()
            .filter_map(Tables::in_full)
            .filter(|(_, table)| of.iter().all(|of| of.is_none_or(|of| of == *table)))
            .collect();
        if meant.is_empty() || (of.iter().all(Option::is_none) && meant.len() < map.sources.len()) {
            diags.push(errors::no_rule(line.span, "such a rule names its table in full: give it a `from` of its own"));
            continue;
        }
        for (schema, table) in meant {
            let columns: Vec<String> =
                line.columns.iter().filter_map(|path| Some(path.parts.last()?.text.to_string())).collect();
            let block = blocks.get(&(schema, table));
            let named = block.and_then(|block| primary_key::named(block.settings.list.iter()));
            let says = Transformation {
                rule_target: "table",
                object_locator: Place {
                    schema_name: schema.to_string(),
                    table_name: Some(table.to_string()),
                    ..Place::default()
                },
                rule_action: "define-primary-key",
                primary_key_def: Some(primary_key::def(named, table, columns)),
                ..Transformation::default()
            };
            drafts.push(Draft::of("primary key", says, line.span));
        }
    }
    drafts
}
