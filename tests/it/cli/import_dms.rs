//! `mapc import dms`: a document of table mappings becomes a mapping.

use std::fs;

use super::{folder, refuses, run};

const DOCUMENT: &str = r#"{"rules": [
  {"rule-type": "selection", "rule-id": "1", "rule-name": "a", "rule-action": "include",
   "object-locator": {"schema-name": "SHOP", "table-name": "ORDERS"}},
  {"rule-type": "transformation", "rule-id": "2", "rule-name": "c", "rule-action": "remove-column", "rule-target": "column",
   "object-locator": {"schema-name": "SHOP", "table-name": "ORDERS", "column-name": "CARD"}}
]}
"#;

#[test]
fn the_mapping_compiles_to_a_document_that_means_the_same() {
    let place = folder();
    fs::write(place.path().join("shop.json"), DOCUMENT).expect("a file");
    let ran = run(place.path(), &["import", "dms", "shop.json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(
        ran.stdout,
        "schema SHOP unchecked oracle // a guess, as is the target: the document names neither

map orders from SHOP.ORDERS -> dms -> database target {
  field *
  exclude CARD
}
"
    );
    fs::write(place.path().join("shop.mapc"), ran.stdout).expect("a file");
    assert_eq!(run(place.path(), &["fmt", "--check", "shop.mapc"]).code, Some(0));
    assert_eq!(run(place.path(), &["compile", "shop.mapc"]).code, Some(0));
    let ran = run(place.path(), &["diff", "shop.json", "out/orders/dms.table-mappings.json"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""), "{}", ran.stderr);
}

#[test]
fn the_database_is_said_or_known_from_a_schema_whose_tables_are_listed() {
    let place = folder();
    fs::write(place.path().join("shop.json"), DOCUMENT).expect("a file");
    fs::write(place.path().join("SHOP.sql"), "CREATE TABLE ORDERS (ID int, CARD text);").expect("a file");
    let ran = run(place.path(), &["import", "dms", "shop.json", "--schema", "mssql:SHOP.sql", "--dialect", "db2"]);
    let head = "// 0 of 1 tables come along.\n\nschema SHOP unchecked db2 // the target is a guess: the document does not name it\n";
    assert!(ran.stdout.starts_with(head), "{}", ran.stdout);
    let ran = run(place.path(), &["import", "dms", "shop.json", "--schema", "mysql:SHOP.sql"]);
    let head = "// 1 of 1 tables come along.
// SHOP.ORDERS -> SHOP.ORDERS  (rules 1, 2)
//   ID  int
//   - CARD

schema SHOP unchecked mysql // the target is a guess: the document does not name it
";
    assert!(ran.stdout.starts_with(head), "{}", ran.stdout);
}

#[test]
fn what_cannot_be_said_is_marked_as_partial() {
    let place = folder();
    let content = DOCUMENT.replace("CARD", "C\\nD");
    fs::write(place.path().join("shop.json"), content).expect("a file");
    let ran = run(place.path(), &["import", "dms", "shop.json"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stdout.starts_with("// partial: rule 2, which leaves out the column"), "{}", ran.stdout);
    assert_eq!(ran.stderr, "the mapping does not say all that the document says; one reason stands at its top\n");
}

#[test]
fn what_is_no_document_becomes_nothing() {
    let place = folder();
    fs::write(place.path().join("shop.json"), &DOCUMENT[..90]).expect("a file");
    let ran = run(place.path(), &["import", "dms", "shop.json"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
    assert!(ran.stderr.contains("error[document/not-json]"), "{}", ran.stderr);
    refuses(place.path(), &["import", "dms", "none.json"], "`none.json` cannot be read: no such file or folder");
}
