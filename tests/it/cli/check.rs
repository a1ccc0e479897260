//! `compile --check` and `compile --only`: what continuous integration asks.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::compile::{edit, files};
use super::{project, refuses, run};

/// A project that is compiled.
fn compiled() -> tempfile::TempDir {
    let place = project();
    assert_eq!(run(place.path(), &["compile", "."]).code, Some(0));
    place
}

/// A second mapping of the same table.
fn add_mapping(place: &Path, name: &str) {
    let text = fs::read_to_string(place.join("shop.mapc")).expect("a text");
    let copy = text.split_once('\n').expect("lines").1.split("example").next().expect("a text").trim();
    let copy =
        copy.replace("map purchase", &format!("map {name}")).replace("dynamodb purchase", &format!("dynamodb {name}"));
    fs::write(place.join(format!("{name}.mapc")), copy + "\n").expect("a file");
}

/// What `--check` prints, which must write nothing.
fn checked(place: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let before = files(place);
    let ran = run(place, &[&["compile", "--check"], arguments].concat());
    assert!(files(place) == before, "`compile --check` writes nothing");
    (ran.code, ran.stdout, ran.stderr)
}

const STALE: &str = "not up to date; run the same command without `--check`";

#[test]
fn what_compile_wrote_is_up_to_date() {
    let place = compiled();
    let count = files(&place.path().join("out")).len() + 1;
    assert_eq!(checked(place.path(), &["."]), (Some(0), String::new(), format!("{count} files are up to date\n")));
    assert_eq!(checked(place.path(), &["shop.mapc"]).0, Some(0));
}

#[test]
fn before_the_first_compilation_everything_is_missing() {
    let place = project();
    let (code, stdout, stderr) = checked(place.path(), &["."]);
    assert_eq!(code, Some(1));
    for path in ["mapc.lock", "out/manifest.json", "out/purchase/dms.table-mappings.json"] {
        assert!(stdout.contains(&format!("--- /dev/null\n+++ {path}\n@@ -0,0 +1,")), "{path}: {stdout}");
    }
    let missing = stdout.matches("--- /dev/null\n").count();
    assert_eq!(stderr, format!("{missing} files are {STALE}\n"));
}

#[test]
fn an_edited_output_is_shown_with_the_lines_that_would_change() {
    let place = compiled();
    let path = place.path().join("out/purchase/dms.table-mappings.json");
    let good = fs::read_to_string(&path).expect("a text");
    fs::write(&path, good.replacen("customer_orderid", "customer\u{1b}[2J", 1)).expect("a file");
    let (code, stdout, stderr) = checked(place.path(), &["."]);
    assert_eq!((code, stderr), (Some(1), format!("1 file is {STALE}\n")));
    let head = "--- out/purchase/dms.table-mappings.json\n+++ out/purchase/dms.table-mappings.json\n@@ -";
    assert!(stdout.starts_with(head), "{stdout}");
    let starting = |sign: char| stdout.lines().skip(2).filter(|line| line.starts_with(sign)).collect::<Vec<_>>();
    assert!(starting('-').len() == 1 && starting('-')[0].contains("customer\\u{1b}[2J"), "{stdout}");
    assert!(starting('+').len() == 1 && starting('+')[0].contains("customer_orderid"), "{stdout}");
}

#[test]
fn a_change_of_a_mapping_makes_its_outputs_stale() {
    let place = compiled();
    edit(place.path(), "dynamodb purchase {", "dynamodb bought {");
    let (code, stdout, _) = checked(place.path(), &["."]);
    assert_eq!(code, Some(1));
    assert!(stdout.contains("\n-") && stdout.contains("\n+") && stdout.contains("bought"), "{stdout}");
    assert_eq!(run(place.path(), &["compile", "."]).code, Some(0));
    assert_eq!(checked(place.path(), &["."]).0, Some(0));
}

