//! What importing from a running database has to say. None of it has a place in a text, and none of it holds a password:
//! `address` is a URL without one.

use super::rows::TableName;
use crate::diag::{Code, Diagnostic, Level, near_miss};
use crate::schema::model::TableKind;

/// All codes of this folder.
pub static CODES: &[&Code] = &[
    &UNREACHABLE,
    &REFUSED,
    &UNKNOWN_DATABASE,
    &UNKNOWN_SCHEMA,
    &TLS,
    &TOO_OLD,
    &TOO_SLOW,
    &NO_TABLE,
    &UNSEEN,
    &PARTIAL,
];

/// See its page.
pub static UNREACHABLE: Code =
    Code::error("live/unreachable", include_str!("../../../book/src/diagnostics/live/unreachable.md"));
/// See its page.
pub static REFUSED: Code = Code::error("live/refused", include_str!("../../../book/src/diagnostics/live/refused.md"));
/// See its page.
pub static UNKNOWN_DATABASE: Code =
    Code::error("live/unknown-database", include_str!("../../../book/src/diagnostics/live/unknown-database.md"));
/// See its page.
pub static UNKNOWN_SCHEMA: Code =
    Code::error("live/unknown-schema", include_str!("../../../book/src/diagnostics/live/unknown-schema.md"));
/// See its page.
pub static TLS: Code = Code::error("live/tls", include_str!("../../../book/src/diagnostics/live/tls.md"));
/// See its page.
pub static TOO_OLD: Code = Code::error("live/too-old", include_str!("../../../book/src/diagnostics/live/too-old.md"));
/// See its page.
pub static TOO_SLOW: Code =
    Code::error("live/too-slow", include_str!("../../../book/src/diagnostics/live/too-slow.md"));
/// See its page.
pub static NO_TABLE: Code =
    Code::error("live/no-table", include_str!("../../../book/src/diagnostics/live/no-table.md"));
/// See its page.
pub static UNSEEN: Code = Code::error("live/unseen", include_str!("../../../book/src/diagnostics/live/unseen.md"));
/// See its page.
pub static PARTIAL: Code = Code {
    name: "live/partial",
    level: Level::Warning,
    waivable: true,
    page: include_str!("../../../book/src/diagnostics/live/partial.md"),
};

/// No server of the kind answers.
pub fn unreachable(address: &str, why: &str) -> Diagnostic {
    UNREACHABLE
        .nowhere(format!("no database can be reached at `{address}`"))
        .note(why)
        .help(String::from("check the host and the port, and that the server lets this machine in"))
}

/// The server does not let this user in, or not at what is asked for.
pub fn refused(address: &str, why: &str, password: &str) -> Diagnostic {
    REFUSED
        .nowhere(format!("the server refuses `{address}`"))
        .note(format!("it says: {why}"))
        .help(format!("check the user, and the password in `{password}` or the file of `--password-file`"))
}

/// The database of the URL is not there.
pub fn unknown_database(address: &str, why: &str) -> Diagnostic {
    UNKNOWN_DATABASE
        .nowhere(format!("there is no such database: `{address}`"))
        .note(format!("the server says: {why}"))
        .help(String::from("name one that is there after the `/` of the URL"))
}

/// No schema, or no table, is called so.
pub fn unknown_schema(what: &str, pattern: &str, names: &[String]) -> Diagnostic {
    let near = near_miss(pattern, names.iter().map(String::as_str));
    UNKNOWN_SCHEMA
        .nowhere(format!("no {what} that this user can see is called `{pattern}`"))
        .help(near.map(|near| format!("there is `{near}`")))
}

/// The two sides do not come to a connection over TLS as it is wanted.
pub fn tls(address: &str, why: &str, help: &str) -> Diagnostic {
    TLS.nowhere(format!("no connection over TLS comes about with `{address}`")).note(why).help(help.to_owned())
}

/// The server is older than what the queries need.
pub fn too_old(address: &str, version: &str, oldest: &str) -> Diagnostic {
    TOO_OLD
        .nowhere(format!("the server at `{address}` is too old: it calls itself `{version}`"))
        .note(format!("the catalogue is read as of {oldest}"))
        .help(String::from("import a dump of its schema with `mapc import sql`"))
}

/// Something took longer than it may: `what` is a step, such as `connecting`.
pub fn too_slow(address: &str, what: &str, seconds: u64) -> Diagnostic {
    TOO_SLOW
        .nowhere(format!("{what} took more than {seconds} s: `{address}`"))
        .help(String::from("check the host, the port and the kind of server, or allow more with `--timeout SECONDS`"))
}

/// There is nothing to record.
pub fn no_table(address: &str) -> Diagnostic {
    NO_TABLE
        .nowhere(format!("this user can see no table in `{address}`"))
        .help(String::from("check the database and `--schema`, and what the user may see: `GRANT SELECT`"))
}

/// A table or view is there, and its columns are not to be seen.
pub fn unseen(table: &TableName, kind: TableKind) -> Diagnostic {
    let (what, why) = match kind {
        TableKind::Table => ("table", "it has none, or this user has no right on them"),
        TableKind::View => ("view", "the view is broken, or its tables are hidden from who defined it"),
    };
    UNSEEN
        .nowhere(format!("no column of {what} `{}.{}` is to be seen", table.schema, table.name))
        .note(why)
        .help(String::from("grant `SELECT` on it, mend it, or leave it out with `--table`"))
}

/// Some columns of a table may be hidden.
pub fn partial(table: &TableName) -> Diagnostic {
    PARTIAL
        .nowhere(format!("columns of `{}.{}` may be hidden from this user", table.schema, table.name))
        .note("the user has rights on single columns only, and the server lists no others")
        .help(String::from("grant `SELECT` on the whole table"))
}
