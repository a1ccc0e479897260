//! The small statements that add to tables: unique indexes, comments, types; and those that take away or go elsewhere.

use super::catalog::Catalog;
use super::constraint::{Constraint, Keyed, key_part};
use super::cursor::{Cursor, Named, Qualified};
use super::revoke::{self, Among, Target};
use super::tokens::Kind;
use crate::diag::Diagnostics;
use crate::schema::model::Dialect;
use crate::text::Name;

/// `CREATE UNIQUE INDEX … ON table (a, b)`. One with a condition, or over an expression, says nothing about its columns.
pub fn index(cursor: &mut Cursor<'_>, catalog: &mut Catalog, diags: &mut Diagnostics) {
    let mut unique = false;
    while !cursor.is_done() && !cursor.eat("INDEX") {
        unique |= cursor.is("UNIQUE");
        cursor.bump();
    }
    cursor.eat("CONCURRENTLY");
    cursor.eat_all(&["IF", "NOT", "EXISTS"]);
    let name = if cursor.is("ON") { None } else { cursor.qualified().map(|name| name.name) };
    while !cursor.is_done() && !cursor.eat("ON") {
        cursor.skip();
    }
    cursor.eat("ONLY");
    let Some(table) = cursor.qualified() else { return };
    while !cursor.is_done() && !cursor.is_kind(Kind::Open) {
        cursor.bump();
    }
    let start = *cursor;
    let columns: Option<Vec<Named>> =
        cursor.group().and_then(|inside| inside.split().into_iter().map(key_part).collect());
    let span = cursor.since(&start);
    let mut partial = false;
    while !cursor.is_done() {
        partial |= cursor.is("WHERE");
        cursor.skip();
    }
    let mut name = name;
    if let (None, Dialect::Postgres, Some(columns)) = (&name, catalog.dialect, &columns) {
        // The name that the database gives; a number at its end makes it the only one.
        let parts = columns.iter().map(|column| &*column.name).collect::<Vec<_>>().join("_");
        name = Some(format!("{}_{parts}_idx", table.name).into());
    }
    let Some(draft) = catalog.find(&table) else { return };
    match columns {
        Some(columns) if unique && !partial => {
            draft.constrain(Constraint::Unique(Keyed { name: name.clone(), columns, span }), diags);
        }
        Some(_) | None => draft.note_name(name.as_ref()),
    }
    if let (Some(name), true) = (name, unique) {
        catalog.note_index(&name, &table);
    }
}

/// `DROP INDEX a, b`; in MySQL and SQL Server `DROP INDEX a ON table`.
pub fn drop_indexes(cursor: &mut Cursor<'_>, catalog: &mut Catalog) {
    cursor.eat_all(&["DROP", "INDEX"]);
    cursor.eat("CONCURRENTLY");
    cursor.eat_all(&["IF", "EXISTS"]);
    for mut part in cursor.split() {
        let start = part;
        let name = part.qualified();
        if part.eat("ON") {
            let target = name.map_or(Target::Every, |name| Target::Named(name.name));
            if let Some(draft) = part.qualified().and_then(|table| catalog.find(&table)) {
                revoke::drop(draft, &target, Among::Keys);
            }
        } else if let (Dialect::SqlServer, Some(name)) = (catalog.dialect, &name) {
            // The old form: `table.index`.
            if let Some(draft) = table_before(start).and_then(|table| catalog.find(&table)) {
                revoke::drop(draft, &Target::Named(name.name.clone()), Among::Keys);
            }
        } else if let Some(name) = name {
            drop_index(&name.name, catalog);
        }
    }
}

/// The table in `schema.table.index`.
fn table_before(mut cursor: Cursor<'_>) -> Option<Qualified> {
    let mut parts: Vec<Named> = cursor.name().into_iter().collect();
    while cursor.eat_kind(Kind::Dot).is_some() {
        parts.extend(cursor.name());
    }
    parts.pop()?;
    let table = parts.pop()?;
    Some(Qualified { schema: parts.pop().map(|part| part.name), name: table.name, span: table.span })
}

/// Drops an index whose table the statement does not name.
fn drop_index(name: &Name, catalog: &mut Catalog) {
    let mut name = name.clone();
    let mut places = catalog.tables_of_index(&name);
    if places.is_empty() && catalog.dialect == Dialect::Postgres {
        name = name.trim_end_matches(|digit: char| digit.is_ascii_digit()).into();
        places = catalog.tables_of_index(&name);
    }
    for place in places {
        if let Some(draft) = catalog.at(place) {
            draft.note_name(Some(&name));
            revoke::drop(draft, &Target::Named(name.clone()), Among::Keys);
        }
    }
}

