//! Columns by name and by pattern: `exclude`, `rename field`.

use std::borrow::Cow;

use super::errors;
use super::fragments::{Fragments, Selects};
use super::lookup::Lookup;
use crate::diag::Diagnostics;
use crate::mapping::{Mapping, NameChange, Rename};
use crate::syntax::tree::{self, Line, Map, RenameScope, TextLit};
use crate::text::{Name, Span};

/// The columns that `exclude` lines leave out, with the pattern that does it; each column once.
pub(super) fn excluded(map: &Map, lookup: &Lookup<'_>, diags: &mut Diagnostics) -> Vec<(usize, Span)> {
    let mut list: Vec<(usize, Span)> = Vec::new();
    for line in &map.body {
        let Line::Exclude(line) = line else { continue };
        for pattern in &line.columns {
            for place in lookup.columns(pattern, diags) {
                if !list.iter().any(|(earlier, _)| *earlier == place) {
                    list.push((place, pattern.span));
                }
            }
        }
    }
    list
}

/// The `rename field` lines.
pub(super) fn renames(map: &Map, lookup: &Lookup<'_>, diags: &mut Diagnostics) -> Vec<Rename> {
    let mut list = Vec::new();
    for line in &map.body {
        let Line::Rename(line) = line else { continue };
        match line.scope {
            RenameScope::Field => {}
            // They have a file of their own.
            RenameScope::Schema | RenameScope::Table | RenameScope::Tablespace | RenameScope::IndexTablespace => {
                continue;
            }
        }
        let only = match &line.selector {
            None => None,
            Some(pattern) => match lookup.columns(pattern, diags) {
                found if found.is_empty() => continue,
                found => Some(found),
            },
        };
        if let Some(text) = empty_text(&line.change) {
            diags.push(errors::empty_replace(text.span));
            continue;
        }
        list.push(Rename { only, change: change(&line.change), span: line.span });
    }
    list
}

/// Reports renames of selected columns that change no name, as where the columns' own lines spell it.
pub(super) fn check_renames(mapping: &Mapping<'_>, fragments: &Fragments, diags: &mut Diagnostics) {
    let mut acts = vec![false; mapping.renames.len()];
    for field in mapping.record.fields.iter().filter(|field| !field.spelled) {
        // Lines are applied in turn: each to the name that the ones before it made.
        let mut name = Cow::Borrowed(&*field.name);
        for (rename, acts) in mapping.renames.iter().zip(&mut acts) {
            if rename.concerns(field.column()) {
                let next = rename.change.apply(&name);
                if next != name {
                    *acts = true;
                    name = Cow::Owned(next.into_owned());
                }
            }
        }
    }
    for (rename, acts) in mapping.renames.iter().zip(acts) {
        if rename.only.is_some() && fragments.hold(rename.span) {
            fragments.note(rename.span, Selects::Names, acts || mapping.many);
            continue;
        }
        // Of many tables, some may have the name already.
        if rename.only.is_some() && !acts && !mapping.many {
            diags.push(errors::idle_rename(rename.span));
        }
    }
}

/// The text that is looked for, where it is empty.
pub(super) fn empty_text(change: &tree::NameChange) -> Option<&TextLit> {
    let looked_for = match change {
        tree::NameChange::RemovePrefix(text)
        | tree::NameChange::RemoveSuffix(text)
        | tree::NameChange::ReplacePrefix(text, _)
        | tree::NameChange::ReplaceSuffix(text, _)
        | tree::NameChange::Replace(text, _) => text,
        tree::NameChange::To(_)
        | tree::NameChange::Lowercase
        | tree::NameChange::Uppercase
        | tree::NameChange::AddPrefix(_)
        | tree::NameChange::AddSuffix(_) => return None,
    };
    looked_for.value.is_empty().then_some(looked_for)
}

pub(super) fn change(change: &tree::NameChange) -> NameChange {
    let none = || Name::from("");
    match change {
        tree::NameChange::To(name) => NameChange::To(name.text.clone()),
        tree::NameChange::Lowercase => NameChange::Lowercase,
        tree::NameChange::Uppercase => NameChange::Uppercase,
        tree::NameChange::AddPrefix(text) => NameChange::AddPrefix(text.value.clone()),
        tree::NameChange::AddSuffix(text) => NameChange::AddSuffix(text.value.clone()),
        tree::NameChange::RemovePrefix(text) => NameChange::ReplacePrefix(text.value.clone(), none()),
        tree::NameChange::RemoveSuffix(text) => NameChange::ReplaceSuffix(text.value.clone(), none()),
        tree::NameChange::ReplacePrefix(from, to) => NameChange::ReplacePrefix(from.value.clone(), to.value.clone()),
        tree::NameChange::ReplaceSuffix(from, to) => NameChange::ReplaceSuffix(from.value.clone(), to.value.clone()),
        tree::NameChange::Replace(from, to) => NameChange::Replace(from.value.clone(), to.value.clone()),
    }
}
