//! `mapc test`: examples one by one, for people and as JUnit XML.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use super::{folder, project, refuses, run};
use crate::oracles::forms;
use crate::support::oracle;

/// Titles that no XML may hold as they are, as a mapping spells them.
const HOSTILE: &str = r#"\" ' <&> ]]> <!-- &#0; \u{0}\u{b}\u{1b}[31m\u{7f}\u{fffe}\u{ffff}\u{202e}\n\t é注👩 "#;

/// The project of `mapc init` with further examples.
fn with(examples: &str) -> TempDir {
    let place = project();
    let path = place.path().join("shop.mapc");
    let text = fs::read_to_string(&path).expect("a text");
    fs::write(&path, format!("{text}\n{examples}")).expect("a file");
    place
}

fn example(map: &str, title: &str, key: &str) -> String {
    format!(
        "example {map} \"{title}\" {{\n  row {{ customerid: \"c1\", orderid: \"o1\", productid: \"p1\", quantity: 3 }}\n  gives \
         {{ customer_orderid: \"{key}\", productid: \"p1\", quantity: 3 }}\n}}\n"
    )
}

/// What Python's parser reads in a report: for each test class, name, line, how it ended, the message and the text.
/// `None` without Python.
fn read(report: &Path) -> Option<Vec<[String; 6]>> {
    const PROGRAM: &str = "
import json, sys, xml.etree.ElementTree as tree
cases = []
for case in tree.parse(sys.argv[1]).getroot().iter('testcase'):
    end = next(iter(case), None)
    texts = [case.get('classname'), case.get('name'), case.get('line')]
    texts += ['passed', '', ''] if end is None else [end.tag, end.get('message'), end.text]
    cases.append([text or '' for text in texts])
print(json.dumps(cases))
";
    let output = Command::new("python3").args(["-c", PROGRAM]).arg(report).output();
    let missing = output.as_ref().err().map(|error| format!("python3: {error}"));
    if !oracle::is_there("Python's reader of XML", missing) {
        return None;
    }
    let output = output.expect("it ran");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).expect("JSON"))
}

#[test]
fn each_example_is_a_line() {
    let place = with(&(example("purchase", "another", "c1|o1") + &example("purchase", "a wrong key", "c1")));
    let ran = run(place.path(), &["test", "."]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(
        ran.stdout,
        "ok      purchase: one line of an order\nok      purchase: another\nFAILED  purchase: a wrong key\n"
    );
    assert!(ran.stderr.starts_with("error[example/differs]: "), "{}", ran.stderr);
    assert!(ran.stderr.ends_with("examples: 2 passed, 1 failed\n"), "{}", ran.stderr);
    let ran = run(project().path(), &["test", "."]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), "examples: 1 passed\n"));
}

#[test]
fn an_example_that_was_not_run_says_why() {
    let place = with("example purchase \"x\" {\n  gives nothing\n}\n");
    let path = place.path().join("shop.mapc");
    let text = fs::read_to_string(&path).expect("a text").replace("field quantity\n", "field quantiti\n");
    fs::write(&path, text).expect("a file");
    let ran = run(place.path(), &["test", ".", "--junit", "report.xml"]);
    assert_eq!(ran.code, Some(1));
    let expected = "not run purchase: one line of an order (it or its map has errors)\n\
                    not run purchase: x (it or its map has errors)\n";
    assert_eq!(ran.stdout, expected);
    let Some(cases) = read(&place.path().join("report.xml")) else { return };
    let ends: Vec<(&str, &str)> = cases.iter().map(|case| (case[1].as_str(), case[3].as_str())).collect();
    assert_eq!(ends, [("the project compiles", "failure"), ("one line of an order", "error"), ("x", "error")]);
    assert!(cases[0][5].contains("error[map/unknown-column]: "), "{}", cases[0][5]);
    assert!(cases[0][5].contains(" --> shop.mapc:7:9"), "{}", cases[0][5]);
}

