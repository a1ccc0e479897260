//! Rules without any effect.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::diag::Diagnostics;
use crate::dms_document::errors;
use crate::dms_document::model::{Document, OneOf, Rule, Says};
use crate::dms_document::naming;
use crate::dms_document::pattern::Pattern;
use crate::dms_document::tables::{Index, Tables};
use crate::dms_document::words::{Action, SelectionAction, Target};

/// Reports them.
pub fn check(document: &Document, diags: &mut Diagnostics) {
    let mut selected = Index::default();
    let mut excluded = Index::default();
    for rule in &document.rules {
        let Some(selection) = rule.says.as_selection() else { continue };
        let action = OneOf::get(&selection.action);
        let Some(tables) = Tables::of(&rule.locator, action == Some(SelectionAction::Explicit)) else { continue };
        match action {
            Some(SelectionAction::Exclude) => excluded.add(rule, tables),
            Some(SelectionAction::Include | SelectionAction::Explicit) | None => selected.add(rule, tables),
        }
    }
    let excludes = |rule: &&Rule| rule.says.as_selection().is_some();
    if selected.is_empty() {
        // That nothing is selected at all is reported elsewhere, unless something is excluded.
        for rule in document.rules.iter().filter(excludes) {
            of(rule, &selected, &excluded, &SmallLetters::default(), diags);
        }
        return;
    }
    let small = SmallLetters::of(&selected);
    for rule in &document.rules {
        of(rule, &selected, &excluded, &small, diags);
    }
}

/// Selected names by their small letters: schemas, and tables with them.
#[derive(Default)]
struct SmallLetters(FxHashMap<String, BTreeSet<String>>);

impl SmallLetters {
    fn of(selected: &Index<'_>) -> SmallLetters {
        let mut names = SmallLetters::default();
        for (_, tables) in selected.all() {
            let (schema, table) = (tables.schema.text(), tables.table.text());
            for name in [schema.to_owned(), format!("{schema}.{table}")] {
                names.0.entry(name.to_lowercase()).or_default().insert(name);
            }
        }
        names
    }
}

fn of(rule: &Rule, selected: &Index<'_>, excluded: &Index<'_>, small: &SmallLetters, diags: &mut Diagnostics) {
    let at = rule.locator.table.as_ref().or(rule.locator.schema.as_ref()).map_or(rule.span.before(), |name| name.span);
    if let Says::Selection(selection) = &rule.says {
        let Some(action) = OneOf::get(&selection.action) else { return };
        let Some(tables) = Tables::of(&rule.locator, action == SelectionAction::Explicit) else { return };
        if action == SelectionAction::Exclude {
            if !selected.has_some(&tables) {
                diags.push(errors::dead_rule(at, "nothing selects what this excludes"));
            }
        } else if let Some((other, _)) = excluded.of(&tables).find(|(_, other)| other.cover(&tables)) {
            let id = other.shown_id();
            let finding = errors::dead_rule(at, format!("the rule `{id}` excludes all that this selects"));
            diags.push(finding.note("what is excluded does not come along, whatever selects it"));
        }
        return;
    }
    // Where names are exact and one holds a wildcard, that was reported.
    let Some(tables) = Tables::of(&rule.locator, false) else { return };
    if !selected.has_some(&tables) {
        let near = near_by_case(rule, small);
        let finding = errors::dead_rule(at, "no selected table is one of which this rule speaks");
        diags.push(match near {
            Some(name) => finding.note(format!("`{name}` is selected; capitals matter")),
            None => finding,
        });
        return;
    }
    if let Some(problem) = changes_nothing(rule) {
        diags.push(errors::dead_rule(at, problem));
    }
}

/// A selected name that differs in capitals alone.
fn near_by_case<'n>(rule: &Rule, small: &'n SmallLetters) -> Option<&'n String> {
    let schema = &rule.locator.schema.as_ref()?.value;
    let own = match &rule.locator.table {
        Some(table) => format!("{schema}.{}", table.value),
        None => schema.clone(),
    };
    small.0.get(&own.to_lowercase())?.first()
}

/// Why a rename leaves the name as it is.
fn changes_nothing(rule: &Rule) -> Option<String> {
    let says = rule.says.as_transformation()?;
    let action = OneOf::get(&says.action).filter(|action| action.is_naming())?;
    let name = match OneOf::get(&says.target)? {
        Target::Schema => rule.locator.schema.as_ref()?,
        Target::Table => rule.locator.table.as_ref()?,
        Target::Column => rule.locator.column.as_ref()?,
        Target::TableTablespace | Target::IndexTablespace => return None,
    };
    let pattern = Pattern::new(&name.value);
    let name = if pattern.is_wild() { return None } else { pattern.text() };
    if says.expression.is_some()
        || (action != Action::ConvertLowercase && action != Action::ConvertUppercase && says.value.is_none())
    {
        return None;
    }
    (naming::renamed(says, action, name)? == name).then(|| format!("`{name}` keeps its name"))
}
