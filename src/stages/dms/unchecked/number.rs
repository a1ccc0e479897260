//! The numbers of rules. Of two transformations of one thing DMS takes the one with the lower number, so that narrower rules have
//! lower ones than wider ones, and a change of the type a lower one than a mask of the same column.

use rustc_hash::FxHashMap;

use super::draft::{Draft, Rule, names};
use super::errors;
use super::pattern::overlap;
use crate::diag::Diagnostics;
use crate::lock::Lock;
use crate::stages::dms::rules::transformation::{Locator, Transformation};
use crate::text::Span;

/// How many pairs of rules are compared; of more, wider rules are put behind all others.
const MOST_PAIRS: usize = 10_000_000;

/// Puts rules in the order of their numbers: selections, then transformations, the narrower ones first, then the rest.
pub(super) fn sort(drafts: &mut [Draft]) {
    drafts.sort_by_key(|draft| match &draft.rule {
        Rule::Selection(_) => (0, 0, 0, 0),
        Rule::Transformation(says) => {
            let (open, letters) = width(&says.object_locator);
            (1, open, usize::MAX - letters, rank(says.rule_action))
        }
        Rule::ObjectMapping(_) => (2, 0, 0, 0),
        Rule::TableSettings(_) => (3, 0, 0, 0),
        Rule::Other(_) => (4, 0, 0, 0),
    });
}

/// How many parts of a locator are patterns, and how many characters stand in it for themselves.
fn width(locator: &Locator) -> (usize, usize) {
    let parts = parts(locator);
    let letters = |part: &&str| part.chars().filter(|c| *c != '%').count();
    (parts.iter().filter(|part| part.contains('%')).count(), parts.iter().map(letters).sum())
}

fn parts(locator: &Locator) -> Vec<&str> {
    let below =
        [&locator.table_name, &locator.column_name, &locator.table_tablespace_name, &locator.index_tablespace_name];
    let mut parts = vec![locator.schema_name.as_str()];
    parts.extend(below.into_iter().flatten().map(String::as_str));
    parts
}

fn rank(action: &str) -> u8 {
    match action {
        "change-data-type" | "add-column" => 0,
        action if action.starts_with("data-masking") => 2,
        _ => 1,
    }
}

/// Whether two rules change one thing, as far as `%` tells.
fn meet(one: &Transformation, other: &Transformation) -> bool {
    let (a, b) = (parts(&one.object_locator), parts(&other.object_locator));
    one.rule_target == other.rule_target && a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| overlap(a, b))
}

/// Reports two rules for one place, of which DMS takes one. A mask may stand beside a change of the type; added columns are
/// things of their own.
pub(super) fn check(drafts: &[Draft], diags: &mut Diagnostics) {
    let mut seen: FxHashMap<(&str, String, u8, &str), Span> = FxHashMap::default();
    for draft in drafts {
        let Rule::Transformation(says) = &draft.rule else { continue };
        let kind = match says.rule_action {
            "add-column" => 1,
            "add-before-image-columns" => 2,
            action if action.starts_with("data-masking") => 3,
            _ => 0,
        };
        let added = if kind == 1 { says.value.as_deref().unwrap_or_default() } else { "" };
        let names = names(&says.object_locator);
        let place = |kind| (says.rule_target, names.clone(), kind, added);
        if let Some(first) = seen.get(&place(kind)) {
            diags.push(errors::two_rules(draft.span, *first, &format!("`{names}`")));
            continue;
        }
        // A mask beside another name, or another change beside a mask.
        let is_cast = says.rule_action == "change-data-type";
        let other = match kind {
            3 => seen.get(&place(0)),
            0 if !is_cast => seen.get(&place(3)),
            _ => None,
        };
        let other_is_cast = kind == 3 && seen.contains_key(&place(4));
        if let Some(first) = other.filter(|_| !other_is_cast) {
            diags.push(errors::two_rules(draft.span, *first, &format!("`{names}`")));
        }
        seen.insert(place(kind), draft.span);
        if is_cast {
            seen.insert(place(4), draft.span);
        }
    }
}

/// The numbers of rules in their order, which is that of [`sort`].
pub(super) fn numbers(drafts: &[Draft], task: &str, lock: &mut Lock) -> Vec<u32> {
    let mut ids: Vec<u32> = Vec::with_capacity(drafts.len());
    let is_wide = |draft: &Draft| match &draft.rule {
        Rule::Transformation(says) => width(&says.object_locator).0 > 0,
        Rule::Selection(_) | Rule::TableSettings(_) | Rule::ObjectMapping(_) | Rule::Other(_) => false,
    };
    let wide = drafts.iter().filter(|draft| is_wide(draft)).count();
    let compares = wide.saturating_mul(drafts.len()) <= MOST_PAIRS;
    let mut greatest = 0;
    for (place, draft) in drafts.iter().enumerate() {
        let mut id = lock.id(task, "dms", &draft.key);
        if let Rule::Transformation(says) = &draft.rule {
            let before = |earlier: usize| match &drafts[earlier].rule {
                Rule::Transformation(other) if ids[earlier] > id => meet(says, other),
                Rule::Transformation(_)
                | Rule::Selection(_)
                | Rule::TableSettings(_)
                | Rule::ObjectMapping(_)
                | Rule::Other(_) => false,
            };
            let after = if !is_wide(draft) {
                // Rules for one place each can only meet wider ones, but for a mask beside a change of the type.
                place.checked_sub(1).filter(|earlier| before(*earlier)).map(|earlier| ids[earlier])
            } else if compares {
                (0..place).filter(|earlier| before(*earlier)).map(|earlier| ids[earlier]).max()
            } else {
                (greatest > id).then_some(greatest)
            };
            if let Some(after) = after {
                id = lock.id(task, "dms", &format!("{} after {after}", draft.key));
            }
        }
        greatest = greatest.max(id);
        ids.push(id);
    }
    ids
}
