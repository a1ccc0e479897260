//! `ALTER TABLE`: what dumps and scripts add to tables after they made them.
//!
//! Only what changes the facts of the model is read; all else (owners, partitions, triggers, storage) is passed over in
//! silence, and so are tables that the file does not declare.

use super::catalog::Catalog;
use super::charsets;
use super::column;
use super::constraint::{self, Constraint};
use super::cursor::{Cursor, Named, Qualified};
use super::draft::{Draft, Follows};
use super::options;
use super::revoke::{self, Among, Target};
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
    let only = cursor.eat("ONLY");
    cursor.eat_symbol("*");
    let Some(name) = cursor.qualified() else { return };
    if moves(cursor, &name, catalog) {
        return;
    }
    let Some((place, mut changed)) = catalog.take(&name) else { return };
    actions(cursor, &mut changed, catalog, diags);
    catalog.put_back(place, changed);
    if only {
        return;
    }
    for (place, follows) in catalog.followers(place) {
        let Some(mut changed) = catalog.take_at(place) else { continue };
        // What is wrong was told of the first table.
        let sink = &mut Diagnostics::new();
        match follows {
            Follows::All => actions(cursor, &mut changed, catalog, sink),
            Follows::Columns => {
                let columns = cursor.split().into_iter().filter(|action| !is_constraint(*action));
                for mut action in columns {
                    change(&mut action, GoesOn::Nothing, &mut changed, catalog, sink);
                }
            }
        }
        catalog.put_back(place, changed);
    }
}

/// `ADD CONSTRAINT …`, which tables that inherit do not take over.
fn is_constraint(action: Cursor<'_>) -> bool {
    let mut action = action;
    (action.eat("ADD") && constraint::read(&mut action).is_some()) || action.is_at(1, "CONSTRAINT")
}

fn actions(cursor: &Cursor<'_>, changed: &mut Draft, catalog: &Catalog, diags: &mut Diagnostics) {
    let mut going = GoesOn::Nothing;
    for mut action in cursor.split() {
        going = change(&mut action, going, changed, catalog, diags);
        // Oracle wants no comma between actions.
        while catalog.dialect == Dialect::Oracle && next_of_oracle(&mut action, going) {
            going = change(&mut action, GoesOn::Nothing, changed, catalog, diags);
        }
    }
}

/// `RENAME TO a`, MySQL's `RENAME a`, PostgreSQL's `SET SCHEMA a`. Whether it is one of them.
fn moves(cursor: &mut Cursor<'_>, name: &Qualified, catalog: &mut Catalog) -> bool {
    const PARTS: &[&str] = &["COLUMN", "CONSTRAINT", "INDEX", "KEY"];
    let mysql =
        catalog.dialect == Dialect::MySql && cursor.is("RENAME") && !PARTS.iter().any(|part| cursor.is_at(1, part));
    if mysql || cursor.eat_all(&["RENAME", "TO"]) || cursor.eat_all(&["RENAME", "AS"]) {
        if mysql {
            cursor.bump();
            cursor.eat_any(&["TO", "AS"]);
            cursor.eat_symbol("=");
        }
        if let Some(to) = cursor.qualified() {
            catalog.rename(name, &to);
        }
        return true;
    }
    if catalog.dialect == Dialect::Postgres && cursor.eat_all(&["SET", "SCHEMA"]) {
        if let Some(schema) = cursor.name() {
            catalog.rename(name, &Qualified { schema: Some(schema.name), ..name.clone() });
        }
        return true;
    }
    false
}

/// What SQL Server says once for several parts: `ADD a int, b int`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum GoesOn {
    Nothing,
    Adding,
    DroppingColumns,
    Revoking(Revokes),
}

/// What happens to claims.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Revokes {
    Drop,
    Uncheck,
    Check,
}

/// Goes to the next action after one about a constraint.
fn next_of_oracle(action: &mut Cursor<'_>, going: GoesOn) -> bool {
    if going != GoesOn::Revoking(Revokes::Drop) {
        return false;
    }
    while !action.is_done() {
        if action.is_any(&["DROP", "DISABLE", "ENABLE", "MODIFY", "ADD"]) && !action.is_at(1, "INDEX") {
            return true;
        }
        action.skip();
    }
    false
}

