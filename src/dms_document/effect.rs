//! Which rules of a document have an effect.
//!
//! A rule has none when it speaks of no selected table, when another selects the same and more, or when DMS applies another
//! transformation to everything that it speaks of.

use super::meeting::{covers_object, meet, transformation};
use super::model::{Document, OneOf, Rule, Selection};
use super::pattern::Pattern;
use super::tables::{Index, Tables};
use super::words::{Action, SelectionAction, TableType, Target};

/// For each rule of the document, whether it has an effect. All have where nothing is selected: DMS refuses such a document.
pub fn effects(document: &Document) -> Vec<bool> {
    let mut selected = Index::default();
    let mut excluded = Index::default();
    let mut transformations: Vec<(Target, Index<'_>)> = Vec::new();
    for rule in &document.rules {
        if let Some((action, tables)) = selection(rule) {
            if action == SelectionAction::Exclude { excluded.add(rule, tables) } else { selected.add(rule, tables) }
        } else if let (Some((_, target)), Some(tables)) = (transformation(rule), Tables::of_rule(rule)) {
            match transformations.iter_mut().find(|(other, _)| *other == target) {
                Some((_, index)) => index.add(rule, tables),
                None => {
                    let mut index = Index::default();
                    index.add(rule, tables);
                    transformations.push((target, index));
                }
            }
        }
    }
    if selected.is_empty() {
        return vec![true; document.rules.len()];
    }
    // What is excluded as a whole is as good as not selected.
    let all = std::mem::take(&mut selected);
    for (rule, tables) in all.into_rules() {
        if !excluded.of(&tables).any(|(_, other)| other.cover(&tables)) {
            selected.add(rule, tables);
        }
    }
    let has_effect = |rule: &Rule| match selection(rule) {
        Some((SelectionAction::Exclude, tables)) => selected.has_some(&tables),
        Some((SelectionAction::Include | SelectionAction::Explicit, tables)) => {
            let is_excluded = excluded.of(&tables).any(|(_, other)| other.cover(&tables));
            !is_excluded && !selects_nothing_new(rule, &tables, &selected)
        }
        None => {
            let Some(tables) = Tables::of_rule(rule) else { return true };
            let index =
                transformation(rule).and_then(|(_, target)| transformations.iter().find(|(other, _)| *other == target));
            selected.has_some(&tables) && !index.is_some_and(|(_, index)| is_never_applied(rule, &tables, index))
        }
    };
    document.rules.iter().map(has_effect).collect()
}

fn selection(rule: &Rule) -> Option<(SelectionAction, Tables)> {
    let action = OneOf::get(&rule.says.as_selection()?.action)?;
    Some((action, Tables::of(&rule.locator, action == SelectionAction::Explicit)?))
}

/// Whether filters of the selection keep rows back: only those of an `include` whose names are no patterns do.
pub fn has_filters(rule: &Rule, says: &Selection) -> bool {
    let names = [&rule.locator.schema, &rule.locator.table];
    let is_wild = names.into_iter().flatten().any(|name| Pattern::new(&name.value).is_wild());
    !says.filters.is_empty() && !is_wild && OneOf::get(&says.action) == Some(SelectionAction::Include)
}

/// Whether another rule selects all of it, and this one says nothing more of it.
fn selects_nothing_new(rule: &Rule, tables: &Tables, selected: &Index<'_>) -> bool {
    let says_more =
        |rule: &Rule| rule.says.as_selection().is_some_and(|says| says.load_order.is_some() || has_filters(rule, says));
    let kind = |rule: &Rule| OneOf::get(&rule.locator.table_type).unwrap_or(TableType::Table);
    if says_more(rule) {
        return false;
    }
    selected.of(tables).any(|(other, others)| {
        let has_filters = other.says.as_selection().is_some_and(|says| has_filters(other, says));
        let same_kind = kind(other) == kind(rule) || kind(other) == TableType::All;
        // Of two that select the same, the one that says more remains, else the first.
        let remains = says_more(other) || other.span.start < rule.span.start;
        let is_wider = others.cover(tables) && (!tables.cover(others) || remains);
        other.span != rule.span && is_wider && same_kind && !has_filters
    })
}

/// Whether another transformation is applied to everything of which the rule speaks.
fn is_never_applied(rule: &Rule, tables: &Tables, index: &Index<'_>) -> bool {
    let Some((action, _)) = transformation(rule) else { return false };
    if matches!(action, Action::AddColumn | Action::AddBeforeImageColumns) {
        return false;
    }
    index.of_object(rule, tables).any(|(other, others)| {
        let adds = transformation(other)
            .is_some_and(|(action, _)| matches!(action, Action::AddColumn | Action::AddBeforeImageColumns));
        !adds
            && comes_before(other, rule)
            && meet(rule, action, other)
            && others.cover(tables)
            && covers_object(other, rule)
    })
}

/// By id; rules without one as they stand.
pub fn comes_before(other: &Rule, rule: &Rule) -> bool {
    let place = |rule: &Rule| (rule.number().unwrap_or(u64::MAX), rule.span.start);
    place(other) < place(rule)
}