/// SQL Server's `ALTER INDEX a ON table DISABLE` and `REBUILD`; `ALTER INDEX a RENAME TO b` elsewhere.
pub fn alter_index(cursor: &mut Cursor<'_>, catalog: &mut Catalog) {
    cursor.eat_all(&["ALTER", "INDEX"]);
    cursor.eat_all(&["IF", "EXISTS"]);
    let all = cursor.is("ALL");
    let name = cursor.qualified().map(|name| name.name);
    if cursor.eat("ON") {
        let target = if all { None } else { name }.map_or(Target::Every, Target::Named);
        let Some(draft) = cursor.qualified().and_then(|table| catalog.find(&table)) else { return };
        if cursor.eat("DISABLE") {
            revoke::disable(draft, &target, Among::Keys);
        } else if cursor.eat("REBUILD") {
            revoke::enable(draft, &target, Among::Keys);
        }
    } else if let (true, Some(from)) = (cursor.eat_all(&["RENAME", "TO"]), name)
        && let Some(to) = cursor.qualified()
    {
        for place in catalog.tables_of_index(&from) {
            if let Some(draft) = catalog.at(place) {
                revoke::rename(draft, from.clone(), to.name.clone());
            }
            catalog.note_index_at(&to.name, place);
        }
    }
}

/// `COMMENT ON TABLE t IS '…'`, `COMMENT ON COLUMN t.c IS '…'`.
pub fn comment(cursor: &mut Cursor<'_>, catalog: &mut Catalog) {
    cursor.eat_all(&["COMMENT", "ON"]);
    let of_column = cursor.is("COLUMN");
    cursor.eat_any(&["MATERIALIZED", "FOREIGN"]);
    if cursor.eat_any(&["TABLE", "COLUMN", "VIEW"]).is_none() {
        return;
    }
    let mut parts: Vec<Named> = cursor.name().into_iter().collect();
    while cursor.eat_kind(Kind::Dot).is_some() {
        parts.extend(cursor.name());
    }
    let column = if of_column { parts.pop() } else { None };
    let Some(last) = parts.pop() else { return };
    let schema = parts.pop().map(|part| part.name);
    cursor.eat("IS");
    // `IS NULL` takes a comment away.
    let text: Option<Name> = cursor.eat_kind(Kind::Text).map(|token| (&*token.text).into());
    let Some(draft) = catalog.find(&Qualified { schema, name: last.name, span: last.span }) else { return };
    match column.map(|column| draft.column(&column.name)) {
        None => draft.table.comment = text,
        Some(Some(place)) => draft.table.columns[place].comment = text,
        Some(None) => {}
    }
}

/// `DROP TABLE a, b`, `DROP VIEW a`.
pub fn drop_tables(cursor: &mut Cursor<'_>, catalog: &mut Catalog) {
    let temporary = cursor.is_at(1, "TEMPORARY");
    while !cursor.is_done() && cursor.eat_any(&["TABLE", "VIEW"]).is_none() {
        cursor.bump();
    }
    cursor.eat_all(&["IF", "EXISTS"]);
    // Tables that their session takes along are not declared either.
    if temporary {
        return;
    }
    for mut part in cursor.split() {
        if let Some(name) = part.qualified() {
            catalog.drop_table(&name);
        }
    }
}

/// `DROP SCHEMA a CASCADE`, `DROP DATABASE a`: with all that is in it.
pub fn drop_schemas(cursor: &mut Cursor<'_>, catalog: &mut Catalog) {
    cursor.bump();
    let of_tables = cursor.eat("SCHEMA") || catalog.dialect == Dialect::MySql;
    cursor.eat("DATABASE");
    cursor.eat_all(&["IF", "EXISTS"]);
    for mut part in cursor.split() {
        if let (Some(name), true) = (part.name(), of_tables) {
            catalog.drop_schema(&name.name);
        }
    }
}

/// SQL Server's `ALTER SCHEMA a TRANSFER b.c`.
pub fn transfer(cursor: &mut Cursor<'_>, catalog: &mut Catalog) {
    cursor.eat_all(&["ALTER", "SCHEMA"]);
    let schema = cursor.name().map(|named| named.name);
    if !cursor.eat("TRANSFER") {
        return;
    }
    if cursor.eat_any(&["OBJECT", "TYPE"]).is_some() {
        cursor.eat_symbol("::");
    }
    if let (Some(schema), Some(from)) = (schema, cursor.qualified()) {
        let to = Qualified { schema: Some(schema), ..from.clone() };
        catalog.rename(&from, &to);
    }
}

/// MySQL's `RENAME TABLE a TO b, c TO d`, Oracle's `RENAME a TO b`.
pub fn rename(cursor: &mut Cursor<'_>, catalog: &mut Catalog) {
    cursor.eat("RENAME");
    cursor.eat("TABLE");
    for mut part in cursor.split() {
        let from = part.qualified();
        part.eat("TO");
        if let (Some(from), Some(to)) = (from, part.qualified()) {
            catalog.rename(&from, &to);
        }
    }
}

/// `USE a`, `SET search_path = a`, `ALTER SESSION SET CURRENT_SCHEMA = a`: the schema of unqualified names.
pub fn switch(cursor: &mut Cursor<'_>, catalog: &mut Catalog) {
    if !cursor.eat("USE") {
        while !cursor.is_done() && cursor.eat_any(&["SEARCH_PATH", "CURRENT_SCHEMA"]).is_none() {
            cursor.bump();
        }
        if !cursor.eat_symbol("=") && !cursor.eat("TO") {
            return;
        }
    }
    if let Some(name) = cursor.name() {
        catalog.scope.switch(name.name);
    }
}
