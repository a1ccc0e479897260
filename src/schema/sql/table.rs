//! `CREATE TABLE`.
//!
//! The list in parentheses is cut at its commas first; then each part is read by itself, so that one that cannot be read
//! costs itself and nothing else.

use super::around::{Around, NeedsOthers};
use super::catalog::Catalog;
use super::charsets;
use super::column;
use super::constraint::{self, Constraint};
use super::cursor::{Cursor, Named, Qualified};
use super::draft::{Draft, Follows, Taken};
use super::options;
use super::query;
use super::scope::Scope;
use super::tokens::{Kind, Token};
use crate::diag::Diagnostics;
use crate::schema::errors;
use crate::schema::model::Dialect;
use crate::text::Name;
use crate::types::Type;

/// How many findings about one table are told.
const MAX_FINDINGS: usize = 1000;

/// A table that was read and is not declared yet.
pub struct Table {
    name: Qualified,
    draft: Box<Draft>,
    if_not_exists: bool,
    /// It takes the place of one of the same name.
    replaces: bool,
}

impl Table {
    /// Declares it.
    pub fn declare(self, catalog: &mut Catalog, diags: &mut Diagnostics) {
        if self.replaces {
            catalog.drop_table(&self.name);
        }
        catalog.declare(self.draft, self.if_not_exists, diags);
    }
}

/// Reads the statement at `cursor`, which is at `CREATE`, and declares its table. `truncated` says that the text ends
/// within the statement, which was reported.
pub fn read(cursor: &mut Cursor<'_>, truncated: bool, catalog: &mut Catalog, diags: &mut Diagnostics) {
    let Some(mut table) = head(cursor, truncated, &catalog.scope, diags) else { return };
    if std::mem::take(&mut table.replaces) {
        catalog.drop_table(&table.name);
    }
    whole(cursor, &mut table, truncated, &mut Around::Catalog(catalog), diags);
    table.declare(catalog, diags);
}

/// The same, as far as it can be read without knowing other tables; nothing is declared. `Err` where it takes something over
/// from others: then what was reported must be forgotten.
pub fn read_alone(
    cursor: &mut Cursor<'_>,
    truncated: bool,
    scope: &Scope,
    diags: &mut Diagnostics,
) -> Result<Option<Table>, NeedsOthers> {
    let Some(mut table) = head(cursor, truncated, scope, diags) else { return Ok(None) };
    let mut around = Around::alone(scope);
    whole(cursor, &mut table, truncated, &mut around, diags);
    if around.lacks() { Err(NeedsOthers) } else { Ok(Some(table)) }
}

/// What stands before the body. `None` where there is no table to be read.
fn head(cursor: &mut Cursor<'_>, truncated: bool, scope: &Scope, diags: &mut Diagnostics) -> Option<Table> {
    let (mut temporary, mut global) = (false, false);
    let replaces = cursor.is_at(1, "OR") && cursor.is_at(2, "REPLACE");
    while !cursor.is_done() && !cursor.eat("TABLE") {
        temporary |= cursor.is_any(&["TEMPORARY", "TEMP"]);
        global |= cursor.is("GLOBAL");
        cursor.bump();
    }
    let if_not_exists = cursor.eat_all(&["IF", "NOT", "EXISTS"]);
    let Some(name) = cursor.qualified() else {
        if !truncated {
            diags.push(errors::unread_statement(cursor.here(), "the name of the table is expected here"));
        }
        return None;
    };
    // A table that its session takes along is no part of the schema; Oracle's global ones are, and only their rows go.
    let lasting = global && scope.dialect == Dialect::Oracle;
    if (temporary && !lasting) || (scope.dialect == Dialect::SqlServer && name.name.starts_with('#')) {
        return None;
    }
    let draft = scope.draft(&name);
    Some(Table { name, draft, if_not_exists, replaces })
}

fn whole(
    cursor: &mut Cursor<'_>,
    table: &mut Table,
    truncated: bool,
    around: &mut Around<'_>,
    diags: &mut Diagnostics,
) {
    let found = diags.len();
    body(cursor, &mut table.draft, truncated, around, diags);
    if table.draft.table.columns.is_empty() && diags.len() == found && !truncated {
        diags.push(errors::unread_statement(table.name.span, "no columns are declared for this table"));
    }
}

