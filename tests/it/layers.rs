//! Which module may use which, checked against the source text.
//!
//! The table is the architecture; a module that it does not know fails the test. Unit tests inside the source
//! (`#[cfg(test)]`) may use what they like.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::rust_source::{self, SourceFile};

/// A module and the modules that it may use, from the bottom up. `stages/*` stands for each stage.
const LAYERS: &[(&str, &[&str])] = &[
    // What everything is made of.
    ("text", &[]),
    ("types", &["text"]),
    ("paths", &[]),
    ("bytes", &[]),
    ("artefact", &["bytes", "paths"]),
    ("manifest", &["artefact"]),
    ("diag", &["text"]),
    ("yaml", &["text"]),
    // Readers: text in, trees and tables out.
    ("syntax", &["text", "types", "diag"]),
    ("schema", &["text", "types", "diag", "yaml"]),
    ("params", &["text", "diag", "yaml"]),
    ("expression", &[]),
    ("dms_condition", &[]),
    ("dms_types", &["text", "types", "schema"]),
    ("dms_document", &["text", "types", "diag", "expression", "dms_condition", "dms_types", "syntax", "schema"]),
    // What was decided, what travels, what a stage is.
    ("value", &["text", "types", "syntax"]),
    ("pieces", &["text", "types", "value", "schema"]),
    ("settings", &["text", "diag", "value"]),
    ("mapping", &["text", "types", "value", "settings", "schema", "syntax"]),
    ("unchecked", &["text", "types", "value", "settings", "syntax", "mapping"]),
    ("shape", &["text", "types", "value", "mapping", "schema"]),
    ("lock", &["text", "diag"]),
    ("emit", &["text", "bytes", "diag", "artefact", "lock"]),
    (
        "stage",
        &[
            "text",
            "types",
            "diag",
            "artefact",
            "value",
            "settings",
            "lock",
            "emit",
            "schema",
            "mapping",
            "unchecked",
            "shape",
        ],
    ),
    ("formats", &["text", "types", "diag", "shape"]),
    (
        "stages/*",
        &[
            "text",
            "types",
            "diag",
            "artefact",
            "value",
            "pieces",
            "settings",
            "lock",
            "emit",
            "schema",
            "mapping",
            "unchecked",
            "shape",
            "stage",
            "formats",
            "expression",
            "dms_condition",
            "dms_types",
        ],
    ),
    ("stages", &["stage"]),
    // The steps.
    (
        "resolve",
        &["text", "types", "diag", "params", "value", "settings", "syntax", "schema", "mapping", "unchecked", "stage"],
    ),
    (
        "plan",
        &[
            "text",
            "types",
            "diag",
            "value",
            "settings",
            "lock",
            "emit",
            "schema",
            "mapping",
            "unchecked",
            "shape",
            "stage",
        ],
    ),
    ("proofs", &["text", "types", "diag", "value", "pieces", "schema", "syntax", "mapping", "shape", "plan"]),
    ("eval", &["text", "types", "diag", "value", "pieces", "schema", "syntax", "mapping", "shape", "stage", "plan"]),
    (
        "review",
        &[
            "text",
            "types",
            "diag",
            "bytes",
            "artefact",
            "value",
            "settings",
            "lock",
            "emit",
            "schema",
            "mapping",
            "unchecked",
            "shape",
            "stage",
            "plan",
        ],
    ),
    // The door of the library, and the doors of the program.
    ("project", &["text", "diag", "artefact", "eval", "review"]),
    ("load", &["text", "diag", "lock", "syntax", "schema", "project"]),
    ("codes", &["*"]),
    (
        "tables",
        &[
            "text", "artefact", "diag", "lock", "mapping", "emit", "resolve", "plan", "proofs", "eval", "stages",
            "review",
        ],
    ),
    ("build_script", &["*"]),
    ("cli", &["*"]),
    ("lib", &["*"]),
    ("main", &["*"]),
];

