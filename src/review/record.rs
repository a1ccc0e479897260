//! The record: as the source has it, and as it leaves each stage.

use super::page::Page;
use super::values;
use crate::mapping::{KeyRole, Mapping, StageClause};
use crate::plan::Plan;
use crate::shape::{Carrier, Content, Field, Form, Origin, Presence, Shape};
use crate::stage::{Change, Hop, Work};

/// A stage and what it works on.
pub(super) fn clause(clause: &StageClause) -> String {
    match &clause.resource {
        Some(resource) => format!("{} {}", clause.stage, resource.parts.join(".")),
        None => clause.stage.to_owned(),
    }
}

/// The columns of the source, as declared.
pub(super) fn rows(mapping: &Mapping<'_>, page: &mut Page) {
    let table = mapping.source.table;
    let key = table.primary_key.as_ref().map_or(&[][..], |key| &key.columns);
    let rows: Vec<Vec<String>> = table
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| {
            let null = if column.nullable { "" } else { "not null" };
            let key = key.iter().position(|column| *column == place);
            let key = key.map_or_else(String::new, |place| format!("primary key {}", place + 1));
            vec![column.name.to_string(), column.declared.to_string(), null.to_owned(), key]
        })
        .collect();
    page.table(&rows);
}

/// What one stage leaves, and what it did for it.
pub(super) fn hop(plan: &Plan<'_>, index: usize, hop: &Hop, page: &mut Page) {
    let mapping = plan.mapping;
    match hop.passed.shape.carrier {
        Carrier::Arrived => page.item("the records have arrived"),
        carrier @ (Carrier::Rows | Carrier::Messages | Carrier::Streamed | Carrier::Items | Carrier::Objects) => {
            page.item(&format!("carried as {}", carrier.words()));
        }
    }
    if same(&hop.incoming, &hop.passed.shape) {
        page.item("the record is as before");
    } else {
        shape(mapping, &hop.passed.shape, page);
    }
    for work in &hop.taken {
        page.item(&format!("does: {}", done(mapping, work)));
    }
    for setting in &mapping.pipeline[index].settings.list {
        page.item(&format!("set: {}", setting.shown()));
    }
    for loss in &hop.passed.losses {
        page.item(&format!("loses: `{}`: {}", loss.field, loss.what));
    }
    for remark in &hop.passed.remarks {
        page.item(&format!("note: {remark}"));
    }
}

/// Whether two shapes hold the same fields in the same form.
fn same(one: &Shape, other: &Shape) -> bool {
    let describe = |shape: &Shape| {
        let mut rows = Vec::new();
        cells(None, &shape.fields, 0, &mut rows);
        cells(None, &shape.partitions, 0, &mut rows);
        rows
    };
    describe(one) == describe(other)
}

fn shape(mapping: &Mapping<'_>, shape: &Shape, page: &mut Page) {
    let mut rows = Vec::new();
    cells(Some(mapping), &shape.fields, 0, &mut rows);
    page.table(&rows);
    let mut folders = Vec::new();
    cells(Some(mapping), &shape.partitions, 0, &mut folders);
    if !folders.is_empty() {
        page.item("folders:");
        page.table(&folders);
    }
}

/// A row for each field and member: name, type, form, presence, and where it comes from.
fn cells(mapping: Option<&Mapping<'_>>, fields: &[Field], depth: usize, rows: &mut Vec<Vec<String>>) {
    for field in fields {
        let (ty, form) = match &field.content {
            Content::Scalar { ty, form } => (ty.to_string(), written(*form)),
            Content::Struct(_) => ("struct".to_owned(), ""),
            Content::List(_) => ("list".to_owned(), ""),
        };
        let presence = match field.presence {
            Presence::Always => "",
            Presence::Nullable => "may be NULL",
            Presence::Optional => "may be missing",
        };
        let name = format!("{}{}", "  ".repeat(depth), field.name);
        let origin = mapping.map_or_else(String::new, |mapping| origin(mapping, field));
        rows.push(vec![name, ty, form.to_owned(), presence.to_owned(), origin]);
        cells(mapping, field.members(), depth + 1, rows);
    }
}

fn written(form: Form) -> &'static str {
    match form {
        Form::Native => "",
        Form::Number => "as a number",
        Form::Text => "as text",
        Form::Boolean => "as a truth value",
        Form::Binary => "as bytes",
    }
}

/// Where a field comes from, and which key it is.
fn origin(mapping: &Mapping<'_>, field: &Field) -> String {
    match &field.origin {
        Origin::Field(place) => {
            let of = &mapping.record.fields[*place];
            let value = values::content(mapping, &of.content);
            let value = if value == *field.name { String::new() } else { format!("= {value}") };
            let role = match of.role {
                Some(KeyRole::Partition) => "partition key",
                Some(KeyRole::Sort) => "sort key",
                None => "",
            };
            [value.as_str(), role].join(" ").trim().to_owned()
        }
        Origin::Envelope(name) if **name != *field.name => format!("= {name}"),
        Origin::Envelope(_) | Origin::Column(_) | Origin::Member => String::new(),
    }
}

/// A piece of work, as something done.
fn done(mapping: &Mapping<'_>, work: &Work) -> String {
    let name = |place: &usize| mapping.final_name(*place);
    match &work.change {
        Change::Compute(place) => {
            format!("makes `{}` of {}", name(place), values::content(mapping, &mapping.record.fields[*place].content))
        }
        Change::LeaveOut(column) => format!("leaves out `{}`", mapping.source.table.columns[*column].name),
        Change::Rename { path, to } => format!("renames `{}` to `{to}`", path.join(".")),
        Change::Key(place) => format!("takes `{}` as a key", name(place)),
        Change::Convert(place) => format!("gives `{}` its declared type", name(place)),
        Change::Null(place) => format!("treats NULLs of `{}` as asked", name(place)),
        Change::Pivot(place) => {
            format!("makes attributes of {}", values::template(mapping, &mapping.record.pivots[*place].name))
        }
    }
}