/// Reads one action. Says whether the next may go on with `ADD`.
fn change(
    action: &mut Cursor<'_>,
    going: GoesOn,
    draft: &mut Draft,
    catalog: &Catalog,
    diags: &mut Diagnostics,
) -> GoesOn {
    let unchecked = action.eat_all(&["WITH", "NOCHECK"]);
    let checked = action.eat_all(&["WITH", "CHECK"]);
    let server = catalog.dialect == Dialect::SqlServer;
    if action.eat("ADD") {
        add(action, unchecked, draft, catalog, diags);
        return if server { GoesOn::Adding } else { GoesOn::Nothing };
    }
    if let Some(going) = switch(action, checked, draft) {
        return going;
    }
    if action.eat("MODIFY") {
        modify(action, draft, catalog, diags);
    } else if action.eat("CHANGE") {
        action.eat("COLUMN");
        let old = action.name().and_then(|old| draft.column(&old.name));
        redefine(action, old, draft, catalog, diags);
    } else if action.eat("ALTER") {
        if catalog.dialect != Dialect::SqlServer && action.is_any(&["CONSTRAINT", "CHECK"]) {
            enforce(action, draft);
        } else {
            action.eat("COLUMN");
            alter_column(action, draft, catalog);
        }
    } else if action.eat("DROP") {
        return remove(action, draft);
    } else if action.eat("RENAME") {
        rename_part(action, draft);
    } else if catalog.dialect == Dialect::MySql && table_option(action, draft) {
        // The comment or the collation of the table.
    } else if catalog.dialect == Dialect::Oracle && action.eat_all(&["SET", "UNUSED"]) {
        // The column is there no longer for anybody who asks.
        action.eat("COLUMN");
        remove_columns(action, draft);
    } else {
        match going {
            GoesOn::Nothing | GoesOn::DroppingColumns | GoesOn::Revoking(_) if !server => return GoesOn::Nothing,
            GoesOn::Nothing => return GoesOn::Nothing,
            GoesOn::Adding => add(action, unchecked, draft, catalog, diags),
            GoesOn::DroppingColumns if action.is_any(&["CONSTRAINT", "COLUMN"]) => return remove(action, draft),
            GoesOn::DroppingColumns => remove_columns(action, draft),
            GoesOn::Revoking(Revokes::Drop) => return remove(action, draft),
            GoesOn::Revoking(revokes) => revoke_named(action, revokes, draft),
        }
        return going;
    }
    GoesOn::Nothing
}

/// MySQL's `COMMENT = '…'`, `CONVERT TO CHARACTER SET … COLLATE …`.
fn table_option(action: &mut Cursor<'_>, draft: &mut Draft) -> bool {
    if action.eat("COMMENT") {
        action.eat_symbol("=");
        draft.table.comment = action.bump().map(|token| Name::from(&*token.text)).filter(|text| !text.is_empty());
        return true;
    }
    let converts = action.eat_all(&["CONVERT", "TO"]);
    action.eat("DEFAULT");
    let mut collation = None;
    if action.eat("CHARSET") || action.eat_all(&["CHARACTER", "SET"]) {
        action.eat_symbol("=");
        collation = action.bump().and_then(|charset| charsets::collation(&charset.text));
    } else if !action.is("COLLATE") {
        return false;
    }
    if action.eat("COLLATE") {
        action.eat_symbol("=");
        collation = action.bump().map(|token| token.text.to_string());
    }
    draft.collation = collation.map(Name::from);
    if converts {
        for column in draft.table.columns.iter_mut().filter(|column| matches!(column.ty, Type::Text(_))) {
            column.collation.clone_from(&draft.collation);
        }
    }
    true
}

/// Takes MySQL's `FIRST` or `AFTER a` off the end, which says where the column goes.
fn position(action: &mut Cursor<'_>, draft: &Draft) -> Option<Position> {
    if draft.dialect != Dialect::MySql {
        return None;
    }
    let (rest, last) = (action.without_last("FIRST"), action.last_two());
    if rest.len() < action.len() {
        *action = rest;
        return Some(Position::First);
    }
    let (mut after, rest) = last?;
    if !after.eat("AFTER") {
        return None;
    }
    let name = after.name()?;
    *action = rest;
    Some(Position::After(name.name))
}

/// Where a column goes.
enum Position {
    First,
    After(Name),
}

