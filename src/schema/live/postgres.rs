//! PostgreSQL: what `pg_catalog` means.
//!
//! Types are the texts of `format_type`, read under an empty `search_path`, as in the dumps of `pg_dump`.

use std::collections::BTreeMap;

use super::assemble;
use super::rows::{ColumnRow, RelationRow, Rows, TypeRow};
use crate::diag::Diagnostics;
use crate::schema::model::{Column, Dialect, Schema, TableKind};
use crate::schema::sql::type_of;
use crate::text::{Name, Span, TextId};
use crate::types::Type;

/// The oldest server whose catalogue has what is asked for, as `server_version_num` and in words.
pub const OLDEST: (u32, &str) = (90_600, "PostgreSQL 9.6");

/// How often one domain may narrow another.
const MAX_DEPTH: usize = 64;

/// The schema that `rows` describe; all tables carry their schema, as in a dump. `id` is a text that stands for the
/// database; there are no places in it.
pub fn postgres(rows: Rows, id: TextId, diags: &mut Diagnostics) -> Schema {
    let at = Span::new(id, 0, 0);
    let own: BTreeMap<&str, &TypeRow> = rows.types.iter().map(|row| (row.name.as_str(), row)).collect();
    let mut tables = assemble::relations(rows.relations, kind, at);
    assemble::columns(&mut tables, rows.columns, |row| column(row, &own, at));
    assemble::keys(&mut tables, rows.keys, at);
    assemble::checks(&mut tables, rows.checks, at);
    let tables = assemble::finish(tables, rows.partial, None, diags);
    Schema::new(Name::from(""), Dialect::Postgres, tables, Some(id))
}

/// `r` is a table, `p` one in partitions, `f` a foreign one, `v` a view, `m` one whose rows are kept.
fn kind(relation: &RelationRow) -> Option<TableKind> {
    match relation.kind.as_str() {
        "r" | "p" | "f" => Some(TableKind::Table),
        "v" | "m" => Some(TableKind::View),
        _ => None,
    }
}

fn column(row: &ColumnRow, own: &BTreeMap<&str, &TypeRow>, at: Span) -> Column {
    let (ty, declared) = meaning(&row.ty, own, at.text);
    Column {
        name: row.name.as_str().into(),
        ty,
        declared,
        ty_span: at,
        nullable: row.nullable,
        collation: row.collation.as_deref().map(Name::from),
        // Of a computed column the catalogue keeps the expression in the same place.
        default: row.default.as_deref().filter(|_| !row.generated).map(Name::from),
        generated: row.generated,
        comment: row.comment.clone().filter(|comment| !comment.is_empty()).map(Name::from),
        span: at,
    }
}

/// What a type means, and how it is written without the database's own declarations: as the reader of dumps has it.
fn meaning(declared: &str, own: &BTreeMap<&str, &TypeRow>, id: TextId) -> (Type, Name) {
    let (mut text, mut is_array) = (declared, false);
    for _ in 0..MAX_DEPTH {
        if let Some(element) = text.strip_suffix("[]") {
            (text, is_array) = (element, true);
            continue;
        }
        let Some(row) = own.get(text) else { break };
        if let Some(base) = &row.base {
            text = base;
        } else if row.values.is_empty() {
            break;
        } else {
            let values = Type::Enum(row.values.iter().map(|value| value.as_str().into()).collect());
            let ty = if is_array { Type::Array(Box::new(values)) } else { values };
            return (ty, declared.into());
        }
    }
    let text = Name::from(if is_array { format!("{text}[]") } else { text.to_owned() });
    (type_of(Dialect::Postgres, &text, id), text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::to_yaml;
    use crate::text::Texts;

    #[test]
    fn own_types_come_down_to_what_they_stand_for() {
        let types = [
            TypeRow { name: "public.mood".into(), base: None, values: vec!["sad".into(), "ok".into()] },
            TypeRow { name: "public.price".into(), base: Some("numeric(10,2)".into()), values: vec![] },
            TypeRow { name: "public.cheap".into(), base: Some("public.price".into()), values: vec![] },
            TypeRow { name: "public.moods".into(), base: Some("public.mood[]".into()), values: vec![] },
            TypeRow { name: "public.itself".into(), base: Some("public.itself".into()), values: vec![] },
        ];
        let own: BTreeMap<&str, &TypeRow> = types.iter().map(|row| (row.name.as_str(), row)).collect();
        let id = Texts::new().add("db", "");
        let found = |text: &str| {
            let (ty, declared) = meaning(text, &own, id);
            (ty.to_string(), declared.to_string())
        };
        let pair = |ty: &str, declared: &str| (ty.to_owned(), declared.to_owned());
        assert_eq!(found("public.mood"), pair("enum of 2", "public.mood"));
        assert_eq!(found("public.mood[]"), pair("array of enum of 2", "public.mood[]"));
        assert_eq!(found("public.moods"), pair("array of enum of 2", "public.moods"));
        assert_eq!(found("public.cheap"), pair("decimal(10, 2)", "numeric(10,2)"));
        assert_eq!(found("public.cheap[]"), pair("array of decimal(10, 2)", "numeric(10,2)[]"));
        assert_eq!(found("timestamp(3) with time zone"), pair("timestamp(3) in utc", "timestamp(3) with time zone"));
        assert_eq!(found("public.itself").1, "public.itself");
    }

    #[test]
    fn the_expression_of_a_computed_column_is_no_default() {
        let table = crate::schema::live::rows::TableName { schema: "public".into(), name: "t".into() };
        let column = |place, name: &str, default: &str, generated| ColumnRow {
            table: table.clone(),
            place,
            name: name.into(),
            ty: "integer".into(),
            default: Some(default.into()),
            generated,
            nullable: true,
            ..ColumnRow::default()
        };
        let rows = Rows {
            relations: vec![RelationRow {
                table: table.clone(),
                kind: "p".into(),
                rows: Some(1234),
                ..RelationRow::default()
            }],
            columns: vec![column(4, "b", "(a * 2)", true), column(2, "a", "7", false)],
            ..Rows::default()
        };
        let (mut texts, mut diags) = (Texts::new(), Diagnostics::new());
        let schema = postgres(rows, texts.add("db", ""), &mut diags);
        let expected = "dialect: postgres\ntables:\n- name: t\n  schema: public\n  rows: 1200\n  columns:\n  - name: a\n    type: integer\n    \
             default: \"7\"\n  - name: b\n    type: integer\n    generated: true\n";
        assert_eq!(to_yaml(&schema), expected);
    }
}
