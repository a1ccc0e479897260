//! What a name in a statement means: how dialects fold it, and when two are the same.

use std::borrow::Cow;

use crate::schema::model::Dialect;

/// The name as the database keeps it. Oracle keeps words without quotes in upper case, PostgreSQL in lower case (letters of
/// ASCII only); the others keep them as written.
pub fn fold(dialect: Dialect, word: &str, quoted: bool) -> Cow<'_, str> {
    match dialect {
        Dialect::Oracle if !quoted => word.to_uppercase().into(),
        Dialect::Postgres if !quoted && word.bytes().any(|byte| byte.is_ascii_uppercase()) => {
            word.to_ascii_lowercase().into()
        }
        Dialect::Oracle | Dialect::Postgres | Dialect::MySql | Dialect::SqlServer | Dialect::Sqlite => word.into(),
    }
}

/// Whether the database takes two names of columns for the same.
pub fn are_same(dialect: Dialect, one: &str, other: &str) -> bool {
    match dialect {
        Dialect::MySql | Dialect::SqlServer | Dialect::Sqlite => are_same_in_any_case(one, other),
        Dialect::Oracle | Dialect::Postgres => one == other,
    }
}

fn are_same_in_any_case(one: &str, other: &str) -> bool {
    // Mostly the first letters tell.
    match (one.as_bytes().first(), other.as_bytes().first()) {
        (Some(first), Some(second)) if first.is_ascii() && second.is_ascii() => {
            if !first.eq_ignore_ascii_case(second) {
                return false;
            }
        }
        (Some(_) | None, _) => {}
    }
    one.eq_ignore_ascii_case(other)
        || !(one.is_ascii() && other.is_ascii()) && one.to_lowercase() == other.to_lowercase()
}

/// What two names of columns share when the database takes them for the same. Where names are kept as written, they are
/// looked up in any case.
pub fn identity(dialect: Dialect, name: &str) -> Cow<'_, str> {
    match dialect {
        Dialect::MySql | Dialect::SqlServer | Dialect::Sqlite => {
            let is_lower = name.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
            if is_lower { name.into() } else { name.to_lowercase().into() }
        }
        Dialect::Oracle | Dialect::Postgres => name.into(),
    }
}
