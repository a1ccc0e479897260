//! Old values of columns that come along with a change.
//!
//! Source: user guide, "Transformation rules and actions", `before-image-def`; "Using Amazon Kinesis Data Streams as a target",
//! before images.

use super::transformation::{BeforeImageDef, Draft, Locator, Transformation, key};
use crate::dms_types;
use crate::mapping::{BeforeImage, BeforeImageOf, Mapping};
use crate::schema::Dialect;
use crate::stage::Remark;
use crate::text::Name;

/// Why DMS cannot add the old values that the line at `place` asks for.
pub(crate) fn check(mapping: &Mapping<'_>, place: usize) -> Result<(), String> {
    let image = &mapping.before_images[place];
    if place > 0 {
        return Err("DMS takes one such rule for a table, and another line asks for old values, too".to_owned());
    }
    if image.prefix.is_empty() && image.suffix.is_empty() {
        return Err("an old value needs another name than the new one: a prefix or a suffix".to_owned());
    }
    if image.is_part && columns(mapping, image) != all_columns(mapping, image) {
        return Err("DMS picks columns by `key`, `non-lob` and `all` only, not by their names".to_owned());
    }
    Ok(())
}

/// The columns whose old values come along.
pub(crate) fn columns(mapping: &Mapping<'_>, image: &BeforeImage) -> Vec<usize> {
    image.columns.iter().copied().filter(|column| is_picked(mapping, image, *column)).collect()
}

/// The columns that DMS picks among those that arrive.
fn all_columns(mapping: &Mapping<'_>, image: &BeforeImage) -> Vec<usize> {
    (0..mapping.source.table.columns.len())
        .filter(|column| mapping.field_of(*column).is_some() && is_picked(mapping, image, *column))
        .collect()
}

fn is_picked(mapping: &Mapping<'_>, image: &BeforeImage, column: usize) -> bool {
    let table = mapping.source.table;
    match image.which {
        BeforeImageOf::Key => table.primary_key.as_ref().is_some_and(|key| key.columns.contains(&column)),
        BeforeImageOf::NonLob => !is_large(mapping, column),
        BeforeImageOf::All => true,
    }
}

/// Whether the column is a large object, which has no old value.
pub(crate) fn is_large(mapping: &Mapping<'_>, column: usize) -> bool {
    dms_types::is_large(mapping.source.dialect, &mapping.source.table.columns[column])
}

/// The name of the old value of a column.
pub(crate) fn name(mapping: &Mapping<'_>, image: &BeforeImage, column: usize) -> Name {
    format!("{}{}{}", image.prefix, mapping.source.table.columns[column].name, image.suffix).into()
}

/// Whether an old value is called so.
pub(crate) fn is_old_value(mapping: &Mapping<'_>, name: &str) -> bool {
    let image = mapping.before_images.first();
    image
        .is_some_and(|image| columns(mapping, image).iter().any(|column| *self::name(mapping, image, *column) == *name))
}

/// The rule.
pub(crate) fn drafts(mapping: &Mapping<'_>) -> Option<Draft> {
    let image = mapping.before_images.first()?;
    let table = mapping.source.table;
    Some(Draft {
        key: key("before image", &[&table.schema, &table.name]),
        words: format!("before image {}", table.name),
        of_map: false,
        after_previous: false,
        says: Transformation {
            rule_target: "column",
            object_locator: Locator {
                schema_name: table.schema.to_string(),
                table_name: Some(table.name.to_string()),
                ..Locator::default()
            },
            rule_action: "add-before-image-columns",
            before_image_def: Some(BeforeImageDef {
                column_prefix: image.prefix.to_string(),
                column_suffix: image.suffix.to_string(),
                column_filter: match image.which {
                    BeforeImageOf::Key => "pk-only",
                    BeforeImageOf::NonLob => "non-lob",
                    BeforeImageOf::All => "all",
                },
            }),
            ..Transformation::default()
        },
    })
}

/// What old values rely on.
pub(crate) fn remark(mapping: &Mapping<'_>) -> Option<Remark> {
    let image = mapping.before_images.first()?;
    match (mapping.source.dialect, image.which) {
        (Dialect::Postgres, BeforeImageOf::NonLob | BeforeImageOf::All) => Some(Remark::relied_on(
            "`REPLICA IDENTITY FULL`, without which PostgreSQL logs the old values of its key alone",
        )),
        (Dialect::Oracle, _) => Some(Remark::note("Oracle logs old values of columns that changed only")),
        (Dialect::MySql, _) => Some(Remark::note("MySQL logs no old values of large objects")),
        (Dialect::Postgres | Dialect::SqlServer | Dialect::Sqlite, _) => None,
    }
}
