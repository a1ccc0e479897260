//! What a compilation writes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::bytes::Bytes;
use crate::paths;

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
    /// What it collects, where it holds something of each table of a map over many, or of each target.
    pub many: Option<Many>,
    /// What it holds.
    pub content: Bytes,
}

impl Artefact {
    /// What it holds, in one piece: for small files, and for those who look at it as a whole.
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        self.content.whole()
    }

    /// What it is, as the manifest says it: a file with a member for each of many is another thing than one of them.
    pub fn kind_word(&self) -> String {
        if self.many.is_some_and(|many| many.keyed) { several(self.kind.word()) } else { self.kind.word().to_owned() }
    }

    /// Of how many of these it holds an entry, where it collects by them.
    pub fn count(&self, by: By) -> Option<usize> {
        self.many.filter(|many| many.by == by).map(|many| many.count)
    }
}

/// What a file is called that holds several of what `word` is: `streams`, `table-mappings-by-target`.
pub fn several(word: &str) -> String {
    if word.ends_with('s') { format!("{word}-by-target") } else { format!("{word}s") }
}

/// What a collecting artefact holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Many {
    /// What its entries belong to.
    pub by: By,
    /// Of how many.
    pub count: usize,
    /// It is a JSON object with a member for each, by its name.
    pub keyed: bool,
}

/// What an entry of a collecting artefact belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// A table of the source.
    Table,
    /// A resource of the target.
    Target,
}

impl By {
    /// The word of the lock and of the manifest.
    pub fn word(self) -> &'static str {
        match self {
            By::Table => "tables",
            By::Target => "targets",
        }
    }
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
    /// Firehose's `ExtendedS3DestinationUpdate`, the conversion included.
    DestinationUpdate,
    /// Glue's `TableInput`.
    TableInput,
    /// A `CREATE EXTERNAL TABLE` statement for Athena.
    AthenaDdl,
    /// A module of Rust: converters of rows to items.
    RustModule,
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
            Kind::DestinationUpdate => "destination-update",
            Kind::TableInput => "table-input",
            Kind::AthenaDdl => "athena-ddl",
            Kind::RustModule => "rust-module",
            Kind::Review => "review",
        }
    }
}

/// The folder of a mapping's artefacts: its name where that is safe on every file system.
pub fn folder(mapping: &str) -> String {
    paths::folder(mapping)
}

/// Gives mappings folders of their own where a file system that ignores case would take them for one: all of `Purchase`,
/// `PURCHASE` and `purchase` get a mark but the last, which is all lower case. Keeps the artefacts in order of path.
pub fn keep_apart(artefacts: &mut [Artefact]) {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for mapping in artefacts.iter().filter_map(|artefact| artefact.mapping.as_ref()) {
        names.entry(folder(mapping).to_lowercase()).or_default().insert(mapping.clone());
    }
    names.retain(|_, mappings| mappings.len() > 1);
    for artefact in artefacts.iter_mut() {
        let Some(mapping) = &artefact.mapping else { continue };
        let folder = folder(mapping);
        let folded = folder.to_lowercase();
        let rest = artefact.path.strip_prefix(&folder).filter(|rest| rest.starts_with('/'));
        if let Some(rest) = rest.filter(|_| folded != folder && names.contains_key(&folded)) {
            artefact.path = paths::marked(mapping) + rest;
        }
    }
    artefacts.sort_by(|a, b| a.path.cmp(&b.path));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept_apart(mappings: &[&str]) -> Vec<String> {
        let artefact = |mapping: &&str| Artefact {
            path: format!("{}/dms.json", folder(mapping)),
            stage: Some("dms"),
            kind: Kind::TableMappings,
            mapping: Some((*mapping).to_owned()),
            many: None,
            content: Bytes::default(),
        };
        let mut artefacts: Vec<Artefact> = mappings.iter().map(artefact).collect();
        keep_apart(&mut artefacts);
        artefacts.into_iter().map(|artefact| artefact.path).collect()
    }

    #[test]
    fn names_that_differ_stay_as_they_are() {
        assert_eq!(kept_apart(&["Sales", "purchase"]), ["Sales/dms.json", "purchase/dms.json"]);
    }

    #[test]
    fn names_that_differ_in_case_alone_get_folders_of_their_own() {
        let paths = kept_apart(&["Purchase", "PURCHASE", "purchase"]);
        let folded: BTreeSet<String> = paths.iter().map(|path| path.to_lowercase()).collect();
        assert_eq!(folded.len(), 3, "{paths:?}");
        assert!(paths.contains(&"purchase/dms.json".to_owned()) && paths.is_sorted(), "{paths:?}");
    }
}
