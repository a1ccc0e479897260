//! The form of a YAML schema, for reading, writing and the JSON Schema alike.
//!
//! `T` is a text: with its place when read, without when written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Tables of a database, as `mapc` reads them where no SQL is at hand.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound(deserialize = "T: Deserialize<'de>"))]
#[schemars(title = "mapc schema", rename = "Schema")]
pub struct Document<T> {
    /// The kind of database. Types are written in its words, and its rules for names and values hold.
    #[schemars(extend("enum" = ["mysql", "postgres", "oracle", "mssql", "sqlite"]))]
    pub dialect: T,
    /// The tables, in any order.
    pub tables: Vec<Table<T>>,
}

/// A table or view.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound(deserialize = "T: Deserialize<'de>"))]
#[schemars(rename = "Table")]
pub struct Table<T> {
    /// The name, in the case in which the database keeps it.
    pub name: T,
    /// The database schema; the name of the `schema` line where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<T>,
    /// Stored (`table`) or computed (`view`).
    #[serde(default, skip_serializing_if = "Kind::is_table")]
    pub kind: Kind,
    /// The comment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<T>,
    /// About how many rows it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// The columns, in order.
    pub columns: Vec<Column<T>>,
    /// The columns of the primary key, in key order. None of them holds NULL.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub primary_key: Vec<T>,
    /// Further lists of columns that no two rows share.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unique: Vec<Vec<T>>,
    /// Conditions that the database holds each row to, in its own SQL.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<T>,
}

/// Whether a relation is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Stored.
    #[default]
    Table,
    /// Computed.
    View,
}

/// A column.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound(deserialize = "T: Deserialize<'de>"))]
#[schemars(rename = "Column")]
pub struct Column<T> {
    /// The name, in the case in which the database keeps it.
    pub name: T,
    /// The type in the words of the dialect: `varchar(64)`, `NUMBER(10)`.
    #[serde(rename = "type")]
    pub ty: T,
    /// For a type of one's own that lists its values: the values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<T>,
    /// Whether NULL may stand in it.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub nullable: bool,
    /// The default, in SQL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<T>,
    /// The collation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collation: Option<T>,
    /// Whether the database computes the value from other columns.
    #[serde(default, skip_serializing_if = "is_no")]
    pub generated: bool,
    /// The comment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<T>,
}

impl Kind {
    fn is_table(&self) -> bool {
        *self == Kind::Table
    }
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's form")]
fn is_yes(value: &bool) -> bool {
    *value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's form")]
fn is_no(value: &bool) -> bool {
    !*value
}