/// Crates and parts of the standard library that only some files may use: the name, and where.
const RESERVED: &[(&str, &[&str])] = &[
    ("std::fs", &["cli", "main", "build_script.rs"]),
    ("std::env", &["cli", "main", "build_script.rs"]),
    ("std::net", &["cli", "main"]),
    ("std::process", &["cli", "main"]),
    ("std::thread", &["cli", "main"]),
    ("std::time", &["cli", "main"]),
    ("std::io::stdin", &["cli", "main"]),
    ("std::io::stdout", &["cli", "main"]),
    ("std::io::stderr", &["cli", "main"]),
    ("tokio", &["cli/import/live/door"]),
    ("sqlx", &["cli/import/live/door"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("quick_xml", &["cli"]),
    ("anyhow", &["cli", "main"]),
    ("pest", &["syntax/pairs"]),
    ("pest_derive", &["syntax/pairs"]),
    ("serde_yaml", &["yaml.rs"]),
    ("rayon", &["schema/sql/ahead.rs", "tables.rs", "manifest.rs", "emit/targets.rs", "cli"]),
    ("sqlparser", &["schema/sql/types/mod.rs"]),
    ("annotate_snippets", &["diag/render"]),
];

#[test]
fn modules_use_only_the_layers_below_them() {
    let allowed: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut wrong = Vec::new();
    for file in rust_source::read() {
        let layer = file.layer();
        let Some(may_use) = allowed.get(row_of(&layer)) else {
            wrong.push(format!(
                "src/{}: module `{layer}` is not in the table LAYERS of tests/it/layers.rs; add a row that says what it may use",
                file.path
            ));
            continue;
        };
        for path in &file.paths {
            let Some(used) = rust_source::layer_of(&path.segments) else { continue };
            let may = may_use.contains(&"*") || may_use.contains(&used.as_str()) || used == layer;
            if !may {
                wrong.push(format!(
                    "src/{}:{}: `{layer}` may not use `{used}` ({}); it may use: {}",
                    file.path,
                    path.line,
                    path.segments.join("::"),
                    may_use.join(", ")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn the_table_names_no_module_twice_and_only_lower_ones() {
    let mut seen = BTreeSet::new();
    for (module, may_use) in LAYERS {
        for used in *may_use {
            let known = *used == "*" || seen.contains(used) || (*used == "stages" && seen.contains(&"stages/*"));
            assert!(known, "`{module}` uses `{used}`, which stands above it or nowhere");
        }
        assert!(seen.insert(module), "`{module}` stands twice in the table");
    }
}

#[test]
fn reserved_crates_stay_in_their_files() {
    let mut wrong = Vec::new();
    for file in rust_source::read() {
        for path in &file.paths {
            let written = path.segments.join("::");
            let reserved = RESERVED.iter().find(|(name, _)| starts_path(&written, name));
            let Some((name, homes)) = reserved else { continue };
            if !homes.iter().any(|home| file.path.starts_with(home)) {
                wrong.push(format!(
                    "src/{}:{}: `{written}`: only {} may use `{name}`",
                    file.path,
                    path.line,
                    homes.join(", ")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn files_do_not_use_each_other_in_a_circle() {
    let files = rust_source::read();
    let uses = rust_source::uses_between(&files);
    let circle = rust_source::find_circle(&uses);
    assert!(
        circle.is_none(),
        "files use each other in a circle: {}\nput what they share into a file that uses neither",
        circle.unwrap_or_default().join(" -> ")
    );
}

#[test]
fn files_open_with_a_sentence_and_stay_below_700_lines() {
    let mut wrong = Vec::new();
    for file in rust_source::read() {
        if !file.text.starts_with("//! ") {
            wrong.push(format!("src/{}: opens without `//!` and a sentence on what it holds", file.path));
        }
        let lines = file.text.lines().count();
        if lines > 700 {
            wrong.push(format!("src/{}: {lines} lines; it wants to be several files", file.path));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// Whether the path `written` is `name` or goes on below it.
fn starts_path(written: &str, name: &str) -> bool {
    written.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// The row of the table that speaks of `layer`.
fn row_of(layer: &str) -> &str {
    if layer.starts_with("stages/") { "stages/*" } else { layer }
}

/// The checks themselves must be able to fail.
mod planted {
    use super::*;

    fn file(path: &str, text: &str) -> SourceFile {
        SourceFile::parse(path.to_owned(), text.to_owned())
    }

    #[test]
    fn paths_are_found_wherever_they_stand() {
        let text = r#"
            use crate::text::{Name, Span};
            use std::{collections::BTreeMap, fs};
            // use crate::comment::X;
            fn f() -> crate::types::Type { let s = "crate::string::X"; super::tree::g('"') }
            #[cfg(test)]
            mod tests { use crate::testing::X; }
            use crate::diag::Code as Kind;
        "#;
        let found: BTreeSet<String> =
            file("syntax/x.rs", text).paths.iter().map(|path| path.segments.join("::")).collect();
        for expected in [
            "crate::text::Name",
            "crate::text::Span",
            "std::collections::BTreeMap",
            "std::fs",
            "crate::types::Type",
            "crate::syntax::tree::g",
            "crate::diag::Code",
        ] {
            assert!(found.contains(expected), "{expected} is not in {found:?}");
        }
        for absent in ["comment", "string", "testing"] {
            assert!(!found.iter().any(|path| path.contains(absent)), "{absent} is in {found:?}");
        }
    }

    #[test]
    fn a_child_that_uses_what_its_parent_defines_is_a_circle() {
        let files = [
            file("a/mod.rs", "mod b; pub use b::f; pub struct Shared;"),
            file("a/b.rs", "use super::Shared; pub fn f() {}"),
            file("c.rs", "use crate::a::f;"),
        ];
        let circle = rust_source::find_circle(&rust_source::uses_between(&files)).expect("a circle");
        assert_eq!(circle.first(), circle.last());
        assert!(circle.contains(&"a/mod.rs".to_owned()) && circle.contains(&"a/b.rs".to_owned()), "{circle:?}");
    }

    #[test]
    fn a_leaf_that_both_use_is_no_circle() {
        let files = [
            file("a/mod.rs", "mod b; mod model; pub use b::f; pub use model::Shared;"),
            file("a/b.rs", "use super::model::Shared; pub fn f() {}"),
            file("a/model.rs", "pub struct Shared;"),
        ];
        assert_eq!(rust_source::find_circle(&rust_source::uses_between(&files)), None);
    }
}
