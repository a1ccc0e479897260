//! Runs one of the Java programs of `tests/oracles/hive` on a list of texts.

use std::ffi::OsString;
use std::fs;
use std::io::Seek;
use std::path::Path;
use std::process::Command;

use crate::support::oracle;

/// What Hive says of one text: the fields of its answer, or its message.
pub type Answer = Result<Vec<String>, String>;

/// The answers of the program `class` to `texts`, in one process; `None` without the oracle.
pub fn ask(class: &str, texts: &[String]) -> Option<Vec<Answer>> {
    let cache = oracle::cache().join("hive");
    if !oracle::is_there("hive", missing(&cache, class)) {
        return None;
    }
    let mut input = tempfile::tempfile().expect("a temporary file can be made");
    let lines: String = texts.iter().map(|text| escape(text) + "\n").collect();
    std::io::Write::write_all(&mut input, lines.as_bytes()).expect("a temporary file can be written");
    input.rewind().expect("a temporary file can be read");

    let mut class_path = OsString::from(cache.join("classes"));
    class_path.push(":");
    class_path.push(cache.join("jars-3.5.9/*"));
    let output = Command::new("java")
        // Hive's statements reach into a class of the JDK; its types do not mind.
        .args(["--add-opens", "java.base/java.net=ALL-UNNAMED", "-cp"])
        .arg(class_path)
        .arg(class)
        .stdin(input)
        .output()
        .expect("java runs");
    assert!(output.status.success(), "{class} failed: {}", String::from_utf8_lossy(&output.stderr));
    let answers: Vec<Answer> = String::from_utf8(output.stdout).expect("UTF-8 comes out").lines().map(answer).collect();
    assert_eq!(answers.len(), texts.len(), "{class} gives one answer a text");
    Some(answers)
}

/// The version of Java, `17` of `17.0.15`.
pub fn java_version() -> Option<u32> {
    let output = Command::new("java").arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.split_whitespace().nth(1)?.split('.').next()?.parse().ok()
}

/// What is missing in the folder that `get.sh` fills: Java, or classes of the very sources in this repository.
fn missing(cache: &Path, class: &str) -> Option<String> {
    for source in [class, "Line"].map(|class| format!("{class}.java")) {
        let ours = fs::read(oracle::repository("tests/oracles/hive").join(&source)).expect("the source is there");
        if fs::read(cache.join("classes").join(&source)).ok().is_none_or(|compiled| compiled != ours) {
            return Some("tests/oracles/hive/get.sh has not been run".to_owned());
        }
    }
    java_version().is_none().then(|| "there is no java".to_owned())
}

fn answer(line: &str) -> Answer {
    let mut fields = line.split('\t').map(unescape);
    match fields.next().as_deref() {
        Some("OK") => Ok(fields.collect()),
        Some("ERR") => Err(fields.next().unwrap_or_default()),
        _ => panic!("no answer: {line}"),
    }
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t")
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        out.push(match character {
            '\\' => match characters.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                other => other.unwrap_or('\\'),
            },
            plain => plain,
        });
    }
    out
}
