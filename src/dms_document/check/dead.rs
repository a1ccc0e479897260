//! Rules without any effect.

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
            of(rule, &selected, &excluded, diags);
        }
        return;
    }
    for rule in &document.rules {
        of(rule, &selected, &excluded, diags);
    }
}

fn of(rule: &Rule, selected: &Index<'_>, excluded: &Index<'_>, diags: &mut Diagnostics) {
    let at = rule.locator.table.as_ref().or(rule.locator.schema.as_ref()).map_or(rule.span.before(), |name| name.span);
    if let Says::Selection(selection) = &rule.says {
        let Some(action) = OneOf::get(&selection.action) else { return };
        let Some(tables) = Tables::of(&rule.locator, action == SelectionAction::Explicit) else { return };
        if action == SelectionAction::Exclude {
            if selected.of(&tables).next().is_none() {
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
    if selected.of(&tables).next().is_none() {
        let near = near_by_case(rule, selected);
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
fn near_by_case(rule: &Rule, selected: &Index<'_>) -> Option<String> {
    let all = Tables { schema: Pattern::new("%"), table: Pattern::new("%") };
    let shown = |schema: &str, table: Option<&str>| match table {
        Some(table) => format!("{schema}.{table}"),
        None => schema.to_owned(),
    };
    let table = rule.locator.table.as_ref().map(|table| table.value.as_str());
    let own = shown(&rule.locator.schema.as_ref()?.value, table).to_lowercase();
    let mut names: Vec<String> = selected
        .of(&all)
        .map(|(_, tables)| shown(tables.schema.text(), table.map(|_| tables.table.text())))
        .filter(|name| name.to_lowercase() == own)
        .collect();
    names.sort();
    names.into_iter().next()
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
