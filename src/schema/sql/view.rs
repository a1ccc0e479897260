//! `CREATE VIEW`: a table of the kind view, with the columns that its query tells.

use super::catalog::Catalog;
use super::cursor::{Cursor, Named};
use super::query;
use super::tokens::Kind;
use crate::diag::Diagnostics;
use crate::schema::errors;
use crate::schema::model::{Dialect, TableKind};

/// Reads the statement at `cursor`, which is at `CREATE`, or at `ALTER` where that declares a view anew.
pub fn read(cursor: &mut Cursor<'_>, catalog: &mut Catalog, diags: &mut Diagnostics) {
    let mut temporary = false;
    let mut replaces = cursor.is("ALTER");
    while !cursor.is_done() && !cursor.eat("VIEW") {
        temporary |= cursor.is_any(&["TEMPORARY", "TEMP"]);
        replaces |= cursor.is_any(&["REPLACE", "ALTER"]);
        cursor.bump();
    }
    cursor.eat_all(&["IF", "NOT", "EXISTS"]);
    let is_log = catalog.dialect == Dialect::Oracle && cursor.is("LOG") && cursor.is_at(1, "ON");
    let Some(name) = cursor.qualified().filter(|_| !is_log && !temporary) else { return };
    let names = names(cursor);
    let of_type = if cursor.eat("OF") { cursor.qualified() } else { None };
    while !cursor.is_done() && !cursor.eat("AS") {
        cursor.skip();
    }
    let parts = of_type.and_then(|name| catalog.scope.own_type(name.schema.as_deref(), &name.name));
    let parts = parts.map(|own| own.parts.clone()).filter(|parts| !parts.is_empty());
    let columns = match parts.map_or_else(|| query::columns(*cursor, &names, catalog), Ok) {
        Ok(columns) if catalog.may_copy(columns.len()) => columns,
        Ok(_) => return,
        Err(at) => {
            diags.push(errors::unread_view(&name.name, at));
            return;
        }
    };
    if replaces {
        catalog.drop_table(&name);
    }
    // A second one in the file is one that the first gave way to.
    if catalog.has(&name) {
        return;
    }
    let mut draft = catalog.scope.draft(&name);
    draft.table.kind = TableKind::View;
    for column in columns {
        draft.add(column, diags);
    }
    catalog.declare(draft, false, diags);
}

/// The names of the columns, where the view has a list of them.
fn names(cursor: &mut Cursor<'_>) -> Vec<Named> {
    if !cursor.is_kind(Kind::Open) {
        return Vec::new();
    }
    let parts = cursor.group().map(Cursor::split).unwrap_or_default();
    // Oracle's constraints in the list are no columns.
    let is_column = |part: &Cursor<'_>| !part.is_any(&["CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN"]);
    parts.into_iter().filter(is_column).filter_map(|mut part| part.name()).collect()
}
