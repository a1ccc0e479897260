//! What becomes of the columns of a table on their way into files: which leave, which are renamed, cast, masked.
//!
//! DMS takes one transformation of a column, and of two the one with the lower number; a mask may stand beside a change of the
//! type. So the changes of the lines are combined into one rule for each column, and a line about all columns becomes one rule
//! for the map, which stands back behind those of single columns.

use super::convert;
use super::mask;
use super::naming::{self, Naming};
use super::transformation::{DataType, Draft, Locator, Transformation, key};
use crate::dms_types::of_source;
use crate::mapping::{Mapping, Rename, WhyLeftOut};
use crate::stage::{Change, Work};
use crate::text::{Name, Span};

/// What DMS does with one column.
#[derive(Clone, Debug, Default)]
pub(crate) struct OfColumn {
    /// It leaves.
    pub removed: Option<Span>,
    /// It gets another name, by this line.
    pub renamed: Option<(Name, Span)>,
    /// Its field gets a declared type, by this line; the place of the field.
    pub cast: Option<(usize, Span)>,
    /// Its values are masked, by this line; the place of the field.
    pub masked: Option<(usize, Span)>,
}

/// What the work in `taken` makes of each column of the table.
pub(crate) fn changes(mapping: &Mapping<'_>, taken: &[Work]) -> Vec<OfColumn> {
    let table = mapping.source.table;
    let mut list = vec![OfColumn::default(); table.columns.len()];
    for left_out in &mapping.record.left_out {
        match left_out.why {
            WhyLeftOut::Excluded | WhyLeftOut::InsideAValue => list[left_out.column].removed = Some(left_out.span),
        }
    }
    let column_of = |place: usize| mapping.record.fields[place].column();
    for work in taken {
        match &work.change {
            Change::Rename { path, to } => {
                if let [name] = path.as_slice()
                    && let Some(column) = table.column(name)
                {
                    list[column].renamed = Some((to.clone(), work.span));
                }
            }
            Change::Convert(place) => {
                if let Some(column) = column_of(*place) {
                    list[column].cast = Some((*place, work.span));
                }
            }
            Change::Mask(place) => {
                if let Some(column) = column_of(*place) {
                    list[column].masked = Some((*place, work.span));
                }
            }
            Change::Compute(_)
            | Change::LeaveOut(_)
            | Change::Key(_)
            | Change::Null(_)
            | Change::Pivot(_)
            | Change::Table(_) => {}
        }
    }
    list
}

/// The one line that renames all fields, where DMS has an action for it.
pub(crate) fn line_for_all<'m>(mapping: &'m Mapping<'_>) -> Option<&'m Rename> {
    let mut lines = mapping.renames.iter().filter(|rename| rename.only.is_none());
    match (lines.next(), lines.next()) {
        (Some(line), None) => naming::for_many(&line.change).map(|_| line),
        (Some(_), Some(_)) | (None, _) => None,
    }
}

/// The rules for the columns of the table.
pub(crate) fn drafts(mapping: &Mapping<'_>, taken: &[Work]) -> Vec<Draft> {
    let table = mapping.source.table;
    let for_all = line_for_all(mapping);
    let mut drafts = Vec::new();
    let mut is_touched_by_all = false;
    for (place, change) in changes(mapping, taken).into_iter().enumerate() {
        let name = &table.columns[place].name;
        let by_all = for_all.map(|line| line.change.apply(name));
        is_touched_by_all |= by_all.as_ref().is_some_and(|by_all| **by_all != **name);
        if change.removed.is_some() {
            drafts.push(draft(
                mapping,
                "leave out",
                name,
                Transformation { rule_action: "remove-column", ..of_column() },
            ));
            continue;
        }
        drafts.extend(typed(mapping, place, &change));
        if change.cast.is_some() || change.masked.is_some() {
            continue;
        }
        let wanted = change.renamed.as_ref().map_or(name, |(to, _)| to);
        let given = match (&by_all, for_all) {
            (Some(by_all), Some(line)) if naming::is_sure(&line.change, name) => by_all,
            // Whatever it would give, a rule of the column's own stands before it.
            (Some(_), _) => "",
            (None, _) => name,
        };
        if given != &**wanted {
            drafts.push(draft(mapping, "rename", name, named(of_column(), Naming::to(wanted))));
        }
    }
    if let Some(naming) = for_all.filter(|_| is_touched_by_all).and_then(|line| naming::for_many(&line.change)) {
        let anything = || Some("%".to_owned());
        let object_locator = Locator {
            schema_name: "%".to_owned(),
            table_name: anything(),
            column_name: anything(),
            ..Locator::default()
        };
        let says = Transformation { rule_target: "column", object_locator, ..Transformation::default() };
        drafts.push(Draft {
            key: "rename field".to_owned(),
            words: "rename fields".to_owned(),
            of_map: true,
            after_previous: false,
            says: named(says, naming),
        });
    }
    drafts
}

/// The rules that change the type or the values of a column. That of the type comes first: its number must be lower.
fn typed(mapping: &Mapping<'_>, column: usize, change: &OfColumn) -> Vec<Draft> {
    let source = &mapping.source;
    let declared = &source.table.columns[column];
    let Ok(read) = of_source(source.dialect, declared) else { return Vec::new() };
    let asked = change.cast.and_then(|(place, _)| mapping.record.fields[place].ty.as_ref());
    let masked = change.masked.and_then(|(place, _)| mapping.record.fields[place].mask.as_ref()).map(|(mask, _)| mask);
    let declared_type = asked.and_then(|(ty, _)| convert::data_type(source.dialect, declared, ty));
    let declared_type = declared_type.map(|data_type| DataType {
        // A declared length was checked; one that follows from the values may have no room for a hash.
        length: data_type.length.map(|length| masked.map_or(length, |mask| length.max(mask::longest(mask)))),
        ..data_type
    });
    let text = |length| convert::text(source.dialect, declared, length);
    let data_type = declared_type.or_else(|| masked.and_then(|mask| mask::room(mask, &read, text)));
    let mut drafts = Vec::new();
    if let Some(data_type) = data_type {
        let says = Transformation { rule_action: "change-data-type", data_type: Some(data_type), ..of_column() };
        drafts.push(draft(mapping, "cast", &declared.name, says));
    }
    if let Some(mask) = masked {
        let (action, value) = mask::action(mask);
        let says = Transformation { rule_action: action, value, ..of_column() };
        let after_previous = !drafts.is_empty();
        drafts.push(Draft { after_previous, ..draft(mapping, "mask", &declared.name, says) });
    }
    drafts
}

fn of_column() -> Transformation {
    Transformation { rule_target: "column", ..Transformation::default() }
}

fn named(says: Transformation, naming: Naming) -> Transformation {
    Transformation { rule_action: naming.action, value: naming.value, old_value: naming.old_value, ..says }
}

/// A rule for one column.
fn draft(mapping: &Mapping<'_>, what: &str, column: &str, says: Transformation) -> Draft {
    let table = mapping.source.table;
    Draft {
        key: key(what, &[&table.schema, &table.name, column]),
        words: format!("{what} {} {column}", table.name),
        of_map: false,
        after_previous: false,
        says: Transformation {
            object_locator: Locator {
                schema_name: table.schema.to_string(),
                table_name: Some(table.name.to_string()),
                column_name: Some(column.to_owned()),
                ..Locator::default()
            },
            ..says
        },
    }
}