#[test]
fn what_is_no_longer_made_is_superfluous() {
    let place = compiled();
    edit(place.path(), "map purchase", "map order_line");
    edit(place.path(), "example purchase", "example order_line");
    let (code, stdout, _) = checked(place.path(), &["."]);
    assert_eq!(code, Some(1));
    assert!(stdout.contains("--- out/purchase/dms.table-mappings.json\n+++ /dev/null\n"), "{stdout}");
    assert!(stdout.contains("--- /dev/null\n+++ out/order_line/dms.table-mappings.json\n"), "{stdout}");
}

#[test]
fn an_error_is_told_as_compile_tells_it() {
    let place = compiled();
    edit(place.path(), "sort key productid", "sort key product_id");
    let (code, stdout, stderr) = checked(place.path(), &["."]);
    assert_eq!((code, stdout.as_str()), (Some(1), ""));
    assert_eq!(stderr, run(place.path(), &["compile", "."]).stderr);
}

#[test]
fn findings_in_json_are_alone_on_stdout() {
    let place = project();
    let (code, stdout, stderr) = checked(place.path(), &[".", "--message-format", "json"]);
    assert_eq!((code, stdout.as_str()), (Some(1), ""));
    assert!(stderr.contains("+++ mapc.lock\n") && stderr.contains(STALE), "{stderr}");
}

#[test]
fn findings_in_sarif_are_one_document_alone_on_stdout() {
    let place = project();
    let document = |arguments: &[&str]| -> (Option<i32>, serde_json::Value, String) {
        let ran = run(place.path(), &[arguments, &["--message-format", "sarif"]].concat());
        (ran.code, serde_json::from_str(&ran.stdout).expect("one document"), ran.stderr)
    };
    let results = |document: &serde_json::Value| document["runs"][0]["results"].as_array().expect("a list").len();
    let (code, none, stderr) = document(&["check", "."]);
    assert_eq!((code, results(&none), stderr.as_str()), (Some(0), 0, ""));
    let (code, none, stderr) = document(&["compile", "--check", "."]);
    assert_eq!((code, results(&none)), (Some(1), 0));
    assert!(stderr.contains("+++ mapc.lock\n") && stderr.contains(STALE), "{stderr}");
    edit(place.path(), "sort key productid", "sort key product_id");
    let (code, one, stderr) = document(&["compile", "."]);
    assert_eq!((code, results(&one), stderr.as_str()), (Some(1), 1, ""));
    let (code, one, _) = document(&["check", ".", "--param", "a=b"]);
    assert_eq!((code, results(&one)), (Some(1), 2));
    let ran = run(place.path(), &["review", ".", "--message-format", "sarif"]);
    assert!(ran.stdout.is_empty() && ran.stderr.starts_with("{\n"), "{}", ran.stderr);
}

