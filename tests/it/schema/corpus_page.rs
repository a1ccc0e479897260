//! The page of the book about real schemas, and another reading of the same files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use mapc::schema::{Dialect, Form, Schema, Table, TableKind};
use serde_json::Value;

use super::reading::read_as;
use crate::support::{corpus, oracle};

/// Where the two readings differ: the file, the table, and which of them is right.
const DIFFERENCES: &[(&str, &str, &str)] = &[
    (
        "mssql-aspstate.sql",
        "#tblExpiredSessions",
        "a temporary table within a procedure, which is no part of the schema",
    ),
    (
        "mssql-aspstate.sql",
        "ASPStateTempSessions",
        "the other reading takes the first of three, which stands in a procedure",
    ),
    (
        "mssql-ranger.sql",
        "x_security_zone_ref_role",
        "a comma is missing before its key, which the other reading takes for a part of the column",
    ),
    ("mysql-zabbix.sql", "actions", "`--delay` is no comment in MySQL, and no column: it is an error"),
    (
        "oracle-cern-castor2.sql",
        "SUBREQUEST",
        "dropped and made anew with its columns in another order; the other reading keeps the first",
    ),
    (
        "oracle-oe-oc.sql",
        "CATEGORIES_TAB",
        "a table of objects, whose columns the other reading does not look for in the type",
    ),
    ("pg-gm-helpdesk.sql", "tbl_user", "`[position]` is no name in PostgreSQL: it is an error"),
    ("pg-odoo-base.sql", "ir_act_client", "it inherits, which the other reading does not follow"),
    ("pg-odoo-base.sql", "ir_act_report_xml", "it inherits, which the other reading does not follow"),
    ("pg-odoo-base.sql", "ir_act_server", "it inherits, which the other reading does not follow"),
    ("pg-odoo-base.sql", "ir_act_url", "it inherits, which the other reading does not follow"),
    ("pg-odoo-base.sql", "ir_act_window", "it inherits, which the other reading does not follow"),
    ("pg-zabbix.sql", "sysmaps_elements", "its key names `shostid`, which is no column of it: it is an error"),
    (
        "sqlite-tstack-lnav.sql",
        "lnav_example_log",
        "it needs a collation that only its program has, so SQLite itself refuses it",
    ),
];

/// The page, from its head to the end.
const PAGE: &str = "book/src/reference/corpus.md";

/// The files of the corpus, read.
fn schemas(folder: &Path) -> BTreeMap<String, (Dialect, Schema, Vec<&'static str>)> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("an entry").path();
        let file = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        let Some(word) = file.strip_suffix(".sql").and_then(|name| name.split('-').next()) else { continue };
        let word = if word == "pg" { "postgres" } else { word };
        let Some(Form::Sql(dialect)) = Form::from_word(word) else { panic!("{file} names no dialect") };
        let content = mapc::schema::decode(fs::read(&path).expect("a file")).expect("the corpus is text");
        let (schema, diags, _) = read_as(word, &content);
        let codes = diags.iter().map(|finding| finding.code.name).collect();
        found.insert(file, (dialect, schema, codes));
    }
    found
}

fn tables(schema: &Schema) -> impl Iterator<Item = &Table> {
    schema.tables.iter().filter(|table| table.kind == TableKind::Table)
}

fn key(table: &Table) -> Vec<String> {
    let places = table.primary_key.iter().flat_map(|key| &key.columns);
    places.map(|place| table.columns[*place].name.to_string()).collect()
}