fn place_column(place: usize, position: Option<Position>, draft: &mut Draft) {
    let to = match position {
        None => return,
        Some(Position::First) => 0,
        Some(Position::After(name)) => match draft.column(&name) {
            Some(other) => other + usize::from(other < place),
            None => return,
        },
    };
    draft.move_to(place, to);
}

/// Switches constraints off and on: SQL Server's `NOCHECK CONSTRAINT`, Oracle's `DISABLE`. `None`: nothing of the kind is here.
fn switch(action: &mut Cursor<'_>, checked: bool, draft: &mut Draft) -> Option<GoesOn> {
    match draft.dialect {
        Dialect::SqlServer => {
            let revokes = if action.eat_all(&["NOCHECK", "CONSTRAINT"]) {
                Revokes::Uncheck
            } else if checked && action.eat_all(&["CHECK", "CONSTRAINT"]) {
                // Without `WITH CHECK` the rows that are there stay unchecked.
                Revokes::Check
            } else {
                return None;
            };
            revoke_named(action, revokes, draft);
            Some(GoesOn::Revoking(revokes))
        }
        Dialect::Oracle => {
            let mut ahead = *action;
            let word = ahead.eat_any(&["MODIFY", "DISABLE", "ENABLE"])?;
            let mut unchecked = ahead.eat("NOVALIDATE");
            ahead.eat("VALIDATE");
            let target = target(&mut ahead, draft)?;
            let (mut off, mut on) = (word == "DISABLE", word == "ENABLE");
            while !ahead.is_done() && !ahead.is_any(&["DROP", "MODIFY", "ADD"]) {
                if word != "MODIFY" && ahead.is_any(&["DISABLE", "ENABLE"]) {
                    break;
                }
                off |= ahead.is("DISABLE");
                on |= ahead.is_any(&["ENABLE", "VALIDATE"]);
                unchecked |= ahead.is("NOVALIDATE");
                ahead.skip();
            }
            *action = ahead;
            if off {
                revoke::disable(draft, &target, Among::All);
            } else if unchecked {
                // Keys hold for rows that were there, too, as long as their index does.
                revoke::disable(draft, &target, Among::Checks);
            } else if on {
                revoke::enable(draft, &target, Among::All);
            }
            Some(GoesOn::Revoking(Revokes::Drop))
        }
        Dialect::MySql | Dialect::Postgres | Dialect::Sqlite => None,
    }
}

fn revoke_named(action: &mut Cursor<'_>, revokes: Revokes, draft: &mut Draft) {
    let all = action.is("ALL");
    let name = action.name().filter(|_| !all);
    let target = name.map_or(Target::Every, |name| Target::Named(name.name));
    match revokes {
        Revokes::Drop => revoke::drop(draft, &target, Among::All),
        Revokes::Uncheck => revoke::disable(draft, &target, Among::Checks),
        Revokes::Check => revoke::enable(draft, &target, Among::Checks),
    }
}

/// `CONSTRAINT c`, `PRIMARY KEY`, `UNIQUE (a, b)`.
fn target(action: &mut Cursor<'_>, draft: &Draft) -> Option<Target> {
    if action.eat_all(&["PRIMARY", "KEY"]) {
        return Some(Target::Primary);
    }
    if action.is("UNIQUE") && action.peek_at(1).is_some_and(|token| token.kind == Kind::Open) {
        action.bump();
        let parts = action.group().map(Cursor::split).unwrap_or_default();
        let place = |mut part: Cursor<'_>| part.name().and_then(|name| draft.column(&name.name));
        // Columns that are not known match no key: then all go.
        return Some(Target::Unique(parts.into_iter().map(place).collect::<Option<Vec<usize>>>().unwrap_or_default()));
    }
    action.eat("CONSTRAINT").then(|| {
        action.eat_all(&["IF", "EXISTS"]);
        action.name().map_or(Target::Every, |name| Target::Named(name.name))
    })
}

/// `ALTER CHECK c NOT ENFORCED`.
fn enforce(action: &mut Cursor<'_>, draft: &mut Draft) {
    action.bump();
    let target = action.name().map_or(Target::Every, |name| Target::Named(name.name));
    if action.eat_all(&["NOT", "ENFORCED"]) {
        revoke::disable(draft, &target, Among::Checks);
    } else if action.eat("ENFORCED") {
        revoke::enable(draft, &target, Among::Checks);
    }
}

