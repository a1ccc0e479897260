//! Maps over schemas that no file describes: what becomes of selectors, which rule gets the lower number, what is refused.

use serde_json::Value;

use crate::support::compile::{Memory, compile, compile_with, findings};
use mapc::Options;

const HEAD: &str =
    "allow schema/unchecked because \"it is a test\" until \"2099-12-31\"\nschema HR* unchecked oracle\n";

/// The rules of a document, a line each: number, type, what is changed and how.
fn rules(output: &mapc::Output, path: &str) -> String {
    let mappings = output.artefacts.iter().find(|artefact| artefact.path == path);
    let document: Value = serde_json::from_slice(&mappings.expect("there are mappings").bytes()).expect("it is JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let line = |rule: &Value| {
        let names = ["schema-name", "table-name", "column-name"].map(|key| text(&rule["object-locator"][key]));
        let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
        let about = [&rule["rule-type"], &rule["rule-action"], &rule["rule-target"]].map(&text);
        let about: Vec<String> = about.into_iter().filter(|word| !word.is_empty()).collect();
        format!("{} {} {}\n", text(&rule["rule-id"]), about.join(" "), names.join("."))
    };
    document["rules"].as_array().expect("a list").iter().map(line).collect()
}

fn of(text: &str) -> String {
    let output = compile(&format!("{HEAD}{text}"), &Memory::default());
    assert_eq!(findings(&output), Vec::<String>::new());
    rules(&output, "m/dms.table-mappings.json")
}

/// The codes and notes of what is found.
fn refused(text: &str) -> String {
    let output = compile(&format!("{HEAD}{text}"), &Memory::default());
    assert!(output.artefacts.is_empty(), "something was written");
    output.diagnostics.iter().map(|found| format!("{} {}\n", found.code.name, found.notes.join("; "))).collect()
}

#[test]
fn each_unchecked_schema_is_one_warning() {
    let output = compile(
        "schema HR unchecked oracle\nschema `*` unchecked mysql\nmap m from HR.A from HR.B -> dms -> database d {\n field *\n}\n",
        &Memory::default(),
    );
    let codes: Vec<&str> = output.diagnostics.iter().map(|found| found.code.name).collect();
    assert_eq!(codes, ["schema/unchecked", "schema/unchecked"]);
}

#[test]
fn what_a_selector_leaves_out_is_what_from_says() {
    insta::assert_snapshot!(
        of("map m from HR.EMP_* from HR2.DEPT -> dms -> database d {
  field *
  exclude A, DEPT.B, HR2.DEPT.C, *.*.D
  rename schema lowercase
  rename table add prefix \"t_\"
}
"),
        @r"
    1 selection include HR.EMP[_]%
    2 selection include HR2.DEPT
    3 transformation remove-column column HR2.DEPT.A
    4 transformation remove-column column HR2.DEPT.B
    5 transformation remove-column column HR2.DEPT.C
    6 transformation add-prefix table HR2.DEPT
    7 transformation convert-lowercase schema HR2
    8 transformation convert-lowercase schema HR
    9 transformation remove-column column HR.EMP_%.A
    10 transformation add-prefix table HR.EMP_%
    11 transformation remove-column column %.%.D
    "
    );
}

#[test]
fn of_two_rules_for_one_thing_the_narrower_has_the_lower_number() {
    insta::assert_snapshot!(
        of("map m from HR.* -> dms -> database d {
  field *
  rename field *.*.* lowercase
  rename field EMP_* uppercase
  rename field EMP_A.X to y
  mask EMP_A.PHONE hash
  cast EMP_A.PHONE to string(64)
}
"),
        @r"
    1 selection include HR.%
    2 transformation change-data-type column HR.EMP_A.PHONE
    3 transformation data-masking-hash-mask column HR.EMP_A.PHONE
    4 transformation rename column HR.EMP_A.X
    5 transformation convert-uppercase column HR.%.EMP_%
    6 transformation convert-lowercase column %.%.%
    "
    );
}

