//! Documents as they are found in public: all are read, and the refused ones are refused with a place and a reason.

use mapc::diag::Level;

use crate::support::documents::{findings, read};

/// The documents of a folder, by name; says so and gives none where there is no corpus.
pub fn documents(folder: &str, extension: &str) -> Vec<(String, String)> {
    let Some(folder) = crate::support::corpus::folder(folder) else { return Vec::new() };
    let Ok(entries) = std::fs::read_dir(&folder) else { return Vec::new() };
    let mut found: Vec<(String, String)> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("a text"))
        })
        .collect();
    found.sort();
    found
}

/// Those that DMS refuses when a task is made, and why: eleven, by what the service is known to answer.
const REFUSED: &[(&str, &str)] = &[
    ("019.json", "document/repeated-id"),
    ("066.json", "document/repeated-id"),
    ("069.json", "document/no-selection"),
    ("160.json", "document/no-selection"),
    ("161.json", "document/no-selection"),
    ("164.json", "document/no-selection"),
    ("165.json", "document/no-selection"),
    ("172.json", "document/missing-key"),
    ("185.json", "document/no-selection"),
    ("194.json", "document/no-selection"),
    ("198.json", "document/no-selection"),
];

#[test]
fn every_document_is_read_and_those_that_dms_refuses_are_told_from_the_others() {
    let documents = documents("dms", "json");
    let mut refused = Vec::new();
    for (name, content) in &documents {
        let (document, findings) = read(content);
        assert!(document.is_some_and(|document| !document.rules.is_empty()), "{name}: {findings:?}");
        let errors = findings.iter().filter(|finding| finding.level == Level::Error);
        refused.extend(errors.map(|finding| (name.as_str(), finding.code)));
    }
    if !documents.is_empty() {
        assert_eq!(refused, REFUSED);
    }
}

/// The first error of each text that is no document.
const MALFORMED: &[&str] = &[
    "bad-01.txt:3:30: error[document/not-json]: expected the name of a member in `\"`, found `is`",
    "bad-02.txt:7:22: error[document/unknown-word]: `rule-action` is never `<valid object-mapping rule action>`",
    "bad-04.txt:7:22: error[document/unknown-word]: `rule-action` is never `valid object-mapping rule action`",
    "bad-05.txt:25:1: error[document/not-json]: the text ends where the name of a member in `\"` must stand",
    "bad-09.txt:23:1: error[document/not-json]: the text ends where the name of a member in `\"` must stand",
    "bad-10.txt:22:12: error[document/not-json]: expected the value of a member, found `ITEM-primary-key`",
    "bad-13.txt:27:4: error[document/not-json]: expected `,` or `}` after a member, found `\"`",
    "bad-15.txt:10:33: error[document/not-json]: nothing follows this `,`",
    "bad-17.txt:76:1: error[document/not-json]: expected `,` or `]` after an element, found `.`",
];

#[test]
fn what_is_no_document_is_refused_with_a_place_and_a_reason() {
    let documents = documents("dms/malformed", "txt");
    let first: Vec<String> = documents
        .iter()
        .map(|(name, content)| {
            let findings = findings(content);
            let error = findings.iter().find(|finding| finding.level == Level::Error);
            error.map_or_else(|| panic!("{name}: {findings:?}"), |error| format!("{name}:{error}"))
        })
        .collect();
    if !documents.is_empty() {
        assert_eq!(first, MALFORMED);
    }
}

/// Half a document, and one with another character in a place, is read or refused, but never a panic.
#[test]
fn no_damage_to_a_document_ends_the_program() {
    for (_, content) in documents("dms", "json").iter().step_by(4) {
        let places: Vec<usize> = (0..content.len()).filter(|at| content.is_char_boundary(*at)).step_by(7).collect();
        for at in places {
            findings(&content[..at]);
            for other in ["", "\"", "{", "null", "\u{0}", "é", "%", "${"] {
                findings(&format!("{}{other}{}", &content[..at], content[at..].chars().skip(1).collect::<String>()));
            }
        }
    }
}