/// The table of the page: a line a file, and the sum.
fn page(folder: &Path) -> String {
    let mut out = String::from(
        "| file | database | tables | views | columns | key columns | findings |\n| --- | --- | ---: | ---: | ---: | ---: | --- |\n",
    );
    let mut sums = [0; 4];
    for (file, (dialect, schema, codes)) in schemas(folder) {
        let views = schema.tables.len() - tables(&schema).count();
        let columns = tables(&schema).map(|table| table.columns.len()).sum::<usize>();
        let keys = tables(&schema).map(|table| key(table).len()).sum::<usize>();
        let numbers = [tables(&schema).count(), views, columns, keys];
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for code in codes {
            *counts.entry(code).or_default() += 1;
        }
        let link = |(code, count): (&str, &usize)| format!("{count} [{code}](../diagnostics/{code}.md)");
        let findings: Vec<String> = counts.iter().map(|(code, count)| link((code, count))).collect();
        let [tables, views, columns, keys] = numbers;
        let title = dialect.title();
        let _ =
            writeln!(out, "| {file} | {title} | {tables} | {views} | {columns} | {keys} | {} |", findings.join(", "));
        sums.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
    }
    let [tables, views, columns, keys] = sums;
    let _ = writeln!(out, "| all | | {tables} | {views} | {columns} | {keys} | |");
    out
}

#[test]
fn the_page_of_real_schemas_is_what_is_read() {
    let Some(folder) = corpus::folder("ddl") else { return };
    let path = oracle::repository(PAGE);
    let before = fs::read_to_string(&path).expect("the page");
    let (head, rest) = before.split_once("| file |").expect("the page has a table");
    let tail = rest.split_once("\n\n").map_or("", |(_, tail)| tail);
    let differences: String =
        DIFFERENCES.iter().map(|(file, table, why)| format!("- `{table}` of {file}: {why}.\n")).collect();
    let (between, _) = tail.split_once("- `").expect("the page lists differences");
    let page = format!("{head}{}\n{between}{differences}", page(&folder));
    if std::env::var_os("MAPC_UPDATE_BOOK").is_some() {
        fs::write(&path, &page).expect("the page can be written");
    }
    assert!(
        page == before || std::env::var_os("MAPC_UPDATE_BOOK").is_some(),
        "{PAGE} is not what this test makes; its last paragraph says how it is made\n{page}"
    );
}

#[test]
fn another_reading_of_real_schemas_finds_the_same() {
    let Some(folder) = corpus::folder("ddl") else { return };
    let python = oracle::cache().join("python/bin/python");
    let sqlglot = oracle::cache().join("python/requirements.txt");
    if !oracle::is_there("sqlglot", oracle::missing(&[&python, &sqlglot])) {
        return;
    }
    let schemas = schemas(&folder);
    let script = oracle::repository("tests/oracles/ddl/tables.py");
    let said = oracle::findings_of(Command::new(python).arg(script).args(schemas.keys().map(|file| folder.join(file))));
    let mut found = BTreeSet::new();
    let mut compared = 0;
    for line in said.lines() {
        let other: Value = serde_json::from_str(line).expect("the oracle writes JSON");
        let file = other["file"].as_str().expect("a file");
        let facts = |table: &Value| -> (Vec<String>, Vec<String>) {
            let texts = |list: &Value| serde_json::from_value(list.clone()).expect("a list of names");
            (texts(&table["columns"]), texts(&table["key"]))
        };
        let mut others: BTreeMap<&str, _> =
            other["tables"].as_object().expect("tables").iter().map(|(name, table)| (&**name, facts(table))).collect();
        for table in tables(&schemas[file].1) {
            let columns: Vec<String> = table.columns.iter().map(|column| column.name.to_string()).collect();
            compared += 1;
            if others.remove(&*table.name) != Some((columns, key(table))) {
                found.insert((file.to_owned(), table.name.to_string()));
            }
        }
        found.extend(others.keys().map(|name| (file.to_owned(), (*name).to_owned())));
    }
    let expected: BTreeSet<(String, String)> =
        DIFFERENCES.iter().map(|(file, table, _)| ((*file).to_owned(), (*table).to_owned())).collect();
    assert_eq!(found, expected);
    assert!(compared > 4000, "only {compared} tables were compared");
}
