//! Texts that are no mappings and no schemas: each is a finding, never a panic, and never artefacts in silence.
//!
//! Sizes are an eighth of a megabyte here, so that the run stays short; the readers' limits are tested beside them.

use mapc::Output;

use crate::support::compile::{Memory, compile, findings};
use crate::support::shipped;

const SIZE: usize = 1 << 17;

/// What a reader may choke on, by a name for messages.
fn garbage() -> Vec<(&'static str, Vec<u8>)> {
    let repeat = |text: &str| text.repeat(SIZE / text.len()).into_bytes();
    vec![
        ("one letter", b"x".to_vec()),
        ("no UTF-8", vec![0xFF, 0xFE, 0xFD, b'\n', 0x80]),
        ("zero bytes", vec![0; 4096]),
        ("every byte", (0..=255).collect()),
        ("opening braces", repeat("{")),
        ("closing braces", repeat("}\n")),
        ("opening parentheses", repeat("(")),
        ("opening brackets", repeat("[")),
        ("quotes", repeat("\"")),
        ("an open text", repeat("\"a\n")),
        ("backticks", repeat("`")),
        ("holes", repeat("${")),
        ("one long line", repeat("field ")),
        ("empty maps", repeat("map m from a.b -> dms {\n")),
        ("conditions", repeat("not (")),
        ("comment openers", repeat("/*")),
        ("dashes", repeat("- ")),
        ("anchors", repeat("&a [*a, ")),
        ("colons", repeat("a: ")),
        ("tabs and returns", repeat("\t\r")),
        ("letters of two lines", "\u{2028}\u{202E}\u{FEFF}é日\u{1F600}\n".repeat(1000).into_bytes()),
        ("tables", repeat("CREATE TABLE t (")),
        ("checks", format!("CREATE TABLE t (a int CHECK ({}1", "1+(".repeat(SIZE / 3)).into_bytes()),
        ("an open name", repeat("CREATE TABLE `a")),
        ("an open comment", repeat("/* CREATE TABLE t (a int);")),
    ]
}

/// The findings must be some, and few enough to be read.
fn refused(name: &str, output: &Output) {
    assert!(output.diagnostics.any_errors(), "{name}: no error: {:?}", findings(output));
    let said: usize = findings(output).iter().map(String::len).sum();
    assert!(said < 32 * SIZE, "{name}: the messages are {said} bytes long");
}

#[test]
fn garbage_as_a_mapping_is_refused() {
    // Blanks alone are a mapping without a line.
    for (name, bytes) in garbage().into_iter().filter(|(name, _)| *name != "tabs and returns") {
        refused(name, &compile_bytes(bytes, &Memory::shipped()));
    }
}

#[test]
fn garbage_as_a_schema_is_refused() {
    for (dialect, file) in [("mysql", "s.sql"), ("oracle", "s.sql"), ("yaml", "s.yaml")] {
        let text = format!(
            "schema s from {dialect} \"{file}\"\nmap m from s.t -> dms -> dynamodb t {{\n  partition key a\n  field *\n}}\n"
        );
        for (name, bytes) in garbage() {
            let mut files = Memory::shipped();
            files.put_bytes(file, bytes);
            refused(&format!("{name} as {dialect}"), &compile(&text, &files));
        }
    }
}

#[test]
fn a_cut_mapping_gives_few_findings() {
    for mapping in shipped::all() {
        let cuts = mapping.text.char_indices().map(|(at, _)| at);
        for at in cuts {
            let output = mapping.compile_as(&mapping.text[..at]);
            // A cut between two blocks leaves a whole mapping; inside one it is the missing end and what hung on it.
            let most = 3;
            assert!(output.diagnostics.len() <= most, "{} cut at {at}: {:#?}", mapping.name, findings(&output));
        }
    }
}

#[test]
fn a_cut_schema_never_panics() {
    for (mapping, file) in [("purchase", "mydatabase.sql"), ("race-entries", "sh.sql")] {
        let mapping = shipped::all().into_iter().find(|it| it.name == mapping).expect("a shipped mapping");
        let whole = Memory::shipped();
        let text = whole.text(file);
        for (at, _) in text.char_indices().step_by(3) {
            let mut files = whole.clone();
            files.put(file, &text[..at]);
            let output = compile(&mapping.text, &files);
            let known = output.artefacts.is_empty() == output.diagnostics.any_errors();
            assert!(known, "{file} cut at {at}: neither artefacts nor errors: {:#?}", findings(&output));
        }
    }
}

fn compile_bytes(bytes: Vec<u8>, files: &Memory) -> Output {
    let sources = mapc::Sources { mappings: vec![("test.mapc".to_owned(), bytes)], files };
    mapc::compile(&sources, &mapc::Options::default())
}
