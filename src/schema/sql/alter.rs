//! `ALTER TABLE`: what dumps and scripts add to tables after they made them.
//!
//! Only what changes the facts of the model is read; all else (owners, partitions, triggers, storage) is passed over in
//! silence, and so are tables that the file does not declare.

use super::column;
use super::constraint::{self, Constraint};
use super::cursor::{Cursor, Named};
use super::draft::{Catalog, Draft};
use super::options;
use super::tokens::Kind;
use super::types;
use crate::diag::Diagnostics;
use crate::schema::errors;
use crate::schema::model::Dialect;
use crate::text::Name;
use crate::types::Type;

/// Reads the statement at `cursor`, which is at `ALTER`.
pub fn read(cursor: &mut Cursor<'_>, catalog: &mut Catalog, diags: &mut Diagnostics) {
    while !cursor.is_done() && !cursor.eat("TABLE") {
        cursor.bump();
    }
    cursor.eat_all(&["IF", "EXISTS"]);
    cursor.eat("ONLY");
    let Some(name) = cursor.qualified() else { return };
    if cursor.eat_all(&["RENAME", "TO"]) || cursor.eat_all(&["RENAME", "AS"]) {
        if let Some(to) = cursor.qualified() {
            catalog.rename(&name, &to);
        }
        return;
    }
    let Some((place, mut changed)) = catalog.take(&name) else { return };
    // SQL Server's `ADD a int, b int` says `ADD` once.
    let mut adding = false;
    for mut action in cursor.split() {
        adding = change(&mut action, adding, &mut changed, catalog, diags);
    }
    catalog.put_back(place, changed);
}

/// Reads one action. Says whether the next may go on with `ADD`.
fn change(
    action: &mut Cursor<'_>,
    adding: bool,
    draft: &mut Draft,
    catalog: &Catalog,
    diags: &mut Diagnostics,
) -> bool {
    let unchecked = action.eat_all(&["WITH", "NOCHECK"]);
    action.eat_all(&["WITH", "CHECK"]);
    if action.eat("ADD") {
        add(action, unchecked, draft, catalog, diags);
        return catalog.dialect == Dialect::SqlServer;
    }
    if action.eat("MODIFY") {
        modify(action, draft, catalog, diags);
    } else if action.eat("CHANGE") {
        action.eat("COLUMN");
        let old = action.name().and_then(|old| draft.column(&old.name));
        redefine(action, old, draft, catalog, diags);
    } else if action.eat("ALTER") {
        action.eat("COLUMN");
        alter_column(action, draft, catalog);
    } else if action.eat("DROP") {
        remove(action, draft);
    } else if action.eat("RENAME") {
        rename_column(action, draft);
    } else if adding {
        add(action, unchecked, draft, catalog, diags);
        return true;
    }
    false
}

fn add(action: &mut Cursor<'_>, unchecked: bool, draft: &mut Draft, catalog: &Catalog, diags: &mut Diagnostics) {
    if let Some(constraint) = constraint::read(action) {
        match constraint {
            // `WITH NOCHECK` leaves the rows that are there unchecked.
            Ok(Constraint::Check(_)) if unchecked => {}
            Ok(constraint) => draft.constrain(constraint, diags),
            Err(broken) => diags.push(errors::unread_element(broken.at, broken.expected)),
        }
        return;
    }
    action.eat("COLUMN");
    action.eat_all(&["IF", "NOT", "EXISTS"]);
    if action.is_any(&["PARTITION", "DEFAULT", "SUPPLEMENTAL"]) && catalog.dialect != Dialect::Postgres {
        return;
    }
    if action.is_kind(Kind::Open) {
        // Oracle and MySQL: several in parentheses.
        for mut part in action.group().map(Cursor::split).unwrap_or_default() {
            add(&mut part, unchecked, draft, catalog, diags);
        }
    } else if let Some(declared) = column::read(action, catalog, diags) {
        draft.add(declared.column, diags);
        for constraint in declared.constraints {
            draft.constrain(constraint, diags);
        }
    }
}

/// MySQL's `MODIFY` declares a column anew; Oracle's changes only what it says.
fn modify(action: &mut Cursor<'_>, draft: &mut Draft, catalog: &Catalog, diags: &mut Diagnostics) {
    action.eat("COLUMN");
    if catalog.dialect != Dialect::Oracle {
        let mut ahead = *action;
        let old = ahead.name().and_then(|old| draft.column(&old.name));
        redefine(action, old, draft, catalog, diags);
        return;
    }
    if action.is_kind(Kind::Open) {
        for mut part in action.group().map(Cursor::split).unwrap_or_default() {
            modify_parts(&mut part, draft, catalog, diags);
        }
    } else {
        modify_parts(action, draft, catalog, diags);
    }
}

