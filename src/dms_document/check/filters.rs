//! Filters: whether they act, and what their conditions say.

use crate::diag::Diagnostics;
use crate::dms_document::errors;
use crate::dms_document::model::{Condition, Filter, OneOf, Rule, Selection};
use crate::dms_document::pattern::Pattern;
use crate::dms_document::words::{Operator, SelectionAction, Word};
use crate::text::Span;

/// Reports on the filters of one selection. Source: user guide, "Using source filters".
pub fn check(rule: &Rule, selection: &Selection, action: Option<SelectionAction>, diags: &mut Diagnostics) {
    let [first, .., last] = selection.filters.as_slice() else {
        let [only] = selection.filters.as_slice() else { return };
        return all(rule, only.span, selection, action, diags);
    };
    all(rule, first.span.to(last.span), selection, action, diags);
}

fn all(rule: &Rule, span: Span, selection: &Selection, action: Option<SelectionAction>, diags: &mut Diagnostics) {
    if let Some(action @ (SelectionAction::Exclude | SelectionAction::Explicit)) = action {
        let why = format!("filters act in `include` rules alone, and this is `{}`", action.word());
        diags.push(errors::filter_ignored(span, &why));
    } else if let Some(name) = [&rule.locator.schema, &rule.locator.table]
        .into_iter()
        .flatten()
        .find(|name| Pattern::new(&name.value).is_wild())
    {
        let why = format!("a filter needs a table that is named exactly, and `{}` is a pattern", name.value);
        diags.push(errors::filter_ignored(span, &why));
    }
    for filter in &selection.filters {
        one(filter, diags);
    }
}

fn one(filter: &Filter, diags: &mut Diagnostics) {
    if let Some(kind) = filter.kind.as_ref().filter(|kind| kind.value != "source") {
        diags.push(errors::unknown_value(kind, "filter-type", &["source"]));
    }
    if filter.column.is_none() {
        diags.push(errors::incomplete_rule(filter.span, "the filter", "column-name"));
    }
    if filter.conditions.is_empty() {
        diags.push(errors::incomplete_rule(filter.span, "the filter", "filter-conditions"));
    }
    for condition in &filter.conditions {
        self::condition(condition, diags);
        let alone =
            matches!(OneOf::get(&condition.operator), Some(Operator::Noteq | Operator::Notbetween | Operator::Notnull));
        if alone && filter.conditions.len() > 1 {
            diags.push(errors::filter_condition(
                condition.span,
                "a negative condition stands beside others",
                "the conditions of one filter are joined by or, and DMS takes a negative one alone only",
            ));
        }
    }
}

fn condition(condition: &Condition, diags: &mut Diagnostics) {
    let Some(operator) = &condition.operator else {
        diags.push(errors::incomplete_rule(condition.span, "the condition", "filter-operator"));
        return;
    };
    let Some(known) = operator.known else {
        diags.push(errors::unknown_value(&operator.written, "filter-operator", Operator::ALL_WORDS));
        return;
    };
    let values = [
        ("value", &condition.value, known.values() == 1),
        ("start-value", &condition.start, known.values() == 2),
        ("end-value", &condition.end, known.values() == 2),
    ];
    for (key, value, needed) in values {
        match value {
            None if needed => {
                let what = format!("the condition `{}`", known.word());
                diags.push(errors::incomplete_rule(condition.span, &what, key));
            }
            Some(value) if !needed && !value.value.is_empty() => {
                diags.push(errors::unused_key(value.span, &format!("the condition `{}`", known.word()), key));
            }
            Some(_) | None => {}
        }
    }
    if let (Operator::Between | Operator::Notbetween, Some(start), Some(end)) =
        (known, &condition.start, &condition.end)
        && is_after(&start.value, &end.value)
    {
        diags.push(errors::filter_condition(
            condition.span,
            format!("`{}` is above `{}`", start.value, end.value),
            "nothing is between them: the lower bound is the first",
        ));
    }
}

/// Whether both are whole numbers, or both moments as DMS reads them, and the first is above the second.
fn is_after(start: &str, end: &str) -> bool {
    match (start.parse::<i128>(), end.parse::<i128>()) {
        (Ok(start), Ok(end)) => start > end,
        (Ok(_) | Err(_), Ok(_) | Err(_)) => {
            let is_day = |text: &str| {
                text.len() >= 10
                    && text.bytes().take(10).enumerate().all(|(at, byte)| match at {
                        4 | 7 => byte == b'-',
                        _ => byte.is_ascii_digit(),
                    })
            };
            is_day(start) && is_day(end) && start > end
        }
    }
}