fn add(action: &mut Cursor<'_>, unchecked: bool, draft: &mut Draft, catalog: &Catalog, diags: &mut Diagnostics) {
    if let Some(constraint) = constraint::read(action) {
        match constraint {
            // `WITH NOCHECK` leaves the rows that are there unchecked.
            Ok(Constraint::Check(check)) if unchecked => draft.note_name(check.name.as_ref()),
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
        return;
    }
    let position = position(action, draft);
    if let Some(declared) = column::read(action, &catalog.scope, diags) {
        let columns = draft.table.columns.len();
        draft.add(declared.column, diags);
        for constraint in declared.constraints {
            draft.constrain(constraint, diags);
        }
        if draft.table.columns.len() > columns {
            place_column(columns, position, draft);
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
    let declared = column::definition(part, name, &catalog.scope, &mut Diagnostics::new());
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
    let position = position(action, draft);
    let (Some(place), Some(declared)) = (old, column::read(action, &catalog.scope, diags)) else { return };
    let mut column = declared.column;
    let in_key = draft.table.primary_key.as_ref().is_some_and(|key| key.columns.contains(&place));
    column.nullable &= !in_key;
    draft.replace(place, column);
    for constraint in declared.constraints {
        draft.constrain(constraint, diags);
    }
    place_column(place, position, draft);
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
    (column.ty, column.declared) = catalog.scope.meaning(&phrase, action.written(column.ty_span));
}

fn remove(action: &mut Cursor<'_>, draft: &mut Draft) -> GoesOn {
    let dialect = draft.dialect;
    if let Some(target) = target(action, draft) {
        revoke::drop(draft, &target, Among::All);
        return GoesOn::Revoking(Revokes::Drop);
    }
    // Elsewhere these words name columns.
    let among = match dialect {
        Dialect::MySql if action.eat_any(&["INDEX", "KEY"]).is_some() => Some(Among::Keys),
        Dialect::MySql if action.eat("CHECK") => Some(Among::Checks),
        Dialect::MySql if action.eat_all(&["FOREIGN", "KEY"]) => return GoesOn::Nothing,
        Dialect::SqlServer if action.eat("INDEX") => Some(Among::Keys),
        // The word `CONSTRAINT` may be left out, and `COLUMN` may not.
        Dialect::SqlServer if !action.is_any(&["COLUMN", "PERIOD"]) => Some(Among::All),
        Dialect::MySql | Dialect::Postgres | Dialect::Oracle | Dialect::SqlServer | Dialect::Sqlite => None,
    };
    if let Some(among) = among {
        action.eat_all(&["IF", "EXISTS"]);
        let target = action.name().map_or(Target::Every, |name| Target::Named(name.name));
        revoke::drop(draft, &target, among);
        return if dialect == Dialect::SqlServer { GoesOn::Revoking(Revokes::Drop) } else { GoesOn::Nothing };
    }
    if action.is("PARTITION") || (action.is("PERIOD") && action.is_at(1, "FOR")) {
        return GoesOn::Nothing;
    }
    action.eat("COLUMN");
    remove_columns(action, draft);
    if dialect == Dialect::SqlServer { GoesOn::DroppingColumns } else { GoesOn::Nothing }
}

fn remove_columns(action: &mut Cursor<'_>, draft: &mut Draft) {
    action.eat_all(&["IF", "EXISTS"]);
    let in_parentheses = action.group().map(Cursor::split).unwrap_or_default();
    let names = in_parentheses.into_iter().filter_map(|mut part| part.name()).chain(action.name());
    for name in names.collect::<Vec<Named>>() {
        if let Some(place) = draft.column(&name.name) {
            draft.remove(place);
        }
    }
}

fn rename_part(action: &mut Cursor<'_>, draft: &mut Draft) {
    let mysql = draft.dialect == Dialect::MySql;
    if action.eat("CONSTRAINT") || (mysql && action.eat_any(&["INDEX", "KEY"]).is_some()) {
        let from = action.name();
        action.eat("TO");
        if let (Some(from), Some(to)) = (from, action.name()) {
            revoke::rename(draft, from.name, to.name);
        }
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
