//! The record: as the source has it, and as it leaves each stage.

use super::page::Page;
use super::values;
use crate::mapping::{
    DeletePolicy, DuplicatePolicy, EmptyPolicy, KeyChangePolicy, KeyRole, Mapping, OnPolicy, StageClause,
    TruncatePolicy, UpdatePolicy,
};
use crate::plan::Plan;
use crate::shape::{Carrier, Content, Field, Form, Origin, Presence, Shape};
use crate::stage::{Change, Hop, RemarkKind, TableChange, Work};

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
        carrier @ (Carrier::Rows
        | Carrier::Messages
        | Carrier::Streamed
        | Carrier::Items
        | Carrier::Files
        | Carrier::Objects) => {
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
        let kind = match remark.kind {
            RemarkKind::Note => "",
            RemarkKind::ReliedOn => "relied on: ",
            RemarkKind::Unconfirmed => "not confirmed by AWS: ",
        };
        page.item(&format!("note: {kind}{}", remark.text));
    }
}

/// Whether two shapes hold the same fields in the same form.
fn same(one: &Shape, other: &Shape) -> bool {
    let describe = |shape: &Shape| {
        let mut rows = Vec::new();
        cells(None, &shape.fields, 0, &mut rows);
        open(None, shape, &mut rows);
        cells(None, &shape.partitions, 0, &mut rows);
        rows
    };
    describe(one) == describe(other)
}

fn shape(mapping: &Mapping<'_>, shape: &Shape, page: &mut Page) {
    let mut rows = Vec::new();
    cells(Some(mapping), &shape.fields, 0, &mut rows);
    open(Some(mapping), shape, &mut rows);
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
        let (ty, form) = held(&field.content);
        let presence = present(field.presence);
        let name = format!("{}{}", "  ".repeat(depth), field.name);
        let origin = mapping.map_or_else(String::new, |mapping| origin(mapping, field));
        rows.push(vec![name, ty, form.to_owned(), presence.to_owned(), origin]);
        cells(mapping, field.members(), depth + 1, rows);
    }
}

/// A row for each open set of fields.
fn open(mapping: Option<&Mapping<'_>>, shape: &Shape, rows: &mut Vec<Vec<String>>) {
    for open in &shape.open {
        let (ty, form) = held(&open.content);
        let value = mapping.map_or_else(String::new, |mapping| {
            format!("= {}, one for each row", values::value(mapping, &mapping.record.pivots[open.pivot].value))
        });
        rows.push(vec![open.pattern.to_string(), ty, form.to_owned(), present(open.presence).to_owned(), value]);
    }
}

/// Type and form.
fn held(content: &Content) -> (String, &'static str) {
    match content {
        Content::Scalar { ty, form } => (ty.to_string(), written(*form)),
        Content::Struct(_) => ("struct".to_owned(), ""),
        Content::List(_) => ("list".to_owned(), ""),
    }
}

fn present(presence: Presence) -> &'static str {
    match presence {
        Presence::Always => "",
        Presence::Nullable => "may be NULL",
        Presence::Optional => "may be missing",
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
        Change::Mask(place) => format!("masks `{}`", name(place)),
        Change::Table(change) => table_change(mapping, *change),
        Change::Pivot(place) => {
            format!("makes attributes of {}", values::template(mapping, &mapping.record.pivots[*place].name))
        }
    }
}

/// A change to the records of the table as a whole, as something done.
fn table_change(mapping: &Mapping<'_>, change: TableChange) -> String {
    let names = |columns: &[usize]| {
        let names: Vec<&str> = columns.iter().map(|column| &*mapping.source.table.columns[*column].name).collect();
        names.join(", ")
    };
    match change {
        TableChange::Filter(place) => format!("keeps the rows where {}", mapping.filters[place].text),
        TableChange::Name => format!("calls the table `{}.{}`", mapping.target.schema, mapping.target.table),
        TableChange::BeforeImage(place) => {
            format!("adds the old values of {}", names(&mapping.before_images[place].columns))
        }
        TableChange::Policy(place) => format!("follows `{}`", policy(mapping.policies[place].on)),
        TableChange::Version => "writes only what is newer".to_owned(),
        TableChange::Identify => {
            format!("tells rows apart by {}", names(mapping.row_key.as_ref().map_or(&[], |key| &key.columns)))
        }
        TableChange::Partition => {
            format!("makes folders of {}", names(mapping.folders.as_ref().map_or(&[], |folders| &folders.columns)))
        }
    }
}

/// An `on` line, as it is written.
fn policy(on: OnPolicy) -> &'static str {
    match on {
        OnPolicy::KeyChange(KeyChangePolicy::Refuse) => "on key change refuse",
        OnPolicy::KeyChange(KeyChangePolicy::Replace) => "on key change replace",
        OnPolicy::Delete(DeletePolicy::Remove) => "on delete remove",
        OnPolicy::Delete(DeletePolicy::Ignore) => "on delete ignore",
        OnPolicy::Delete(DeletePolicy::Append) => "on delete append",
        OnPolicy::Update(UpdatePolicy::Append) => "on update append",
        OnPolicy::Duplicate(DuplicatePolicy::Reject) => "on duplicate reject",
        OnPolicy::Duplicate(DuplicatePolicy::Last) => "on duplicate last",
        OnPolicy::Duplicate(DuplicatePolicy::Sum) => "on duplicate sum",
        OnPolicy::Empty(EmptyPolicy::Delete) => "on empty delete",
        OnPolicy::Empty(EmptyPolicy::Keep) => "on empty keep",
        OnPolicy::Truncate(TruncatePolicy::Refuse) => "on truncate refuse",
        OnPolicy::Truncate(TruncatePolicy::Remove) => "on truncate remove",
    }
}