#[test]
fn numbers_stay_and_a_new_narrow_rule_comes_before_the_wide_one() {
    let text = |line: &str| {
        format!("{HEAD}map m from HR.* -> dms -> database d {{\n field *\n rename field *.*.* lowercase\n {line}\n}}\n")
    };
    let first = compile(&text(""), &Memory::default());
    assert_eq!(
        rules(&first, "m/dms.table-mappings.json").lines().nth(1),
        Some("2 transformation convert-lowercase column %.%.%")
    );
    let options = Options { lock: Some(("mapc.lock".to_owned(), first.lock.clone())), ..Options::default() };
    let second = compile_with(&text("rename field HR.EMP.X to y"), &Memory::default(), options);
    insta::assert_snapshot!(rules(&second, "m/dms.table-mappings.json"), @r"
    1 selection include HR.%
    3 transformation rename column HR.EMP.X
    4 transformation convert-lowercase column %.%.%
    ");
    // What does not meet it keeps its number.
    let options = Options { lock: Some(("mapc.lock".to_owned(), first.lock)), ..Options::default() };
    let third = compile_with(&text("rename table HR.EMP to y"), &Memory::default(), options);
    insta::assert_snapshot!(rules(&third, "m/dms.table-mappings.json"), @r"
    1 selection include HR.%
    3 transformation rename table HR.EMP
    2 transformation convert-lowercase column %.%.%
    ");
}

#[test]
fn maps_of_one_task_share_a_document() {
    let text = format!(
        "{HEAD}dms {{\n task \"all\"\n}}\nmap a from HR.A -> dms -> dynamodb aaa {{\n partition key x\n field *\n}}\nmap b from HR.B -> dms -> dynamodb bbb {{\n partition key y\n field *\n}}\n"
    );
    let output = compile(&text, &Memory::default());
    assert_eq!(findings(&output), Vec::<String>::new());
    insta::assert_snapshot!(rules(&output, "all/dms.table-mappings.json"), @r"
    1 selection include HR.A
    2 selection include HR.B
    3 object-mapping map-record-to-record HR.A
    4 object-mapping map-record-to-record HR.B
    ");
    let apart = text.replace("dynamodb bbb", "kinesis bbb").replace("partition key y", "field y");
    let output = compile(&apart, &Memory::default());
    assert!(findings(&output)[0].contains("dms/no-rule"), "{:?}", findings(&output));
}

#[test]
fn what_no_rule_says_is_refused_with_the_reason() {
    let to_database = |line: &str| format!("map m from HR.E* -> dms -> database d {{\n field *\n {line}\n}}\n");
    for (text, reason) in [
        (to_database("where A >= 5"), "in full"),
        (to_database("where EMP.A > 5"), "write `>=`"),
        (to_database("where EMP.A like \"x%\""), "no `like`"),
        (to_database("where EMP.A = 1 or EMP.B = 2"), "by `and` only"),
        (to_database("where EMP.A = 1 and DEPT.B = 2"), "one table"),
        (to_database("rename table to x"), "one name"),
        (to_database("rename field replace \"-\" with \"_\""), "nothing within"),
        (to_database("rename field A? lowercase"), "`%` alone"),
        (to_database("rename field `A%` lowercase"), "no escape"),
        (to_database("rename tablespace A to B"), "Oracle targets only"),
        (to_database("exclude A\n rename field A to b"), "lower number"),
        (to_database("mask A digits \"##\""), "one printable character"),
        (to_database("cast A to json"), "no type `json`"),
        (to_database("field x: string = sqlite \"load($A)\""), "none of the functions"),
        (to_database("field x = \"${A}|${B}\""), "templates"),
        (to_database("before image key of A"), "not by their names"),
        (to_database("primary key A"), "names its table in full"),
        (to_database("dms {\n table X.Y {\n lob-settings none\n }\n }"), "no `from`"),
        (to_database("dms {\n selection explicit\n }"), "without wildcards"),
        (to_database("version A"), "nothing is known"),
        (to_database("on delete remove"), "nothing is known"),
        ("map m from HR.E* -> dms -> database d {\n}\n".to_owned(), "which columns a body leaves out"),
        ("map m from HR.E* -> dms -> dynamodb ddd {\n partition key A\n field *\n}\n".to_owned(), "in full"),
        ("map m from HR.E -> dms -> dynamodb ddd {\n partition key A\n}\n".to_owned(), "write `field *`"),
        (
            "map m from HR.E -> dms -> dynamodb ddd {\n partition key A\n field *\n exclude B*\n}\n".to_owned(),
            "without wildcards",
        ),
        (
            "map m from HR.E -> dms -> dynamodb ddd {\n partition key A\n field *\n field s set {\n item B\n }\n}\n"
                .to_owned(),
            "no sets",
        ),
        ("map m from HR.E -> rust -> dynamodb ddd {\n partition key A\n field *\n}\n".to_owned(), "`unchecked`"),
        ("map m from HR.E -> dms {\n field *\n}\n".to_owned(), "what stands after it"),
        ("map m from HR.E from view HR.V -> dms -> database d {\n field *\n}\n".to_owned(), "leaves views out"),
    ] {
        let found = refused(&text);
        assert!(found.contains(reason), "{text}\n{found}");
    }
}

#[test]
fn a_described_schema_wins_and_does_not_mix() {
    let mut files = Memory::default();
    files.put("hr.sql", "CREATE TABLE EMP (ID NUMBER(10) PRIMARY KEY);");
    let text = |from: &str| {
        format!("{HEAD}schema HR from oracle \"hr.sql\"\nmap m from {from} -> dms -> database d {{\n field *\n}}\n")
    };
    let output = compile(&text("HR.EMP"), &files);
    assert_eq!(findings(&output), Vec::<String>::new());
    assert!(output.artefacts.iter().any(|artefact| artefact.path.ends_with("review.txt")), "it is checked");
    let output = compile(&text("HR.EMP from HRX.EMP"), &files);
    assert!(findings(&output)[0].contains("schema/mixed"));
    let output = compile(&text("HR.MISSING"), &files);
    assert!(findings(&output)[0].contains("map/unknown-table"), "{:?}", findings(&output));
}

#[test]
fn twenty_thousand_tables_take_as_long_as_twenty_thousand_lines() {
    use std::fmt::Write as _;
    let mut text = HEAD.to_owned();
    text.push_str("map m");
    for number in 0..20_000 {
        write!(text, "\n  from HR.T{number}").expect("a text");
    }
    text.push_str("\n  -> dms -> database d\n{\n field *\n rename field *.*.* lowercase\n}\n");
    let output = compile(&text, &Memory::default());
    // More than a task takes: told, not written.
    assert_eq!(output.diagnostics.iter().map(|found| found.code.name).collect::<Vec<_>>(), ["dms/document-size"]);
}

fn json(output: &mapc::Output, path: &str) -> Value {
    let found = output.artefacts.iter().find(|artefact| artefact.path == path);
    serde_json::from_slice(&found.unwrap_or_else(|| panic!("no {path}")).bytes()).expect("it is JSON")
}

#[test]
fn maps_of_one_task_go_to_topics_of_their_own() {
    let task = |rest: &str| {
        let text = format!(
            "dms {{\n task \"t\"\n}}\nmap own from HR.C from HR.D -> dms -> kafka \"${{$table}}\" {{\n field *\n}}\nmap a from HR.A -> dms -> kafka Orders {{\n field *\n}}\n{rest}"
        );
        let output = compile(&format!("{HEAD}{text}"), &Memory::default());
        assert_eq!(findings(&output), Vec::<String>::new());
        let document = json(&output, "t/dms.table-mappings.json");
        let rules = document["rules"].as_array().expect("a list");
        let topic = |rule: &Value| {
            let table = &rule["object-locator"]["table-name"];
            Some(format!("{} {}", table.as_str()?, rule.get("kafka-target-topic")?.as_str()?))
        };
        let topics: Vec<String> = rules.iter().filter_map(topic).collect();
        (topics, json(&output, "t/dms.endpoint-settings.json")["KafkaSettings"]["Topic"].clone())
    };
    let own = ["C C", "D D", "A Orders"];
    assert_eq!(task(""), (own.map(str::to_owned).into(), Value::Null));
    // Tables without a rule go to the topic of the endpoint.
    let rest = "map rest from HR.T_* -> dms -> kafka rest {\n field *\n}\n";
    assert_eq!(task(rest), (own.map(str::to_owned).into(), "rest".into()));
    let rest = "map rest from HR.B -> dms -> kafka kafka-default-topic {\n field *\n}\n";
    assert_eq!(task(rest), (own.map(str::to_owned).into(), "kafka-default-topic".into()));
}

#[test]
fn what_no_rule_can_send_to_a_topic_is_refused() {
    insta::assert_snapshot!(
        refused("dms {\n task \"t\"\n}\nmap a from HR.A_* -> dms -> kafka a {\n field *\n}\nmap b from HR.B_* -> dms -> kafka b {\n field *\n}\n"),
        @"dms/no-rule the endpoint of a task names one topic, and the map `a` has messages for it: name tables in full, so that rules name their topics"
    );
    insta::assert_snapshot!(
        refused("map a from HR.A_* -> dms -> kafka \"${$table}\" {\n field *\n}\n"),
        @"dms/no-rule what this map asks for is said by an object mapping, which names its table in full, without wildcards"
    );
}

#[test]
fn the_page_of_a_task_says_what_is_written_and_what_nobody_checked() {
    let text = format!(
        "{HEAD}dms {{\n  task \"all\"\n}}\nmap m from HR.EMP_* -> dms -> database d {{\n  field *\n  exclude SSN // never\n}}\nmap n from HR.DEPT -> dms -> database d {{\n  field *\n}}\n"
    );
    let output = compile(&text, &Memory::default());
    assert_eq!(findings(&output), Vec::<String>::new());
    let page = output.artefacts.iter().find(|artefact| artefact.path == "all/review.txt").expect("a page");
    let shown = String::from_utf8_lossy(&page.bytes()).into_owned();
    for line in ["task all\n", "  from `HR.EMP_*` (oracle)\n", "  from `HR.DEPT` (oracle)\n", "SSN`: `exclude SSN`\n"] {
        assert!(shown.contains(line), "{line}{shown}");
    }
    assert!(shown.contains("what is not checked"), "{shown}");
    // Each rule of the document is a line, and no other.
    let rules = json(&output, "all/dms.table-mappings.json")["rules"].as_array().expect("a list").len();
    let listed = rules_of(&shown);
    assert_eq!(listed, rules);
    // A map that is refused has none.
    let wrong = compile(&text.replace("exclude SSN", "primary key a"), &Memory::default());
    assert!(wrong.diagnostics.any_errors() && wrong.pages.is_empty());
}

/// How many rules a page lists.
fn rules_of(page: &str) -> usize {
    let rules =
        page.split("what is written, rule by rule\n").nth(1).expect("rules").split("\n\n").next().expect("a part");
    rules.lines().count()
}
