//! The statements of a database, read into tables.
//!
//! A file is cut into statements (`split`); those that declare something become tokens (`lexing`) and are read (`table`,
//! `alter`, `others`) into drafts (`draft`), in the order of the file. What of that has to do with one statement alone is done
//! ahead, on all cores (`ahead`). Expressions are never parsed: they stay text, so that no depth of parentheses can hurt.

mod ahead;
mod alter;
mod around;
mod batch;
pub(super) mod catalog;
mod charsets;
mod column;
mod column_index;
pub(super) mod commands;
pub(super) mod constraint;
pub(super) mod cursor;
mod does;
pub(super) mod draft;
mod lexing;
mod names;
mod noted;
mod options;
mod others;
mod own_types;
mod procedures;
mod query;
mod revoke;
pub(super) mod scan;
mod scope;
pub(super) mod shared;
pub(super) mod split;
mod table;
mod tokens;
mod types;
mod view;

pub use lexing::tokens;
pub use tokens::{Kind, Token, Trouble};

use std::ops::ControlFlow;

use super::errors;
use super::model::{Dialect, Schema};
use crate::diag::Diagnostics;
use crate::text::{Name, Span, TextId};
use crate::types::Type;
use ahead::Ready;
use batch::Within;
use catalog::Catalog;
use cursor::{Cursor, Origin};
use does::{Does, what_it_does};
use split::Statement;

/// How much is found wrong in one file before the rest is left unread: then it is no file of this dialect.
const MAX_FINDINGS: usize = 1000;

/// Reads the tables that `content` declares. Reports what cannot be read, and reads on.
pub fn read(dialect: Dialect, name: &Name, id: TextId, content: &str, diags: &mut Diagnostics) -> Schema {
    let mut catalog = Catalog::new(dialect, name);
    let found = diags.len();
    if content.len() > u32::MAX as usize {
        diags.push(errors::text_too_long(Span::new(id, 0, 0), u32::MAX as usize));
        return Schema::new(name.clone(), dialect, Vec::new(), None);
    }
    let origin = Origin::new(dialect, id, content);
    ahead::each(split::statements(dialect, content), &origin, &mut catalog, |statement, ready, catalog| {
        if let Some((what, at)) = statement.open {
            diags.push(errors::never_closed(what.title(), Span::new(id, at, at + 1)));
        }
        read_statement(statement, ready, &origin, catalog, diags);
        if diags.len() - found > MAX_FINDINGS {
            diags.push(errors::gave_up(Span::new(id, statement.start, statement.start), MAX_FINDINGS));
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    });
    let tables = catalog.finish(diags);
    if tables.is_empty() && diags.len() == found {
        diags.push(errors::no_table(Span::new(id, 0, 0), dialect.title()));
    }
    // Without any table, what a mapping names is not known to be missing.
    let text = (!tables.is_empty()).then_some(id);
    Schema::new(name.clone(), dialect, tables, text)
}

/// The type that `text` names in `dialect`, where it is one of the dialect's own and fills all of `text`.
pub fn read_type(dialect: Dialect, text: &str, id: TextId) -> Option<Type> {
    let list = lexing::tokens(dialect, text, 0).ok()?;
    let origin = Origin::new(dialect, id, text);
    let mut cursor = Cursor::new(&origin, &list);
    let phrase = types::phrase(&mut cursor)?;
    if !cursor.is_done() {
        return None;
    }
    types::meaning(dialect, &phrase)
}

/// The type that a column of this declaration has: a known one, or an opaque one of its name.
pub fn type_of(dialect: Dialect, declared: &Name, id: TextId) -> Type {
    read_type(dialect, declared, id).unwrap_or_else(|| {
        let list = lexing::tokens(dialect, declared, 0).unwrap_or_default();
        let origin = Origin::new(dialect, id, declared);
        let mut cursor = Cursor::new(&origin, &list);
        let phrase = types::phrase(&mut cursor).filter(|_| cursor.is_done());
        Type::Opaque(phrase.map_or_else(|| declared.clone(), |phrase| phrase.name(dialect, declared)))
    })
}

fn read_statement(
    statement: &Statement<'_>,
    ready: Ready<'_>,
    origin: &Origin<'_>,
    catalog: &mut Catalog,
    diags: &mut Diagnostics,
) {
    let declares = |does| matches!(does, Does::CreateTable | Does::AlterTable);
    match ready {
        Ready::Nothing => {}
        Ready::TooLong(does) => {
            if declares(does) {
                let start = Span::new(origin.id, statement.start, statement.start + 1);
                diags.push(errors::statement_too_long(start, tokens::MAX_STATEMENT));
            }
        }
        Ready::Unread(does, trouble) => {
            if declares(does) {
                let at = Span::new(origin.id, trouble.at, (trouble.at + 1).min(origin.content.len()));
                diags.push(errors::unread_token(at, &trouble.message));
            }
        }
        Ready::Tokens(does, list) => match batch::within(does, Cursor::new(origin, &list)) {
            Within::One(cursor) => run(does, cursor, statement.open.is_some(), catalog, diags),
            Within::Several(inner) => {
                for inner in inner {
                    let text = origin.content.get(inner.here().start as usize..).unwrap_or("");
                    if let Some(does) = what_it_does(text, origin.dialect).filter(|does| *does != Does::Several) {
                        run(does, inner, false, catalog, diags);
                    }
                }
            }
        },
        Ready::Table(table, found) => {
            diags.append(found);
            if let Some(table) = table {
                table.declare(catalog, diags);
            }
        }
    }
}

fn run(does: Does, mut cursor: Cursor<'_>, truncated: bool, catalog: &mut Catalog, diags: &mut Diagnostics) {
    match does {
        Does::CreateTable => table::read(&mut cursor, truncated, catalog, diags),
        Does::CreateIndex => others::index(&mut cursor, catalog, diags),
        Does::CreateType => own_types::create(&mut cursor, catalog),
        Does::CreateView => view::read(&mut cursor, catalog, diags),
        Does::AlterTable => alter::read(&mut cursor, catalog, diags),
        Does::AlterIndex => others::alter_index(&mut cursor, catalog),
        Does::AlterType => own_types::alter(&mut cursor, catalog),
        Does::AlterSchema => others::transfer(&mut cursor, catalog),
        Does::DropIndex => others::drop_indexes(&mut cursor, catalog),
        Does::Comment => others::comment(&mut cursor, catalog),
        Does::DropTable => others::drop_tables(&mut cursor, catalog),
        Does::DropSchema => others::drop_schemas(&mut cursor, catalog),
        Does::Rename => others::rename(&mut cursor, catalog),
        Does::Switch => others::switch(&mut cursor, catalog),
        Does::Call => procedures::call(&mut cursor, catalog),
        // Cut before; there is no such statement within one.
        Does::Several => {}
    }
}