fn modify_parts(part: &mut Cursor<'_>, draft: &mut Draft, catalog: &Catalog, diags: &mut Diagnostics) {
    let Some(name) = part.name() else { return };
    let Some(place) = draft.column(&name.name) else { return };
    let typed = !part.is_done() && !options::begins(part) && !part.is_any(&["ENABLE", "DISABLE"]);
    let declared = column::definition(part, name, catalog, &mut Diagnostics::new());
    let column = &mut draft.table.columns[place];
    if typed {
        column.ty = declared.column.ty;
        column.declared = declared.column.declared;
        column.ty_span = declared.column.ty_span;
    } else {
        column.nullable = declared.column.nullable && column.nullable;
    }
    if declared.column.default.is_some() {
        column.default = declared.column.default;
    }
    for constraint in declared.constraints {
        draft.constrain(constraint, diags);
    }
}

fn redefine(
    action: &mut Cursor<'_>,
    old: Option<usize>,
    draft: &mut Draft,
    catalog: &Catalog,
    diags: &mut Diagnostics,
) {
    let (Some(place), Some(declared)) = (old, column::read(action, catalog, diags)) else { return };
    let mut column = declared.column;
    let in_key = draft.table.primary_key.as_ref().is_some_and(|key| key.columns.contains(&place));
    column.nullable &= !in_key;
    draft.replace(place, column);
    for constraint in declared.constraints {
        draft.constrain(constraint, diags);
    }
}

/// PostgreSQL's and SQL Server's `ALTER COLUMN`.
fn alter_column(action: &mut Cursor<'_>, draft: &mut Draft, catalog: &Catalog) {
    let Some(place) = action.name().and_then(|name| draft.column(&name.name)) else { return };
    if action.eat_all(&["SET", "NOT", "NULL"]) {
        draft.table.columns[place].nullable = false;
    } else if action.eat_all(&["DROP", "NOT", "NULL"]) {
        draft.table.columns[place].nullable = true;
    } else if action.eat_all(&["SET", "DEFAULT"]) {
        draft.table.columns[place].default = Some(action.written(action.rest()));
    } else if action.eat_all(&["DROP", "DEFAULT"]) {
        draft.table.columns[place].default = None;
    } else if action.eat_all(&["SET", "DATA", "TYPE"]) || action.eat("TYPE") {
        retype(action, place, draft, catalog);
    } else if catalog.dialect == Dialect::SqlServer && !action.is_any(&["ADD", "DROP"]) {
        retype(action, place, draft, catalog);
        // Without a word the column becomes nullable.
        draft.table.columns[place].nullable = !action.eat_all(&["NOT", "NULL"]);
    }
}

fn retype(action: &mut Cursor<'_>, place: usize, draft: &mut Draft, catalog: &Catalog) {
    let start = *action;
    let Some(phrase) = types::phrase(action) else { return };
    let column = &mut draft.table.columns[place];
    column.ty_span = action.since(&start);
    column.declared = action.written(column.ty_span);
    column.ty = catalog.meaning(&phrase).unwrap_or_else(|| Type::Opaque(column.declared.clone()));
}

fn remove(action: &mut Cursor<'_>, draft: &mut Draft) {
    if action.eat_all(&["PRIMARY", "KEY"]) {
        draft.table.primary_key = None;
    } else if action.eat_any(&["CONSTRAINT", "INDEX", "KEY", "CHECK"]).is_some() {
        action.eat_all(&["IF", "EXISTS"]);
        if let Some(name) = action.name() {
            draft.drop_constraint(&name.name);
        }
    } else if !action.is_any(&["FOREIGN", "PARTITION"]) {
        action.eat("COLUMN");
        action.eat_all(&["IF", "EXISTS"]);
        let in_parentheses = action.group().map(Cursor::split).unwrap_or_default();
        let names = in_parentheses.into_iter().filter_map(|mut part| part.name()).chain(action.name());
        for name in names.collect::<Vec<Named>>() {
            if let Some(place) = draft.column(&name.name) {
                draft.remove(place);
            }
        }
    }
}

fn rename_column(action: &mut Cursor<'_>, draft: &mut Draft) {
    if action.eat_any(&["CONSTRAINT", "INDEX", "KEY"]).is_some() {
        return;
    }
    action.eat("COLUMN");
    let Some(place) = action.name().and_then(|name| draft.column(&name.name)) else { return };
    let name: Option<Name> = action.eat("TO").then(|| action.name().map(|to| to.name)).flatten();
    if let Some(name) = name {
        let column = draft.table.columns[place].clone();
        draft.replace(place, crate::schema::model::Column { name, ..column });
    }
}
