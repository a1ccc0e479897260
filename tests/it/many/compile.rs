//! Maps over generated schemas of many tables, through the whole compiler.

use std::collections::BTreeMap;
use std::fmt::Write;

use mapc::artefact::Artefact;
use mapc::{Options, Output};
use serde_json::Value as Json;

use crate::support::compile::{Memory, compile_with, findings};

/// What DMS takes.
const LIMIT: usize = 2_000_000;

/// All tables through one stream, each with a table of the catalog of its own.
const STREAM: &str = r#"schema SIS from oracle "sis.sql"

map university from SIS.* -> dms -> kinesis "sis-${$table}" -> firehose "sis-${$table}" -> glue "sis.${$table}" {
  field *
  rename field replace "-" with "_"
  allow glue/table-name because "the tables are there" until "2027-06-30"
  allow firehose/no-role because "the role is added later" until "2027-06-30"
  glue {
    location "s3://lake/sis/${$table}/"
  }
}
"#;

/// All tables into one stream.
const ONE_TASK: &str = r#"schema SIS from oracle "sis.sql"

map university from SIS.* -> dms -> kinesis sis {
  field *
  exclude SECRET
}
"#;

/// The statement of a table; its name decides how many columns it has.
fn statement(name: &str) -> String {
    let mut text = format!("CREATE TABLE SIS.{name} (\n  ID NUMBER(10) NOT NULL PRIMARY KEY,\n  SECRET VARCHAR2(10)");
    for column in 0..name.bytes().map(usize::from).sum::<usize>() % 7 {
        let _ = write!(text, ",\n  C{column} VARCHAR2(40)");
    }
    text + "\n);\n"
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("T{}_{n:04}", ["A", "BC", "D_E"][n % 3])).collect()
}

fn compiled(map: &str, names: &[String], lock: Option<&str>) -> Output {
    let mut files = Memory::default();
    files.put("sis.sql", &names.iter().map(|name| statement(name)).collect::<String>());
    let lock = lock.map(|text| ("mapc.lock".to_owned(), text.to_owned()));
    let output = compile_with(map, &files, Options { lock, ..Options::default() });
    assert!(!output.diagnostics.any_errors(), "{}", findings(&output).join("\n"));
    output
}

fn files(output: &Output) -> BTreeMap<&str, String> {
    let text = |artefact: &Artefact| String::from_utf8(artefact.bytes().into_owned()).expect("text");
    output.artefacts.iter().map(|artefact| (artefact.path.as_str(), text(artefact))).collect()
}

/// Whether `less` becomes `more` by lines that are added.
fn is_grown(less: &str, more: &str) -> bool {
    let mut more = more.split('\n');
    less.split('\n').all(|line| more.any(|other| other == line))
}

#[test]
fn each_kind_of_document_is_one_file_for_all_tables() {
    let names = names(50);
    let output = compiled(STREAM, &names, None);
    let files = files(&output);
    let paths: Vec<&str> = files.keys().map(|path| path.trim_start_matches("university/")).collect();
    assert_eq!(
        paths,
        [
            "dms.endpoint-settings.json",
            "dms.table-mappings-by-target.json",
            "dms.task-settings.json",
            "firehose.data-format-conversions.json",
            "firehose.destination-updates.json",
            "glue.athena.sql",
            "glue.table-inputs.json",
            "kinesis.streams.json",
            "review.txt",
        ]
    );
    let json = |path: &str| serde_json::from_str::<Json>(&files[path]).expect("JSON");
    let inputs = json("university/glue.table-inputs.json");
    let expected: Vec<String> = names.iter().map(|name| format!("SIS.{name}")).collect();
    let mut found: Vec<&String> = inputs.as_object().expect("an object").keys().collect();
    found.sort();
    let mut sorted: Vec<&String> = expected.iter().collect();
    sorted.sort();
    assert_eq!(found, sorted);
    assert_eq!(inputs["SIS.TA_0000"]["Name"], "ta_0000");
    assert_eq!(json("university/kinesis.streams.json")["sis-TA_0000"]["StreamName"], "sis-TA_0000");
    let statements = files["university/glue.athena.sql"].matches("CREATE EXTERNAL TABLE").count();
    assert_eq!((statements, files["university/glue.athena.sql"].matches(";\n").count()), (50, 50));
    let mappings = json("university/dms.table-mappings-by-target.json");
    assert_eq!(mappings["sis-TA_0000"]["rules"][0]["object-locator"]["table-name"], "TA_0000");
}

