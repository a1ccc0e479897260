//! Facts about columns from the `assume` lines of a mapping.
//!
//! Facts speak of values, never of NULL: `a = "x" or a is null` says of the values what `a = "x"` says.

use super::claims::{self, Constant};
use super::facts::Facts;
use crate::schema::Table;
use crate::syntax::tree::{Condition, Literal, LiteralKind, Path, Test};
use crate::types::Type;

/// What conditions that hold for every row say of each column, in the order of the table's columns.
pub fn assumed<'c>(conditions: impl IntoIterator<Item = &'c Condition>, table: &Table) -> Vec<Facts> {
    let mut facts = vec![Facts::default(); table.columns.len()];
    for condition in conditions {
        add(condition, false, table, &mut facts);
    }
    facts
}

/// Adds what `condition` (or its opposite) says. The reader of mappings bounds the nesting.
fn add(condition: &Condition, opposite: bool, table: &Table, facts: &mut [Facts]) {
    match (condition, opposite) {
        (Condition::And(all), false) | (Condition::Or(all), true) => {
            all.iter().for_each(|part| add(part, opposite, table, facts));
        }
        (Condition::Or(some), false) => {
            if let Some((column, words)) = alternatives(some, table) {
                facts[column].and(claims::one_of(&table.columns[column].ty, &words));
            }
        }
        // Not all of them hold, but which does not?
        (Condition::And(_), true) => {}
        (Condition::Not(inner), _) => add(inner, !opposite, table, facts),
        (Condition::Test { column, negated, test, .. }, _) => {
            if let Some(column) = find(column, table) {
                facts[column].and(fact(&table.columns[column].ty, test, *negated != opposite));
            }
        }
    }
}

/// The place of a column, written alone or after its table.
fn find(path: &Path, table: &Table) -> Option<usize> {
    table.column(&path.parts.last()?.text)
}

/// The values of `a = "x" or a in ("y", "z") or a is null`.
fn alternatives(conditions: &[Condition], table: &Table) -> Option<(usize, Vec<Constant>)> {
    let mut only = None;
    let mut words = Vec::new();
    for condition in conditions {
        let Condition::Test { column, negated: false, test, .. } = condition else { return None };
        let column = find(column, table)?;
        if *only.get_or_insert(column) != column {
            return None;
        }
        if !matches!(test, Test::Null) {
            words.extend(values(test)?);
        }
    }
    only.map(|column| (column, words))
}

/// The values that a test allows, where it lists them.
fn values(test: &Test) -> Option<Vec<Constant>> {
    match test {
        Test::Equal(literal) => Some(vec![constant(literal)?]),
        Test::In(literals) => literals.iter().map(constant).collect(),
        Test::Less(_) | Test::AtMost(_) | Test::Greater(_) | Test::AtLeast(_) | Test::Between(..) => None,
        Test::Null | Test::Like(_) | Test::Contains(_) | Test::StartsWith(_) => None,
    }
}

fn constant(literal: &Literal) -> Option<Constant> {
    match &literal.kind {
        LiteralKind::Number(number) => number.parse().ok().map(Constant::Whole),
        LiteralKind::Text(text) => Some(Constant::Text(text.to_string())),
        LiteralKind::Boolean(_) | LiteralKind::Null => None,
    }
}

/// What a test says of a column of this type.
fn fact(ty: &Type, test: &Test, negated: bool) -> Facts {
    match (test, negated) {
        (Test::Equal(_) | Test::In(_), false) => {
            values(test).map(|words| claims::one_of(ty, &words)).unwrap_or_default()
        }
        (Test::Less(bound), false) | (Test::AtLeast(bound), true) => below(ty, bound, true),
        (Test::AtMost(bound), false) | (Test::Greater(bound), true) => below(ty, bound, false),
        (Test::Greater(bound), false) | (Test::AtMost(bound), true) => above(ty, bound, true),
        (Test::AtLeast(bound), false) | (Test::Less(bound), true) => above(ty, bound, false),
        (Test::Between(low, high), false) => {
            let mut facts = above(ty, low, false);
            facts.and(below(ty, high, false));
            facts
        }
        (Test::Like(pattern), false) => claims::like(ty, &pattern.value),
        (Test::Like(pattern), true) => claims::not_like(&pattern.value),
        (Test::Contains(text), false) => claims::contains(ty, &text.value),
        (Test::Contains(text), true) => Facts::without(&text.value),
        (Test::StartsWith(text), false) => claims::starts_with(ty, &text.value),
        (Test::Equal(_) | Test::In(_), true) => {
            values(test).map(|words| claims::none_of(ty, &words)).unwrap_or_default()
        }
        (Test::Between(..) | Test::StartsWith(_), true) => Facts::default(),
        (Test::Null, _) => Facts::default(),
    }
}

fn below(ty: &Type, bound: &Literal, strict: bool) -> Facts {
    match constant(bound) {
        Some(Constant::Whole(number)) => claims::at_most(ty, number, strict),
        Some(Constant::Text(_)) | None => Facts::default(),
    }
}

fn above(ty: &Type, bound: &Literal, strict: bool) -> Facts {
    match constant(bound) {
        Some(Constant::Whole(number)) => claims::at_least(ty, number, strict),
        Some(Constant::Text(_)) | None => Facts::default(),
    }
}
