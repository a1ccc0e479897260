//! What a compilation writes.

use serde::{Deserialize, Serialize};

/// One output file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artefact {
    /// Relative to the output folder, with `/`; safe on every file system.
    pub path: String,
    /// The stage that it is for; `None` for what describes the mapping as a whole.
    pub stage: Option<&'static str>,
    /// What it is.
    pub kind: Kind,
    /// The mapping it was made from; `None` for the whole project's.
    pub mapping: Option<String>,
    /// The content.
    pub bytes: Vec<u8>,
}

/// What an artefact is. Public and stable: tools find files by it in the manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The `TableMappings` of a DMS task.
    TableMappings,
    /// The settings of a DMS target endpoint.
    EndpointSettings,
    /// The `ReplicationTaskSettings` of a DMS task.
    TaskSettings,
    /// The input of DynamoDB's `CreateTable`.
    CreateTable,
    /// The input of Kinesis' `CreateStream`.
    Stream,
    /// Firehose's `DataFormatConversionConfiguration`.
    DataFormatConversion,
    /// Glue's `TableInput`.
    TableInput,
    /// A `CREATE EXTERNAL TABLE` statement for Athena.
    AthenaDdl,
    /// The page a reviewer reads.
    Review,
}

impl Kind {
    /// The word of the manifest.
    pub fn word(self) -> &'static str {
        match self {
            Kind::TableMappings => "table-mappings",
            Kind::EndpointSettings => "endpoint-settings",
            Kind::TaskSettings => "task-settings",
            Kind::CreateTable => "create-table",
            Kind::Stream => "stream",
            Kind::DataFormatConversion => "data-format-conversion",
            Kind::TableInput => "table-input",
            Kind::AthenaDdl => "athena-ddl",
            Kind::Review => "review",
        }
    }
}

/// The folder of a mapping's artefacts: its name where that is safe on every file system.
pub fn folder(mapping: &str) -> String {
    mapping.to_owned()
}
