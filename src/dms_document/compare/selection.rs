//! What a selection means.

use super::meaning::{Meaning, place, quoted};
use crate::dms_document::effect::has_filters;
use crate::dms_document::model::{Condition, Filter, OneOf, Rule, Selection};
use crate::dms_document::words::{Operator, SelectionAction, Word};

/// What it means. A pattern that means one name and an explicit selection of that name mean the same; filters count where
/// they act.
pub fn meaning(rule: &Rule, selection: &Selection) -> Meaning {
    let action = OneOf::get(&selection.action);
    let explicit = action == Some(SelectionAction::Explicit);
    let verb = match (action, &selection.action) {
        (Some(SelectionAction::Include | SelectionAction::Explicit), _) => "select",
        (Some(SelectionAction::Exclude), _) => "exclude",
        (None, Some(written)) => written.written.value.as_str(),
        (None, None) => "?",
    };
    let kind = rule.locator.table_type.as_ref().and_then(|kind| kind.known);
    let kind = kind.map_or("table", |kind| kind.word());
    let mut meaning = Meaning::new(format!("{verb} {kind} {}", place(&rule.locator, explicit)), rule.span);
    for key in &rule.locator.foreign {
        meaning.fact(key.value.as_str(), Some("?".to_owned()));
    }
    if action != Some(SelectionAction::Exclude) {
        let order = selection.load_order.as_ref();
        let number = order.and_then(|order| order.value.parse::<u64>().ok()).map(|number| number.to_string());
        meaning.fact("load order", number.or(order.map(|order| quoted(&order.value))));
    }
    if has_filters(rule, selection) {
        let mut filters: Vec<String> = selection.filters.iter().map(filter).collect();
        filters.sort();
        filters.dedup();
        meaning.fact("filters", (!filters.is_empty()).then(|| filters.join(" and ")));
    }
    meaning
}

fn filter(filter: &Filter) -> String {
    let column = filter.column.as_ref().map_or("?".to_owned(), |column| quoted(&column.value));
    let mut conditions: Vec<String> = filter.conditions.iter().map(condition).collect();
    conditions.sort();
    conditions.dedup();
    match conditions.as_slice() {
        [one] => format!("{column} {one}"),
        [] | [_, ..] => format!("{column} ({})", conditions.join(" or ")),
    }
}

fn condition(condition: &Condition) -> String {
    let value = |text: &Option<crate::dms_document::model::Text>| {
        text.as_ref().map_or("?".to_owned(), |text| quoted(&text.value))
    };
    let (one, start, end) = (value(&condition.value), value(&condition.start), value(&condition.end));
    match &condition.operator {
        Some(OneOf { known: Some(operator), .. }) => match operator {
            Operator::Lte | Operator::Ste => format!("<= {one}"),
            Operator::Gte => format!(">= {one}"),
            Operator::Eq => format!("= {one}"),
            Operator::Noteq => format!("!= {one}"),
            Operator::Between => format!("between {start} and {end}"),
            Operator::Notbetween => format!("not between {start} and {end}"),
            Operator::Null => "is null".to_owned(),
            Operator::Notnull => "is not null".to_owned(),
        },
        Some(OneOf { known: None, written }) => format!("{} {one}", written.value),
        None => format!("? {one}"),
    }
}
