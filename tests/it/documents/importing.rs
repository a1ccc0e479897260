//! Documents become texts, which compile to documents that mean the same.

use std::fs;

use mapc::diag::Level;
use mapc::dms_document::import::{Choices, Imported, import};
use mapc::dms_document::{compare, model::Document};
use mapc::syntax::write::write;

use crate::support::compile::{Memory, compile, findings};
use crate::support::documents::read;
use crate::support::oracle::repository;

/// The text of a document, and why it is partial.
pub fn imported(content: &str) -> (Document, String, Imported) {
    let (document, found) = read(content);
    let document = document.unwrap_or_else(|| panic!("{found:?}"));
    let refused = found.iter().filter(|finding| finding.level == Level::Error).map(|finding| finding.message.clone());
    let choices = Choices { dialect: None, name: "task".to_owned(), refused: refused.collect(), tables: Vec::new() };
    let imported = import(&document, &choices);
    let text = write(&imported.page).unwrap_or_else(|| panic!("a text: {:?}", imported.page));
    (document, text, imported)
}

/// The text compiles, to no document.
pub const NOTHING: &str = "no document";

/// The document that a text compiles to, or why it does not compile.
pub fn compiled(text: &str) -> Result<Document, String> {
    let output = compile(text, &Memory::default());
    if output.diagnostics.any_errors() {
        return Err(findings(&output).join("\n"));
    }
    let mut documents: Vec<String> = output
        .artefacts
        .iter()
        .filter(|artefact| artefact.path.ends_with("table-mappings.json"))
        .map(|artefact| String::from_utf8(artefact.bytes().into_owned()).expect("a text"))
        .collect();
    match (documents.pop(), documents.len()) {
        (Some(document), 0) => {
            let (document, found) = read(&document);
            document.ok_or_else(|| format!("{found:?}"))
        }
        (None, _) => Err(NOTHING.to_owned()),
        (Some(_), others) => Err(format!("{others} other documents")),
    }
}

/// How the two documents differ; `Err` where the text does not compile.
fn roundtrip(content: &str) -> (String, Imported, Result<String, String>) {
    let (document, text, imported) = imported(content);
    let differences = compiled(&text)
        .map(|again| compare(&document, &again).iter().map(|difference| format!("{difference}\n")).collect::<String>());
    (text, imported, differences)
}

/// A document as one value a line, which is how people and consoles write it.
fn lines_of_json(content: &str) -> usize {
    let plain: String = content.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let value: serde_json::Value = serde_json::from_str(&plain).expect("JSON");
    serde_json::to_string_pretty(&value).expect("JSON").lines().count()
}

#[test]
fn every_document_of_the_corpus_compiles_and_means_the_same_or_says_why_not() {
    let mut wrong = Vec::new();
    let (mut whole, mut partial, mut lines, mut lines_of_documents) = (0, 0, 0, 0);
    for (name, content) in super::corpus::documents("dms", "json") {
        let (text, imported, differences) = roundtrip(&content);
        // What is not imported is said in comments, and no part of the measure.
        let own = text.lines().filter(|line| !line.is_empty() && !line.starts_with("// partial: ")).count();
        // A map has four lines and a task of several three, which small documents do not make good.
        if imported.partial.is_empty() && own * 3 > lines_of_json(&content) && lines_of_json(&content) > 40 {
            wrong.push(format!("{name}: {own} lines\n{text}"));
        }
        lines += own;
        lines_of_documents += lines_of_json(&content);
        match differences {
            Err(why) if why != NOTHING => wrong.push(format!("{name} does not compile: {why}\n{text}")),
            Ok(differences) if !differences.is_empty() && imported.partial.is_empty() => {
                wrong.push(format!("{name} differs in\n{differences}{text}"));
            }
            Err(_) if imported.partial.is_empty() => wrong.push(format!("{name}: nothing comes of it\n{text}")),
            Ok(_) | Err(_) => {}
        }
        if imported.partial.is_empty() { whole += 1 } else { partial += 1 }
    }
    assert!(wrong.is_empty(), "{} documents\n{}", wrong.len(), wrong.join("\n"));
    if whole + partial > 0 {
        assert_eq!((whole, partial), (85, 20));
        assert!(lines * 3 <= lines_of_documents, "{lines} lines of {lines_of_documents}");
    }
}

/// Documents in the kind of those that people have, and the texts that they become: these are read in a review.
#[test]
fn samples_become_the_texts_beside_them() {
    let folder = repository("tests/it/documents/samples");
    let mut count = 0;
    for name in SAMPLES {
        let content = fs::read_to_string(folder.join(format!("{name}.json"))).expect("a document");
        let (text, imported, differences) = roundtrip(&content);
        let path = folder.join(format!("{name}.mapc"));
        if std::env::var_os("INSTA_UPDATE").is_some() {
            fs::write(&path, &text).expect("a text is written");
        }
        assert_eq!(fs::read_to_string(&path).expect("a text"), text, "{name}; INSTA_UPDATE=always writes it");
        let is_whole = *name != "troubled";
        assert_eq!(
            (imported.partial.is_empty(), differences.as_deref().map(str::is_empty)),
            (is_whole, Ok(is_whole)),
            "{name}: {differences:?}\n{text}"
        );
        count += 1;
    }
    let there = fs::read_dir(&folder).expect("the samples").count();
    assert_eq!(there, 2 * count, "each document has a text, and each text a document");
}

const SAMPLES: &[&str] = &[
    "columns",
    "condition",
    "console",
    "filters",
    "items",
    "keys",
    "loading",
    "masking",
    "patterns",
    "stream",
    "topics",
    "troubled",
];

