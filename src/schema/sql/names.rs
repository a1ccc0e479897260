//! What a name in a statement means: how dialects fold it, and when two are the same.

use crate::schema::model::Dialect;
use crate::text::Name;

/// The name as the database keeps it. Oracle keeps words without quotes in upper case, PostgreSQL in lower case (letters of
/// ASCII only); the others keep them as written.
pub fn fold(dialect: Dialect, word: &str, quoted: bool) -> Name {
    match dialect {
        Dialect::Oracle if !quoted => word.to_uppercase().into(),
        Dialect::Postgres if !quoted => word.to_ascii_lowercase().into(),
        Dialect::Oracle | Dialect::Postgres | Dialect::MySql | Dialect::SqlServer | Dialect::Sqlite => word.into(),
    }
}

/// Whether the database takes two names of columns for the same.
pub fn are_same(dialect: Dialect, one: &str, other: &str) -> bool {
    one == other
        || match dialect {
            Dialect::MySql | Dialect::SqlServer | Dialect::Sqlite if one.is_ascii() && other.is_ascii() => {
                one.eq_ignore_ascii_case(other)
            }
            Dialect::MySql | Dialect::SqlServer | Dialect::Sqlite => one.to_lowercase() == other.to_lowercase(),
            Dialect::Oracle | Dialect::Postgres => false,
        }
}

/// What two names of columns share when the database takes them for the same. Where names are kept as written, they are
/// looked up in any case.
pub fn identity(dialect: Dialect, name: &str) -> String {
    match dialect {
        Dialect::MySql | Dialect::SqlServer | Dialect::Sqlite => name.to_lowercase(),
        Dialect::Oracle | Dialect::Postgres => name.to_owned(),
    }
}
