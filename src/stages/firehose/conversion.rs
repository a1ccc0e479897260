//! The files of a delivery stream that converts.

use std::collections::BTreeMap;

use serde::Serialize;

use super::format::Format;
use super::keys;
use super::settings;
use crate::artefact::Kind;
use crate::emit::{Document, Scope};
use crate::stage::{At, Hop};

/// `DataFormatConversionConfiguration`
#[derive(Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Conversion {
    enabled: bool,
    schema_configuration: Schema,
    input_format_configuration: Input,
    output_format_configuration: Output,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Schema {
    #[serde(rename = "RoleARN", skip_serializing_if = "Option::is_none")]
    role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    catalog_id: Option<String>,
    database_name: String,
    table_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version_id: Option<String>,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Input {
    deserializer: Deserializer,
}

#[derive(Clone, Serialize)]
struct Deserializer {
    #[serde(rename = "OpenXJsonSerDe")]
    open_x: OpenX,
}

/// Never empty: an empty object counts as no deserializer.
#[derive(Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
struct OpenX {
    case_insensitive: bool,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    column_to_json_key_mappings: BTreeMap<String, String>,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    serializer: Serializer,
}

#[derive(Clone, Serialize)]
enum Serializer {
    #[serde(rename = "ParquetSerDe")]
    Parquet(Compressed),
    #[serde(rename = "OrcSerDe")]
    Orc(Compressed),
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Compressed {
    compression: &'static str,
}

/// `ExtendedS3DestinationUpdate`, as far as the mapping decides it. Role and bucket are the stream's own.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Destination {
    #[serde(skip_serializing_if = "Option::is_none")]
    prefix: Option<String>,
    error_output_prefix: String,
    buffering_hints: Hints,
    /// Objects are compressed page by page; compressing them again is refused.
    compression_format: &'static str,
    data_format_conversion_configuration: Conversion,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Hints {
    #[serde(rename = "SizeInMBs")]
    size_in_mbs: i64,
    interval_in_seconds: i64,
}

/// All documents.
pub(super) fn documents(at: &At<'_>, hop: &Hop) -> Vec<Document> {
    let conversion = conversion(at, hop);
    let destination = Destination {
        prefix: settings::prefix(at),
        error_output_prefix: settings::error_prefix(at),
        buffering_hints: Hints {
            size_in_mbs: at.settings().number("SizeInMBs").unwrap_or(128),
            interval_in_seconds: at.settings().number("IntervalInSeconds").unwrap_or(300),
        },
        compression_format: "UNCOMPRESSED",
        data_format_conversion_configuration: conversion.clone(),
    };
    vec![
        at.json("data-format-conversion.json", Kind::DataFormatConversion, Scope::Table, &conversion),
        at.json("destination-update.json", Kind::DestinationUpdate, Scope::Table, &destination),
    ]
}

fn conversion(at: &At<'_>, hop: &Hop) -> Conversion {
    let text = |key: &str| at.settings().text(key).map(ToString::to_string);
    let (database, table) = settings::catalog_table(at).unwrap_or_default();
    let compressed = Compressed { compression: at.settings().word("Compression").unwrap_or("SNAPPY") };
    Conversion {
        enabled: true,
        schema_configuration: Schema {
            role_arn: text("RoleARN"),
            catalog_id: text("CatalogId"),
            database_name: database,
            table_name: table,
            region: text("Region"),
            version_id: text("VersionId"),
        },
        input_format_configuration: Input {
            deserializer: Deserializer {
                open_x: OpenX {
                    case_insensitive: true,
                    column_to_json_key_mappings: keys::mappings(&hop.incoming.fields, &hop.passed.shape.fields)
                        .into_iter()
                        .map(|(column, key)| (column.to_owned(), key.to_owned()))
                        .collect(),
                },
            },
        },
        output_format_configuration: Output {
            serializer: match settings::format(at) {
                Format::Parquet => Serializer::Parquet(compressed),
                Format::Orc => Serializer::Orc(compressed),
            },
        },
    }
}
