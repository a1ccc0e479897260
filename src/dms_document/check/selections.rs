//! Selections: their names, their order, and that there are any.

use rustc_hash::FxHashMap;

use super::filters;
use crate::diag::Diagnostics;
use crate::dms_document::errors;
use crate::dms_document::model::{Document, OneOf, Rule, Text};
use crate::dms_document::pattern::Pattern;
use crate::dms_document::words::SelectionAction;
use crate::text::Span;

/// Greatest load order. Source: user guide, "Selection rules and actions".
const GREATEST_ORDER: u64 = 2_147_483_647;

/// Reports on one rule.
pub fn check(rule: &Rule, diags: &mut Diagnostics) {
    let Some(selection) = rule.says.as_selection() else { return };
    let action = OneOf::get(&selection.action);
    if rule.locator.span.is_some() && rule.locator.foreign.is_empty() {
        for (name, key) in [(&rule.locator.schema, "schema-name"), (&rule.locator.table, "table-name")] {
            if name.is_none() {
                diags.push(errors::incomplete_rule(rule.span, "the locator of a selection", key));
            }
        }
    }
    if action == Some(SelectionAction::Explicit) {
        for name in [&rule.locator.schema, &rule.locator.table].into_iter().flatten() {
            if Pattern::new(&name.value).is_wild() {
                diags.push(errors::exact_name(name, "an explicit selection"));
            }
        }
    }
    if let Some(order) = &selection.load_order {
        load_order(order, action, diags);
    }
    filters::check(rule, selection, action, diags);
}

fn load_order(order: &Text, action: Option<SelectionAction>, diags: &mut Diagnostics) {
    if action == Some(SelectionAction::Exclude) {
        diags.push(errors::load_order(order, "has no effect on what is excluded"));
    } else if !order.value.parse::<u64>().is_ok_and(|number| (1..=GREATEST_ORDER).contains(&number)) {
        diags.push(errors::load_order(order, "is no number from 1 to 2147483647"));
    }
}

/// Reports on all of them.
pub fn check_all(document: &Document, diags: &mut Diagnostics) {
    let mut wild: Option<&Text> = None;
    let mut others = 0;
    let mut seen: FxHashMap<[&str; 4], Span> = FxHashMap::default();
    let mut any = false;
    for rule in &document.rules {
        let Some(selection) = rule.says.as_selection() else { continue };
        any = true;
        let action = OneOf::get(&selection.action);
        for name in [&rule.locator.schema, &rule.locator.table].into_iter().flatten() {
            if action != Some(SelectionAction::Explicit) && Pattern::new(&name.value).has_any_one() {
                match wild {
                    None => wild = Some(name),
                    Some(first) if first.value != name.value => others += 1,
                    Some(_) => {}
                }
            }
        }
        let table_type = rule.locator.table_type.as_ref().map_or("table", |kind| kind.written.value.as_str());
        let (Some(schema), Some(table)) = (&rule.locator.schema, &rule.locator.table) else { continue };
        let written = selection.action.as_ref().map_or("", |action| action.written.value.as_str());
        let key = [written, schema.value.as_str(), table.value.as_str(), table_type];
        match seen.get(&key) {
            Some(first) => diags.push(errors::repeated_selection(rule.span, *first)),
            None => {
                seen.insert(key, rule.span);
            }
        }
    }
    if !any {
        diags.push(errors::no_selection(document.span));
    }
    if let Some(first) = wild {
        diags.push(errors::underscore(first, others));
    }
}