#[test]
fn github_gets_each_stale_file_and_each_finding_as_a_command() {
    let place = compiled();
    let path = place.path().join("out/purchase/dms.table-mappings.json");
    fs::write(&path, "::stop-commands::x\n").expect("a file");
    let (code, stdout, stderr) = checked(place.path(), &[".", "--message-format", "github"]);
    assert_eq!((code, stderr), (Some(1), format!("1 file is {STALE}\n")));
    let head = "::error file=out/purchase/dms.table-mappings.json,title=not up to date::this file holds something else";
    assert!(stdout.starts_with(head) && stdout.contains("%0A-::stop-commands::x%0A+{"), "{stdout}");
    assert_eq!(stdout.lines().count(), 1);

    edit(place.path(), "sort key productid", "sort key product_id");
    for command in ["check", "compile"] {
        let ran = run(place.path(), &[command, ".", "--message-format", "github"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
        assert!(
            ran.stdout.starts_with("::error file=shop.mapc,line=6,endLine=6,col=12,endColumn=22,title="),
            "{}",
            ran.stdout
        );
    }
    let ran = run(place.path(), &["review", ".", "--message-format", "github"]);
    assert!(ran.stdout.is_empty() && ran.stderr.starts_with("::error file=shop.mapc,"), "{}", ran.stderr);
}

#[test]
fn a_file_of_somebody_else_is_refused_by_check_too() {
    let place = project();
    fs::create_dir_all(place.path().join("out/purchase")).expect("folders");
    fs::write(place.path().join("out/purchase/dms.table-mappings.json"), "mine").expect("a file");
    refuses(
        place.path(),
        &["compile", "--check", "."],
        "`out/purchase/dms.table-mappings.json` is there already, and was not made by this project; move it away or \
         choose another `--out`",
    );
}

#[test]
fn many_stale_files_are_listed_by_name() {
    let place = project();
    (0..10).for_each(|number| add_mapping(place.path(), &format!("copy{number}")));
    let (_, stdout, _) = checked(place.path(), &["."]);
    assert_eq!(stdout.matches("--- /dev/null\n").count(), 20);
    assert!(stdout.ends_with("\nout/manifest.json: is missing\n"), "{stdout}");
}

#[test]
fn only_the_named_mapping_is_written_listed_and_checked() {
    let place = compiled();
    add_mapping(place.path(), "second");
    add_mapping(place.path(), "third");
    let ran = run(place.path(), &["compile", ".", "--only", "second"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(ran.stdout.lines().map(|line| line.split(':').next()).collect::<Vec<_>>(), [Some("second")]);
    let out = files(&place.path().join("out"));
    assert!(out.contains_key("second/dms.table-mappings.json") && !out.contains_key("third/dms.table-mappings.json"));
    // The others' entries are those of the compilation before.
    let manifest = String::from_utf8(out["manifest.json"].clone()).expect("UTF-8");
    assert!(manifest.contains("purchase/dms.table-mappings.json") && !manifest.contains("third/"), "{manifest}");

    assert_eq!(checked(place.path(), &[".", "--only", "second"]).0, Some(0));
    assert_eq!(checked(place.path(), &[".", "--only", "second", "--only", "purchase"]).0, Some(0));
    assert_eq!(checked(place.path(), &[".", "--only", "second", "--only", "third"]).0, Some(1));
    assert_eq!(checked(place.path(), &["."]).0, Some(1));
}

#[test]
fn one_after_the_other_gives_what_all_at_once_gives() {
    let (here, there) = (project(), project());
    for place in [&here, &there] {
        add_mapping(place.path(), "second");
    }
    assert_eq!(run(here.path(), &["compile", "."]).code, Some(0));
    assert_eq!(run(there.path(), &["compile", ".", "--only", "second"]).code, Some(0));
    assert_eq!(run(there.path(), &["compile", ".", "--only", "purchase"]).code, Some(0));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    let (here, there) = (files(here.path()), files(there.path()));
    assert_eq!(names(&here), names(&there));
    assert!(here == there, "the same bytes");
}

#[test]
fn a_name_that_no_mapping_has_is_refused_with_what_was_near() {
    let place = project();
    refuses(
        place.path(),
        &["compile", ".", "--only", "purchsae"],
        "no mapping is called `purchsae`; there is `purchase`",
    );
    refuses(place.path(), &["compile", ".", "--check", "--only", "x"], "no mapping is called `x`; there is `purchase`");
    assert!(!place.path().join("out").exists());
    edit(place.path(), "sort key productid", "sort key product_id");
    let ran = run(place.path(), &["compile", ".", "--only", "purchase"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
}

#[test]
fn an_error_in_another_mapping_counts() {
    let place = compiled();
    add_mapping(place.path(), "second");
    let path = place.path().join("second.mapc");
    let text = fs::read_to_string(&path).expect("a text");
    fs::write(&path, text.replace("sort key productid", "sort key product_id")).expect("a file");
    assert_eq!(run(place.path(), &["compile", ".", "--only", "purchase"]).code, Some(1));
}
