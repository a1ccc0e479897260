//! The columns of the files: their order, and what each format makes of their types.
//!
//! Source: user guide, "Using Amazon S3 as a target", on the order of columns and on types in Parquet.

use super::added::{self, Added};
use super::settings;
use crate::shape::{Content, Csv, Field, FileFormat, Form, Origin, Presence};
use crate::stage::{At, Loss};
use crate::text::Name;
use crate::types::{Type, Zone};

/// The time column as DMS writes it: `2024-01-31 12:00:00.123456`.
const TIME: Type = Type::Timestamp { precision: 6, zone: Zone::None };

/// The operation: one letter.
fn operation() -> Type {
    Type::Enum(["I", "U", "D"].map(Name::from).into())
}

/// What a file of this map is.
pub(super) fn format(at: &At<'_>) -> FileFormat {
    if settings::is_parquet(at) {
        return FileFormat::Parquet;
    }
    let text = |key: &str, default: &str| at.settings().text(key).cloned().unwrap_or_else(|| default.into());
    FileFormat::Csv(Csv {
        delimiter: text("CsvDelimiter", ","),
        null: text("CsvNullValue", "NULL"),
        has_header: settings::is_on(at, "AddColumnName"),
        is_quoted: at.settings().flag("Rfc4180").unwrap_or(true),
    })
}

/// The columns in the order of the file: the operation, the time, those of the table in its order, and what else DMS adds.
pub(super) fn columns(at: &At<'_>, incoming: &[Field], losses: &mut Vec<Loss>) -> Vec<Field> {
    let mapping = at.mapping;
    let added = |wanted: Added, ty: Type, presence| {
        let place = added::place(mapping, wanted)?;
        let line = &mapping.record.fields[place];
        Some(Field {
            name: mapping.final_name(place),
            content: Content::Scalar { ty, form: Form::Text },
            presence,
            origin: Origin::Field(place),
            doc: line.doc.clone(),
            span: line.span,
        })
    };
    let mut columns: Vec<Field> = Vec::new();
    columns.extend(added(Added::Operation, operation(), Presence::Always));
    columns.extend(added(Added::Time, TIME, Presence::Always));
    let mut rest: Vec<&Field> = incoming.iter().collect();
    rest.sort_by_key(|field| column_of(at, field).unwrap_or(usize::MAX));
    columns.extend(rest.into_iter().map(|field| written(at, field, losses)));
    columns
}

/// The place in the table of the column that a field is.
pub(super) fn column_of(at: &At<'_>, field: &Field) -> Option<usize> {
    match &field.origin {
        Origin::Column(column) => Some(*column),
        Origin::Field(place) => at.mapping.record.fields[*place].column(),
        Origin::Member | Origin::Envelope(_) => None,
    }
}

/// Whether the columns stand in another order than the lines that ask for them.
pub(super) fn is_reordered(columns: &[Field]) -> bool {
    let places = columns.iter().filter_map(|field| match field.origin {
        Origin::Field(place) => Some(place),
        Origin::Column(_) | Origin::Member | Origin::Envelope(_) => None,
    });
    !places.is_sorted()
}

fn written(at: &At<'_>, field: &Field, losses: &mut Vec<Loss>) -> Field {
    let Content::Scalar { ty, form } = &field.content else { return field.clone() };
    let mut lose = |what: String| losses.push(Loss { field: field.name.clone(), what: what.into() });
    let content = if settings::is_parquet(at) {
        Content::Scalar { ty: in_parquet(at, ty, &mut lose), form: *form }
    } else {
        in_csv(at, ty, *form, &mut lose)
    };
    Field { content, ..field.clone() }
}

/// Times count microseconds, or milliseconds where a reader wants that.
fn in_parquet(at: &At<'_>, ty: &Type, lose: &mut impl FnMut(String)) -> Type {
    let Type::Timestamp { precision, zone } = ty else { return ty.clone() };
    let (kept, unit) = if in_milliseconds(at) { (3, "milliseconds") } else { (6, "microseconds") };
    if *precision > kept {
        lose(format!("a time is kept to {unit}"));
    }
    Type::Timestamp { precision: (*precision).min(kept), zone: *zone }
}

/// Whether times in Parquet count milliseconds.
pub(super) fn in_milliseconds(at: &At<'_>) -> bool {
    let given = at.settings().flag("ParquetTimestampInMillisecond");
    given.unwrap_or(!at.later().is_empty())
}

/// CSV has no types. Numbers, days and moments are spelled so that a reader finds them again; everything else is text.
fn in_csv(at: &At<'_>, ty: &Type, form: Form, lose: &mut impl FnMut(String)) -> Content {
    let native = |ty: Type| Content::Scalar { ty, form: Form::Native };
    let text = Content::Scalar { ty: ty.clone(), form: Form::Text };
    if form == Form::Text {
        if matches!(ty, Type::Text(_) | Type::Json | Type::Xml | Type::Opaque(_)) {
            lose(format!("the text `{}` cannot be told from NULL", null_text(at)));
        }
        return text;
    }
    match ty {
        Type::Int { .. } | Type::Decimal { .. } | Type::Number | Type::Float { .. } | Type::Year | Type::Date => {
            native(ty.clone())
        }
        Type::Timestamp { precision, zone: zone @ (Zone::None | Zone::Utc) } => {
            if *precision > 6 {
                lose("a time is kept to microseconds".to_owned());
            }
            native(Type::Timestamp { precision: 6, zone: *zone })
        }
        Type::Timestamp { zone: Zone::Offset, .. } | Type::Time { .. } => {
            lose("a time becomes text".to_owned());
            text
        }
        Type::Boolean | Type::Binary { .. } => {
            lose(format!("{ty} becomes text whose spelling AWS does not confirm"));
            text
        }
        Type::Text(_)
        | Type::Enum(_)
        | Type::Set(_)
        | Type::Json
        | Type::Xml
        | Type::Uuid
        | Type::Interval
        | Type::Bits { .. }
        | Type::Array(_)
        | Type::Spatial(_)
        | Type::Opaque(_) => text,
    }
}

/// What stands for NULL in CSV.
fn null_text(at: &At<'_>) -> Name {
    at.settings().text("CsvNullValue").cloned().unwrap_or_else(|| "NULL".into())
}
