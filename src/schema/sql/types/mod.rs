//! What a declared type means: one file a dialect.

mod mssql;
mod mysql;
mod oracle;
mod phrase;
mod postgres;
mod sqlite;

pub use phrase::{Phrase, read as phrase};

use crate::schema::model::Dialect;
use crate::types::Type;

/// The type that `phrase` names among the dialect's own; `None` for others.
pub fn meaning(dialect: Dialect, phrase: &Phrase) -> Option<Type> {
    let mut ty = match dialect {
        Dialect::MySql => mysql::meaning(phrase),
        Dialect::Postgres => postgres::meaning(phrase),
        Dialect::Oracle => oracle::meaning(phrase),
        Dialect::SqlServer => mssql::meaning(phrase),
        Dialect::Sqlite => sqlite::meaning(phrase),
    }?;
    // Dimensions are not part of a type of PostgreSQL: `int[][]` is `int[]`.
    if phrase.arrays > 0 {
        ty = Type::Array(Box::new(ty));
    }
    Some(ty)
}
