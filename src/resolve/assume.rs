//! `assume`: what may be relied on.

use super::errors;
use super::lookup::Lookup;
use crate::diag::Diagnostics;
use crate::mapping::{Assumption, Claim};
use crate::syntax::tree::{self, Condition, Line, Literal, LiteralKind, Map, Path, Test};
use crate::text::Texts;
use crate::types::{Family, Type};

/// The `assume` lines whose columns exist.
pub(super) fn assumptions(map: &Map, lookup: &Lookup<'_>, texts: &Texts, diags: &mut Diagnostics) -> Vec<Assumption> {
    let mut list = Vec::new();
    for line in &map.body {
        let Line::Assume(line) = line else { continue };
        let claim = match &line.claim {
            tree::Claim::Condition(condition) => {
                check(condition, lookup, diags).then(|| Claim::Condition(condition.clone()))
            }
            tree::Claim::Unique(paths) => all(paths, lookup, diags).map(Claim::Unique),
            tree::Claim::Immutable(paths) => all(paths, lookup, diags).map(Claim::Immutable),
            tree::Claim::AtMost(rows) => Some(Claim::RowsPerItem(*rows)),
        };
        let written = texts.slice(line.span).trim();
        let text = written.strip_prefix("assume").unwrap_or(written).trim().into();
        list.extend(claim.map(|claim| Assumption { claim, text, span: line.span }));
    }
    list
}

fn all(paths: &[Path], lookup: &Lookup<'_>, diags: &mut Diagnostics) -> Option<Vec<usize>> {
    let found: Vec<Option<usize>> = paths.iter().map(|path| lookup.column(path, diags)).collect();
    found.into_iter().collect()
}

/// Whether every column of the condition exists; each that does not is reported.
pub(super) fn check(condition: &Condition, lookup: &Lookup<'_>, diags: &mut Diagnostics) -> bool {
    match condition {
        Condition::And(list) | Condition::Or(list) => {
            // Not `all`: every unknown column is reported.
            list.iter().filter(|condition| !check(condition, lookup, diags)).count() == 0
        }
        Condition::Not(inner) => check(inner, lookup, diags),
        Condition::Test { column: path, test, .. } => {
            let Some(column) = lookup.column(path, diags) else { return false };
            let wrong = literals(test).into_iter().find(|literal| !fits(&lookup.table.columns[column].ty, literal));
            if let Some(literal) = wrong {
                diags.push(errors::wrong_literal(&lookup.table.columns[column], literal));
            }
            wrong.is_none()
        }
    }
}

/// The constants that a test compares with.
fn literals(test: &Test) -> Vec<&Literal> {
    match test {
        Test::Equal(one) | Test::Less(one) | Test::AtMost(one) | Test::Greater(one) | Test::AtLeast(one) => vec![one],
        Test::In(list) => list.iter().collect(),
        Test::Between(low, high) => vec![low, high],
        Test::Null | Test::Like(_) | Test::Contains(_) | Test::StartsWith(_) => Vec::new(),
    }
}

/// Whether values of this type can be compared with the constant. Dates, times and all that has no constant of its own are
/// written as text.
fn fits(ty: &Type, literal: &Literal) -> bool {
    let is_number = match &literal.kind {
        LiteralKind::Number(_) => true,
        LiteralKind::Text(_) => false,
        LiteralKind::Boolean(_) => return matches!(ty, Type::Boolean | Type::Int { .. } | Type::Bits { .. }),
        LiteralKind::Null => return true,
    };
    match ty.family() {
        Family::Boolean | Family::Number | Family::Bits => is_number,
        Family::Text | Family::Binary | Family::Time | Family::Document | Family::Several | Family::Other => !is_number,
    }
}

/// Calls `visit` with every column that a condition speaks of, in order.
pub(super) fn columns_of<'c>(condition: &'c Condition, visit: &mut impl FnMut(&'c Path)) {
    match condition {
        Condition::And(list) | Condition::Or(list) => list.iter().for_each(|inner| columns_of(inner, visit)),
        Condition::Not(inner) => columns_of(inner, visit),
        Condition::Test { column, .. } => visit(column),
    }
}
