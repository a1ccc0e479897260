//! What goes wrong on the way to a server and in it, and the finding that says so.
//!
//! Errors of the driver are never shown with `{:?}`, and a password that a server should repeat is taken out.

use std::io::ErrorKind;

use mapc::diag::Diagnostic;
use mapc::schema::Dialect;
use mapc::schema::live::errors;
use sqlx::error::DatabaseError;
use sqlx::mysql::MySqlDatabaseError;

use crate::cli::disk::reason;
use crate::cli::import::live::address::password_variable;
use crate::cli::import::live::target::Target;

/// Why there is nothing to print.
pub enum Trouble {
    /// A step took too long.
    Slow {
        /// The step.
        what: &'static str,
    },
    /// A step failed.
    Sql {
        /// The step.
        what: &'static str,
        /// What the driver says.
        error: sqlx::Error,
    },
    /// The server is too old.
    Old {
        /// What it calls itself.
        version: String,
        /// What would do.
        oldest: &'static str,
    },
    /// A name or pattern takes nothing.
    Unknown {
        /// Schema or table.
        what: &'static str,
        /// The pattern.
        pattern: String,
        /// What is there.
        names: Vec<String>,
    },
}

/// The kinds of answers of a server.
#[derive(Clone, Copy)]
enum Kind {
    Refused,
    UnknownDatabase,
    Closed,
    Slow,
    NeedsTls,
}

impl Trouble {
    /// What is said of it.
    pub fn finding(self, target: &Target) -> Diagnostic {
        let address = target.address.to_string();
        match self {
            Trouble::Slow { what } => errors::too_slow(&address, what, target.seconds),
            Trouble::Old { version, oldest } => errors::too_old(&address, &without(&version, target), oldest),
            Trouble::Unknown { what, pattern, names } => errors::unknown_schema(what, &pattern, &names),
            Trouble::Sql { what, error } => failed(what, &error, target),
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum, which says that it will grow")]
fn failed(what: &'static str, error: &sqlx::Error, target: &Target) -> Diagnostic {
    const OTHER_TLS: &str = "name the certificate of the authority with `--tls-ca FILE`, or use another `--tls`";
    let address = target.address.to_string();
    match error {
        sqlx::Error::Database(said) => answered(what, &**said, target),
        // Of a certificate the library of TLS speaks in the words of input and output.
        sqlx::Error::Io(error) if error.kind() == ErrorKind::InvalidData => {
            errors::tls(&address, &without(&error.to_string(), target), OTHER_TLS)
        }
        sqlx::Error::Io(error) => errors::unreachable(&address, &without(&reason(error), target)),
        sqlx::Error::Tls(why) => errors::tls(&address, &without(&why.to_string(), target), OTHER_TLS),
        // Without TLS, the password would have to be encrypted with RSA, which this program does not do.
        sqlx::Error::Configuration(why) if why.to_string().contains("RSA") => errors::tls(
            &address,
            "the server takes the password of this user over TLS only",
            "use `--tls require`, and let the server offer TLS",
        ),
        other => {
            let why = without(&other.to_string(), target);
            errors::unreachable(&address, &format!("{what} failed: {why}"))
        }
    }
}

fn answered(what: &'static str, said: &dyn DatabaseError, target: &Target) -> Diagnostic {
    let address = target.address.to_string();
    let why = without(said.message(), target);
    let variable = password_variable(target.address.dialect);
    let kind = if target.address.dialect == Dialect::Postgres { of_postgres(said) } else { of_mysql(said) };
    match kind {
        Some(Kind::Refused) => errors::refused(&address, &why, variable),
        Some(Kind::UnknownDatabase) => errors::unknown_database(&address, &why),
        Some(Kind::Closed) => errors::unreachable(&address, &why),
        Some(Kind::Slow) => errors::too_slow(&address, what, target.seconds),
        Some(Kind::NeedsTls) => errors::tls(&address, &why, "use `--tls require`"),
        None => errors::unreachable(&address, &format!("{what} failed; the server says: {why}")),
    }
}

/// By the number of the error: MySQL Error Message Reference, MariaDB Error Code Reference.
fn of_mysql(said: &dyn DatabaseError) -> Option<Kind> {
    match said.try_downcast_ref::<MySqlDatabaseError>()?.number() {
        // Access denied: to the server, to the database, to a table or column, by a plugin, expired.
        1044 | 1045 | 1142 | 1143 | 1227 | 1698 | 1820 | 1862 | 3118 | 3955 => Some(Kind::Refused),
        1049 => Some(Kind::UnknownDatabase),
        // Too many connections, a host that is not allowed or blocked, shutting down.
        1040 | 1053 | 1129 | 1130 | 1203 | 1226 => Some(Kind::Closed),
        // A query, or the wait for a lock, was cut short.
        1205 | 1317 | 1969 | 3024 => Some(Kind::Slow),
        // `require_secure_transport`
        3159 => Some(Kind::NeedsTls),
        _ => None,
    }
}

/// By the class of the error: PostgreSQL documentation, appendix A.
fn of_postgres(said: &dyn DatabaseError) -> Option<Kind> {
    let message = said.message();
    match said.code()?.as_ref() {
        "28000" if message.contains("no encryption") || message.contains("SSL off") => Some(Kind::NeedsTls),
        "28000" | "28P01" | "42501" => Some(Kind::Refused),
        "3D000" => Some(Kind::UnknownDatabase),
        "53300" | "57P01" | "57P03" => Some(Kind::Closed),
        "55P03" | "57014" => Some(Kind::Slow),
        _ => None,
    }
}

/// The text without the password, should a server repeat it.
fn without(text: &str, target: &Target) -> String {
    match &target.password {
        Some(password) if password.reveal().len() > 2 => text.replace(password.reveal(), "…"),
        Some(_) | None => text.to_owned(),
    }
}
