//! Which tables come along, and which of their rows.

use super::draft::{Draft, Rule};
use super::pattern::selected;
use super::settings::LoadOrder;
use super::{errors, filter, settings};
use crate::diag::Diagnostics;
use crate::stage::Blind;
use crate::stages::dms::document::{Locator, Selection, SelectionAction};
use crate::stages::dms::rules::filter::SourceFilter;
use crate::text::Span;
use crate::unchecked::{SourceKind, Tables, plain};

/// A rule for each `from` and each `except`.
pub(super) fn drafts(blind: &Blind<'_>, diags: &mut Diagnostics) -> Vec<Draft> {
    let map = blind.map;
    let mut drafts = Vec::new();
    let mut filters = filter::filters(map, diags);
    let is_explicit = settings::is_explicit(blind);
    let order = &LoadOrder::of(blind);
    for (place, source) in map.sources.iter().enumerate() {
        let filters = filters.of_sources.get_mut(place).map(std::mem::take).unwrap_or_default();
        let action = if is_explicit { SelectionAction::Explicit } else { SelectionAction::Include };
        if is_explicit && source.in_full().is_none() {
            diags.push(errors::no_rule(
                source.span,
                "an `explicit` selection names its table in full, without wildcards",
            ));
        }
        if is_explicit && !filters.is_empty() {
            diags.push(errors::no_rule(source.span, "in an `explicit` selection filters do nothing"));
        }
        view(blind, source, diags);
        drafts.extend(draft(order, source, action, filters, diags));
    }
    for (source, filters) in filters.of_others {
        diags.push(errors::unconfirmed(
            source.span,
            "two selections mean this table, and one of them has a filter: whether that one counts is said nowhere",
        ));
        drafts.extend(draft(order, &source, SelectionAction::Include, filters, diags));
    }
    for except in &map.except {
        drafts.extend(draft(order, except, SelectionAction::Exclude, Vec::new(), diags));
    }
    drafts
}

/// A task that moves changes leaves views out.
fn view(blind: &Blind<'_>, source: &Tables, diags: &mut Diagnostics) {
    if source.kind != SourceKind::Table && settings::moves_changes(blind) {
        diags.push(errors::no_rule(
            source.span,
            "a task that moves changes leaves views out: set `dms { migration-type full-load }`",
        ));
    }
}

fn draft(
    order: &LoadOrder<'_>,
    tables: &Tables,
    action: SelectionAction,
    filters: Vec<SourceFilter>,
    diags: &mut Diagnostics,
) -> Option<Draft> {
    // An exact rule takes names as they are.
    let spelled = |pattern| match (action, plain(pattern)) {
        (SelectionAction::Explicit, Some(name)) => Ok(name.to_string()),
        (SelectionAction::Explicit | SelectionAction::Include | SelectionAction::Exclude, _) => selected(pattern),
    };
    let (schema_name, table_name) = match (spelled(&tables.schema), spelled(&tables.table)) {
        (Ok(schema), Ok(table)) => (schema, table),
        (Err(reason), _) | (_, Err(reason)) => {
            diags.push(errors::no_rule(tables.span, reason));
            return None;
        }
    };
    let verb = if action == SelectionAction::Exclude { "except" } else { "select" };
    let words = format!("{verb} {schema_name}.{table_name}");
    let load_order = match action {
        SelectionAction::Exclude => None,
        SelectionAction::Include | SelectionAction::Explicit => order.get(tables),
    };
    Some(Draft {
        key: words.clone(),
        words,
        rule: Rule::Selection(Selection {
            rule_type: "selection",
            rule_id: String::new(),
            rule_name: String::new(),
            object_locator: Locator { schema_name, table_name, table_type: table_type(tables.kind) },
            rule_action: action,
            load_order,
            filters,
        }),
        span: tables.span,
    })
}

fn table_type(kind: SourceKind) -> Option<&'static str> {
    match kind {
        SourceKind::Table => None,
        SourceKind::View => Some("view"),
        SourceKind::Any => Some("all"),
    }
}

/// Where a line stands that a finding about the whole map points at.
pub(super) fn header(blind: &Blind<'_>) -> Span {
    blind.map.sources.first().map_or(blind.map.name_span, |source| source.span)
}