fn body(cursor: &mut Cursor<'_>, draft: &mut Draft, truncated: bool, around: &mut Around<'_>, diags: &mut Diagnostics) {
    let has_columns = of_other(cursor, draft, around, diags);
    let found = diags.len();
    let (mut constraints, mut names) = (Vec::new(), Vec::new());
    let nested = cursor.is_kind(Kind::Open) && cursor.peek_at(1).is_some_and(is_query);
    if cursor.is_kind(Kind::Open) && !nested {
        if !cursor.closes() && !truncated {
            diags.push(errors::unread_statement(cursor.here(), "this `(` is never closed"));
        }
        let parts = cursor.group().map(Cursor::split).unwrap_or_default();
        names = names_only(&parts).filter(|_| has_query(cursor)).unwrap_or_default();
        let last = parts.len().saturating_sub(1);
        draft.expect(parts.iter().filter(|part| !constraint::begins(part)).count());
        for (place, mut part) in parts.into_iter().enumerate() {
            if diags.len() - found > MAX_FINDINGS || !names.is_empty() {
                break;
            }
            // The last part of a text that ends too early is whatever was left of it.
            let mut lost = Diagnostics::new();
            let sink = if truncated && place == last { &mut lost } else { &mut *diags };
            if has_columns {
                refine(&mut part, draft, &mut constraints, sink);
            } else {
                element(&mut part, draft, &mut constraints, around, sink);
            }
        }
    }
    let strict = is_strict(cursor);
    settings(cursor, &names, draft, around, diags);
    for constraint in constraints {
        if diags.len() - found > MAX_FINDINGS {
            break;
        }
        draft.constrain(constraint, diags);
    }
    if let (true, Some(key)) = (strict, draft.table.primary_key.clone()) {
        draft.forbid_null(&key);
    }
}

/// SQLite holds NULL out of the keys of tables that are `STRICT` or `WITHOUT ROWID`.
fn is_strict(cursor: &Cursor<'_>) -> bool {
    let mut rest = *cursor;
    while !rest.is_done() {
        if rest.is("STRICT") || (rest.is("WITHOUT") && rest.is_at(1, "ROWID")) {
            return rest.origin.dialect == Dialect::Sqlite;
        }
        rest.bump();
    }
    false
}

/// The parts, if each is a name and nothing else.
fn names_only(parts: &[Cursor<'_>]) -> Option<Vec<Named>> {
    let name = |part: &Cursor<'_>| {
        let mut part = *part;
        part.name().filter(|_| part.is_done())
    };
    parts.iter().map(name).collect()
}

/// Whether a query follows.
fn has_query(cursor: &Cursor<'_>) -> bool {
    let mut rest = *cursor;
    while !rest.is_done() {
        if is_query_here(&rest) {
            return true;
        }
        rest.skip();
    }
    false
}

fn is_query_here(cursor: &Cursor<'_>) -> bool {
    let opens = cursor.is_kind(Kind::Open) && cursor.peek_at(1).is_some_and(is_query);
    // `WITH (fillfactor = 70)` is a setting, and so is PostgreSQL's `WITHOUT OIDS`.
    let with =
        cursor.is("WITH") && cursor.peek_at(1).is_some_and(|token| token.kind != Kind::Open) && has_select(cursor);
    opens || cursor.is("SELECT") || with
}

/// Takes the columns of what the table is like, a part of, or made of. Whether there is something of the kind.
fn of_other(cursor: &mut Cursor<'_>, draft: &mut Draft, around: &mut Around<'_>, diags: &mut Diagnostics) -> bool {
    if cursor.eat("LIKE") {
        let other = cursor.qualified();
        take_over(other, draft, Taken::ALL, around, diags);
    } else if cursor.eat_all(&["PARTITION", "OF"]) {
        let other = cursor.qualified();
        let taken = Taken { comments: false, ..Taken::ALL };
        if let Some(parent) = take_over(other, draft, taken, around, diags) {
            draft.parents.push((parent, Follows::All));
        }
    } else if cursor.is("OF") && !cursor.is_at(1, "XMLTYPE") {
        cursor.bump();
        let name = cursor.qualified();
        let own = name.as_ref().and_then(|name| around.scope().own_type(name.schema.as_deref(), &name.name));
        match own {
            Some(own) if !own.parts.is_empty() => {
                let parts = own.parts.clone();
                if around.others().is_some_and(|catalog| catalog.may_copy(parts.len())) {
                    parts.into_iter().for_each(|column| draft.add(column, diags));
                }
            }
            Some(_) | None => {
                let span = name.map_or(cursor.here(), |name| name.span);
                diags.push(errors::unread_statement(span, "the type that the columns are taken from is unknown"));
            }
        }
    } else if cursor.eat("OF") {
        diags.push(errors::unread_statement(cursor.here(), "a table of documents has no columns"));
        cursor.bump();
    } else {
        return false;
    }
    true
}

