//! PostgreSQL.

use std::fs;
use std::process::Stdio;

use mapc::schema::Dialect;

use super::real;
use super::servers::{SECRET, Server};
use super::{agree, declared, fails, import, imported, of, schema_of, ways};

const DUMP: &str = include_str!("postgres.sql");

/// Tables of the corpus that PostgreSQL does not take, and why.
const REFUSED: &[(&str, usize, &str)] = &[
    ("pg-gm-helpdesk.sql", 4, "`[position]`, `datetime2`: parts of it are still SQL Server's"),
    ("pg-zabbix.sql", 5, "types of MySQL, commas that are missing"),
];

#[test]
fn what_postgresql_says_is_what_its_dumps_declare() {
    let Some(server) = Server::postgres() else { return };
    let url = format!("postgres://postgres@127.0.0.1:{}/app", server.port);
    server.run_postgres("postgres", "create database app");
    assert_eq!(server.load_postgres("app", DUMP), "", "PostgreSQL takes all of the dump");
    every_type_and_feature(&url);
    the_servers_own_dump(&server, &url);
    the_bytes_are_those_of_the_tables(&server, &url);
    only_what_is_wanted(&server, &url);
    who_may_come_in(&server, &url);
    real_dumps(&server);
}

fn every_type_and_feature(url: &str) {
    let (dump, messages) = declared("postgres", "public", DUMP);
    assert!(messages.is_empty(), "{messages:?}");
    let live = schema_of(&imported(&[url]));
    let (used, compared) = agree("the dump of every type", &dump, &live);
    assert_eq!(
        compared.only_dump.len() + compared.only_live.len(),
        0,
        "{:?} {:?}",
        compared.only_dump,
        compared.only_live
    );
    assert_eq!((compared.tables, used), (dump.tables.len(), ways(Dialect::Postgres)));
}

/// What the server writes itself needs no rewriting, beside views, and a `DEFAULT NULL` of partitions.
fn the_servers_own_dump(server: &Server, url: &str) {
    let (dump, messages) = declared("postgres", "public", &server.dumped_by_postgres("app"));
    assert!(messages.is_empty(), "{messages:?}");
    let live = schema_of(&imported(&[url]));
    let (used, compared) = agree("the dump of pg_dump", &dump, &live);
    assert_eq!(used.into_iter().collect::<Vec<_>>(), ["defaults", "views"]);
    assert_eq!((compared.tables, compared.only_live.len()), (live.tables.len(), 0));
}

/// Twice the same, and the same for tables that were made in another order.
fn the_bytes_are_those_of_the_tables(server: &Server, url: &str) {
    let first = imported(&[url]);
    assert_eq!(imported(&[url]), first);
    let statements: Vec<&str> = DUMP.split_inclusive(";\n\n").collect();
    let backwards: String = statements.into_iter().rev().collect();
    server.run_postgres("postgres", "create database other");
    // What needs other tables or types comes at a later reading.
    for _ in 0..3 {
        server.load_postgres("other", &backwards);
    }
    assert_eq!(imported(&[&of(url, "other")]), first);
}

fn only_what_is_wanted(server: &Server, url: &str) {
    let tables = |yaml: &str| schema_of(yaml).tables.iter().map(|table| table.qualified()).collect::<Vec<_>>();
    assert_eq!(tables(&imported(&[url, "--schema", "sa*"])), ["sales.open_orders", "sales.texts"]);
    assert_eq!(tables(&imported(&[url, "--table", "events_202[01]"])), ["public.events_2020", "public.events_2021"]);
    assert!(fails(&[url, "--schema", "sale"], "live/unknown-schema").contains("there is `sales`"));
    server.run_postgres("app", "analyze conditions");
    let with_rows = imported(&[url, "--rows", "--table", "conditions"]);
    assert!(with_rows.contains("- name: conditions\n  schema: public\n  rows: 2\n"), "{with_rows}");
    server.run_postgres("postgres", "create database nothing");
    let nothing = of(url, "nothing");
    let ran = import(&[&nothing]);
    assert!(ran.code == Some(1) && ran.stderr.contains("error[live/no-table]"), "{}", ran.stderr);
    server.run_postgres("nothing", "create table no_columns (); create table t (x int)");
    let ran = import(&[&nothing]);
    assert!(ran.code == Some(1) && ran.stderr.contains("error[live/unseen]"), "{}", ran.stderr);
    assert!(ran.stdout.contains("- name: t\n"), "{}", ran.stdout);
    // Rows that somebody writes are no matter; who changes a table itself is waited for, and not for ever.
    while_locked(server, "exclusive", || drop(imported(&[url, "--timeout", "10"])));
    while_locked(server, "access exclusive", || drop(fails(&[url, "--timeout", "1"], "live/too-slow")));
    // The catalogue is there for everybody.
    server.run_postgres("postgres", &format!("create user reader password '{SECRET}'"));
    imported(&[&url.replace("postgres@", "reader@"), "--schema", "sales"]);
}

