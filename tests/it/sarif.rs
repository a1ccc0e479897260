//! Findings as SARIF, held against the schema of the standard and read as a viewer reads them.

use std::fs;

use mapc::diag::render::{Places, sarif};
use mapc::diag::{Code, Diagnostics};
use mapc::text::{Span, TextId, Texts};
use serde_json::{Value, json};

use crate::oracles::forms;
use crate::support::compile::{Memory, compile};
use crate::support::fences;
use crate::support::oracle::repository;

static PIVOT: Code =
    Code::error("dms/pivot", "# dms/pivot\n\nDMS cannot pivot. It writes rows.\n\n## Example\n\n`x`\n");
static LOSSY: Code = Code::warning("types/lossy", "");

/// The document, which must be what the schema asks for.
fn written(diags: &Diagnostics, main: Option<TextId>, texts: &Texts) -> Value {
    let document: Value = serde_json::from_str(&sarif(diags, main, &mut Places::new(texts))).expect("JSON");
    if let Some(found) = forms::sarif(&document) {
        assert_eq!(found, Vec::<String>::new(), "{document:#}");
    }
    document
}

#[test]
fn a_finding_is_a_result_with_its_rule_places_and_change() {
    let mut texts = Texts::new();
    let sql = texts.add("shop/shop.sql", "CREATE TABLE purchase (\n  quantity int\n);\n");
    let id = texts.add("shop/my shop.mapc", "map 👩 {\n  👩 pivott quantity\n}\n");
    let mut diags = Diagnostics::new();
    diags.push(LOSSY.nowhere("nowhere"));
    diags.enter(Some("purchase".into()));
    diags.push(
        PIVOT
            .at(Span::new(id, 18, 24), "unknown line `pivott` {0}")
            .label("no line begins with this word")
            .also(Span::new(sql, 26, 34), "declared here")
            .note("lines begin with a word\nof { a: 1 }")
            .help("write `pivot`".to_owned())
            .fix("write `pivot`", Span::new(id, 18, 24), "pivot"),
    );
    let document = written(&diags, Some(id), &texts);
    assert_eq!((&document["version"], &document["runs"][0]["columnKind"]), (&json!("2.1.0"), &json!("utf16CodeUnits")));
    let rules = &document["runs"][0]["tool"]["driver"]["rules"];
    assert_eq!(rules[0]["id"], "types/lossy");
    assert_eq!(
        rules[1],
        json!({
            "id": "dms/pivot",
            "shortDescription": { "text": "DMS cannot pivot." },
            "fullDescription": { "text": "DMS cannot pivot. It writes rows." },
            "help": {
                "text": "DMS cannot pivot. It writes rows.\n\n## Example\n\n`x`",
                "markdown": "DMS cannot pivot. It writes rows.\n\n## Example\n\n`x`",
            },
            "defaultConfiguration": { "level": "error" },
            "properties": { "tags": ["dms"] },
        })
    );
    let results = &document["runs"][0]["results"];
    let first_line = json!({ "startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1 });
    assert_eq!(results[0]["locations"][0]["physicalLocation"]["region"], first_line);
    let mapping = json!({ "uri": "shop/my%20shop.mapc", "uriBaseId": "%SRCROOT%" });
    let place = json!({ "startLine": 2, "startColumn": 6, "endLine": 2, "endColumn": 12 });
    assert_eq!(
        results[1],
        json!({
            "ruleId": "dms/pivot",
            "ruleIndex": 1,
            "level": "error",
            "message": {
                "text": "unknown line `pivott` {{0}}: no line begins with this word\n\nnote: lines begin with a word\nof { a: 1 }\n\n\
                         help: write `pivot`",
            },
            "locations": [{
                "physicalLocation": { "artifactLocation": mapping, "region": place },
                "logicalLocations": [{ "fullyQualifiedName": "purchase", "kind": "module" }],
            }],
            "relatedLocations": [{
                "id": 0,
                "physicalLocation": {
                    "artifactLocation": { "uri": "shop/shop.sql", "uriBaseId": "%SRCROOT%" },
                    "region": { "startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 11 },
                },
                "message": { "text": "declared here" },
            }],
            "fixes": [{
                "description": { "text": "write `pivot`" },
                "artifactChanges": [{
                    "artifactLocation": mapping,
                    "replacements": [{ "deletedRegion": place, "insertedContent": { "text": "pivot" } }],
                }],
            }],
        })
    );
}

#[test]
fn a_project_without_findings_is_a_document_too() {
    let document = written(&Diagnostics::new(), None, &Texts::new());
    assert_eq!(document["runs"][0]["results"], json!([]));
}

/// Every code that a mapping can provoke, as its page does.
#[test]
fn every_page_gives_a_document_of_the_standard() {
    let mut seen = 0;
    for code in mapc::codes() {
        let page = fs::read_to_string(repository(&format!("book/src/diagnostics/{}.md", code.name))).expect("a page");
        let mut files = Memory::shipped();
        for block in fences::blocks(&page) {
            if let Some(name) = block.info.strip_prefix("file ") {
                files.put(name, &block.text);
            }
            if block.info == "mapc fails" {
                let output = compile(&block.text, &files);
                let document = written(&output.diagnostics, output.texts.ids().next(), &output.texts);
                let run = &document["runs"][0];
                assert_eq!(run["results"][0]["ruleId"], code.name);
                assert_eq!(run["tool"]["driver"]["rules"][0]["id"], code.name);
                let short = run["tool"]["driver"]["rules"][0]["shortDescription"]["text"].as_str().expect("a text");
                assert!((10..=1_000).contains(&short.len()), "{}: {short}", code.name);
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen} pages");
}

#[test]
fn the_judge_of_sarif_finds_what_is_planted() {
    let good = written(&Diagnostics::new(), None, &Texts::new());
    let mut wrong: Vec<(Value, &str)> = Vec::new();
    let mut plant = |path: &str, value: Value, name: &'static str| {
        let mut document = good.clone();
        *document.pointer_mut(path).expect("a member") = value;
        wrong.push((document, name));
    };
    plant("/runs/0/columnKind", json!("bytes"), "columnKind");
    plant("/version", json!("2.2.0"), "version");
    plant("/runs/0/results", json!([{ "ruleId": "a" }]), "message");
    plant("/runs/0/results", json!([{ "message": { "text": "a" }, "level": "fatal" }]), "fatal");
    plant("/runs/0/results", json!([{ "message": { "text": "a" }, "nonsense": 1 }]), "nonsense");
    for (document, part) in wrong {
        let Some(found) = forms::sarif(&document) else { return };
        assert!(found.iter().any(|line| line.contains(part)), "{part}: {found:?}");
    }
}
