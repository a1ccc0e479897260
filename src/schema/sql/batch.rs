//! Statements within a statement of SQL Server: what `IF … BEGIN … END` guards.
//!
//! Whether a condition holds is not known. What it guards is taken to run, since such scripts make what is not there.

use super::cursor::Cursor;

/// Words that begin a statement of interest, where a second one stands after them.
const STARTS: &[(&str, &[&str])] = &[
    ("CREATE", &["TABLE", "TYPE", "INDEX", "UNIQUE", "CLUSTERED", "NONCLUSTERED"]),
    ("ALTER", &["TABLE", "INDEX", "SCHEMA"]),
    ("DROP", &["TABLE", "INDEX", "VIEW"]),
];

/// Each statement of interest in `batch`, from its first word to the next.
pub fn statements(batch: Cursor<'_>) -> Vec<Cursor<'_>> {
    let mut walk = batch;
    let mut found: Vec<Cursor<'_>> = Vec::new();
    let mut start: Option<Cursor<'_>> = None;
    while !walk.is_done() {
        let begins = STARTS.iter().any(|(first, next)| walk.is(first) && next.iter().any(|word| walk.is_at(1, word)))
            || walk.is_any(&["EXEC", "EXECUTE"]);
        let ends = walk.is_any(&["END", "ELSE", "BEGIN", "IF", "INSERT", "UPDATE", "DELETE", "PRINT", "SELECT"]);
        if begins || ends {
            found.extend(start.take().map(|start| start.until(&walk)));
            start = begins.then_some(walk);
        }
        walk.skip();
    }
    found.extend(start.map(|start| start.until(&walk)));
    found
}
