//! The input of Glue's `CreateTable`, and the same table as a statement for Athena.
//!
//! Sources: service model of Glue, `TableInput`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::reader::Reader;
use super::table::{self, Table};
use crate::formats::ddl::{self, ExternalTable, Serde, StoredAs};

/// `TableInput`
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct TableInput {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    description: Option<String>,
    storage_descriptor: StorageDescriptor,
    /// Present even when empty: Athena wants the list.
    partition_keys: Vec<Column>,
    table_type: String,
    parameters: BTreeMap<String, String>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct StorageDescriptor {
    columns: Vec<Column>,
    location: String,
    input_format: String,
    output_format: String,
    serde_info: SerdeInfo,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SerdeInfo {
    serialization_library: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    parameters: BTreeMap<String, String>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Column {
    name: String,
    r#type: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    comment: Option<String>,
}

/// The input of `CreateTable`.
pub(super) fn table_input(table: &Table) -> TableInput {
    let classes = table.reader.classes();
    let texts = |pairs: Vec<(&'static str, &str)>| {
        pairs.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
    };
    let mut parameters = vec![("EXTERNAL", "TRUE")];
    parameters.extend(properties(table));
    TableInput {
        name: table.name.clone(),
        description: table.description.clone(),
        storage_descriptor: StorageDescriptor {
            columns: table.columns.iter().map(column).collect(),
            location: table.location.clone(),
            input_format: classes.input.to_owned(),
            output_format: classes.output.to_owned(),
            serde_info: SerdeInfo {
                serialization_library: classes.serde.to_owned(),
                parameters: texts(table.reader.properties()),
            },
        },
        partition_keys: table.partitions.iter().map(column).collect(),
        table_type: "EXTERNAL_TABLE".to_owned(),
        parameters: texts(parameters),
    }
}

/// The properties of the table, besides that it is one over files of others.
fn properties(table: &Table) -> Vec<(&'static str, &'static str)> {
    let mut properties = vec![("classification", table.reader.classification())];
    properties.extend(table.reader.skips_a_line().then_some(("skip.header.line.count", "1")));
    properties
}

fn column(column: &table::Column) -> Column {
    Column { name: column.name.clone(), r#type: column.ty.to_string(), comment: column.comment.clone() }
}

/// The statement that makes the same table.
pub(super) fn statement(table: &Table) -> String {
    ExternalTable {
        database: &table.database,
        name: &table.name,
        comment: table.description.as_deref(),
        columns: table.columns.iter().map(ddl_column).collect(),
        partitions: table.partitions.iter().map(ddl_column).collect(),
        row_format: match table.reader {
            // Each of these formats brings its classes along.
            Reader::Parquet | Reader::Orc => None,
            Reader::Delimited(_) | Reader::Quoted(_) => {
                Some(Serde { class: table.reader.classes().serde, properties: table.reader.properties() })
            }
        },
        stored_as: match table.reader {
            Reader::Parquet => StoredAs::Parquet,
            Reader::Orc => StoredAs::Orc,
            Reader::Delimited(_) | Reader::Quoted(_) => StoredAs::TextFile,
        },
        location: &table.location,
        properties: properties(table),
    }
    .to_string()
}

fn ddl_column(column: &table::Column) -> ddl::Column<'_> {
    ddl::Column { name: &column.name, ty: &column.ty, comment: column.comment.as_deref() }
}
