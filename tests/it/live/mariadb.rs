//! MariaDB.

use std::collections::BTreeSet;
use std::fs;

use mapc::schema::Dialect;

use super::real;
use super::servers::{SECRET, Server};
use super::{agree, declared, fails, import, imported, of, schema_of, ways};

const DUMP: &str = include_str!("mysql.sql");

/// Tables of the corpus that MariaDB does not take, and why.
const REFUSED: &[(&str, usize, &str)] = &[
    ("mysql-gm-invitrodb.sql", 8, "marks at the end of statements are missing"),
    ("mysql-intelliants-subrion.sql", 51, "placeholders of a program that fills them in"),
    ("mysql-rb-ezpublish.sql", 1, "`offset` is reserved"),
    ("mysql-rb-magento.sql", 190, "somebody replaced too much"),
    ("mysql-rb-zencart.sql", 3, "keys are too long in utf8mb4"),
    ("mysql-slashcode.sql", 1, "`timestamp(14)`"),
    ("mysql-tikiwiki.sql", 14, "keys are too long in utf8mb4, `timestamp(14)`"),
    ("mysql-zabbix.sql", 1, "`--delay` is no comment"),
];

#[test]
fn what_mariadb_says_is_what_its_dumps_declare() {
    let Some(server) = Server::mariadb() else { return };
    let url = format!("mysql://app@127.0.0.1:{}/app", server.port);
    server.run(None, "CREATE DATABASE app CHARACTER SET utf8mb4");
    assert_eq!(server.load_mariadb("app", DUMP), "", "MariaDB takes all of the dump");
    every_type_and_feature(&url);
    the_servers_own_statements(&server, &url);
    the_bytes_are_those_of_the_tables(&server, &url);
    only_what_is_wanted(&server, &url);
    what_one_may_not_see(&server);
    who_may_come_in(&server, &url);
    real_dumps(&server);
}

fn every_type_and_feature(url: &str) {
    let (dump, messages) = declared("mysql", "app", DUMP);
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
    assert_eq!((compared.tables, used), (dump.tables.len(), ways(Dialect::MySql)));
}

/// What the server writes itself needs no rewriting, beside `DEFAULT NULL`, the collations that follow from those of tables,
/// and what it adds to periods.
fn the_servers_own_statements(server: &Server, url: &str) {
    let (shown, messages) = declared("mysql", "app", &server.shown_by_mariadb("app"));
    assert!(messages.is_empty(), "{messages:?}");
    let live = schema_of(&imported(&[url]));
    let (used, compared) = agree("what MariaDB shows", &shown, &live);
    assert_eq!(used.into_iter().collect::<Vec<_>>(), ["checks", "defaults", "periods"]);
    assert_eq!(
        (compared.tables, compared.only_live.as_slice()),
        (shown.tables.len(), &["app.open_orders".to_owned()][..])
    );
}

/// Twice the same, and the same for tables that were made in another order.
fn the_bytes_are_those_of_the_tables(server: &Server, url: &str) {
    let first = imported(&[url]);
    assert_eq!(imported(&[url]), first);
    let statements: Vec<&str> = DUMP.split_inclusive(";\n\n").collect();
    let backwards: String = ["SET FOREIGN_KEY_CHECKS = 0;\n"].into_iter().chain(statements.into_iter().rev()).collect();
    server.run(None, "CREATE DATABASE other CHARACTER SET utf8mb4");
    // What is made like a table, and the view, need it: they come at the second reading.
    server.load_mariadb("other", &backwards);
    server.load_mariadb("other", &backwards);
    assert_eq!(imported(&[&of(url, "other")]), first);
}

fn only_what_is_wanted(server: &Server, url: &str) {
    let tables = |yaml: &str| schema_of(yaml).tables.iter().map(|table| table.qualified()).collect::<Vec<_>>();
    assert_eq!(
        tables(&imported(&[url, "--table", "kep*", "--table", "texts"])),
        ["app.kept", "app.kept_plainly", "app.texts"]
    );
    let both = imported(&[url, "--schema", "app", "--schema", "o*r", "--table", "texts"]);
    assert_eq!(tables(&both), ["app.texts", "other.texts"]);
    let stderr = fails(&[url, "--schema", "othr"], "live/unknown-schema");
    assert!(stderr.contains("there is `other`"), "{stderr}");
    assert!(fails(&[url, "--table", "text"], "live/unknown-schema").contains("there is `texts`"));

    server.run(Some("app"), "ANALYZE TABLE conditions");
    let with_rows = imported(&[url, "--rows", "--table", "conditions"]);
    assert!(with_rows.contains("- name: conditions\n  rows: 2\n"), "{with_rows}");
    server.run(None, "CREATE DATABASE nothing");
    let ran = import(&[&of(url, "nothing")]);
    assert!(ran.code == Some(1) && ran.stderr.contains("error[live/no-table]"), "{}", ran.stderr);
    // A view whose table is gone: it is told, and the rest is printed.
    server.run(
        Some("nothing"),
        "CREATE TABLE t (x int); CREATE TABLE u (x int); CREATE VIEW v AS SELECT x FROM t; DROP TABLE t",
    );
    let ran = import(&[&of(url, "nothing")]);
    assert!(ran.code == Some(1) && ran.stderr.contains("no column of view `nothing.v`"), "{}", ran.stderr);
    assert!(ran.stdout.contains("- name: u\n"), "{}", ran.stdout);
}

