//! `cast`: the types that fields of many columns get.

use super::lookup::Lookup;
use super::pattern::plain_path;
use super::{errors, types};
use crate::diag::Diagnostics;
use crate::mapping::Record;
use crate::syntax::tree::{CastWhat, Line, Map};
use crate::text::Span;
use crate::types::Type;

/// How much a line speaks of; of two, the narrower counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Width {
    /// The field's own line.
    Own,
    /// One column by name.
    Named,
    /// Columns by a pattern.
    Pattern,
    /// All columns of a type.
    Every,
}

/// Gives the fields of `record` the types that `cast` lines declare. Of two lines for one field the narrower counts: its own
/// line, then one that names the column, then a pattern, then `every`.
pub(super) fn apply(map: &Map, lookup: &Lookup<'_>, record: &mut Record, diags: &mut Diagnostics) {
    let mut given: Vec<Option<Width>> =
        record.fields.iter().map(|field| field.ty.as_ref().map(|_| Width::Own)).collect();
    for line in &map.body {
        let Line::Cast(line) = line else { continue };
        let Some(to) = types::ty(&line.to, diags) else { continue };
        let (hit, width) = match &line.what {
            CastWhat::Columns(pattern) => {
                let width = if plain_path(pattern).is_some() { Width::Named } else { Width::Pattern };
                match lookup.columns(pattern, diags) {
                    found if found.is_empty() => continue,
                    found => (found, width),
                }
            }
            CastWhat::Every(name) => {
                let Some(every) = types::ty(name, diags) else { continue };
                let hit =
                    (0..lookup.table.columns.len()).filter(|column| is_of(&every, &lookup.table.columns[*column].ty));
                let hit: Vec<usize> = hit.collect();
                lookup.note(name.span, !hit.is_empty(), errors::TYPE);
                (hit, Width::Every)
            }
        };
        let mut acts = false;
        for (field, given) in record.fields.iter_mut().zip(&mut given) {
            if !field.column().is_some_and(|column| hit.contains(&column)) {
                continue;
            }
            acts = true;
            match *given {
                Some(earlier) if earlier < width => {}
                Some(earlier) if earlier == width && field.ty.as_ref().is_some_and(|(ty, _)| *ty != to) => {
                    let first: Span = field.ty.as_ref().map_or(field.span, |(_, span)| *span);
                    diags.push(errors::cast_twice(&field.name, first, line.span));
                }
                Some(_) | None => {
                    field.ty = Some((to.clone(), line.span));
                    *given = Some(width);
                }
            }
        }
        lookup.acts(line.span, acts, "type", diags);
    }
}

/// Whether a column is of the type that `every` names; a length or a precision that is not named may be any.
fn is_of(every: &Type, column: &Type) -> bool {
    match (every, column) {
        (Type::Text(wanted), Type::Text(text)) => wanted.max.is_none() || wanted.max == text.max,
        (Type::Binary { max: wanted, .. }, Type::Binary { max, .. }) => wanted.is_none() || wanted == max,
        (Type::Time { .. }, Type::Time { .. }) | (Type::Timestamp { .. }, Type::Timestamp { .. }) => true,
        (every, column) => every == column,
    }
}