#[test]
fn a_project_without_examples_says_so() {
    let place = project();
    let path = place.path().join("shop.mapc");
    let text = fs::read_to_string(&path).expect("a text");
    fs::write(&path, text.split("\nexample").next().expect("a text")).expect("a file");
    let ran = run(place.path(), &["test", "."]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(0), "", "no examples\n"));
}

#[test]
fn a_report_holds_every_title_and_is_what_jenkins_reads() {
    let place = with(&(example("purchase", HOSTILE, "c1") + &example("purchase", "good", "c1|o1")));
    let ran = run(place.path(), &["test", ".", "--junit", "reports/junit.xml"]);
    assert_eq!(ran.code, Some(1));
    let report = place.path().join("reports/junit.xml");
    if let Some(found) = forms::junit(&report) {
        assert_eq!(found, Vec::<String>::new());
    }
    let Some(cases) = read(&report) else { return };
    let shown = cases.iter().map(|case| [case[0].as_str(), &case[2], &case[3]]).collect::<Vec<_>>();
    assert_eq!(
        shown,
        [
            ["mapc", "", "passed"],
            ["purchase", "11", "passed"],
            ["purchase", "16", "failure"],
            ["purchase", "20", "passed"],
        ]
    );
    let title = r#"" ' <&> ]]> <!-- &#0; \u{0}\u{b}\u{1b}[31m\u{7f}\u{fffe}\u{ffff}\u{202e}\n  é注👩 "#;
    assert_eq!(cases[2][1], title);
    assert_eq!(cases[2][4], "`customer_orderid` is expected to be `\"c1\"`, and is `\"c1|o1\"`");
    assert!(cases[2][5].starts_with("error[example/differs]: ") && cases[2][5].contains(" --> shop.mapc:18:29\n"));
}

#[test]
fn a_report_on_stdout_is_alone_there() {
    let place = with(&example("purchase", "wrong", "c1"));
    for format in ["human", "json", "github"] {
        let ran = run(place.path(), &["test", ".", "--junit", "-", "--message-format", format]);
        assert_eq!(ran.code, Some(1));
        assert!(ran.stdout.starts_with("<?xml") && ran.stdout.ends_with("</testsuites>\n"), "{}", ran.stdout);
        assert!(ran.stderr.contains("FAILED  purchase: wrong\n") && ran.stderr.contains("example/differs"));
    }
    let ran = run(place.path(), &["test", ".", "--message-format", "json"]);
    let finding: Value = serde_json::from_str(&ran.stdout).expect("one finding");
    assert_eq!(finding["code"], "example/differs");
}

#[test]
fn a_report_replaces_a_report_and_nothing_else() {
    let place = project();
    for _ in 0..2 {
        assert_eq!(run(place.path(), &["test", ".", "--junit", "report.xml"]).code, Some(0));
    }
    let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    let report = fs::File::options().write(true).open(place.path().join("report.xml")).expect("a report");
    report.set_modified(old).expect("a time");
    assert_eq!(run(place.path(), &["test", ".", "--junit", "report.xml"]).code, Some(0));
    let time = fs::metadata(place.path().join("report.xml")).and_then(|kind| kind.modified()).expect("a time");
    assert!(time > old, "a report is written anew though it is the same");
    let before = fs::read(place.path().join("shop.mapc")).expect("a text");
    refuses(
        place.path(),
        &["test", ".", "--junit", "shop.mapc"],
        "`shop.mapc` is there already, and is no report; nothing was written",
    );
    assert_eq!(fs::read(place.path().join("shop.mapc")).expect("a text"), before);
    refuses(place.path(), &["test", ".", "--junit", "."], "`.` cannot be replaced: it is a folder");
    let empty = folder();
    refuses(
        empty.path(),
        &["test", "absent.mapc", "--junit", "x.xml"],
        "`absent.mapc` cannot be read: no such file or folder",
    );
    assert!(!empty.path().join("x.xml").exists());
}
