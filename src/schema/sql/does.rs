//! What a statement does, told by its first words.

use super::{commands, procedures};
use crate::schema::model::Dialect;

/// What a statement does, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    CreateTable,
    CreateIndex,
    CreateType,
    CreateView,
    AlterTable,
    AlterIndex,
    AlterType,
    AlterSchema,
    DropIndex,
    Comment,
    DropTable,
    DropSchema,
    Rename,
    Switch,
    Call,
    /// Statements within one.
    Several,
}

/// Looks at the first words only, so that rows and procedures cost nothing.
pub fn what_it_does(text: &str, dialect: Dialect) -> Option<Does> {
    let mut words = commands::words(text.as_bytes()).take(8).map(<[u8]>::to_ascii_uppercase);
    match &*words.next()? {
        b"CREATE" => {
            let found = words.find_map(|word| what_is_made(&word));
            found.or_else(|| what_a_definer_makes(text, dialect)).flatten()
        }
        b"ALTER" => match &*words.next()? {
            b"TABLE" | b"FOREIGN" => Some(Does::AlterTable),
            // `ALTER IGNORE TABLE`, `ALTER ONLINE TABLE`.
            b"IGNORE" | b"ONLINE" | b"OFFLINE" if dialect == Dialect::MySql => Some(Does::AlterTable),
            b"VIEW" if matches!(dialect, Dialect::MySql | Dialect::SqlServer) => Some(Does::CreateView),
            b"INDEX" => Some(Does::AlterIndex),
            b"TYPE" if dialect == Dialect::Postgres => Some(Does::AlterType),
            b"SCHEMA" if dialect == Dialect::SqlServer => Some(Does::AlterSchema),
            b"SESSION" => Some(Does::Switch),
            _ => None,
        },
        b"RENAME" => Some(Does::Rename),
        b"COMMENT" => Some(Does::Comment),
        b"DROP" => match &*words.next()? {
            b"TABLE" | b"FOREIGN" | b"VIEW" | b"MATERIALIZED" | b"TEMPORARY" => Some(Does::DropTable),
            b"INDEX" => Some(Does::DropIndex),
            b"SCHEMA" | b"DATABASE" => Some(Does::DropSchema),
            _ => None,
        },
        b"IF" | b"BEGIN" | b"ELSE" if dialect == Dialect::SqlServer => Some(Does::Several),
        b"EXEC" | b"EXECUTE" | b"SP_RENAME" if dialect == Dialect::SqlServer && procedures::is_call(text) => {
            Some(Does::Call)
        }
        // SQL Server's `USE` names a database, which is not a schema there.
        b"USE" if dialect == Dialect::MySql => Some(Does::Switch),
        b"SET" if dialect == Dialect::Postgres => {
            words.next().filter(|word| &**word == b"SEARCH_PATH").map(|_| Does::Switch)
        }
        _ => None,
    }
}

/// What a word after `CREATE` says, if it says what is made; of most things nothing is read.
fn what_is_made(word: &[u8]) -> Option<Option<Does>> {
    match word {
        b"TABLE" => Some(Some(Does::CreateTable)),
        b"INDEX" => Some(Some(Does::CreateIndex)),
        b"TYPE" | b"DOMAIN" => Some(Some(Does::CreateType)),
        b"VIEW" => Some(Some(Does::CreateView)),
        b"VIRTUAL" | b"FUNCTION" | b"PROCEDURE" | b"PROC" | b"TRIGGER" | b"PACKAGE" | b"EVENT" => Some(None),
        _ => None,
    }
}

/// MySQL's `CREATE ALGORITHM=… DEFINER=`a`@`b` SQL SECURITY … VIEW`.
fn what_a_definer_makes(text: &str, dialect: Dialect) -> Option<Option<Does>> {
    const HEAD: usize = 400;
    if dialect != Dialect::MySql {
        return None;
    }
    let head: String = text.chars().take(HEAD).collect();
    let outside = head.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let words = outside.split(|symbol: char| !symbol.is_ascii_alphanumeric() && symbol != '_').skip(1);
    words.map(str::to_ascii_uppercase).find_map(|word| what_is_made(word.as_bytes()))
}
