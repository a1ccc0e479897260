//! What Glue, Athena or Hive would refuse of a table, or lose without a word.

use std::borrow::Cow;
use std::collections::hash_map::Entry;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{errors, limits};
use crate::diag::Diagnostics;
use crate::formats::bucket;
use crate::formats::hive::{GLUE_TYPE_MAX, HiveType, is_name, is_plain_name};
use crate::mapping::StageClause;
use crate::shape::{Content, Field, Folder, Shape};
use crate::text::lowercase;

/// What the clause and its settings say, and that there is a column at all.
pub(super) fn clause(clause: &StageClause, incoming: &Shape, diags: &mut Diagnostics) {
    resource(clause, diags);
    location(clause, incoming, diags);
    if incoming.fields.is_empty() {
        diags.push(errors::no_column(clause.span));
    }
}

/// The names of the database and the table.
fn resource(clause: &StageClause, diags: &mut Diagnostics) {
    let Some(resource) = &clause.resource else { return };
    for part in &resource.parts {
        if part.chars().count() > limits::NAME {
            diags.push(errors::too_long(resource.span, "the name", part.chars().count(), limits::NAME));
        } else if !is_plain_name(part) {
            diags.push(errors::table_name(resource.span, part, resource.per_table));
        }
    }
}

/// The folder of the files: `s3://bucket/path/`.
fn location(clause: &StageClause, incoming: &Shape, diags: &mut Diagnostics) {
    let given = clause.settings.get("location").zip(clause.settings.text("location"));
    let (text, span) = match (given, &incoming.folder) {
        (Some((setting, text)), _) => (Cow::Borrowed(&**text), setting.span),
        (None, Some(folder)) => (Cow::Owned(folder.to_string()), clause.span),
        (None, None) if !clause.settings.lacks("location") => return,
        (None, None) => return diags.push(errors::no_location(clause.span)),
    };
    let length = text.chars().count();
    let bucket = text.strip_prefix("s3://").and_then(|rest| rest.split('/').next());
    if length > limits::LOCATION {
        diags.push(errors::too_long(span, "the location", length, limits::LOCATION));
    } else if folder(&text).is_none() {
        diags.push(errors::location(span, &text));
    } else if let Some(Err(reason)) = bucket.map(bucket::check) {
        diags.push(errors::bucket(span, &text, reason));
    }
}

/// The folder of a location; `None` where the text is none.
pub(super) fn folder(text: &str) -> Option<Folder> {
    let (bucket, path) = text.strip_prefix("s3://")?.split_once('/')?;
    let bucket_is_one =
        !bucket.is_empty() && bucket.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    let path_is_folder =
        (path.is_empty() || path.ends_with('/')) && !path.contains(|c: char| c.is_control() || matches!(c, '*' | '?'));
    (bucket_is_one && path_is_folder).then(|| Folder { bucket: bucket.into(), prefix: path.into() })
}

/// The names of all columns and members, and that no two of one level are the same.
pub(super) fn names(incoming: &Shape, diags: &mut Diagnostics) {
    let columns = incoming.fields.iter().chain(&incoming.partitions);
    level(columns.clone(), Level::Columns, diags);
    columns.for_each(|column| below(column, diags));
}

/// Which names stand side by side.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    /// Columns and partition keys, whose names the catalog folds.
    Columns,
    /// Members of one struct, whose names it keeps.
    Members,
}

fn below(field: &Field, diags: &mut Diagnostics) {
    match &field.content {
        Content::Scalar { .. } => {}
        Content::Struct(members) => {
            level(members.iter(), Level::Members, diags);
            members.iter().for_each(|member| below(member, diags));
        }
        // Elements have no names.
        Content::List(elements) => elements.iter().for_each(|element| below(element, diags)),
    }
}

fn level<'a>(fields: impl Iterator<Item = &'a Field>, level: Level, diags: &mut Diagnostics) {
    let mut seen: FxHashMap<Cow<'_, str>, &Field> =
        FxHashMap::with_capacity_and_hasher(fields.size_hint().0, FxBuildHasher);
    for field in fields {
        let folded = lowercase(&field.name);
        let plain = if level == Level::Columns { is_plain_name(&folded) } else { is_plain_name(&field.name) };
        let length = field.name.chars().count();
        if length > limits::NAME {
            diags.push(errors::too_long(field.span, "the name of the field", length, limits::NAME));
        } else if !plain {
            let is_readable = is_name(&field.name);
            diags.push(if is_readable { errors::risky_name(field) } else { errors::name(field) });
        }
        match seen.entry(folded) {
            Entry::Occupied(first) => diags.push(errors::duplicate_name(field, first.get())),
            Entry::Vacant(free) => {
                free.insert(field);
            }
        }
    }
}

/// The length of a type, and what a partition key may be.
pub(super) fn column_type(field: &Field, ty: &HiveType, is_partition: bool, diags: &mut Diagnostics) {
    // Nearly all are so short that they need not be spelled to see it.
    if ty.at_most_bytes() > GLUE_TYPE_MAX {
        let length = ty.to_string().chars().count();
        if length > GLUE_TYPE_MAX {
            diags.push(errors::too_long(field.span, "the type of the column", length, GLUE_TYPE_MAX));
        }
    }
    if is_partition && !ty.is_primitive() {
        diags.push(errors::partition_type(field));
    }
}
