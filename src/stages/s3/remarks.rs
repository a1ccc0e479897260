//! What a reviewer should know of the files.

use super::added::{self, Added, OPERATION};
use super::columns::is_reordered;
use super::{settings, wishes};
use crate::shape::{Content, Field, Form};
use crate::stage::{At, Change, Remark, TableChange, Work};
use crate::types::Type;

/// What is relied on, what no source confirms, and what surprises.
pub(super) fn remarks(at: &At<'_>, columns: &[Field], taken: &[Work]) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = wishes::folder(at)
        .map(|folder| Remark::note(format!("the files of the table stand in `{folder}`")).of_table())
        .into_iter()
        .collect();
    identity(at, taken, &mut remarks);
    operation(at, &mut remarks);
    time(at, &mut remarks);
    if is_reordered(columns) {
        remarks.push(Remark::note("the columns of a file stand in the order of the table, what DMS adds before them; not in that of the lines").of_table());
    }
    if settings::is_on(at, "DatePartitionEnabled") {
        remarks.push(Remark::note(
            "the folders of days hold changes only and are not called NAME=VALUE: they are no partitions of a table",
        ));
    }
    if !settings::is_parquet(at) {
        unconfirmed(columns, &mut remarks);
    }
    remarks
}

fn identity(at: &At<'_>, taken: &[Work], remarks: &mut Vec<Remark>) {
    let is_taken = taken.iter().any(|work| work.change == Change::Table(TableChange::Identify));
    if let Some(key) = at.mapping.row_key.as_ref().filter(|_| is_taken) {
        let names: Vec<&str> =
            key.columns.iter().map(|column| &*at.mapping.source.table.columns[*column].name).collect();
        remarks.push(Remark::note(format!("a row is told from others by {}", names.join(", "))).of_table());
    }
}

fn operation(at: &At<'_>, remarks: &mut Vec<Remark>) {
    if !at.reads().changes {
        return;
    }
    remarks.push(Remark::note("each change of a row is one more record; of a delete it may hold the key alone"));
    remarks.push(Remark::note("a truncated table loses its folder; an empty one has none"));
    if settings::is_parquet(at) && added::place(at.mapping, Added::Operation).is_some() {
        remarks.push(Remark::unconfirmed(format!("that the column of the operation is called `{OPERATION}`")));
    }
}

fn time(at: &At<'_>, remarks: &mut Vec<Remark>) {
    let Some(place) = added::place(at.mapping, Added::Time) else { return };
    let name = at.mapping.final_name(place);
    let of_load = if settings::is_on(at, "UseTaskStartTimeForFullLoadTimestamp") {
        "the time at which the task began"
    } else {
        "the time of their arrival"
    };
    let reads = at.reads();
    match (reads.rows, reads.changes) {
        (true, true) => remarks.push(Remark::note(format!(
            "`{name}` is text: of rows of the full load {of_load}, of changes the time of their commit"
        ))),
        (true, false) => remarks.push(Remark::note(format!("`{name}` is text: {of_load}"))),
        (false, _) => remarks.push(Remark::note(format!("`{name}` is text: the time of the commit"))),
    }
}

/// Columns whose spelling in CSV no source shows.
fn unconfirmed(columns: &[Field], remarks: &mut Vec<Remark>) {
    let names: Vec<&str> = columns
        .iter()
        .filter(|field| match &field.content {
            Content::Scalar { ty: Type::Boolean | Type::Binary { .. }, form: Form::Text } => true,
            Content::Scalar { ty: Type::Date | Type::Float { .. }, .. } => true,
            Content::Scalar { .. } | Content::Struct(_) | Content::List(_) => false,
        })
        .map(|field| &*field.name)
        .collect();
    if !names.is_empty() {
        let what = format!("how CSV spells truth values, days, floats and bytes ({})", names.join(", "));
        remarks.push(Remark::unconfirmed(what).of_table());
    }
}
