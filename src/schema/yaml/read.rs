//! From YAML to a schema.

use serde_yaml::{Location, Spanned};

use super::document::{self, Document, Kind};
use crate::diag::Diagnostics;
use crate::schema::errors;
use crate::schema::model::{Check, Column, Dialect, Schema, TableKind};
use crate::schema::sql::constraint::{Constraint, Keyed};
use crate::schema::sql::cursor::{Named, Qualified};
use crate::schema::sql::draft::{Catalog, Draft};
use crate::schema::sql::type_of;
use crate::text::{Name, Span, TextId};
use crate::types::Type;

/// A text and where it stands.
type Text = Spanned<String>;

/// The file, for places in it.
#[derive(Clone, Copy)]
struct Source<'a> {
    id: TextId,
    content: &'a str,
}

/// Reads the tables that `content` lists. Names are kept as written. What is not of the form is one finding and no table;
/// all else is reported table by table.
pub fn read(name: &Name, id: TextId, content: &str, diags: &mut Diagnostics) -> Schema {
    let source = Source { id, content };
    let unread = || Schema::new(name.clone(), Dialect::MySql, Vec::new(), None);
    if content.len() > MAX_BYTES {
        diags.push(errors::text_too_long(Span::new(id, 0, 0), MAX_BYTES));
        return unread();
    }
    let document: Document<Text> = match serde_yaml::from_str_with_options(content, options()) {
        Ok(document) => document,
        Err(error) => {
            let at = source.place(error.location().unwrap_or(Location::UNKNOWN));
            diags.push(errors::unread_yaml(at, &error.without_snippet().to_string()));
            return unread();
        }
    };
    let Some(dialect) = Dialect::from_word(&document.dialect.value) else {
        diags.push(errors::unknown_yaml_dialect(source.text(&document.dialect), &document.dialect.value));
        return unread();
    };
    let mut catalog = Catalog::new(dialect, name);
    for entry in &document.tables {
        let mut draft = catalog.draft(&Qualified {
            schema: entry.schema.as_ref().map(|schema| schema.value.as_str().into()),
            name: entry.name.value.as_str().into(),
            span: source.text(&entry.name),
        });
        table(entry, source, dialect, &mut draft, diags);
        catalog.declare(draft, false, diags);
    }
    let tables = catalog.finish(diags);
    if tables.is_empty() {
        diags.push(errors::no_table(Span::new(id, 0, 0), "YAML"));
    }
    let text = (!tables.is_empty()).then_some(id);
    Schema::new(name.clone(), dialect, tables, text)
}

/// The largest file. Far above any schema; the limit keeps memory within bounds.
const MAX_BYTES: usize = 128 << 20;

/// The limits of the reader: a schema of a hundred thousand tables is honest, an alias that multiplies is not.
fn options() -> serde_yaml::Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_events: 60_000_000,
            max_nodes: 30_000_000,
            max_depth: 64,
            max_aliases: 0,
            max_anchors: 0,
            max_total_scalar_bytes: MAX_BYTES,
        },
        with_snippet: false,
    }
}

impl Source<'_> {
    fn text(self, text: &Text) -> Span {
        self.place(text.referenced)
    }

    /// The place of a location; where it has no bytes, they are counted from line and column.
    fn place(self, location: Location) -> Span {
        let bytes = location.span().byte_offset().zip(location.span().byte_len());
        if let Some((start, length)) = bytes {
            let start = usize::try_from(start).unwrap_or(usize::MAX);
            let end = start.saturating_add(usize::try_from(length).unwrap_or(0));
            if self.content.get(start..end).is_some() {
                return Span::new(self.id, start, end);
            }
        }
        let line = usize::try_from(location.line()).unwrap_or(0).saturating_sub(1);
        let column = usize::try_from(location.column()).unwrap_or(0).saturating_sub(1);
        let start: usize = self.content.split_inclusive('\n').take(line).map(str::len).sum();
        let rest = self.content.get(start..).unwrap_or("");
        let length: usize =
            rest.chars().take_while(|character| *character != '\n').take(column).map(char::len_utf8).sum();
        Span::new(self.id, start + length, start + length)
    }
}

fn table(
    entry: &document::Table<Text>,
    source: Source<'_>,
    dialect: Dialect,
    draft: &mut Draft,
    diags: &mut Diagnostics,
) {
    draft.table.kind = match entry.kind {
        Kind::Table => TableKind::Table,
        Kind::View => TableKind::View,
    };
    draft.table.comment = name(entry.comment.as_ref());
    if entry.columns.is_empty() {
        diags.push(errors::unread_element(source.text(&entry.name), "a table with columns"));
    }
    for column_entry in &entry.columns {
        draft.add(column(column_entry, source, dialect), diags);
    }
    let keyed = |names: &[Text]| {
        let named = |text: &Text| Named { name: text.value.as_str().into(), span: source.text(text) };
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
        let check = Check { name: None, text: check.value.as_str().into(), span: source.text(check) };
        draft.constrain(Constraint::Check(check), diags);
    }
}

fn column(entry: &document::Column<Text>, source: Source<'_>, dialect: Dialect) -> Column {
    let declared: Name = entry.ty.value.as_str().into();
    let ty = if entry.values.is_empty() {
        type_of(dialect, &declared, source.id)
    } else {
        Type::Enum(entry.values.iter().map(|value| value.value.as_str().into()).collect())
    };
    Column {
        name: entry.name.value.as_str().into(),
        ty,
        declared,
        ty_span: source.text(&entry.ty),
        nullable: entry.nullable,
        collation: name(entry.collation.as_ref()),
        default: name(entry.default.as_ref()),
        generated: entry.generated,
        comment: name(entry.comment.as_ref()),
        span: source.text(&entry.name),
    }
}

fn name(text: Option<&Text>) -> Option<Name> {
    text.map(|text| text.value.as_str().into())
}
