//! Which tables come along, and with which rows.

use super::model::TableOutcome;
use super::quirks::Quirk;
use crate::dms_document::model::{Filter, OneOf, Rule, Selection};
use crate::dms_document::pattern::Pattern;
use crate::dms_document::tables::reads_exactly;
use crate::dms_document::words::{SelectionAction, TableType};
use crate::schema::{Table, TableKind};

/// The table as it is selected, or `None`; `rules` are those whose names mean it, the lowest id first.
/// One that a rule selects, and that stays behind, goes to `left_out`.
pub fn selected<'a>(
    table: &'a Table,
    rules: &[&'a Rule],
    left_out: &mut Vec<(&'a Table, Quirk, &'a Rule)>,
) -> Option<TableOutcome<'a>> {
    let selections: Vec<(&'a Rule, &'a Selection)> =
        rules.iter().filter_map(|rule| Some((*rule, rule.says.as_selection()?))).collect();
    let of = |wanted: fn(SelectionAction) -> bool| {
        let is_wanted = move |selection: &Selection| OneOf::get(&selection.action).is_some_and(wanted);
        selections.iter().filter(move |(_, selection)| is_wanted(selection)).copied().collect::<Vec<_>>()
    };
    let included = of(|action| action != SelectionAction::Exclude);
    let (by, others): (Vec<(&'a Rule, &'a Selection)>, Vec<_>) =
        included.into_iter().partition(|(rule, _)| takes_kind(rule, table.kind));
    let excluded = of(|action| action == SelectionAction::Exclude);
    if by.is_empty() {
        left_out.extend(others.first().map(|(rule, _)| (table, Quirk::ViewsByType, *rule)));
        return None;
    }
    if let Some((rule, _)) = excluded.first() {
        left_out.push((table, Quirk::ExcludeWins, *rule));
        return None;
    }
    let mut outcome = TableOutcome {
        table,
        selected_by: by.iter().map(|(rule, _)| *rule).collect(),
        changed_by: Vec::new(),
        schema: table.schema.to_string(),
        name: table.name.to_string(),
        columns: Vec::new(),
        key: None,
        filters: Vec::new(),
        load_order: by
            .iter()
            .find_map(|(_, selection)| selection.load_order.as_ref())
            .map(|order| order.value.as_str()),
        object: None,
        quirks: Vec::new(),
        unknown: Vec::new(),
    };
    for (rule, _) in &by {
        let names = [(&rule.locator.schema, &*table.schema), (&rule.locator.table, &*table.name)];
        for (written, name) in names {
            let Some(written) = written else { continue };
            let pattern = Pattern::new(&written.value);
            if pattern.has_any_one() && !reads_exactly(rule) && !underscores_meet(&pattern, name) {
                outcome.quirks.push((Quirk::AnyCharacter, format!("`{}` also means `{name}`", written.value)));
            }
        }
    }
    let mut orders = by.iter().map(|(_, selection)| selection.load_order.as_ref().map(|order| &order.value));
    let first = orders.next();
    if orders.any(|order| Some(order) != first) {
        outcome
            .unknown
            .push("when it is loaded: several rules select the table, with different load orders".to_owned());
    }
    filters(&mut outcome, &by);
    let is_nullable = |filter: &&Filter| {
        let column = filter.column.as_ref().and_then(|column| table.column(&column.value));
        column.is_some_and(|column| table.columns[column].nullable)
    };
    if let Some(column) =
        outcome.filters.iter().find(|filter| is_nullable(filter)).and_then(|filter| filter.column.as_ref())
    {
        outcome.quirks.push((Quirk::NullComparesToNothing, format!("`{}` can be NULL", column.value)));
    }
    Some(outcome)
}

fn takes_kind(rule: &Rule, kind: TableKind) -> bool {
    match (OneOf::get(&rule.locator.table_type).unwrap_or(TableType::Table), kind) {
        (TableType::All, _) | (TableType::Table, TableKind::Table) | (TableType::View, TableKind::View) => true,
        (TableType::Table, TableKind::View) | (TableType::View, TableKind::Table) => false,
    }
}

/// Whether each `_` of the pattern can be an underscore of the name.
fn underscores_meet(pattern: &Pattern, name: &str) -> bool {
    let literal = pattern.text().replace("[_]", "_").replace('_', "[_]");
    Pattern::new(&literal).matches(name)
}

/// The filters that act. Of two selections with different ones, it is confirmed nowhere which.
fn filters<'a>(outcome: &mut TableOutcome<'a>, by: &[(&'a Rule, &'a Selection)]) {
    let mut acting: Vec<(&Rule, &'a Selection)> = Vec::new();
    for (rule, selection) in by {
        let is_wild = [&rule.locator.schema, &rule.locator.table]
            .into_iter()
            .flatten()
            .any(|name| Pattern::new(&name.value).is_wild());
        let action = OneOf::get(&selection.action);
        if selection.filters.is_empty() {
            acting.push((rule, selection));
        } else if action != Some(SelectionAction::Include) {
            outcome
                .quirks
                .push((Quirk::FiltersWithInclude, format!("the filters of rule `{}` do nothing", rule.shown_id())));
        } else if is_wild {
            outcome
                .quirks
                .push((Quirk::FiltersByName, format!("the filters of rule `{}` do nothing", rule.shown_id())));
        } else {
            acting.push((rule, selection));
        }
    }
    let filtered = acting.iter().filter(|(_, selection)| !selection.filters.is_empty()).count();
    if filtered > 0 && by.len() > 1 {
        outcome.unknown.push(
            "which rows come along: several rules select the table, and not all with the same filters".to_owned(),
        );
    } else if let Some((_, selection)) = acting.first() {
        outcome.filters = selection.filters.iter().collect();
    }
}