/// A sample, a line of its text and what becomes of it, and how the document then differs from the sample.
const EDITS: &[(&str, &str, &str, &str)] = &[
    (
        "columns",
        "rename field mail to email",
        "rename field mail to address",
        "! rename column app.person.mail\n  - value: \"email\"\n  + value: \"address\"\n",
    ),
    ("columns", "exclude password, salt", "exclude password", "- remove-column column app.person.salt\n"),
    (
        "console",
        "rename schema lowercase",
        "rename schema uppercase",
        "- convert-lowercase schema CLINIC\n+ convert-uppercase schema CLINIC\n",
    ),
    (
        "filters",
        "where shop.orders.state = \"paid\" or shop.orders.state = \"sent\"",
        "where shop.orders.state = \"paid\"",
        "! select table shop.orders\n  - filters: \"placed\" >= \"2024-01-01\" and \"state\" (= \"paid\" or = \"sent\") and \"total\" between \"100\" and \"250.50\"\n  + filters: \"placed\" >= \"2024-01-01\" and \"state\" = \"paid\" and \"total\" between \"100\" and \"250.50\"\n",
    ),
    (
        "items",
        "sort key sku = \"${sku}\"",
        "sort key sku = \"${sku}-${town}\"",
        "! map shop.line\n  - attribute \"sku\": string \"${sku}\"\n  + attribute \"sku\": string \"${sku}-${town}\"\n",
    ),
    (
        "keys",
        "primary key sku, site",
        "primary key site, sku",
        "! define-primary-key table inventory.item\n  - columns: [\"sku\", \"site\"]\n  + columns: [\"site\", \"sku\"]\n",
    ),
    (
        "loading",
        "boundary 3000, \"WEST\"",
        "boundary 4000, \"WEST\"",
        "! settings HR.SALES\n  - boundaries: [\"1000\", \"NORTH\"], [\"3000\", \"WEST\"]\n  + boundaries: [\"1000\", \"NORTH\"], [\"4000\", \"WEST\"]\n",
    ),
    ("loading", "load-order 2", "load-order 5", "! select table HR.EMPLOYEE\n  - load order: 2\n  + load order: 5\n"),
    (
        "masking",
        "mask phone digits \"#\"",
        "mask phone digits \"*\"",
        "! data-masking-digits-mask column bank.account.phone\n  - value: \"#\"\n  + value: \"*\"\n",
    ),
    (
        "stream",
        "partition-key primary-key",
        "partition-key constant",
        "! map app.audit\n  - shard by: primary-key\n  + shard by: constant\n",
    ),
];

#[test]
fn an_edited_line_changes_its_rule_and_no_other() {
    for (name, line, other, expected) in EDITS {
        let folder = repository("tests/it/documents/samples");
        let content = fs::read_to_string(folder.join(format!("{name}.json"))).expect("a document");
        let (document, text, _) = imported(&content);
        assert_eq!(text.matches(line).count(), 1, "{name}: {line}\n{text}");
        let again = compiled(&text.replace(line, other)).unwrap_or_else(|why| panic!("{name}: {other}: {why}"));
        let differences: String =
            compare(&document, &again).iter().map(|difference| format!("{difference}\n")).collect();
        assert_eq!(&differences, expected, "{name}: {other}");
    }
}

/// Names that would end a line, a text or a pattern, or stand for something else.
const HOSTILE: &[&str] = &[
    "a`b",
    "${x}",
    "a\\\"b",
    "\u{202e}abc",
    "from",
    "a.b",
    "a b",
    "$(p)",
    "not",
    "1a",
    "é",
    "a\\\\b",
    "{",
    "//x",
    "*",
    "?",
    "a-",
    "-a",
    "[x",
    "`",
    "table",
    "\\n",
    "a\\tb",
    "\u{feff}",
    "שלום",
    "true",
    "#",
    "a'b",
    "->",
    "=",
];

#[test]
fn hostile_names_are_written_so_that_they_are_read_again_or_are_refused() {
    let long = "x".repeat(5_000);
    let mut refused = Vec::new();
    for name in HOSTILE.iter().copied().chain([long.as_str()]) {
        let content = format!(
            r#"{{"rules": [
            {{"rule-type": "selection", "rule-id": "1", "rule-name": "1", "rule-action": "include",
              "object-locator": {{"schema-name": "{name}", "table-name": "t"}}}},
            {{"rule-type": "transformation", "rule-id": "2", "rule-name": "2", "rule-action": "rename", "rule-target": "column",
              "object-locator": {{"schema-name": "{name}", "table-name": "t", "column-name": "c"}}, "value": "{name}"}},
            {{"rule-type": "transformation", "rule-id": "3", "rule-name": "3", "rule-action": "add-prefix", "rule-target": "table",
              "object-locator": {{"schema-name": "{name}", "table-name": "t"}}, "value": "{name}"}}]}}"#
        );
        let (text, imported, differences) = roundtrip(&content);
        assert!(text.lines().all(|line| !line.contains('\u{202e}')), "{text}");
        match differences {
            Ok(differences) => assert_eq!(differences.is_empty(), imported.partial.is_empty(), "{text}{differences}"),
            Err(why) => {
                assert_eq!(why, NOTHING, "{text}");
                assert!(!imported.partial.is_empty(), "{text}");
            }
        }
        if !imported.partial.is_empty() {
            refused.push(name);
        }
    }
    assert_eq!(refused, ["\u{202e}abc", "[x", "\\n", "a\\tb", "\u{feff}"]);
}
