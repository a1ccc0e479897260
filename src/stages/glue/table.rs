//! The table as a value: what both artefacts are made of.

use super::reader::Reader;
use super::{checks, comment, errors, limits, types};
use crate::diag::Diagnostics;
use crate::formats::hive::HiveType;
use crate::shape::{Field, Shape};
use crate::stage::At;
use crate::text::{Name, lowercase_name};

/// A table of the catalog.
pub(super) struct Table {
    /// The database, in lower case as Glue stores it.
    pub(super) database: Name,
    /// The table, likewise.
    pub(super) name: Name,
    /// What it holds.
    pub(super) description: Option<String>,
    /// The folder of the files.
    pub(super) location: Name,
    /// What reads the files.
    pub(super) reader: Reader,
    /// The columns of the files.
    pub(super) columns: Vec<Column>,
    /// The partition keys.
    pub(super) partitions: Vec<Column>,
}

/// A column or a partition key.
pub(super) struct Column {
    /// The name, in lower case as Glue stores it.
    pub(super) name: Name,
    /// The type.
    pub(super) ty: HiveType,
    /// One line.
    pub(super) comment: Option<String>,
}

/// The table that `incoming` becomes; `None` where something keeps it from being one. Reports which fields cannot be columns,
/// and what is lost of comments.
pub(super) fn build(at: &At<'_>, incoming: &Shape, diags: &mut Diagnostics) -> Option<Table> {
    let clause = at.clause();
    let reader = Reader::of(incoming.format.as_ref(), &incoming.fields);
    let columns = columns(&incoming.fields, &reader, false, diags);
    let partitions = self::columns(&incoming.partitions, &reader, true, diags);
    let description = description(at, diags);
    let [database, name] = clause.resource.as_ref()?.parts.as_slice() else { return None };
    Some(Table {
        database: lowercase_name(database),
        name: lowercase_name(name),
        description,
        location: match (clause.settings.text("location"), &incoming.folder) {
            (Some(text), _) => text.clone(),
            (None, Some(folder)) => folder.to_string().into(),
            (None, None) => return None,
        },
        reader,
        columns: columns?,
        partitions: partitions?,
    })
}

/// All fields as columns, or none; each that cannot be one is reported.
fn columns(fields: &[Field], reader: &Reader, are_partitions: bool, diags: &mut Diagnostics) -> Option<Vec<Column>> {
    let columns: Vec<Option<Column>> = fields
        .iter()
        .map(|field| {
            let comment = comment(field, diags);
            let ty = match reader {
                Reader::Quoted(_) if !are_partitions => HiveType::String,
                Reader::Parquet | Reader::Orc | Reader::Delimited(_) | Reader::Quoted(_) => {
                    types::of_field(field, diags)?
                }
            };
            checks::column_type(field, &ty, are_partitions, diags);
            Some(Column { name: lowercase_name(&field.name), ty, comment })
        })
        .collect();
    columns.into_iter().collect()
}

fn comment(field: &Field, diags: &mut Diagnostics) -> Option<String> {
    let (text, is_cut) = comment::one_line(field.doc.as_deref()?, limits::COMMENT)?;
    if is_cut {
        diags.push(errors::comment_cut(field.span, &field.name, limits::COMMENT));
    }
    Some(text)
}

/// The mapping's comment, else that of its source.
fn description(at: &At<'_>, diags: &mut Diagnostics) -> Option<String> {
    let mapping = at.mapping;
    let (text, span) = match (&mapping.doc, &mapping.source.table.comment) {
        (Some(doc), _) => (doc, mapping.name_span),
        (None, Some(comment)) => (comment, mapping.source.table.span),
        (None, None) => return None,
    };
    let (text, is_cut) = comment::lines(text, limits::DESCRIPTION)?;
    if is_cut {
        diags.push(errors::comment_cut(span, &mapping.name, limits::DESCRIPTION));
    }
    Some(text)
}
