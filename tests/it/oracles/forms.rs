//! The forms that other programs read, and documents held against them. `tests/oracles/forms/get.sh` fetches them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use jsonschema::Validator;
use serde_json::Value;

use crate::support::oracle;

/// A schema of the cache, if it is there.
fn schema(name: &str) -> Option<PathBuf> {
    let path = oracle::cache().join("forms-3").join(name);
    oracle::is_there("schemas of forms", oracle::missing(&[&path])).then_some(path)
}

/// What Jenkins' schema has against a JUnit report, a finding a line; `None` without the oracle.
pub fn junit(report: &Path) -> Option<Vec<String>> {
    let schema = schema("junit-10.xsd")?;
    let program = oracle::repository("tests/oracles/forms/Xsd.java");
    let said = oracle::findings_of(Command::new("java").arg(program).arg(schema).arg(report));
    let mut lines: Vec<String> = said.lines().map(str::to_owned).collect();
    assert_eq!(lines.pop().as_deref(), Some("checked 1"), "the program ended early: {said}");
    Some(lines)
}

/// What the schema of SARIF has against a document, a finding a line; `None` without the oracle.
pub fn sarif(document: &Value) -> Option<Vec<String>> {
    static SCHEMA: OnceLock<Option<Validator>> = OnceLock::new();
    // The first publication had a pattern that is none; errata 01 of the standard mended it so.
    const BROKEN: &str = "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$";
    const MENDED: &str = "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$";
    let schema = SCHEMA.get_or_init(|| json_schema("sarif-2.1.0.json", |text| text.replace(BROKEN, MENDED)));
    schema.as_ref().map(|schema| against(schema, document))
}

/// What SchemaStore's schema has against the file of an action, a finding a line; `None` without the oracle.
pub fn action(document: &Value) -> Option<Vec<String>> {
    let schema = json_schema("github-action.json", str::to_owned)?;
    Some(against(&schema, document))
}

/// What pre-commit says of a file of hooks; `None` without the oracle.
pub fn pre_commit(file: &Path) -> Option<String> {
    let packages = schema("pre-commit")?;
    let python = oracle::cache().join("python/bin/python");
    let mut program = Command::new(if python.exists() { python } else { "python3".into() });
    program.args(["-m", "pre_commit", "validate-manifest"]).arg(file).env("PYTHONPATH", packages);
    Some(oracle::findings_of(&mut program))
}

fn json_schema(name: &str, mend: impl Fn(&str) -> String) -> Option<Validator> {
    let text = std::fs::read_to_string(schema(name)?).expect("a schema in UTF-8");
    let schema: Value = serde_json::from_str(&mend(&text)).expect("a schema in JSON");
    Some(jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema that validates"))
}

fn against(schema: &Validator, document: &Value) -> Vec<String> {
    schema.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_judge_of_junit_finds_what_is_planted() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("report.xml");
    let suite = |inside: &str| {
        format!("<testsuites><testsuite name='a' tests='1' failures='0' errors='0'>{inside}</testsuite></testsuites>")
    };
    for (text, expected) in [
        (suite("<testcase name='b' file='c' line='1'/>"), None),
        (suite("<testcase/>"), Some("name")),
        (suite("<testcase name='b' nonsense='1'/>"), Some("nonsense")),
        (suite("<testcase name='b'><failed/></testcase>"), Some("failed")),
        ("<testsuites><testsuite name='a'/></testsuites>".to_owned(), Some("tests")),
        (suite("<testcase name='&'/>"), Some("not XML")),
        (suite("<testcase name='\u{1b}'/>"), Some("not XML")),
    ] {
        std::fs::write(&file, &text).expect("a file");
        let Some(found) = junit(&file) else { return };
        match expected {
            None => assert_eq!(found, Vec::<String>::new(), "{text}"),
            Some(part) => assert!(found.iter().any(|line| line.contains(part)), "{text}: {found:?}"),
        }
    }
}
