//! Which transformations a text would apply in another order than the document.
//!
//! In a text the narrower of two lines counts: that with fewer patterns, and more characters besides. A document says the order
//! by ids, so it can put the wider rule first.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::dms_document::effect::comes_before;
use crate::dms_document::meeting::{meet, transformation};
use crate::dms_document::model::Rule;
use crate::dms_document::tables::{Index, Tables};
use crate::dms_document::words::{Action, Target};

/// For rules (by where they stand) that a text would apply before another one with a lower id: that id.
pub fn reversed(rules: &[&Rule]) -> FxHashMap<u32, String> {
    let mut indexes: FxHashMap<Target, Index<'_>> = FxHashMap::default();
    let objects = |rule: &Rule| {
        let (action, target) = transformation(rule)?;
        let adds = matches!(action, Action::AddColumn | Action::AddBeforeImageColumns);
        (!adds).then_some((action, target, Tables::of_rule(rule)?))
    };
    for rule in rules {
        if let Some((_, target, tables)) = objects(rule) {
            indexes.entry(target).or_default().add(rule, tables);
        }
    }
    let mut found = FxHashMap::default();
    for rule in rules {
        let Some((action, target, tables)) = objects(rule) else { continue };
        let Some(index) = indexes.get(&target) else { continue };
        let mut before: Vec<&Rule> = index
            .of_object(rule, &tables)
            .map(|(other, _)| other)
            .filter(|other| other.span != rule.span && comes_before(other, rule) && meet(rule, action, other))
            .filter(|other| width(other) >= width(rule))
            .collect();
        before.sort_by_key(|other| other.span.start);
        if let [first, ..] = before.as_slice() {
            found.insert(rule.span.start, first.shown_id().to_owned());
        }
    }
    found
}

/// Narrower rules are less: fewer patterns, then more characters that stand for themselves.
fn width(rule: &Rule) -> (usize, Reverse<usize>) {
    let locator = &rule.locator;
    let parts: Vec<&str> =
        [&locator.schema, &locator.table, &locator.column, &locator.table_tablespace, &locator.index_tablespace]
            .into_iter()
            .flatten()
            .map(|name| name.value.as_str())
            .collect();
    let letters = parts.iter().map(|part| part.chars().filter(|c| *c != '%').count()).sum();
    (parts.iter().filter(|part| part.contains('%')).count(), Reverse(letters))
}
