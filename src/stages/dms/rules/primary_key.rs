//! The key that a table of another database gets.
//!
//! Source: user guide, "Transformation rules and actions", `primary-key-def`. A rule of this kind names its table exactly.

use super::image::is_large;
use super::load::of_table;
use super::transformation::{Draft, Locator, PrimaryKeyDef, Transformation, key};
use crate::mapping::Mapping;
use crate::settings::SettingValue;
use crate::shape::Carrier;
use crate::stage::{At, Judgement};

/// The word behind a key's name that makes it a unique index.
const UNIQUE_INDEX: &str = "unique-index";

/// Whether DMS makes the key of the `primary key` line.
pub(crate) fn judge(at: &At<'_>) -> Judgement {
    let mapping = at.mapping;
    let Some(row_key) = &mapping.row_key else { return Judgement::Leave };
    if mapping.target.table != mapping.source.table.name {
        let reason = "DMS makes one transformation of a table, and this one gets another name";
        return Judgement::Cannot(reason.to_owned());
    }
    for column in &row_key.columns {
        let name = &mapping.source.table.columns[*column].name;
        if is_large(mapping, *column) {
            return Judgement::Cannot(format!("`{name}` is a large object, and no part of a key"));
        }
        match mapping.field_of(*column) {
            None => return Judgement::Cannot(format!("`{name}` does not arrive")),
            Some(place) if mapping.final_name(place) != *name => {
                let reason =
                    "whether the key of a rule names columns as they are or as they are renamed is documented nowhere";
                return Judgement::Cannot(format!("{reason}, and `{name}` is renamed"));
            }
            Some(_) => {}
        }
    }
    Judgement::Take
}

/// The name and the kind of the key, where a block says them.
pub(crate) fn named<'s>(settings: impl Iterator<Item = &'s crate::settings::Setting>) -> Option<(String, bool)> {
    let mut settings = settings;
    let setting = settings.find(|setting| setting.key == "primary-key")?;
    let SettingValue::List(words) = &setting.value else { return None };
    let is_index = words.iter().skip(1).any(|word| **word == *UNIQUE_INDEX);
    words.first().map(|name| (name.to_string(), is_index))
}

/// The key of these columns.
pub(crate) fn def(named: Option<(String, bool)>, table: &str, columns: Vec<String>) -> PrimaryKeyDef {
    let (name, is_index) = named.unwrap_or_else(|| (format!("pk_{table}"), false));
    PrimaryKeyDef { name, origin: is_index.then_some(UNIQUE_INDEX), columns }
}

/// The rule.
pub(crate) fn draft(at: &At<'_>) -> Option<Draft> {
    let mapping: &Mapping<'_> = at.mapping;
    let row_key = mapping.row_key.as_ref().filter(|_| at.leaves() == Some(Carrier::Tables))?;
    let table = mapping.source.table;
    let columns = row_key.columns.iter().map(|column| table.columns[*column].name.to_string()).collect();
    Some(Draft {
        key: key("primary key", &[&table.schema, &table.name]),
        words: format!("primary key {}", table.name),
        of_map: false,
        after_previous: false,
        says: Transformation {
            rule_target: "table",
            object_locator: Locator {
                schema_name: table.schema.to_string(),
                table_name: Some(table.name.to_string()),
                ..Locator::default()
            },
            rule_action: "define-primary-key",
            primary_key_def: Some(def(named(of_table(at).iter()), &table.name, columns)),
            ..Transformation::default()
        },
    })
}
