//! What the shipped mappings compile to, by the command as a user runs it, before the judges.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{aws, dynalite};
use crate::support::oracle::repository;
use crate::support::shipped;

/// What `mapc compile` writes for a shipped mapping.
fn compile(name: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = Command::new(env!("CARGO_BIN_EXE_mapc"))
        .arg("compile")
        .arg(repository("mappings").join(name))
        .arg("--out")
        .arg(folder.path().join("out"))
        .arg("--lock")
        .arg(folder.path().join("mapc.lock"))
        .output()
        .expect("mapc runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {}\n{said}", output.status);
    folder
}

#[test]
fn the_service_models_accept_every_artefact() {
    for mapping in shipped::all() {
        let folder = compile(&mapping.name);
        let Some(findings) = aws::strict_walk(&folder.path().join("out")) else { return };
        assert!(findings.is_empty(), "{}: {findings:#?}", mapping.name);
    }
}

#[test]
fn the_table_of_purchase_takes_its_items() {
    let folder = compile("purchase");
    let table = document(&folder.path().join("out"), "create-table");
    // The rows of mappings/purchase/rows.csv, mapped by hand.
    let item = |order: &str, product: &str, quantity: &str| {
        json!({
            "customer_orderid": {"S": format!("customeridA74187|{order}")},
            "productid": {"S": product},
            "quantity": {"N": quantity},
        })
    };
    let items = [
        item("orderidA1", "productid1", "100"),
        item("orderidA1", "productid2", "1"),
        item("orderid100", "productid1", "99"),
    ];
    let Some(findings) = dynalite::drive(&json!({"tables": [{"create": table, "items": items}]})) else { return };
    assert!(findings.is_empty(), "{findings:#?}");
}

/// The artefact of a kind, by the manifest; where several maps fill one table, all describe it alike.
fn document(out: &Path, kind: &str) -> Value {
    let read = |path: &str| -> Value {
        let text = fs::read(out.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    let manifest = read("manifest.json");
    let entries = manifest["artefacts"].as_array().expect("the manifest lists artefacts");
    let of_kind: Vec<&Value> = entries.iter().filter(|entry| entry["kind"] == kind).collect();
    let documents: Vec<Value> =
        of_kind.iter().map(|entry| read(entry["path"].as_str().expect("an entry has a path"))).collect();
    let first = documents.first().unwrap_or_else(|| panic!("an artefact of kind {kind}"));
    assert!(documents.iter().all(|document| document == first), "{kind}: {documents:#?}");
    first.clone()
}
