//! Statements within a statement of SQL Server, which needs no mark between two: also what `IF … BEGIN … END` guards.
//!
//! Whether a condition holds is not known. What it guards is taken to run, since such scripts make what is not there.

use super::cursor::Cursor;
use super::does::Does;
use crate::schema::model::Dialect;

/// Words that begin a statement of interest, where a second one stands after them.
const STARTS: &[(&str, &[&str])] = &[
    ("CREATE", &["TABLE", "TYPE", "INDEX", "UNIQUE", "CLUSTERED", "NONCLUSTERED"]),
    ("ALTER", &["TABLE", "INDEX", "SCHEMA"]),
    ("DROP", &["TABLE", "INDEX", "VIEW"]),
];

/// What a statement is made of.
pub enum Within<'a> {
    /// It is one.
    One(Cursor<'a>),
    /// Statements of interest, none of which need be.
    Several(Vec<Cursor<'a>>),
}

/// The statements in one that does this.
pub fn within(does: Does, statement: Cursor<'_>) -> Within<'_> {
    if statement.origin.dialect != Dialect::SqlServer {
        return Within::One(statement);
    }
    let may_hold_others = matches!(does, Does::Several | Does::CreateTable | Does::AlterTable | Does::DropTable);
    let inner = if may_hold_others { statements(statement) } else { Vec::new() };
    // A statement may be the last of a block, whose `END` needs no mark before it.
    if does == Does::Several || inner.len() > 1 {
        Within::Several(inner.into_iter().map(|inner| inner.without_last("END")).collect())
    } else {
        Within::One(statement.without_last("END"))
    }
}

/// Each statement of interest in `batch`, from its first word to the next.
fn statements(batch: Cursor<'_>) -> Vec<Cursor<'_>> {
    let mut walk = batch;
    let mut found: Vec<Cursor<'_>> = Vec::new();
    let mut start: Option<Cursor<'_>> = None;
    // `ON DELETE CASCADE`, `ALTER TABLE … DROP INDEX`: parts of a statement that look like another one.
    let mut after_on = false;
    while !walk.is_done() {
        let alters = start.is_some_and(|start| start.is("ALTER"));
        let begins = !after_on
            && (STARTS.iter().any(|(first, next)| walk.is(first) && next.iter().any(|word| walk.is_at(1, word)))
                || walk.is_any(&["EXEC", "EXECUTE"]))
            && !(alters && walk.is("DROP") && walk.is_at(1, "INDEX"));
        let ends = !after_on
            && walk.is_any(&["END", "ELSE", "BEGIN", "IF", "INSERT", "UPDATE", "DELETE", "PRINT", "SELECT"])
            // `DROP COLUMN IF EXISTS`
            && !(walk.is("IF") && walk.is_at(1, "EXISTS") && alters);
        if begins || ends {
            found.extend(start.take().map(|start| start.until(&walk)));
            start = begins.then_some(walk);
        }
        after_on = walk.is("ON");
        walk.skip();
    }
    found.extend(start.map(|start| start.until(&walk)));
    found
}
