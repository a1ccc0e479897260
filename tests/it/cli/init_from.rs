//! `init --from`: a first mapping of a dump.

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;

use super::{folder, refuses, run};

const DUMP: &str = "
CREATE TABLE log (message text);
CREATE TABLE customer (id int NOT NULL PRIMARY KEY, full_name varchar(40));
CREATE TABLE visit (shop int NOT NULL, visited int NOT NULL, guest_count int, PRIMARY KEY (shop, visited));
CREATE TABLE `order line` (
  customerid varchar(64) NOT NULL, line_no int NOT NULL, orderid varchar(64) NOT NULL, productid varchar(64) NOT NULL,
  customerid_line_no_orderid int, PRIMARY KEY (customerid, line_no, orderid, productid)
);
CREATE TABLE page (id int NOT NULL PRIMARY KEY, status varchar(9), body longtext);
";

/// A folder with the dump, and below it what `init` wrote for the table.
fn written(table: Option<&str>) -> (tempfile::TempDir, String, String) {
    let place = folder();
    fs::write(place.path().join("shop.sql"), DUMP).expect("a file");
    let mut arguments = vec!["init", "--from", "shop.sql", "--dialect", "mysql", "new/maps"];
    arguments.extend(table.iter().flat_map(|table| ["--table", table]));
    let ran = run(place.path(), &arguments);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let name = ran.stdout.trim_end().to_owned();
    let text = fs::read_to_string(place.path().join(&name)).expect("a text");
    let files = fs::read_dir(place.path().join("new/maps")).expect("a folder").count();
    assert_eq!(files, 1, "the dump is not copied");
    (place, name, text)
}

/// Compiles, and is in canonical form.
fn compiles(place: &Path, name: &str) {
    let ran = run(place, &["check", name]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), "1 file checked, no findings\n"));
    assert_eq!(run(place, &["fmt", "--check", name]).code, Some(0));
}

