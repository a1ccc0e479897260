//! The names of columns and members: lower case, and of characters that Hive's type syntax has.

use super::errors;
use crate::diag::Diagnostics;
use crate::formats::hive;
use crate::shape::{Content, Field, Shape, walk};
use crate::stage::{At, Change, Judgement, Work};
use crate::text::Name;

/// Whether a column or member can have this name: Hive's types hold it, and so does the key map, which takes no blanks.
fn is_legal(name: &str) -> bool {
    hive::is_name(name) && !name.contains(char::is_whitespace)
}

/// Whether a field can get the name `to` here.
pub(super) fn judge(to: &str) -> Judgement {
    if is_legal(&to.to_lowercase()) {
        Judgement::Take
    } else {
        Judgement::Cannot(format!("Hive's types have no room for the name `{to}`"))
    }
}

/// The fields under the names that they get: a rename that is taken, else their own in lower case.
pub(super) fn columns(fields: &[Field], taken: &[Work]) -> Vec<Field> {
    fn named(fields: &[Field], taken: &[Work], path: &mut Vec<Name>) -> Vec<Field> {
        fields
            .iter()
            .map(|field| {
                path.push(field.name.clone());
                let renamed = taken.iter().find_map(|work| match &work.change {
                    Change::Rename { path: of, to } => (of == path).then_some(to),
                    Change::Compute(_)
                    | Change::LeaveOut(_)
                    | Change::Key(_)
                    | Change::Convert(_)
                    | Change::Null(_)
                    | Change::Pivot(_)
                    | Change::Mask(_)
                    | Change::Table(_) => None,
                });
                let name = renamed.unwrap_or(&field.name).to_lowercase().into();
                let content = match &field.content {
                    Content::Scalar { .. } => field.content.clone(),
                    Content::Struct(members) => Content::Struct(named(members, taken, path)),
                    Content::List(elements) => Content::List(named(elements, taken, path)),
                };
                path.pop();
                Field { name, content, ..field.clone() }
            })
            .collect()
    }
    named(fields, taken, &mut Vec::new())
}

/// Reports names that Hive cannot hold, all in one finding, and names that fold to one.
pub(super) fn check(at: &At<'_>, incoming: &Shape, columns: &[Field], diags: &mut Diagnostics) {
    let mut illegal: Vec<(String, Field)> = Vec::new();
    walk(columns, &mut |path, field| {
        if !is_legal(&field.name) {
            illegal.push((path.join("."), field.clone()));
        }
    });
    if !illegal.is_empty() {
        diags.push(errors::names(at, &illegal));
    }
    twins(&incoming.fields, columns, diags);
}

/// The fields whose names Hive can hold, and that have no earlier twin.
pub(super) fn legal(columns: Vec<Field>) -> Vec<Field> {
    let mut kept: Vec<Field> = Vec::new();
    for field in columns {
        if is_legal(&field.name) && kept.iter().all(|earlier| earlier.name != field.name) {
            let content = match field.content {
                Content::Scalar { .. } => field.content,
                Content::Struct(members) => Content::Struct(legal(members)),
                // Elements have no names.
                Content::List(_) => field.content,
            };
            kept.push(Field { content, ..field });
        }
    }
    kept
}

/// Two members of one record whose names differ by case alone, before or after renaming.
fn twins(incoming: &[Field], columns: &[Field], diags: &mut Diagnostics) {
    for (place, field) in columns.iter().enumerate() {
        let one_key = |earlier: &usize| incoming[*earlier].name.to_lowercase() == incoming[place].name.to_lowercase();
        let one_name = |earlier: &usize| columns[*earlier].name == field.name;
        if let Some(first) = (0..place).find(one_key) {
            diags.push(errors::one_key(&incoming[first], &incoming[place]));
        } else if let Some(first) = (0..place).find(one_name) {
            diags.push(errors::one_name(&incoming[first], &incoming[place], &field.name));
        }
        twins(incoming[place].members(), field.members(), diags);
    }
}
