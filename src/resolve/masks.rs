//! `mask`: values that arrive hidden.

use super::errors;
use super::lookup::Lookup;
use super::pattern::plain_path;
use crate::diag::Diagnostics;
use crate::mapping::{Mask, Record};
use crate::syntax::tree::{self, Line, Map};

/// Marks the fields of `record` whose values `mask` lines hide. Of two lines for one field, the one that names the column
/// counts; a value that is computed from a masked column would show it, and is reported.
pub(super) fn apply(map: &Map, lookup: &Lookup<'_>, record: &mut Record, diags: &mut Diagnostics) {
    let mut named = vec![false; record.fields.len()];
    for line in &map.body {
        let Line::Mask(line) = line else { continue };
        let is_named = plain_path(&line.columns).is_some();
        let hit = lookup.columns(&line.columns, diags);
        if hit.is_empty() {
            continue;
        }
        let mask = match &line.how {
            tree::Mask::Hash => Mask::Hash,
            tree::Mask::Digits(text) => Mask::Digits(text.value.clone()),
            tree::Mask::RandomDigits => Mask::RandomDigits,
        };
        let mut acts = false;
        for (field, named) in record.fields.iter_mut().zip(&mut named) {
            match field.column() {
                Some(column) if hit.contains(&column) => {}
                Some(_) => continue,
                None => {
                    let mut shows = None;
                    field.columns(&mut |column| shows = shows.or(hit.contains(&column).then_some(column)));
                    if let Some(column) = shows {
                        diags.push(errors::shows_masked(&lookup.table.columns[column], field.span, line.span));
                    }
                    continue;
                }
            }
            acts = true;
            match &field.mask {
                Some(_) if *named && !is_named => {}
                Some((earlier, first)) if *named == is_named && *earlier != mask => {
                    diags.push(errors::mask_twice(&field.name, *first, line.span));
                }
                Some(_) | None => {
                    field.mask = Some((mask.clone(), line.span));
                    *named = is_named;
                }
            }
        }
        for pivot in &record.pivots {
            let mut shows = None;
            crate::value::template_columns(&pivot.name, &mut |column| {
                shows = shows.or(hit.contains(&column).then_some(column))
            });
            pivot.value.columns(&mut |column| shows = shows.or(hit.contains(&column).then_some(column)));
            if let Some(column) = shows {
                acts = true;
                diags.push(errors::shows_masked(&lookup.table.columns[column], pivot.span, line.span));
            }
        }
        lookup.acts(line.span, acts, "value", diags);
    }
}
