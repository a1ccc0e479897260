//! From a schema to YAML, for people to review and to change.

use super::document::{Column, Document, Kind, Table};
use crate::schema::model::{self, Key, Schema, TableKind};
use crate::text::Name;
use crate::types::Type;
use crate::yaml;

/// The schema as YAML: tables and columns in their order, and no line for what is usual. Reading it gives the same facts,
/// but for the names of constraints.
pub fn write(schema: &Schema) -> String {
    let document = Document {
        dialect: schema.dialect.word().to_owned(),
        tables: schema.tables.iter().map(|table| entry(schema, table)).collect(),
    };
    yaml::write(&document)
}

fn entry(schema: &Schema, table: &model::Table) -> Table<String> {
    let names = |key: &Key| key.columns.iter().map(|place| table.columns[*place].name.to_string()).collect();
    Table {
        name: table.name.to_string(),
        schema: (table.schema != schema.name).then(|| table.schema.to_string()),
        kind: match table.kind {
            TableKind::Table => Kind::Table,
            TableKind::View => Kind::View,
        },
        comment: table.comment.as_deref().map(str::to_owned),
        rows: table.rows,
        columns: table.columns.iter().map(|column| column_entry(schema, column)).collect(),
        primary_key: table.primary_key.as_ref().map(names).unwrap_or_default(),
        unique: table.unique.iter().map(names).collect(),
        checks: table.checks.iter().map(|check| check.text.to_string()).collect(),
    }
}

fn column_entry(schema: &Schema, column: &model::Column) -> Column<String> {
    // MySQL lists the values in the type itself.
    let values = match values_of(&column.ty) {
        Some(values) if schema.dialect != model::Dialect::MySql => {
            values.iter().map(|value| value.to_string()).collect()
        }
        Some(_) | None => Vec::new(),
    };
    Column {
        name: column.name.to_string(),
        ty: column.declared.to_string(),
        values,
        nullable: column.nullable,
        default: column.default.as_deref().map(str::to_owned),
        collation: column.collation.as_deref().map(str::to_owned),
        generated: column.generated,
        comment: column.comment.as_deref().map(str::to_owned),
    }
}

/// The values of an enumeration, or of an array of one.
fn values_of(ty: &Type) -> Option<&[Name]> {
    match ty {
        Type::Enum(values) => Some(values),
        // An array has no array for its element: the readers make none.
        Type::Array(element) => {
            if let Type::Enum(values) = &**element {
                Some(values)
            } else {
                None
            }
        }
        Type::Boolean
        | Type::Int { .. }
        | Type::Decimal { .. }
        | Type::Number
        | Type::Float { .. }
        | Type::Text(_)
        | Type::Binary { .. }
        | Type::Bits { .. }
        | Type::Date
        | Type::Time { .. }
        | Type::Timestamp { .. }
        | Type::Year
        | Type::Interval
        | Type::Uuid
        | Type::Json
        | Type::Xml
        | Type::Set(_)
        | Type::Spatial(_)
        | Type::Opaque(_) => None,
    }
}
