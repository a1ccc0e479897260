//! `mapc diff`: two documents of table mappings.

use std::fs;

use super::{folder, refuses, run};

const FIRST: &str = r#"{"rules": [
  {"rule-type": "selection", "rule-id": "1", "rule-name": "a", "rule-action": "include",
   "object-locator": {"schema-name": "shop", "table-name": "orders"}, "load-order": "2"},
  {"rule-type": "selection", "rule-id": "2", "rule-name": "b", "rule-action": "exclude",
   "object-locator": {"schema-name": "shop", "table-name": "orders%"}}
]}
"#;

#[test]
fn documents_that_mean_the_same_are_passed_over() {
    let place = folder();
    fs::write(place.path().join("a.json"), FIRST).expect("a file");
    fs::write(place.path().join("b.json"), FIRST.replace("\"2\"", "7")).expect("a file");
    let ran = run(place.path(), &["diff", "a.json", "a.json"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(0), "", ""));
}

#[test]
fn differences_are_shown_with_their_places() {
    let place = folder();
    let first = FIRST.replace("orders%", "lines");
    let second = first.replace("\"2\"", "7").replace("lines", "goods").replace("orders\"}", "%\"}");
    fs::write(place.path().join("a.json"), &first).expect("a file");
    fs::write(place.path().join("b.json"), format!("\u{feff}{second}")).expect("a file");
    let ran = run(place.path(), &["diff", "a.json", "b.json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
    assert_eq!(
        ran.stdout,
        "+ exclude table shop.goods  (b.json:4)\n+ select table shop.%  (b.json:2)\n- select table shop.orders  (a.json:2)\n"
    );
    let ran = run(place.path(), &["diff", "--message-format", "json", "a.json", "b.json"]);
    assert_eq!(
        ran.stdout.lines().next(),
        Some(r#"{"about":"exclude table shop.goods","change":"only-second","places":["b.json:4"]}"#)
    );
    fs::write(place.path().join("b.json"), first.replace("\"load-order\": \"2\"", "\"load-order\": 3"))
        .expect("a file");
    let ran = run(place.path(), &["diff", "a.json", "b.json"]);
    assert_eq!(
        (ran.code, ran.stdout.as_str()),
        (Some(1), "! select table shop.orders  (a.json:2, b.json:2)\n  - load order: 2\n  + load order: 3\n")
    );
}

#[test]
fn what_is_no_document_is_said_with_its_place() {
    let place = folder();
    fs::write(place.path().join("a.json"), FIRST).expect("a file");
    fs::write(place.path().join("b.json"), &FIRST[..100]).expect("a file");
    let ran = run(place.path(), &["diff", "a.json", "b.json"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("error[document/not-json]") && ran.stderr.contains("b.json:2:"), "{}", ran.stderr);
    refuses(place.path(), &["diff", "a.json", "c.json"], "`c.json` cannot be read: no such file or folder");
}
