//! `primary key` and `partition by`: columns that a line names for the row as a whole.

use super::errors;
use super::lookup::Lookup;
use crate::diag::Diagnostics;
use crate::mapping::Columns;
use crate::syntax::tree::{Line, Map, Path};
use crate::text::Span;

/// What tells rows apart, and what decides the folder of a row.
pub(super) fn row_lines(map: &Map, lookup: &Lookup<'_>, diags: &mut Diagnostics) -> (Option<Columns>, Option<Columns>) {
    let lines = || map.body.iter();
    let keys = lines().filter_map(|line| {
        if let Line::PrimaryKey(line) = line { Some((line.columns.as_slice(), line.span)) } else { None }
    });
    let folders = lines().filter_map(|line| {
        if let Line::PartitionBy(line) = line { Some((line.columns.as_slice(), line.span)) } else { None }
    });
    (only(keys, "primary key", lookup, diags), only(folders, "partition by", lookup, diags))
}

/// The columns of the one line that speaks of the table; a second one is reported.
fn only<'t>(
    lines: impl Iterator<Item = (&'t [Path], Span)>,
    words: &str,
    lookup: &Lookup<'_>,
    diags: &mut Diagnostics,
) -> Option<Columns> {
    let mut found: Option<Columns> = None;
    for (paths, span) in lines {
        let Some(columns) = columns(paths, lookup, diags) else { continue };
        match &found {
            Some(first) => diags.push(errors::line_twice(words, first.span, span)),
            None => found = Some(Columns { columns, span }),
        }
    }
    found
}

/// The columns, each once; `None` when one of them is not found.
fn columns(paths: &[Path], lookup: &Lookup<'_>, diags: &mut Diagnostics) -> Option<Vec<usize>> {
    let mut list: Vec<usize> = Vec::new();
    let mut all_found = true;
    for path in paths {
        match lookup.column(path, diags) {
            Some(place) if list.contains(&place) => {
                diags.push(errors::column_twice(&lookup.table.columns[place], path.span))
            }
            Some(place) => list.push(place),
            None => all_found = false,
        }
    }
    all_found.then_some(list)
}