/// Does something while somebody else has a lock on a table.
fn while_locked(server: &Server, mode: &str, work: impl Fn()) {
    let mut holder = server.psql_command("app");
    holder.args(["-c", &format!("begin; lock table conditions in {mode} mode; select pg_sleep(60)")]);
    let mut holder =
        holder.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("psql runs");
    let locked = format!(
        "do $$ begin perform 1 / count(*) from pg_locks where mode = '{}Lock' and granted; end $$",
        title(mode)
    );
    server.wait(|server| server.psql("app", Stdio::null(), &["-v", "ON_ERROR_STOP=1", "-c", &locked]).0);
    work();
    server.run_postgres("app", "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()");
    holder.wait().expect("it ends");
}

/// `AccessExclusive` for `access exclusive`.
fn title(mode: &str) -> String {
    mode.split(' ').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

fn who_may_come_in(server: &Server, url: &str) {
    let file = server.file("secret");
    fs::write(&file, format!("{SECRET}\n")).expect("a file");
    let without = |arguments: &[&str]| super::ran(super::command(arguments).output().expect("mapc runs"));
    assert_eq!(without(&[url, "--password-file", &file]).code, Some(0));
    let from_stdin = super::command(&[url, "--password-file", "-"])
        .stdin(Stdio::from(fs::File::open(&file).expect("a file")))
        .output()
        .expect("mapc runs");
    assert_eq!(super::ran(from_stdin).code, Some(0));
    let refused = without(&[url]);
    assert!(refused.code == Some(2) && refused.stderr.contains("error[live/refused]"), "{}", refused.stderr);
    assert!(refused.stderr.contains("`PGPASSWORD`"), "{}", refused.stderr);
    fails(&[&url.replace("postgres@", "nobody@")], "live/refused");
    fails(&[&of(url, "absent")], "live/unknown-database");
    // A server of the other kind, in which each side waits for the other to begin.
    fails(&[&url.replace("postgres:", "mysql:"), "--timeout", "1"], "live/too-slow");

    let (ca, other) = (server.file("ca.pem"), server.file("other.pem"));
    let by_name = url.replace("127.0.0.1", "localhost");
    for tls in ["disable", "prefer", "require"] {
        imported(&[url, "--tls", tls]);
    }
    imported(&[&by_name, "--tls-ca", &ca]);
    imported(&[&format!("{by_name}?sslmode=verify-full"), "--tls-ca", &ca]);
    fails(&[&by_name, "--tls-ca", &other], "live/tls");
    fails(&[&by_name, "--tls", "verify"], "live/tls");
    // The certificate is for the name.
    fails(&[url, "--tls-ca", &ca], "live/tls");
    server.run_postgres("postgres", "alter system set ssl = off");
    server.run_postgres("postgres", "select pg_reload_conf(), pg_sleep(1)");
    fails(&[url, "--tls", "require"], "live/tls");
    imported(&[url]);
}

fn real_dumps(server: &Server) {
    let load = |content: &str| {
        server.run_postgres("postgres", "create database corpus");
        server.run_postgres("corpus", "create schema dbo");
        server.load_postgres("corpus", &into_one(content));
        let yaml = import(&[&format!("postgres://postgres@127.0.0.1:{}/corpus", server.port)]).stdout;
        server.run_postgres("postgres", "drop database corpus");
        yaml
    };
    let Some((tables, columns)) = real::compare("pg-", "postgres", "public", REFUSED, load) else { return };
    assert!(tables > 500 && columns > 4_000, "{tables} tables, {columns} columns");
}

/// Without the statements that would put the tables into another database.
fn into_one(content: &str) -> String {
    let elsewhere = ["CREATE DATABASE", "DROP DATABASE", "\\c ", "\\connect "];
    let stays = |line: &&str| !elsewhere.iter().any(|word| line.starts_with(word));
    content.lines().filter(stays).flat_map(|line| [line, "\n"]).collect()
}
