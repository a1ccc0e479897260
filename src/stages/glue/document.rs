//! The input of Glue's `CreateTable`, and the same table as a statement for Athena.
//!
//! Sources: service model of Glue, `TableInput`; the class names are those of Hive 2.3.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::table::{self, Table};
use crate::formats::ddl::{self, ExternalTable, StoredAs};
use crate::shape::FileFormat;

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
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Column {
    name: String,
    r#type: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    comment: Option<String>,
}

/// The Java classes that read and write a format.
struct Classes {
    input: &'static str,
    output: &'static str,
    serde: &'static str,
}

impl Classes {
    fn of(format: FileFormat) -> Classes {
        match format {
            FileFormat::Parquet => Classes {
                input: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
                output: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
                serde: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
            },
            FileFormat::Orc => Classes {
                input: "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat",
                output: "org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat",
                serde: "org.apache.hadoop.hive.ql.io.orc.OrcSerde",
            },
        }
    }
}

/// The parameter `classification`, without which Glue's jobs refuse a table.
fn classification(format: FileFormat) -> &'static str {
    match format {
        FileFormat::Parquet => "parquet",
        FileFormat::Orc => "orc",
    }
}

/// The input of `CreateTable`.
pub(super) fn table_input(table: &Table<'_>) -> TableInput {
    let classes = Classes::of(table.format);
    let parameters = [("EXTERNAL", "TRUE"), ("classification", classification(table.format))];
    TableInput {
        name: table.name.clone(),
        description: table.description.clone(),
        storage_descriptor: StorageDescriptor {
            columns: table.columns.iter().map(column).collect(),
            location: table.location.to_owned(),
            input_format: classes.input.to_owned(),
            output_format: classes.output.to_owned(),
            serde_info: SerdeInfo { serialization_library: classes.serde.to_owned() },
        },
        partition_keys: table.partitions.iter().map(column).collect(),
        table_type: "EXTERNAL_TABLE".to_owned(),
        parameters: parameters.map(|(key, value)| (key.to_owned(), value.to_owned())).into(),
    }
}

fn column(column: &table::Column) -> Column {
    Column { name: column.name.clone(), r#type: column.ty.to_string(), comment: column.comment.clone() }
}

/// The statement that makes the same table.
pub(super) fn statement(table: &Table<'_>) -> String {
    ExternalTable {
        database: &table.database,
        name: &table.name,
        comment: table.description.as_deref(),
        columns: table.columns.iter().map(ddl_column).collect(),
        partitions: table.partitions.iter().map(ddl_column).collect(),
        // Each of the formats brings its classes along.
        row_format: None,
        stored_as: match table.format {
            FileFormat::Parquet => StoredAs::Parquet,
            FileFormat::Orc => StoredAs::Orc,
        },
        location: table.location,
        properties: vec![("classification", classification(table.format))],
    }
    .to_string()
}

fn ddl_column(column: &table::Column) -> ddl::Column<'_> {
    ddl::Column { name: &column.name, ty: &column.ty, comment: column.comment.as_deref() }
}
