//! What DMS would refuse, ignore or spoil of the changes on the way into files.
//!
//! Source: user guide, "Transformation rules and actions" (limits), "Using data masking to hide sensitive information".

use rustc_hash::FxHashMap;

use super::rules::columns::{OfColumn, changes, line_for_all};
use super::rules::convert::{self, Fit};
use super::rules::{errors, image};
use super::{errors as of_task, names, rules};
use crate::diag::Diagnostics;
use crate::mapping::{Mapping, Mask};
use crate::stage::{At, Change, TableChange, Work};
use crate::text::{Name, Span};

/// Checks the changes that DMS makes to columns and names of a table.
pub(super) fn check(at: &At<'_>, taken: &[Work], diags: &mut Diagnostics) {
    let mapping = at.mapping;
    let changes = changes(mapping, taken);
    let imaged = imaged(mapping, taken);
    for (column, change) in changes.iter().enumerate() {
        one_change(mapping, column, change, imaged.contains(&column), diags);
        special_name(at, column, change, imaged.contains(&column), diags);
        if let Some((_, span)) = &change.renamed
            && image::is_large(mapping, column)
        {
            diags.push(errors::renamed_large_object(&mapping.source.table.columns[column], *span));
        }
        lossy_cast(mapping, column, change, diags);
        masked_key(mapping, column, change, diags);
    }
    patterns(at, &changes, diags);
    names_apart(mapping, &changes, &imaged, diags);
}

/// The columns whose old values are added.
fn imaged(mapping: &Mapping<'_>, taken: &[Work]) -> Vec<usize> {
    let is_taken =
        |place: usize| taken.iter().any(|work| work.change == Change::Table(TableChange::BeforeImage(place)));
    match mapping.before_images.first() {
        Some(image) if is_taken(0) => image::columns(mapping, image),
        Some(_) | None => Vec::new(),
    }
}

/// DMS takes one transformation of a column; a mask may stand beside a change of its type.
fn one_change(mapping: &Mapping<'_>, column: usize, change: &OfColumn, is_imaged: bool, diags: &mut Diagnostics) {
    let renamed = change.renamed.as_ref().map(|(_, span)| ("another name", *span));
    let cast = change.cast.map(|(_, span)| ("another type", span));
    let masked = change.masked.map(|(_, span)| ("a mask", span));
    let image = mapping.before_images.first().filter(|_| is_imaged).map(|image| ("an old value beside it", image.span));
    let all: Vec<(&str, Span)> = [renamed, cast, masked, image].into_iter().flatten().collect();
    let is_pair = cast.is_some() && masked.is_some();
    if all.len() > if is_pair { 2 } else { 1 } {
        diags.push(errors::two_changes(&mapping.source.table.columns[column], &all));
    }
}

/// No rule can speak of such a column, neither one of its own nor one for all.
fn special_name(at: &At<'_>, column: usize, change: &OfColumn, is_imaged: bool, diags: &mut Diagnostics) {
    let column = &at.mapping.source.table.columns[column];
    if !names::is_special(&column.name) {
        return;
    }
    let by_all = line_for_all(at.mapping).filter(|line| line.change.apply(&column.name) != *column.name);
    let of_its_own = [
        change.removed,
        change.renamed.as_ref().map(|(_, span)| *span),
        change.cast.map(|(_, span)| span),
        change.masked.map(|(_, span)| span),
    ];
    let image = at.mapping.before_images.first().filter(|_| is_imaged).map(|image| image.span);
    let line = of_its_own.into_iter().flatten().next().or(by_all.map(|line| line.span)).or(image);
    if let Some(line) = line {
        diags.push(of_task::special_name(column, line));
    }
}

fn lossy_cast(mapping: &Mapping<'_>, column: usize, change: &OfColumn, diags: &mut Diagnostics) {
    let Some((place, span)) = change.cast else { return };
    let Some((ty, _)) = &mapping.record.fields[place].ty else { return };
    let column = &mapping.source.table.columns[column];
    if let Ok(Fit::Lossy(reason)) = convert::fit(mapping.source.dialect, column, ty) {
        diags.push(errors::lossy_cast(column, ty, reason, span));
    }
}

/// Masked digits make two keys one. Of hashes that is not to be feared.
fn masked_key(mapping: &Mapping<'_>, column: usize, change: &OfColumn, diags: &mut Diagnostics) {
    let table = mapping.source.table;
    let Some((place, span)) = change.masked else { return };
    let Some((mask, _)) = &mapping.record.fields[place].mask else { return };
    let key = table.primary_key.iter().chain(&table.unique).find(|key| key.columns.contains(&column));
    match (mask, key) {
        (Mask::Digits(_) | Mask::RandomDigits, Some(key)) => {
            diags.push(errors::masked_key(&table.columns[column], key.span, span));
        }
        (Mask::Hash, _) | (_, None) => {}
    }
}

/// Names in rules are patterns, in which `_` stands for any character.
fn patterns(at: &At<'_>, changes: &[OfColumn], diags: &mut Diagnostics) {
    let mapping = at.mapping;
    let (source, table) = (&mapping.source, mapping.source.table);
    let rules = rules::tables::drafts(mapping).into_iter().chain(rules::image::drafts(mapping));
    let is_changed = |change: &OfColumn| {
        change.removed.is_some() || change.renamed.is_some() || change.cast.is_some() || change.masked.is_some()
    };
    let is_named = rules.into_iter().any(|draft| !draft.of_map) || changes.iter().any(is_changed);
    if is_named && source.schema.means_others(table) {
        diags.push(errors::pattern_name("table", &table.name, source.span, None));
    }
    for (place, change) in changes.iter().enumerate().filter(|(_, change)| is_changed(change)) {
        let name = &table.columns[place].name;
        let other = table.columns.iter().find(|other| other.name != *name && names::pattern_hits(name, &other.name));
        if other.is_some() || name.contains('[') {
            let line = change.removed.or(change.renamed.as_ref().map(|(_, span)| *span));
            let line = line.or(change.cast.or(change.masked).map(|(_, span)| span));
            let line = line.unwrap_or(source.span);
            diags.push(errors::pattern_name("column", name, line, other.map(|other| (&*other.name, other.span))));
        }
    }
}

/// What names DMS makes must differ also where case does not count.
fn names_apart(mapping: &Mapping<'_>, changes: &[OfColumn], imaged: &[usize], diags: &mut Diagnostics) {
    let table = mapping.source.table;
    let mut seen: FxHashMap<String, (Name, Option<Span>)> = FxHashMap::default();
    let arrive =
        changes.iter().enumerate().filter(|(_, change)| change.removed.is_none()).map(|(place, change)| match &change
            .renamed
        {
            Some((name, span)) => (name.clone(), Some(*span)),
            None => (table.columns[place].name.clone(), None),
        });
    let image = mapping.before_images.first();
    let old =
        imaged.iter().filter_map(|column| image.map(|image| (image::name(mapping, image, *column), Some(image.span))));
    for (name, line) in arrive.chain(old) {
        match seen.get(&name.to_lowercase()) {
            // Two fields with one name were reported before.
            Some((first, earlier)) => {
                if let Some(span) = line.or(*earlier)
                    && (*first != name
                        || imaged
                            .iter()
                            .any(|column| image.is_some_and(|image| image::name(mapping, image, *column) == name)))
                {
                    diags.push(errors::same_name_by_case(first, &name, span));
                }
            }
            None => {
                seen.insert(name.to_lowercase(), (name, line));
            }
        }
    }
}