#[test]
fn the_first_table_with_a_primary_key_is_taken() {
    let (place, name, text) = written(None);
    assert_eq!(name, "new/maps/customer.mapc");
    assert_snapshot!(text, @r#"
    schema shop from mysql "../../shop.sql" // a guess: the file does not name the schema of its tables, and DMS selects them by it

    map customer from shop.customer -> dms -> dynamodb customer {
      partition key id
      field *
    }
    "#);
    compiles(place.path(), &name);
}

#[test]
fn of_two_columns_the_second_is_the_sort_key() {
    let (place, name, text) = written(Some("visit"));
    assert!(text.contains("  partition key shop\n  sort key visited\n  field *\n}\n"), "{text}");
    compiles(place.path(), &name);
}

#[test]
fn more_columns_are_joined_with_the_assumptions_that_the_proof_wants() {
    let (place, name, text) = written(Some("order line"));
    assert_snapshot!(text, @r#"
    schema shop from mysql "../../shop.sql" // a guess: the file does not name the schema of its tables, and DMS selects them by it

    map `order line` from shop.`order line` -> dms -> dynamodb order_line {
      partition key customerid_line_no_orderid_key = "${customerid}|${line_no}|${orderid}"
      sort key productid
      field *
      assume customerid not contains "|" // to confirm: nothing in the schema says so
    }
    "#);
    compiles(place.path(), &name);
    // Without the assumption, it is no key.
    let line = text.lines().find(|line| line.contains("assume")).expect("an assumption");
    fs::write(place.path().join(&name), text.replace(&format!("{line}\n"), "")).expect("a file");
    assert!(run(place.path(), &["check", &name]).stderr.contains("error[key/not-injective]"));
}

#[test]
fn what_must_be_decided_stands_in_comments() {
    let (place, name, text) = written(Some("page"));
    assert_snapshot!(text, @r#"
    schema shop from mysql "../../shop.sql" // a guess: the file does not name the schema of its tables, and DMS selects them by it

    // to decide: the column `body` does not arrive: it is `longtext`; leave it out: `exclude body` (dms/unsupported-column)
    // to decide: DMS cannot write an attribute called `status`; give it another name: `field status_value = status` (dms/reserved-name)
    map page from shop.page -> dms -> dynamodb page {
      partition key id
      field *
    }
    "#);
    assert_eq!(run(place.path(), &["check", &name]).code, Some(1));
    assert_eq!(run(place.path(), &["fmt", "--check", &name]).code, Some(0));
}

#[test]
fn what_is_in_the_way_is_said_and_nothing_is_written() {
    let place = folder();
    let put = |name: &str, text: &str| fs::write(place.path().join(name), text).expect("a file");
    put("shop.sql", DUMP);
    put("keyless.sql", "CREATE TABLE log (message text);\n");
    put("empty.sql", "-- nothing\n");
    put("ticked.sql", "-- MySQL dump 10.13\nCREATE TABLE `a` (`id` int NOT NULL PRIMARY KEY);\n");
    put("light.sql", "CREATE TABLE a (id integer NOT NULL PRIMARY KEY);\n");
    put("hostile.sql", "CREATE TABLE a (`x\nexclude y` int NOT NULL PRIMARY KEY);\n");
    let asked = |file: &'static str, dialect: &'static str| ["init", "--from", file, "--dialect", dialect, "maps"];
    let cases: &[(&[&str], &str)] = &[
        (&asked("absent.sql", "mysql"), "`absent.sql` cannot be read: no such file or folder"),
        (
            &asked("shop.sql", "mysq"),
            "no dialect is called `mysq`; there is `mysql`, `postgres`, `oracle`, `mssql`, `sqlite`",
        ),
        (
            &asked("shop.sql", "mariadb"),
            "write `--dialect mysql`: no dialect is called `mariadb`; there is `mysql`, `postgres`, `oracle`, `mssql`, `sqlite`",
        ),
        (
            &["init", "--from", "ticked.sql", "maps"],
            "`--from` needs `--dialect`; the dump looks like `--dialect mysql`",
        ),
        (
            &["init", "--from", "empty.sql", "maps"],
            "`--from` needs `--dialect`, one of mysql, postgres, oracle, mssql and sqlite",
        ),
        (&asked("empty.sql", "mysql"), "`empty.sql` declares no table that can be read as MySQL"),
        (
            &asked("keyless.sql", "mysql"),
            "no table of `keyless.sql` declares a primary key, which the key of an item is made of",
        ),
        (
            &asked("light.sql", "sqlite"),
            "the dump cannot be used as it is: SQLite is no source of DMS (dms/not-a-source)",
        ),
        (&asked("hostile.sql", "mysql"), "a name of the table `a` cannot be written in a mapping"),
    ];
    for (arguments, sentence) in cases {
        refuses(place.path(), arguments, sentence);
    }
    let named = |table: &'static str| [&asked("shop.sql", "mysql")[..], &["--table", table]].concat();
    refuses(place.path(), &named("vist"), "`shop.sql` declares no table `vist`; there is `visit`");
    refuses(
        place.path(),
        &named("log"),
        "the table `log` declares no primary key, which the key of an item is made of",
    );
    assert!(!place.path().join("maps").exists());
    assert_eq!(run(place.path(), &asked("shop.sql", "mysql")).code, Some(0));
    refuses(place.path(), &asked("shop.sql", "mysql"), "`maps/customer.mapc` is there already; nothing was written");
}

#[test]
fn real_dumps_give_a_mapping_or_a_reason() {
    let corpus = std::env::var_os("MAPC_CORPUS")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus")), PathBuf::from);
    let Ok(entries) = fs::read_dir(corpus.join("ddl")) else {
        eprintln!("SKIPPED: no corpus at {}; MAPC_CORPUS names another place", corpus.display());
        return;
    };
    let place = folder();
    let mut written = 0;
    for entry in entries {
        let path = entry.expect("an entry").path();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("").to_owned();
        let dialect = match stem.split('-').next() {
            Some("pg") => "postgres",
            Some(word @ ("mysql" | "oracle" | "mssql" | "sqlite")) => word,
            Some(_) | None => continue,
        };
        let path = path.to_str().expect("a path");
        let ran = run(place.path(), &["init", "--from", path, "--dialect", dialect, &stem]);
        if ran.code == Some(2) {
            assert!(ran.stderr.starts_with("error: ") && !place.path().join(&stem).exists(), "{stem}: {}", ran.stderr);
            continue;
        }
        assert_eq!(ran.code, Some(0), "{stem}: {}", ran.stderr);
        written += 1;
        let name = ran.stdout.trim_end();
        let text = fs::read_to_string(place.path().join(name)).expect("a text");
        let code = if text.contains("// to decide: ") { Some(1) } else { Some(0) };
        let checked = run(place.path(), &["check", name]);
        assert_eq!(checked.code, code, "{stem}: {text}\n{}", checked.stderr);
        assert!(!checked.stderr.contains("error[syntax/"), "{stem}: {text}\n{}", checked.stderr);
    }
    assert!(written >= 40, "{written} of the corpus' dumps gave a mapping");
}
