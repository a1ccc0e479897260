//! `mapc import sql`: what goes where, and that the YAML means what the dump means.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use super::{folder, mapc, refuses, run};

const DUMP: &str = "USE shop;\nCREATE TABLE purchase (\n  customerid varchar(64) NOT NULL,\n  productid varchar(64) COMMENT 'one: of many',\n  PRIMARY KEY (customerid)\n);\nINSERT INTO purchase VALUES ('a;b', 'c');\n";
const YAML: &str = "dialect: mysql\ntables:\n- name: purchase\n  columns:\n  - name: customerid\n    type: varchar(64)\n    nullable: false\n  - name: productid\n    type: varchar(64)\n    comment: \"one: of many\"\n  primary_key:\n  - customerid\n";

#[test]
fn a_dump_becomes_yaml() {
    let place = folder();
    fs::write(place.path().join("shop.sql"), DUMP).expect("a file");
    let ran = run(place.path(), &["import", "sql", "shop.sql", "--dialect", "mysql"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(0), YAML, ""));

    let mut child = mapc(place.path())
        .args(["import", "sql", "-", "--dialect", "mysql"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("mapc runs");
    child.stdin.take().expect("a pipe").write_all(DUMP.as_bytes()).expect("mapc reads");
    let output = child.wait_with_output().expect("mapc ends");
    assert_eq!(String::from_utf8_lossy(&output.stdout), YAML);
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_printed() {
    let place = folder();
    let dump = "CREATE TABLE a (x int);\nCREATE TABLE b LIKE nowhere;\n";
    fs::write(place.path().join("two.sql"), dump).expect("a file");
    let ran = run(place.path(), &["import", "sql", "two.sql", "--dialect", "mysql"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stdout.contains("name: a\n"), "{}", ran.stdout);
    assert!(ran.stderr.contains("two.sql:2:21"), "{}", ran.stderr);

    fs::write(place.path().join("none.sql"), "SELECT 1;").expect("a file");
    let ran = run(place.path(), &["import", "sql", "none.sql", "--dialect", "mysql"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
    assert!(ran.stderr.contains("schema/no-table"), "{}", ran.stderr);
}

#[test]
fn what_is_no_text_is_refused() {
    let place = folder();
    refuses(
        place.path(),
        &["import", "sql", "absent.sql", "--dialect", "mysql"],
        "`absent.sql` cannot be read: no such file or folder",
    );
    fs::write(place.path().join("binary.sql"), b"PK\x03\x04\0").expect("a file");
    refuses(
        place.path(),
        &["import", "sql", "binary.sql", "--dialect", "mysql"],
        "`binary.sql` cannot be read: byte 4 is none of a text",
    );
}

#[test]
fn a_mapping_of_the_yaml_compiles_to_the_same() {
    let place = folder();
    assert_eq!(run(place.path(), &["init"]).code, Some(0));
    assert_eq!(run(place.path(), &["compile", "shop.mapc", "--out", "before"]).code, Some(0));
    let yaml = run(place.path(), &["import", "sql", "shop.sql", "--dialect", "mysql"]).stdout;
    fs::write(place.path().join("shop.yaml"), yaml).expect("a file");
    let mapping = fs::read_to_string(place.path().join("shop.mapc")).expect("a mapping");
    fs::write(place.path().join("shop.mapc"), mapping.replace("mysql \"shop.sql\"", "yaml \"shop.yaml\""))
        .expect("a file");
    let again = run(place.path(), &["compile", "shop.mapc", "--out", "before", "--check"]);
    assert_eq!((again.code, again.stderr.as_str()), (Some(0), "6 files are up to date\n"), "{}", again.stdout);
}

#[test]
fn findings_name_the_lines_of_the_file_though_rows_are_left_out() {
    let place = folder();
    let dump = "CREATE TABLE a (x int);\nINSERT INTO a VALUES (1),\n(2),\n('\n');\nCREATE TABLE b LIKE nowhere;\n";
    fs::write(place.path().join("rows.sql"), dump).expect("a file");
    let arguments = ["import", "sql", "rows.sql", "--dialect", "mysql"];
    let ran = run(place.path(), &arguments);
    assert!(ran.stderr.contains("rows.sql:6:21"), "{}", ran.stderr);
    assert!(ran.stderr.contains("\n6 | CREATE TABLE b LIKE nowhere;\n"), "{}", ran.stderr);
    let ran = run(place.path(), &[&arguments[..], &["--message-format", "json"]].concat());
    let at = dump.find("nowhere").expect("it stands there");
    assert!(ran.stderr.contains(&format!("\"start\":{{\"byte\":{at},\"line\":6,\"column\":21}}")), "{}", ran.stderr);
    // The same through a mapping.
    let mapping = "schema s from mysql \"rows.sql\"\n\nmap a from s.a -> dms -> dynamodb a {\n  partition key x\n}\n";
    fs::write(place.path().join("a.mapc"), mapping).expect("a file");
    let ran = run(place.path(), &["check", "a.mapc"]);
    assert!(ran.stderr.contains("rows.sql:6:21"), "{}", ran.stderr);
}