#[test]
fn a_pattern_that_matches_one_table_is_still_one_over_many() {
    let output = compiled(STREAM, &names(1), None);
    let files = files(&output);
    assert!(files["university/glue.table-inputs.json"].starts_with("{\n  \"SIS.TA_0000\": {\n    \"Name\""));
}

#[test]
fn a_table_inserted_anywhere_adds_lines_and_shuffled_input_gives_the_same() {
    let all = names(120);
    for (map, place) in [(STREAM, 0), (STREAM, 61), (STREAM, 119), (ONE_TASK, 30)] {
        let mut fewer = all.clone();
        let new = fewer.remove(place);
        let before = compiled(map, &fewer, None);
        let lock = before.lock.clone();
        // The new table stands where it stands in the file: at its end, or in the middle of another order.
        let mut shuffled: Vec<String> = fewer.iter().skip(40).chain(fewer.iter().take(40)).cloned().collect();
        shuffled.insert(17, new.clone());
        fewer.push(new);
        let after = compiled(map, &fewer, Some(&lock));
        let other = compiled(map, &shuffled, Some(&lock));
        assert_eq!(files(&after), files(&other));
        assert_eq!(after.lock, other.lock);
        for (path, text) in files(&before) {
            let after = files(&after)[path].clone();
            assert!(is_grown(&text, &after), "{path}");
            let is_shared = path.contains("-settings") || path.ends_with("kinesis.stream.json");
            assert_eq!(text == after, is_shared, "{path}");
        }
    }
}

#[test]
fn twenty_five_hundred_tables_are_split_and_one_more_changes_one_document() {
    let mut names: Vec<String> =
        names(2_500).iter().map(|name| format!("{name}_OF_THE_UNIVERSITY_AND_ALL_OF_ITS_COLLEGES")).collect();
    let map = ONE_TASK.replace("exclude SECRET", "exclude SECRET\n  exclude C*");
    let before = compiled(&map, &names, None);
    let mappings = |output: &Output| -> Vec<(String, String)> {
        files(output)
            .into_iter()
            .filter(|(path, _)| path.contains("table-mappings"))
            .map(|(path, text)| (path.to_owned(), text))
            .collect()
    };
    let first = mappings(&before);
    assert!(first.len() > 1, "{} documents", first.len());
    let mut ids = Vec::new();
    for (path, text) in &first {
        assert!(text.len() <= LIMIT, "{path} has {} bytes", text.len());
        let json: Json = serde_json::from_str(text).expect("JSON");
        let rules = json["rules"].as_array().expect("a list");
        ids.extend(rules.iter().map(|rule| rule["rule-id"].as_str().expect("text").to_owned()));
    }
    let rules = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), rules), (5_000, 5_000), "no id is given twice");
    names.insert(1_234, "TBC_0100_NEW".to_owned());
    let after = compiled(&map, &names, Some(&before.lock));
    let second = mappings(&after);
    assert_eq!(first.len(), second.len());
    let changed: Vec<_> = first.iter().zip(&second).filter(|(one, other)| one != other).collect();
    let [((_, one), (_, other))] = changed.as_slice() else { panic!("{} documents changed", changed.len()) };
    assert!(is_grown(one, other));
}

#[test]
fn a_name_that_is_a_pattern_for_another_table_is_made_exact() {
    let names: Vec<String> = ["A_B", "AXB", "A_C", "AB"].map(str::to_owned).to_vec();
    let output = compiled(ONE_TASK, &names, None);
    let json: Json = serde_json::from_str(&files(&output)["university/dms.table-mappings.json"]).expect("JSON");
    let rules = json["rules"].as_array().expect("a list").iter();
    let actions: Vec<String> = rules
        .filter(|rule| rule["rule-type"] == "selection")
        .map(|rule| format!("{} {}", rule["object-locator"]["table-name"], rule["rule-action"]).replace('"', ""))
        .collect();
    assert_eq!(actions, ["AB include", "AXB include", "A_B explicit", "A_C include"]);
}