fn is_query(token: &Token<'_>) -> bool {
    token.kind == Kind::Word && ["SELECT", "WITH"].iter().any(|word| token.text.eq_ignore_ascii_case(word))
}

/// One part of the list: a constraint, another table's columns, or a column.
fn element(
    part: &mut Cursor<'_>,
    draft: &mut Draft,
    constraints: &mut Vec<Constraint>,
    around: &mut Around<'_>,
    diags: &mut Diagnostics,
) {
    if let Some(constraint) = constraint::read(part) {
        match constraint {
            Ok(constraint) => constraints.push(constraint),
            Err(broken) => diags.push(errors::unread_element(broken.at, broken.expected)),
        }
    } else if part.is("LIKE") && part.peek_at(1).is_some_and(|token| token.kind != Kind::Open) {
        part.bump();
        let other = part.qualified();
        let taken = if draft.dialect == Dialect::MySql { Taken::ALL } else { included(part) };
        take_over(other, draft, taken, around, diags);
    } else if part.is_done() && draft.dialect == Dialect::SqlServer {
        // SQL Server lets a comma stand after the last part.
    } else if let Some(declared) = column::read(part, around.scope(), diags) {
        draft.add(declared.column, diags);
        constraints.extend(declared.constraints);
    } else {
        diags.push(errors::unread_element(part.here(), "a column or a constraint"));
    }
}

/// What `INCLUDING` and `EXCLUDING` say.
fn included(part: &mut Cursor<'_>) -> Taken {
    let mut taken = Taken::default();
    while let Some(word) = part.eat_any(&["INCLUDING", "EXCLUDING"]) {
        let yes = word == "INCLUDING";
        match part.eat_any(&["ALL", "DEFAULTS", "GENERATED", "COMMENTS", "INDEXES", "CONSTRAINTS"]) {
            Some("ALL") if yes => taken = Taken::ALL,
            Some("ALL") => taken = Taken::default(),
            Some("DEFAULTS") => taken.defaults = yes,
            Some("GENERATED") => taken.generated = yes,
            Some("COMMENTS") => taken.comments = yes,
            Some("INDEXES") => taken.keys = yes,
            Some("CONSTRAINTS") => taken.checks = yes,
            // Identity, storage and the like are no facts here.
            Some(_) | None => {
                part.bump();
            }
        }
    }
    taken
}

/// A part of the list of a table that has its columns from elsewhere: a constraint, or more about one of the columns.
fn refine(part: &mut Cursor<'_>, draft: &mut Draft, constraints: &mut Vec<Constraint>, diags: &mut Diagnostics) {
    if let Some(constraint) = constraint::read(part) {
        match constraint {
            Ok(constraint) => constraints.push(constraint),
            Err(broken) => diags.push(errors::unread_element(broken.at, broken.expected)),
        }
        return;
    }
    let Some(name) = part.name() else {
        diags.push(errors::unread_element(part.here(), "a column or a constraint"));
        return;
    };
    let Some(place) = draft.column(&name.name) else {
        // Of what the columns are taken from nothing is known: that was told.
        if !draft.table.columns.is_empty() {
            diags.push(errors::unknown_column(&draft.table, &name.name, name.span));
        }
        return;
    };
    part.eat_all(&["WITH", "OPTIONS"]);
    let found = options::read(part, &name);
    let column = &mut draft.table.columns[place];
    column.nullable = found.nullable.unwrap_or(column.nullable);
    column.default = found.default.or(column.default.take());
    column.collation = found.collation.or(column.collation.take());
    constraints.extend(found.constraints);
}

