//! Schemas of running databases: MariaDB and PostgreSQL are started, dumps loaded, imported live and compared with what
//! the dumps declare. Only in a build with the feature `live`, and without `--fast`.

mod compare;
mod mariadb;
mod postgres;
mod real;
mod rewrites;
mod servers;

use std::collections::BTreeSet;
use std::process::{Command, Output, Stdio};

use mapc::diag::Diagnostics;
use mapc::schema::{Dialect, Form, Schema};
use mapc::text::Texts;

use crate::schema::reading::read_as;
use compare::{Compared, compare};
use rewrites::{REWRITES, explained};
use servers::SECRET;

/// How an import ended.
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

/// Runs `mapc import` with the right password in the environment. Whatever it prints, the secret is not in it.
#[track_caller]
fn import(arguments: &[&str]) -> Ran {
    let output = command(arguments).env("MYSQL_PWD", SECRET).env("PGPASSWORD", SECRET).output().expect("mapc runs");
    ran(output)
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mapc"));
    command.arg("import").args(arguments).stdin(Stdio::null()).env("COLUMNS", "100");
    command.env_remove("CLICOLOR_FORCE").env_remove("MYSQL_PWD").env_remove("PGPASSWORD");
    command
}

#[track_caller]
fn ran(output: Output) -> Ran {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what is printed is UTF-8");
    let (stdout, stderr) = (text(output.stdout), text(output.stderr));
    assert!(!stdout.contains(SECRET) && !stderr.contains(SECRET), "the password is shown: {stdout}{stderr}");
    Ran { code: output.status.code(), stdout, stderr }
}

/// The YAML that an import prints, which finds nothing wrong.
#[track_caller]
fn imported(arguments: &[&str]) -> String {
    let ran = import(arguments);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    ran.stdout
}

/// An import that fails with this code.
#[track_caller]
fn fails(arguments: &[&str], code: &str) -> String {
    let ran = import(arguments);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{arguments:?}: {}", ran.stderr);
    assert!(ran.stderr.contains(&format!("error[{code}]")), "{arguments:?}: {}", ran.stderr);
    ran.stderr
}

/// The URL of another database of the same server.
fn of(url: &str, database: &str) -> String {
    let (server, _) = url.rsplit_once('/').expect("a URL with a database");
    format!("{server}/{database}")
}

/// Compares what a dump declares with what the server says: every difference must be one that the server is known to
/// make. Gives the names of those, and the comparison.
#[track_caller]
fn agree<'s>(what: &str, dump: &'s Schema, live: &'s Schema) -> (BTreeSet<&'static str>, Compared<'s>) {
    let (used, wrong, compared) = explained_differences(dump, live);
    assert!(wrong.is_empty(), "{what}: {} differences:\n{}", wrong.len(), wrong.join("\n"));
    (used, compared)
}

/// The names of the ways to rewrite that explain differences; the differences that none explains; and all.
fn explained_differences<'s>(
    dump: &'s Schema,
    live: &'s Schema,
) -> (BTreeSet<&'static str>, Vec<String>, Compared<'s>) {
    let compared = compare(dump, live);
    let (mut used, mut wrong) = (BTreeSet::new(), Vec::new());
    for difference in &compared.differences {
        match explained(difference) {
            Some(name) => drop(used.insert(name)),
            None => wrong.push(difference.shown()),
        }
    }
    (used, wrong, compared)
}

/// What a dump declares. Tables that it does not qualify are in `schema`.
fn declared(word: &str, schema: &str, content: &str) -> (Schema, Vec<String>) {
    let (mut texts, mut diags) = (Texts::new(), Diagnostics::new());
    let id = texts.add("dump", content);
    let form = Form::from_word(word).expect("the word names a form");
    let schema = mapc::schema::read(form, &schema.into(), id, content, &mut diags);
    (schema, diags.iter().map(|finding| finding.message.clone()).collect())
}

/// The YAML, read as a mapping would read it.
fn schema_of(yaml: &str) -> Schema {
    let (schema, diags, _) = read_as("yaml", yaml);
    let messages: Vec<&str> = diags.iter().map(|finding| finding.message.as_str()).collect();
    assert!(messages.is_empty(), "{messages:?}\n{yaml}");
    schema
}

/// The ways to rewrite that a dump of this folder must show: those of its database.
fn ways(dialect: Dialect) -> BTreeSet<&'static str> {
    let of_dialect = REWRITES.iter().filter(|rewrite| rewrite.dialect.is_none_or(|of| of == dialect));
    of_dialect.map(|rewrite| rewrite.name).collect()
}

#[test]
fn the_book_lists_what_servers_rewrite() {
    let page = std::fs::read_to_string(crate::support::oracle::repository("book/src/guide/live.md")).expect("the page");
    let lines: Vec<String> = REWRITES
        .iter()
        .map(|rewrite| {
            let mariadb = rewrite.dialect == Some(Dialect::MySql);
            let of = if mariadb { "MariaDB" } else { rewrite.dialect.map_or("both", Dialect::title) };
            format!("| {} | {of} | {} |", rewrite.name, rewrite.reason)
        })
        .collect();
    let wanted = lines.join("\n");
    assert!(page.contains(&wanted), "book/src/guide/live.md should hold these lines:\n{wanted}");
}
