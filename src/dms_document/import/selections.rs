//! Which maps a document becomes: what is selected, and what is not.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::build::{self, Reason};
use super::filters;
use super::task::{Target, Task, names, path, place, source};
use crate::dms_document::effect::has_filters;
use crate::dms_document::model::{Document, OneOf, Rule, Says, Selection};
use crate::dms_document::pattern::Pattern;
use crate::dms_document::tables::{Index, Tables};
use crate::dms_document::words::{Action, SelectionAction, TableType};
use crate::syntax::tree::{SourceClause, SourceKind};

/// The maps, with what they select.
pub fn plan<'d>(document: &'d Document, acts: &[bool]) -> Task<'d> {
    let mut task = Task {
        maps: Vec::new(),
        partial: Vec::new(),
        idle: Vec::new(),
        selected: Index::default(),
        selects_nothing: false,
        target: target(document),
        has_views: false,
        places: FxHashMap::default(),
        shared: [None; 2],
    };
    let rules: Vec<&'d Rule> =
        document.rules.iter().zip(acts).filter_map(|(rule, acts)| acts.then_some(rule)).collect();
    let alone: BTreeSet<[&str; 2]> =
        rules.iter().filter(|rule| wants_own_map(rule)).filter_map(|rule| names(&rule.locator)).collect();
    let mut any = false;
    for rule in &rules {
        let Some(selection) = rule.says.as_selection() else { continue };
        let Some(action) = OneOf::get(&selection.action) else { continue };
        if action == SelectionAction::Exclude {
            continue;
        }
        any = true;
        if let Err(reason) = select(rule, selection, action, &alone, &mut task) {
            task.partial.push((rule, reason));
        }
    }
    if !any {
        task.selects_nothing = true;
        let mut seen: BTreeSet<[&str; 2]> = BTreeSet::new();
        for rule in rules.iter().filter(|rule| rule.says.as_selection().is_none()) {
            let Some(schema) = &rule.locator.schema else { continue };
            let table = rule.locator.table.as_ref().map_or("%", |table| table.value.as_str());
            let tables = [schema.value.as_str(), table];
            if !seen.insert(tables) {
                continue;
            }
            if let Ok(source) = source(tables, SourceKind::Table, false, rule.span) {
                let at = place(&mut task, alone.contains(&tables), false, rule.span);
                put(&mut task, at, tables, source);
                task.selected.add(rule, pattern_of(tables, false));
            }
        }
    }
    let first = task.maps.iter().position(|map| !map.explicit).or((!task.maps.is_empty()).then_some(0));
    for rule in &rules {
        let is_exclude = rule
            .says
            .as_selection()
            .is_some_and(|selection| OneOf::get(&selection.action) == Some(SelectionAction::Exclude));
        let (true, Some(tables), Some(at)) = (is_exclude, names(&rule.locator), first) else { continue };
        match path(tables, false, rule.span) {
            Ok(path) => task.maps[at].except.push(path),
            Err(reason) => task.partial.push((rule, reason)),
        }
    }
    task
}

/// Whether only a map of its tables alone can say the rule.
fn wants_own_map(rule: &Rule) -> bool {
    match &rule.says {
        Says::ObjectMapping(says) => !says.says_nothing(),
        Says::PostProcessing(_) => true,
        Says::Transformation(says) => matches!(
            OneOf::get(&says.action),
            Some(Action::AddColumn | Action::IncludeColumn | Action::DefinePrimaryKey | Action::AddBeforeImageColumns)
        ),
        Says::Selection(_) | Says::TableSettings(_) | Says::Validation(_) | Says::Unknown => false,
    }
}

fn target(document: &Document) -> Target {
    let mappings = || document.rules.iter().filter_map(|rule| rule.says.as_object_mapping());
    if mappings().any(|mapping| mapping.topic.is_some()) {
        return Target::Topics;
    }
    let mut target = Target::Database;
    for rule in &document.rules {
        match &rule.says {
            Says::ObjectMapping(mapping) => {
                let of_items = mapping.target_table.is_some()
                    || mapping.sort_key.is_some()
                    || mapping.attributes.iter().any(|attribute| {
                        attribute.sub_type.as_ref().is_some_and(|kind| kind.value.starts_with("dynamodb"))
                    });
                return if of_items { Target::Items } else { Target::Messages };
            }
            Says::PostProcessing(_) => target = Target::Files,
            Says::Selection(_)
            | Says::Transformation(_)
            | Says::TableSettings(_)
            | Says::Validation(_)
            | Says::Unknown => {}
        }
    }
    target
}

fn put<'d>(task: &mut Task<'d>, at: usize, tables: [&'d str; 2], source: SourceClause) {
    task.has_views |= source.kind != SourceKind::Table;
    task.add_source(at, tables, source);
}

fn pattern_of(tables: [&str; 2], exactly: bool) -> Tables {
    let [schema, table] = tables.map(|name| if exactly { Pattern::exactly(name) } else { Pattern::new(name) });
    Tables { schema, table }
}

fn select<'d>(
    rule: &'d Rule,
    selection: &'d Selection,
    action: SelectionAction,
    alone: &BTreeSet<[&str; 2]>,
    task: &mut Task<'d>,
) -> Result<(), Reason> {
    let tables = names(&rule.locator).ok_or("the locator does not name schema and table")?;
    let kind = match (OneOf::get(&rule.locator.table_type), &rule.locator.table_type) {
        (Some(TableType::Table), _) | (None, None) => SourceKind::Table,
        (Some(TableType::View), _) => SourceKind::View,
        (Some(TableType::All), _) => SourceKind::Any,
        (None, Some(written)) => return Err(format!("`table-type` is never `{}`", written.written.value)),
    };
    if task.places.contains_key(&tables) {
        return Err(
            "another rule selects the same, and which of two filters or load orders counts is confirmed nowhere"
                .to_owned(),
        );
    }
    let is_wild = tables.iter().any(|name| Pattern::new(name).is_wild());
    // A name without wildcards means the same table in an `include`.
    let exact = action == SelectionAction::Explicit && tables.iter().any(|name| Pattern::new(name).name().is_none());
    if exact && is_wild {
        return Err("an explicit selection has a name with a wildcard".to_owned());
    }
    let source = source(tables, kind, exact, rule.span)?;
    let is_alone = alone.contains(&tables) || (is_wild && selection.load_order.is_some());
    let at = place(task, is_alone, exact, rule.span);
    let is_wide = kind != SourceKind::View && !has_filters(rule, selection);
    put(task, at, tables, source);
    // A map of a part of the others would select more.
    if is_wide {
        task.selected.add(rule, pattern_of(tables, exact));
    }
    if let Some(order) = &selection.load_order {
        let number = build::number_value(&order.value, order.span);
        let line = build::setting("load-order", vec![number], None, order.span);
        if !order.value.parse::<u32>().is_ok_and(|order| (1..=2_147_483_647).contains(&order)) {
            return Err(format!("the load order `{}` is none", order.value));
        }
        if is_alone {
            task.maps[at].dms.push(line);
        } else {
            task.maps[at].table_settings(tables).push(line);
        }
    }
    if selection.filters.is_empty() {
        return Ok(());
    }
    if is_wild || action != SelectionAction::Include {
        let remark = format!(
            "rule {} has a filter that does nothing: it needs an `include` of a table named in full",
            rule.shown_id()
        );
        task.maps[at].remarks.push(remark);
        return Ok(());
    }
    for filter in &selection.filters {
        // Whether the map has other sources is not known yet.
        task.maps[at].lines.push(filters::line(filter, Some(tables))?);
    }
    Ok(())
}
