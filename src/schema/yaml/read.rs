//! From YAML to a schema.

use super::document::{self, Document, Kind};
use crate::diag::Diagnostics;
use crate::schema::errors;
use crate::schema::model::{Check, Column, Dialect, Schema, TableKind};
use crate::schema::sql::catalog::Catalog;
use crate::schema::sql::constraint::{Constraint, Keyed};
use crate::schema::sql::cursor::{Named, Qualified};
use crate::schema::sql::draft::Draft;
use crate::schema::sql::shared::Shared;
use crate::schema::sql::type_of;
use crate::text::{Name, Span, TextId};
use crate::types::Type;
use crate::yaml::{Limits, Source, Text};

/// Reads the tables that `content` lists. Names are kept as written. What is not of the form is one finding and no table;
/// all else is reported table by table.
pub fn read(name: &Name, id: TextId, content: &str, diags: &mut Diagnostics) -> Schema {
    let source = Source::new(id, content);
    let unread = || Schema::new(name.clone(), Dialect::MySql, Vec::new(), None);
    if content.len() > LIMITS.bytes {
        diags.push(errors::text_too_long(Span::new(id, 0, 0), LIMITS.bytes));
        return unread();
    }
    let document: Document<Text> = match source.read(LIMITS) {
        Ok(document) => document,
        Err(error) => {
            diags.push(errors::unread_yaml(error.at, &error.problem));
            return unread();
        }
    };
    let Some(dialect) = Dialect::from_word(&document.dialect.value) else {
        diags.push(errors::unknown_yaml_dialect(source.span(&document.dialect), &document.dialect.value));
        return unread();
    };
    let mut catalog = Catalog::new(dialect, name);
    let texts = Shared::default();
    for entry in &document.tables {
        let mut draft = catalog.scope.draft(&Qualified {
            schema: entry.schema.as_ref().map(|schema| schema.value.as_str().into()),
            name: entry.name.value.as_str().into(),
            span: source.span(&entry.name),
        });
        table(entry, source, &texts, &mut draft, diags);
        catalog.declare(draft, false, diags);
    }
    let tables = catalog.finish(diags);
    if tables.is_empty() {
        diags.push(errors::no_table(Span::new(id, 0, 0), "YAML"));
    }
    let text = (!tables.is_empty()).then_some(id);
    Schema::new(name.clone(), dialect, tables, text)
}

/// Far above any schema (one of a hundred thousand tables is honest); the limits keep memory within bounds.
const LIMITS: Limits = Limits { bytes: 128 << 20, nodes: 30_000_000 };

fn table(
    entry: &document::Table<Text>,
    source: Source<'_>,
    texts: &Shared,
    draft: &mut Draft,
    diags: &mut Diagnostics,
) {
    draft.table.kind = match entry.kind {
        Kind::Table => TableKind::Table,
        Kind::View => TableKind::View,
    };
    draft.table.comment = name(entry.comment.as_ref());
    draft.table.rows = entry.rows;
    if entry.columns.is_empty() {
        diags.push(errors::unread_element(source.span(&entry.name), "a table with columns"));
    }
    draft.expect(entry.columns.len());
    for column_entry in &entry.columns {
        draft.add(column(column_entry, source, texts, draft.dialect), diags);
    }
    let keyed = |names: &[Text]| {
        let named = |text: &Text| Named { name: text.value.as_str().into(), span: source.span(text) };
        let columns: Vec<Named> = names.iter().map(named).collect();
        let (first, last) = (columns.first()?.span, columns.last()?.span);
        Some(Keyed { name: None, columns, span: first.to(last) })
    };
    if let Some(key) = keyed(&entry.primary_key) {
        draft.constrain(Constraint::Primary(key), diags);
    }
    for key in entry.unique.iter().filter_map(|names| keyed(names)) {
        draft.constrain(Constraint::Unique(key), diags);
    }
    for check in &entry.checks {
        let check = Check { name: None, text: check.value.as_str().into(), span: source.span(check) };
        draft.constrain(Constraint::Check(check), diags);
    }
}

fn column(entry: &document::Column<Text>, source: Source<'_>, texts: &Shared, dialect: Dialect) -> Column {
    let shared = |text: &Text| texts.get(&text.value);
    let declared = shared(&entry.ty);
    let ty = if entry.values.is_empty() {
        type_of(dialect, &declared, source.id)
    } else {
        let values = Type::Enum(entry.values.iter().map(shared).collect());
        if declared.ends_with("[]") { Type::Array(Box::new(values)) } else { values }
    };
    Column {
        name: shared(&entry.name),
        ty,
        declared,
        ty_span: source.span(&entry.ty),
        nullable: entry.nullable,
        collation: entry.collation.as_ref().map(shared),
        default: entry.default.as_ref().map(shared),
        generated: entry.generated,
        comment: name(entry.comment.as_ref()),
        span: source.span(&entry.name),
    }
}

fn name(text: Option<&Text>) -> Option<Name> {
    text.map(|text| text.value.as_str().into())
}