fn take_over(
    other: Option<Qualified>,
    draft: &mut Draft,
    taken: Taken,
    around: &mut Around<'_>,
    diags: &mut Diagnostics,
) -> Option<usize> {
    let other = other?;
    let catalog = around.others()?;
    let comment = catalog.look(&other).and_then(|other| other.table.comment.clone());
    let place = catalog.copy(&other, draft, taken, diags);
    if place.is_none() {
        diags.push(errors::unread_statement(other.span, "the table that the columns are taken from is unknown"));
    }
    if draft.dialect == Dialect::MySql {
        draft.table.comment = comment;
    }
    place
}

/// What follows the list: of all settings, the comment and the collation are kept.
fn settings(
    cursor: &mut Cursor<'_>,
    names: &[Named],
    draft: &mut Draft,
    around: &mut Around<'_>,
    diags: &mut Diagnostics,
) {
    while !cursor.is_done() {
        if cursor.eat("COMMENT") {
            cursor.eat_symbol("=");
            if let Some(text) = cursor.eat_kind(Kind::Text).or_else(|| cursor.eat_kind(Kind::DoubleText)) {
                draft.table.comment = Some((&*text.text).into());
            }
        } else if cursor.eat("COLLATE") {
            cursor.eat_symbol("=");
            draft.collation = cursor.bump().map(|token| Name::from(&*token.text));
            collate(draft);
        } else if draft.dialect == Dialect::MySql && (cursor.eat("CHARSET") || cursor.eat_all(&["CHARACTER", "SET"])) {
            cursor.eat_symbol("=");
            let charset = cursor.bump();
            // A collation that is named as well follows.
            let mut ahead = *cursor;
            ahead.eat_kind(Kind::Comma);
            ahead.eat("DEFAULT");
            if !ahead.is("COLLATE") {
                draft.collation = charset.and_then(|charset| charsets::collation(&charset.text)).map(Name::from);
                collate(draft);
            }
        } else if cursor.eat("INHERITS") {
            let parents = cursor.group().map(Cursor::split).unwrap_or_default();
            inherit(parents, draft, around, diags);
        } else if is_query_here(cursor) {
            from_query(*cursor, names, draft, around, diags);
            return;
        } else {
            cursor.skip();
        }
    }
}

/// The columns of the query at `cursor`, called like `names` where there are any.
fn from_query(
    cursor: Cursor<'_>,
    names: &[Named],
    draft: &mut Draft,
    around: &mut Around<'_>,
    diags: &mut Diagnostics,
) {
    let Some(catalog) = around.others() else { return };
    let columns = match query::columns(cursor, names, catalog) {
        Ok(columns) => columns,
        Err(at) => {
            diags.push(errors::unread_statement(at, "columns that come from this query cannot be read"));
            return;
        }
    };
    for mut column in columns {
        // These databases take over types alone.
        if matches!(draft.dialect, Dialect::Postgres | Dialect::Sqlite) {
            column.nullable = true;
        }
        // MySQL lets a column of the query be declared as well.
        if draft.column(&column.name).is_none() {
            draft.add(column, diags);
        }
    }
}

/// Gives texts that say nothing of it the table's collation.
fn collate(draft: &mut Draft) {
    for column in &mut draft.table.columns {
        if matches!(column.ty, Type::Text(_)) && column.collation.is_none() {
            column.collation.clone_from(&draft.collation);
        }
    }
}

/// Whether what begins with `WITH` is a query.
fn has_select(cursor: &Cursor<'_>) -> bool {
    let mut rest = *cursor;
    while !rest.is_done() {
        if rest.is("SELECT") {
            return true;
        }
        rest.skip();
    }
    false
}

/// The columns of the parents come first.
fn inherit(parents: Vec<Cursor<'_>>, draft: &mut Draft, around: &mut Around<'_>, diags: &mut Diagnostics) {
    let mut whole = draft.clone_head();
    for mut parent in parents {
        let name = parent.qualified();
        let taken = Taken { comments: false, keys: false, ..Taken::ALL };
        if let Some(place) = take_over(name, &mut whole, taken, around, diags) {
            whole.parents.push((place, Follows::Columns));
        }
    }
    for column in std::mem::take(&mut draft.table.columns) {
        // A column that a parent has, too, is merged with it.
        match whole.column(&column.name) {
            Some(place) => whole.replace(place, column),
            None => whole.add(column, diags),
        }
    }
    *draft = whole;
}