fn what_one_may_not_see(server: &Server) {
    let url = format!("mysql://reader@127.0.0.1:{}/app", server.port);
    fails(&[&url], "live/refused");
    server.run(None, "GRANT SELECT (code, name) ON app.texts TO reader; GRANT SELECT ON app.times TO reader");
    let ran = import(&[&url]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("warning[live/partial]: columns of `app.texts` may be hidden"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("app.times"), "{}", ran.stderr);
    let tables = schema_of(&ran.stdout).tables;
    assert_eq!(tables.iter().map(|table| table.columns.len()).collect::<Vec<_>>(), [2, 11]);
    server.run(None, "REVOKE ALL, GRANT OPTION FROM reader");
}

fn who_may_come_in(server: &Server, url: &str) {
    let file = server.file("secret");
    fs::write(&file, format!("{SECRET}\n")).expect("a file");
    let without = |arguments: &[&str]| super::ran(super::command(arguments).output().expect("mapc runs"));
    assert_eq!(without(&[url, "--password-file", &file, "--table", "texts"]).code, Some(0));
    let refused = without(&[url]);
    assert!(refused.code == Some(2) && refused.stderr.contains("error[live/refused]"), "{}", refused.stderr);
    assert!(refused.stderr.contains("`MYSQL_PWD`"), "{}", refused.stderr);
    fails(&[&url.replace("app@", "nobody@")], "live/refused");
    fails(&[&of(url, "absent")], "live/unknown-database");
    // A server of the other kind.
    fails(&[&url.replace("mysql:", "postgres:"), "--timeout", "5"], "live/unreachable");

    let (ca, other) = (server.file("ca.pem"), server.file("other.pem"));
    let by_name = url.replace("127.0.0.1", "localhost");
    for tls in ["disable", "prefer", "require"] {
        imported(&[url, "--tls", tls, "--table", "texts"]);
    }
    imported(&[&by_name, "--tls-ca", &ca, "--table", "texts"]);
    imported(&[&format!("{by_name}?ssl-mode=VERIFY_IDENTITY"), "--tls-ca", &ca, "--table", "texts"]);
    fails(&[&by_name, "--tls-ca", &other], "live/tls");
    fails(&[&by_name, "--tls", "verify"], "live/tls");
    // The certificate is for the name.
    fails(&[url, "--tls-ca", &ca], "live/tls");
    server.run(None, "ALTER USER app REQUIRE SSL");
    imported(&[url, "--tls", "require", "--table", "texts"]);
    fails(&[url, "--tls", "disable"], "live/refused");
    server.run(None, "ALTER USER app REQUIRE NONE");
}

fn real_dumps(server: &Server) {
    let load = |content: &str| {
        let before = databases(server);
        server.run(None, "CREATE DATABASE corpus CHARACTER SET utf8mb4");
        server.load_mariadb("corpus", &format!("SET FOREIGN_KEY_CHECKS = 0;\n{}", of_today(content)));
        let made = databases(server).difference(&before).cloned().collect::<Vec<_>>();
        let choice: Vec<&str> = made.iter().flat_map(|made| ["--schema", made.as_str()]).collect();
        let url = format!("mysql://app@127.0.0.1:{}", server.port);
        // Wherever the dump puts its tables, they are compared as those of one schema.
        let yaml = import(&[&[url.as_str()][..], &choice].concat()).stdout;
        let yaml = made.iter().fold(yaml, |yaml, made| yaml.replace(&format!("\n  schema: {made}\n"), "\n"));
        made.iter().for_each(|made| server.run(None, &format!("DROP DATABASE `{made}`")));
        yaml
    };
    let Some((tables, columns)) = real::compare("mysql-", "mysql", "app", REFUSED, load) else { return };
    assert!(tables > 1500 && columns > 12_000, "{tables} tables, {columns} columns");
}

/// `TYPE=InnoDB` after a table was taken until MySQL 5.5.
fn of_today(content: &str) -> String {
    let line = |line: &str| {
        let found = line.to_ascii_lowercase().find("type").filter(|at| line[at + 4..].trim_start().starts_with('='));
        match found.filter(|_| line.starts_with(')')) {
            Some(at) => format!("{}engine{}\n", &line[..at], &line[at + 4..]),
            None => format!("{line}\n"),
        }
    };
    content.lines().map(line).collect()
}

fn databases(server: &Server) -> BTreeSet<String> {
    fs::read_dir(server.file("data"))
        .expect("the folder of the data")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !["mysql", "performance_schema", "sys"].contains(&name.as_str()))
        .collect()
}
