//! The names of columns and members: lower case, and of characters that Hive's type syntax has.

use std::borrow::Cow;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::errors;
use crate::diag::Diagnostics;
use crate::formats::hive;
use crate::shape::{Content, Field, Fields, walk};
use crate::stage::{At, Change, Judgement, Work};
use crate::text::{Name, lowercase, lowercase_name};

/// Whether a column or member can have this name: Hive's types hold it, and so does the key map, which takes no blanks.
fn is_legal(name: &str) -> bool {
    hive::is_plain_name(name) || hive::is_name(name) && !name.contains(char::is_whitespace)
}

/// Whether a field can get the name `to` here.
pub(super) fn judge(to: &str) -> Judgement {
    if is_legal(&lowercase(to)) {
        Judgement::Take
    } else {
        Judgement::Cannot(format!("Hive's types have no room for the name `{to}`"))
    }
}

/// The renames among the work that is done here.
pub(super) struct Renames<'w> {
    list: Vec<(&'w [Name], &'w Name)>,
}

impl<'w> Renames<'w> {
    pub(super) fn among(taken: &'w [Work]) -> Renames<'w> {
        let renames = taken.iter().filter_map(|work| match &work.change {
            Change::Rename { path, to } => Some((path.as_slice(), to)),
            Change::Compute(_)
            | Change::LeaveOut(_)
            | Change::Key(_)
            | Change::Convert(_)
            | Change::Null(_)
            | Change::Pivot(_)
            | Change::Mask(_)
            | Change::Table(_) => None,
        });
        Renames { list: renames.collect() }
    }

    /// The name that the field at the end of `path` gets: that of a rename, else its own in lower case.
    pub(super) fn name(&self, path: &[&Name]) -> Option<Name> {
        let renamed =
            self.list.iter().find(|(of, _)| of.len() == path.len() && of.iter().rev().eq(path.iter().rev().copied()));
        let name = renamed.map(|(_, to)| *to).or(path.last().copied());
        name.map(lowercase_name)
    }
}

/// Reports names that Hive cannot hold, all in one finding, and names that fold to one. True where it found none.
pub(super) fn check(at: &At<'_>, incoming: &[Field], columns: &[Field], diags: &mut Diagnostics) -> bool {
    let before = diags.len();
    let mut illegal: Vec<(String, Field)> = Vec::new();
    walk(columns, &mut |path, field| {
        if !is_legal(&field.name) {
            illegal.push((path.join("."), field.clone()));
        }
    });
    if !illegal.is_empty() {
        diags.push(errors::names(at, &illegal));
    }
    twins(incoming, columns, diags);
    diags.len() == before
}

/// The fields whose names Hive can hold, and that have no earlier twin.
pub(super) fn legal(columns: &[Field]) -> Fields {
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    let mut kept = Vec::new();
    for field in columns {
        if is_legal(&field.name) && seen.insert(&field.name) {
            let content = match &field.content {
                Content::Struct(members) => Content::Struct(legal(members)),
                // Elements have no names.
                Content::Scalar { .. } | Content::List(_) => field.content.clone(),
            };
            kept.push(Field { content, ..field.clone() });
        }
    }
    kept.into()
}

/// Two members of one record whose names differ by case alone, before or after renaming.
fn twins(incoming: &[Field], columns: &[Field], diags: &mut Diagnostics) {
    let mut keys: FxHashMap<Cow<'_, str>, usize> = map_for(columns);
    let mut names: FxHashMap<&str, usize> = map_for(columns);
    for (place, (field, column)) in incoming.iter().zip(columns).enumerate() {
        let first_key = *keys.entry(lowercase(&field.name)).or_insert(place);
        let first_name = *names.entry(&column.name).or_insert(place);
        if first_key < place {
            diags.push(errors::one_key(&incoming[first_key], field));
        } else if first_name < place {
            diags.push(errors::one_name(&incoming[first_name], field, &column.name));
        }
        twins(field.members(), column.members(), diags);
    }
}

/// An empty map with room for the names of `columns`.
fn map_for<K>(columns: &[Field]) -> FxHashMap<K, usize> {
    FxHashMap::with_capacity_and_hasher(columns.len(), FxBuildHasher)
}
