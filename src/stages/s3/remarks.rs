//! What a reviewer should know of the files.

use super::added::{self, Added, OPERATION};
use super::columns::is_reordered;
use super::settings;
use super::wishes::{self, Derived};
use crate::shape::{Content, Field, Form};
use crate::stage::{At, Remark};
use crate::types::Type;
use crate::value::Constant;

/// Without it DMS reaches no bucket. Source: service model of DMS, `S3Settings`.
const ROLE: &str = "ServiceAccessRoleArn";

/// What is relied on, what no source confirms, and what surprises.
pub(super) fn remarks(at: &At<'_>, columns: &[Field]) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = wishes::folder(at)
        .map(|folder| Remark::note(format!("the files of the table stand in `{folder}`")).of_table())
        .into_iter()
        .collect();
    settings_that_follow(at, &mut remarks);
    if at.settings().get(ROLE).is_none() {
        remarks.push(Remark::to_give(format!("`{ROLE}`, the role by which DMS writes into the bucket")));
    }
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

/// The settings that no block gives.
fn settings_that_follow(at: &At<'_>, remarks: &mut Vec<Remark>) {
    let follow: Vec<String> = wishes::derived(at)
        .into_iter()
        .filter(|derived| at.settings().get(derived.key).is_none())
        .map(|Derived { key, value, .. }| match value {
            Constant::Boolean(flag) => format!("`{key} {flag}`"),
            Constant::Number(text) | Constant::Text(text) => format!("`{key} {text}`"),
            Constant::Null => format!("`{key}`"),
        })
        .collect();
    if !follow.is_empty() {
        remarks.push(Remark::note(format!("lines and stages set {}", follow.join(", "))));
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
    let Some(place) = added::place(at.mapping, Added::Time) else {
        if at.reads().changes {
            remarks.push(Remark::relied_on(
                "readers know which of two records of a row is newer: no field holds `$commit-timestamp`",
            ));
        }
        return;
    };
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
