//! Output folders as `mapc compile` writes them, with a manifest, from documents of a test's own.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// Writes each `(path, kind, content)` and a manifest that lists them.
pub fn write(artefacts: &[(String, &str, Vec<u8>)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut entries = Vec::new();
    for (path, kind, content) in artefacts {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().expect("a file stands in a folder")).expect("a folder can be made");
        fs::write(&file, content).expect("a file can be written");
        entries.push(json!({"path": path, "stage": null, "kind": kind, "mapping": "m", "sha256": sha256(content)}));
    }
    write_manifest(folder.path(), entries);
    folder
}

fn write_manifest(folder: &Path, entries: Vec<Value>) {
    let manifest = json!({"version": 1, "artefacts": entries});
    fs::write(folder.join("manifest.json"), manifest.to_string()).expect("a file can be written");
}

/// In lower-case hexadecimal digits, as the manifest has it.
pub fn sha256(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}
