//! The input of Glue's `CreateTable`, and the same table as a statement for Athena.
//!
//! Sources: service model of Glue, `TableInput`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::reader::Reader;
use super::table::{self, Table};
use crate::formats::ddl::{self, ExternalTable, Serde, StoredAs};

/// `TableInput`
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct TableInput<'t> {
    name: Cow<'t, str>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    description: Option<Cow<'t, str>>,
    storage_descriptor: StorageDescriptor<'t>,
    /// Present even when empty: Athena wants the list.
    partition_keys: Vec<Column<'t>>,
    table_type: Cow<'t, str>,
    parameters: BTreeMap<Cow<'t, str>, Cow<'t, str>>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct StorageDescriptor<'t> {
    columns: Vec<Column<'t>>,
    location: Cow<'t, str>,
    input_format: Cow<'t, str>,
    output_format: Cow<'t, str>,
    serde_info: SerdeInfo<'t>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SerdeInfo<'t> {
    serialization_library: Cow<'t, str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    parameters: BTreeMap<Cow<'t, str>, Cow<'t, str>>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Column<'t> {
    name: Cow<'t, str>,
    r#type: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    comment: Option<Cow<'t, str>>,
}

/// The input of `CreateTable`.
pub(super) fn table_input(table: &Table) -> TableInput<'_> {
    fn texts<'t>(pairs: Vec<(&'static str, &'t str)>) -> BTreeMap<Cow<'t, str>, Cow<'t, str>> {
        pairs.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
    }
    let classes = table.reader.classes();
    let mut parameters = vec![("EXTERNAL", "TRUE")];
    parameters.extend(properties(table));
    TableInput {
        name: (&*table.name).into(),
        description: table.description.as_deref().map(Cow::Borrowed),
        storage_descriptor: StorageDescriptor {
            columns: table.columns.iter().map(column).collect(),
            location: (&*table.location).into(),
            input_format: classes.input.into(),
            output_format: classes.output.into(),
            serde_info: SerdeInfo {
                serialization_library: classes.serde.into(),
                parameters: texts(table.reader.properties()),
            },
        },
        partition_keys: table.partitions.iter().map(column).collect(),
        table_type: "EXTERNAL_TABLE".into(),
        parameters: texts(parameters),
    }
}

/// The properties of the table, besides that it is one over files of others.
fn properties(table: &Table) -> Vec<(&'static str, &'static str)> {
    let mut properties = vec![("classification", table.reader.classification())];
    properties.extend(table.reader.skips_a_line().then_some(("skip.header.line.count", "1")));
    properties
}

fn column(column: &table::Column) -> Column<'_> {
    let mut ty = String::with_capacity(column.ty.at_most_bytes());
    // Writing to a `String` cannot fail.
    let _ = column.ty.write_to(&mut ty);
    Column { name: (&*column.name).into(), r#type: ty, comment: column.comment.as_deref().map(Cow::Borrowed) }
}

/// The length of the statement where it is longer than `most` bytes. Most statements need not be written to see that they are
/// not.
pub(super) fn too_long(table: &Table, most: usize) -> Option<usize> {
    if at_most_bytes(table) <= most {
        return None;
    }
    Some(statement(table).len()).filter(|length| *length > most)
}

/// A number of bytes that the statement is not longer than.
fn at_most_bytes(table: &Table) -> usize {
    /// The words of a statement, and of a clause of it.
    const WORDS: usize = 1_000;
    const CLAUSE: usize = 32;
    /// What a byte of a text can become: `\u0001`.
    const ESCAPE: usize = 6;
    let text = |text: &str| ESCAPE * text.len() + CLAUSE;
    let columns = table.columns.iter().chain(&table.partitions);
    let columns = columns.map(|column| {
        text(&column.name) + column.ty.at_most_bytes() + text(column.comment.as_deref().unwrap_or_default())
    });
    let properties = table.reader.properties();
    let properties = properties.iter().map(|(key, value)| text(key) + text(value));
    let names = text(&table.database) + text(&table.name) + text(&table.location);
    WORDS + names + text(table.description.as_deref().unwrap_or_default()) + columns.chain(properties).sum::<usize>()
}

/// The statement that makes the same table.
pub(super) fn statement(table: &Table) -> String {
    let most = at_most_bytes(table);
    let mut statement = String::with_capacity(most.min(USUAL));
    // Writing to a `String` cannot fail.
    let _ = external_table(table).write_to(&mut statement);
    debug_assert!(statement.len() <= most, "{} bytes are more than {most}", statement.len());
    statement
}

/// The bytes that most statements fit in.
const USUAL: usize = 2 << 10;

fn external_table(table: &Table) -> ExternalTable<'_> {
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
}

fn ddl_column(column: &table::Column) -> ddl::Column<'_> {
    ddl::Column { name: &column.name, ty: &column.ty, comment: column.comment.as_deref() }
}
