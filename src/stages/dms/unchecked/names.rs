//! `rename` lines.

use super::draft::Draft;
use super::errors;
use super::place;
use crate::diag::Diagnostics;
use crate::mapping::NameChange;
use crate::shape::Carrier;
use crate::stage::Blind;
use crate::stages::dms::endpoint;
use crate::stages::dms::rules::naming::{self, Naming};
use crate::stages::dms::rules::transformation::{Locator, Transformation};
use crate::unchecked::{Rename, RenameScope, UncheckedMap};

/// The rules of all `rename` lines.
pub(super) fn drafts(blind: &Blind<'_>, diags: &mut Diagnostics) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for line in &blind.map.renames {
        match of_line(blind, line) {
            Ok(of_line) => drafts.extend(of_line),
            Err(reason) => diags.push(errors::no_rule(line.span, reason)),
        }
    }
    drafts
}

fn of_line(blind: &Blind<'_>, line: &Rename) -> Result<Vec<Draft>, String> {
    let naming = match &line.change {
        NameChange::To(name) => Naming::to(name),
        NameChange::Replace(..) => {
            return Err("DMS changes the start and the end of names, and replaces nothing within".to_owned());
        }
        NameChange::Lowercase
        | NameChange::Uppercase
        | NameChange::AddPrefix(_)
        | NameChange::AddSuffix(_)
        | NameChange::ReplacePrefix(..)
        | NameChange::ReplaceSuffix(..) => naming::for_many(&line.change).ok_or("DMS has no such change of names")?,
    };
    let locators = locators(blind.map, line)?;
    let is_of_tablespaces = matches!(line.scope, RenameScope::Tablespace | RenameScope::IndexTablespace);
    if is_of_tablespaces {
        if !matches!(line.change, NameChange::To(_)) {
            return Err(
                "of tablespaces DMS is said to change the whole name only: `rename tablespace A to B`".to_owned()
            );
        }
        if blind.carrier != Carrier::Tables || endpoint::engine(&blind.needs).is_none_or(|engine| **engine != *"oracle")
        {
            return Err("DMS knows tablespaces of Oracle targets only: `database { engine oracle }`".to_owned());
        }
    }
    if matches!(line.change, NameChange::To(_)) && locators.iter().any(|locator| is_of_many(line.scope, locator)) {
        return Err("several things would get one name".to_owned());
    }
    let target = match line.scope {
        RenameScope::Schema => "schema",
        RenameScope::Table => "table",
        RenameScope::Field => "column",
        RenameScope::Tablespace => "table-tablespace",
        RenameScope::IndexTablespace => "index-tablespace",
    };
    let draft = |object_locator| {
        let says = Transformation {
            rule_target: target,
            object_locator,
            rule_action: naming.action,
            value: naming.value.clone(),
            old_value: naming.old_value.clone(),
            ..Transformation::default()
        };
        Draft::of(&format!("rename {target}"), says, line.span)
    };
    Ok(locators.into_iter().map(draft).collect())
}

fn locators(map: &UncheckedMap, line: &Rename) -> Result<Vec<Locator>, String> {
    let selector = line.selector.as_ref();
    match line.scope {
        RenameScope::Schema => place::schemas(map, selector),
        RenameScope::Table => place::tables(map, selector),
        RenameScope::Field => place::columns(map, selector),
        RenameScope::Tablespace => {
            place::below(map, selector, |table, name| Locator { table_tablespace_name: Some(name), ..table })
        }
        RenameScope::IndexTablespace => {
            place::below(map, selector, |table, name| Locator { index_tablespace_name: Some(name), ..table })
        }
    }
}

/// Whether a rule for this place means several things of one table or schema. (Schemas may be merged into one.)
fn is_of_many(scope: RenameScope, locator: &Locator) -> bool {
    let is_pattern = |name: &Option<String>| name.as_ref().is_some_and(|name| name.contains('%'));
    match scope {
        RenameScope::Schema => false,
        RenameScope::Table => is_pattern(&locator.table_name),
        RenameScope::Field => is_pattern(&locator.column_name),
        RenameScope::Tablespace => is_pattern(&locator.table_tablespace_name),
        RenameScope::IndexTablespace => is_pattern(&locator.index_tablespace_name),
    }
}
