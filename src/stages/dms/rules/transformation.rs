//! Transformation rules, as the service reads them.
//!
//! Source: user guide, "Transformation rules and actions", "Using data masking to hide sensitive information".

use serde::Serialize;

/// A transformation rule that has no number yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    /// What the lock knows it by.
    pub key: String,
    /// What it is called, after its number.
    pub words: String,
    /// Whether it speaks of the whole map: such rules stand back behind those of one table or column.
    pub of_map: bool,
    /// Its number is greater than that of the rule before it.
    pub after_previous: bool,
    /// What it says.
    pub says: Transformation,
}

/// What a transformation rule says, besides its number and name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Transformation {
    /// `schema`, `table`, `column`, `table-tablespace` or `index-tablespace`.
    pub rule_target: &'static str,
    /// Of what.
    pub object_locator: Locator,
    /// What is done.
    pub rule_action: &'static str,
    /// The new name, the affix, the character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The affix that goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_value: Option<String>,
    /// What an added column holds, in SQLite.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
    /// The new type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_type: Option<DataType>,
    /// The key that the table gets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_key_def: Option<PrimaryKeyDef>,
    /// Which old values are added, and under which names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_image_def: Option<BeforeImageDef>,
}

/// What a rule speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Locator {
    /// The database schema.
    pub schema_name: String,
    /// The table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table_name: Option<String>,
    /// The column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column_name: Option<String>,
    /// Columns of this type alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_type: Option<&'static str>,
    /// The tablespace of tables, of Oracle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table_tablespace_name: Option<String>,
    /// The tablespace of indexes, of Oracle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index_tablespace_name: Option<String>,
}

/// The type that a column gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct DataType {
    /// The word of DMS.
    #[serde(rename = "type")]
    pub word: &'static str,
    /// Characters or bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<u64>,
    /// All digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<u16>,
    /// Digits after the point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<i16>,
}

/// The key of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct PrimaryKeyDef {
    /// What the database calls it.
    pub name: String,
    /// `unique-index` where it is one; a primary key without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<&'static str>,
    /// In the order of the key.
    pub columns: Vec<String>,
}

/// Which old values are added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct BeforeImageDef {
    /// Before the name.
    pub column_prefix: String,
    /// After the name.
    pub column_suffix: String,
    /// `pk-only`, `non-lob` or `all`.
    pub column_filter: &'static str,
}

/// What the lock knows a rule by: no two rules that do the same of different things share it.
pub(crate) fn key(what: &str, names: &[&str]) -> String {
    let spelled: Vec<String> = names
        .iter()
        .map(|name| {
            let is_plain =
                !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '#'));
            if is_plain { (*name).to_owned() } else { format!("{name:?}") }
        })
        .collect();
    format!("{what} {}", spelled.join("."))
}
