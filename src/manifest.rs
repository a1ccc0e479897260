//! `manifest.json`: what lies in an output folder, so that programs find it and the next compilation can tidy up.
//!
//! The form is public and versioned. Nothing here touches a disk.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::artefact::{Artefact, By};

/// The name of the file, in the output folder.
pub const FILE: &str = "manifest.json";

/// The version of the form that is written, and the newest that can be read.
pub const VERSION: u32 = 1;

/// The list of what a compilation made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`VERSION`]
    pub version: u32,
    /// In order of path.
    pub artefacts: Vec<Entry>,
}

/// One artefact. Words are kept as they are: another release may know more of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Relative to the manifest, with `/`.
    pub path: String,
    /// The stage it is for; `null` for what describes the mapping as a whole.
    pub stage: Option<String>,
    /// What it is, as [`Artefact::kind_word`] says it.
    pub kind: String,
    /// The mapping it was made from; `null` for the project's.
    pub mapping: Option<String>,
    /// Of how many tables it holds something, where it collects the documents of a map over many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tables: Option<usize>,
    /// The same, where it collects by the resource that tables go to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub targets: Option<usize>,
    /// SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub sha256: String,
}

/// Why a manifest cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It is not a manifest; the text says where it stops being one.
    Broken(String),
    /// A newer release wrote it, in this version.
    Newer(u64),
}

impl Manifest {
    /// The manifest of `artefacts`.
    pub fn of<'a>(artefacts: impl IntoIterator<Item = &'a Artefact>) -> Manifest {
        // Hashing is all the work.
        let artefacts: Vec<&Artefact> = artefacts.into_iter().collect();
        let mut artefacts: Vec<Entry> = artefacts.into_par_iter().map(Entry::of).collect();
        artefacts.sort_by(|a, b| a.path.cmp(&b.path));
        Manifest { version: VERSION, artefacts }
    }

    /// This one with further entries. Where both have a path, its own entry stays.
    #[must_use]
    pub fn with(mut self, further: impl IntoIterator<Item = Entry>) -> Manifest {
        self.artefacts.extend(further);
        // The sort is stable: of two with one path, the own one comes first.
        self.artefacts.sort_by(|a, b| a.path.cmp(&b.path));
        self.artefacts.dedup_by(|later, earlier| later.path == earlier.path);
        self
    }

    /// Reads the bytes of a manifest.
    pub fn parse(bytes: &[u8]) -> Result<Manifest, Unusable> {
        /// What every version has.
        #[derive(Deserialize)]
        struct Versioned {
            version: u64,
        }
        let broken = |error: serde_json::Error| Unusable::Broken(error.to_string());
        let Versioned { version } = serde_json::from_slice(bytes).map_err(broken)?;
        if version > u64::from(VERSION) {
            return Err(Unusable::Newer(version));
        }
        serde_json::from_slice(bytes).map_err(broken)
    }

    /// The bytes of the file.
    pub fn render(&self) -> String {
        serde_json::to_string_pretty(self).expect("text and numbers can always be JSON") + "\n"
    }

    /// Whether it lists `path`.
    pub fn lists(&self, path: &str) -> bool {
        self.artefacts.iter().any(|entry| entry.path == path)
    }
}

impl Entry {
    fn of(artefact: &Artefact) -> Entry {
        let mut hash = Sha256::new();
        artefact.content.pieces().for_each(|piece| hash.update(piece));
        let hash = hash.finalize();
        Entry {
            path: artefact.path.clone(),
            stage: artefact.stage.map(str::to_owned),
            kind: artefact.kind_word(),
            mapping: artefact.mapping.clone(),
            tables: artefact.count(By::Table),
            targets: artefact.count(By::Target),
            sha256: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::artefact::{Kind, Many};

    fn artefact(path: &str, bytes: &[u8]) -> Artefact {
        let mapping = Some("purchase".to_owned());
        Artefact {
            path: path.to_owned(),
            stage: Some("dms"),
            kind: Kind::TableMappings,
            mapping,
            many: None,
            content: bytes.to_vec().into(),
        }
    }

    #[test]
    fn the_form_is_the_published_one() {
        let review = Artefact { stage: None, kind: Kind::Review, ..artefact("b/review.md", b"") };
        let manifest = Manifest::of([&review, &artefact("a/dms.json", b"abc")]);
        // The digests are the published test vectors of SHA-256.
        insta::assert_snapshot!(manifest.render(), @r#"
        {
          "version": 1,
          "artefacts": [
            {
              "path": "a/dms.json",
              "stage": "dms",
              "kind": "table-mappings",
              "mapping": "purchase",
              "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            },
            {
              "path": "b/review.md",
              "stage": null,
              "kind": "review",
              "mapping": "purchase",
              "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            }
          ]
        }
        "#);
        assert_eq!(Manifest::parse(manifest.render().as_bytes()), Ok(manifest));
    }

    #[test]
    fn a_file_of_many_says_of_how_many_and_has_a_kind_of_its_own() {
        let many = |by, count, keyed| Some(Many { by, count, keyed });
        let mappings = Artefact { many: many(By::Table, 41, false), ..artefact("a/dms.json", b"") };
        let streams = Artefact { many: many(By::Target, 3, true), kind: Kind::Stream, ..artefact("a/s.json", b"") };
        let manifest = Manifest::of([&mappings, &streams]);
        let said: Vec<_> =
            manifest.artefacts.iter().map(|entry| (entry.kind.as_str(), entry.tables, entry.targets)).collect();
        assert_eq!(said, [("table-mappings", Some(41), None), ("streams", None, Some(3))]);
        assert!(manifest.render().contains("\"tables\": 41"));
        assert_eq!(Manifest::parse(manifest.render().as_bytes()), Ok(manifest));
    }

    #[test]
    fn further_entries_come_in_order_and_never_twice() {
        let own = Manifest::of([&artefact("b/x.json", b"new")]);
        let further = Manifest::of([&artefact("a/x.json", b""), &artefact("b/x.json", b"old")]);
        let both = own.clone().with(further.artefacts);
        let paths: Vec<&str> = both.artefacts.iter().map(|entry| entry.path.as_str()).collect();
        assert_eq!(paths, ["a/x.json", "b/x.json"]);
        assert_eq!(both.artefacts[1], own.artefacts[0]);
    }

    #[test]
    fn a_newer_version_is_told_from_a_broken_one() {
        assert_eq!(Manifest::parse(br#"{"version": 2, "things": {}}"#), Err(Unusable::Newer(2)));
        for broken in ["", "[]", "{}", r#"{"version": 1}"#, r#"{"version": 1, "artefacts": [{}]}"#, "\u{0}"] {
            assert!(matches!(Manifest::parse(broken.as_bytes()), Err(Unusable::Broken(_))), "{broken}");
        }
    }
}
