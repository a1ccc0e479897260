//! `CREATE TABLE`.
//!
//! The list in parentheses is cut at its commas first; then each part is read by itself, so that one that cannot be read
//! costs itself and nothing else.

use super::column;
use super::constraint::{self, Constraint};
use super::cursor::{Cursor, Qualified};
use super::draft::{Catalog, Draft};
use super::tokens::Kind;
use crate::diag::Diagnostics;
use crate::schema::errors;
use crate::schema::model::Dialect;

/// How many findings about one table are told.
const MAX_FINDINGS: usize = 1000;

/// Reads the statement at `cursor`, which is at `CREATE`, and declares its table. `truncated` says that the text ends
/// within the statement, which was reported.
pub fn read(cursor: &mut Cursor<'_>, truncated: bool, catalog: &mut Catalog, diags: &mut Diagnostics) {
    let mut temporary = false;
    let mut global = false;
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
        return;
    };
    // A table that its session takes along is no part of the schema; Oracle's global ones are, and only their rows go.
    let lasting = global && catalog.dialect == Dialect::Oracle;
    if (temporary && !lasting) || (catalog.dialect == Dialect::SqlServer && name.name.starts_with('#')) {
        return;
    }
    let mut draft = catalog.draft(&name);
    let found = diags.len();
    body(cursor, &mut draft, truncated, catalog, diags);
    if draft.table.columns.is_empty() && diags.len() == found && !truncated {
        diags.push(errors::unread_statement(name.span, "no columns are declared for this table"));
    }
    catalog.declare(draft, if_not_exists, diags);
}

fn body(cursor: &mut Cursor<'_>, draft: &mut Draft, truncated: bool, catalog: &mut Catalog, diags: &mut Diagnostics) {
    if cursor.eat("LIKE") || cursor.eat_all(&["PARTITION", "OF"]) {
        let other = cursor.qualified();
        take_over(other, draft, catalog, diags);
    } else if cursor.eat("OF") {
        diags.push(errors::unread_statement(cursor.here(), "the columns of this table are those of a type"));
        cursor.bump();
    }
    let found = diags.len();
    let mut constraints = Vec::new();
    let nested = cursor.is_kind(Kind::Open) && cursor.peek_at(1).is_some_and(|token| is_query(&token.text));
    if cursor.is_kind(Kind::Open) && !nested {
        if !cursor.closes() && !truncated {
            diags.push(errors::unread_statement(cursor.here(), "this `(` is never closed"));
        }
        let parts = cursor.group().map(Cursor::split).unwrap_or_default();
        let last = parts.len().saturating_sub(1);
        for (place, mut part) in parts.into_iter().enumerate() {
            if diags.len() - found > MAX_FINDINGS {
                break;
            }
            // The last part of a text that ends too early is whatever was left of it.
            let mut lost = Diagnostics::new();
            let sink = if truncated && place == last { &mut lost } else { &mut *diags };
            element(&mut part, draft, &mut constraints, catalog, sink);
        }
    }
    settings(cursor, draft, catalog, diags);
    for constraint in constraints {
        if diags.len() - found > MAX_FINDINGS {
            break;
        }
        draft.constrain(constraint, diags);
    }
}

fn is_query(word: &str) -> bool {
    word.eq_ignore_ascii_case("SELECT") || word.eq_ignore_ascii_case("WITH")
}

/// One part of the list: a constraint, another table's columns, or a column.
fn element(
    part: &mut Cursor<'_>,
    draft: &mut Draft,
    constraints: &mut Vec<Constraint>,
    catalog: &mut Catalog,
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
        take_over(other, draft, catalog, diags);
    } else if part.is_done() && catalog.dialect == Dialect::SqlServer {
        // SQL Server lets a comma stand after the last part.
    } else if let Some(declared) = column::read(part, catalog, diags) {
        draft.add(declared.column, diags);
        constraints.extend(declared.constraints);
    } else {
        diags.push(errors::unread_element(part.here(), "a column or a constraint"));
    }
}

fn take_over(other: Option<Qualified>, draft: &mut Draft, catalog: &mut Catalog, diags: &mut Diagnostics) {
    let Some(other) = other else { return };
    if !catalog.copy_columns(&other, draft, diags) {
        diags.push(errors::unread_statement(other.span, "the table that the columns are taken from is unknown"));
    }
}

/// What follows the list: of all settings, the comment and the collation are kept.
fn settings(cursor: &mut Cursor<'_>, draft: &mut Draft, catalog: &mut Catalog, diags: &mut Diagnostics) {
    while !cursor.is_done() {
        if cursor.eat("COMMENT") {
            cursor.eat_symbol("=");
            if let Some(text) = cursor.eat_kind(Kind::Text).or_else(|| cursor.eat_kind(Kind::DoubleText)) {
                draft.table.comment = Some((&*text.text).into());
            }
        } else if cursor.eat("COLLATE") {
            cursor.eat_symbol("=");
            let collation = cursor.name().map(|named| named.name);
            for column in &mut draft.table.columns {
                if matches!(column.ty, crate::types::Type::Text(_)) && column.collation.is_none() {
                    column.collation.clone_from(&collation);
                }
            }
        } else if cursor.eat("INHERITS") {
            let parents = cursor.group().map(Cursor::split).unwrap_or_default();
            inherit(parents, draft, catalog, diags);
        } else if cursor.peek().is_some_and(|token| token.kind == Kind::Word && is_query(&token.text))
            || (cursor.is_kind(Kind::Open) && cursor.peek_at(1).is_some_and(|token| is_query(&token.text)))
        {
            // `WITH (fillfactor = 70)` is a setting, and so is PostgreSQL's `WITHOUT OIDS`.
            if cursor.is("WITH")
                && (cursor.peek_at(1).is_none_or(|token| token.kind == Kind::Open) || !has_select(cursor))
            {
                cursor.bump();
                continue;
            }
            diags.push(errors::unread_statement(cursor.here(), "columns that come from a query cannot be read"));
            return;
        } else {
            cursor.skip();
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
fn inherit(parents: Vec<Cursor<'_>>, draft: &mut Draft, catalog: &mut Catalog, diags: &mut Diagnostics) {
    let mut whole = draft.clone_head();
    for mut parent in parents {
        let name = parent.qualified();
        take_over(name, &mut whole, catalog, diags);
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
