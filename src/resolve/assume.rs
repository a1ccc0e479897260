//! `assume`: what may be relied on.

use super::columns::column;
use crate::diag::Diagnostics;
use crate::mapping::{Assumption, Claim};
use crate::schema::Table;
use crate::syntax::tree::{self, Condition, Line, Map, Path};
use crate::text::Texts;

/// The `assume` lines whose columns exist.
pub(super) fn assumptions(map: &Map, table: &Table, texts: &Texts, diags: &mut Diagnostics) -> Vec<Assumption> {
    let mut list = Vec::new();
    for line in &map.body {
        let Line::Assume(line) = line else { continue };
        let claim = match &line.claim {
            tree::Claim::Condition(condition) => {
                check(condition, table, diags).then(|| Claim::Condition(condition.clone()))
            }
            tree::Claim::Unique(paths) => all(paths, table, diags).map(Claim::Unique),
            tree::Claim::Immutable(paths) => all(paths, table, diags).map(Claim::Immutable),
            tree::Claim::AtMost(rows) => Some(Claim::RowsPerItem(*rows)),
        };
        let written = texts.slice(line.span).trim();
        let text = written.strip_prefix("assume").unwrap_or(written).trim().into();
        list.extend(claim.map(|claim| Assumption { claim, text, span: line.span }));
    }
    list
}

fn all(paths: &[Path], table: &Table, diags: &mut Diagnostics) -> Option<Vec<usize>> {
    let found: Vec<Option<usize>> = paths.iter().map(|path| column(path, table, diags)).collect();
    found.into_iter().collect()
}

/// Whether every column of the condition exists; each that does not is reported.
fn check(condition: &Condition, table: &Table, diags: &mut Diagnostics) -> bool {
    match condition {
        Condition::And(list) | Condition::Or(list) => {
            // Not `all`: every unknown column is reported.
            list.iter().filter(|condition| !check(condition, table, diags)).count() == 0
        }
        Condition::Not(inner) => check(inner, table, diags),
        Condition::Test { column: path, .. } => column(path, table, diags).is_some(),
    }
}
