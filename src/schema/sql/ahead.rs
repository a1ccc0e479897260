//! The statements of a file, of which as much is read ahead as can be read of each alone, on all cores: its tokens, and of a
//! table everything but what it takes over from others.

use std::ops::ControlFlow;
use std::sync::Mutex;

use rayon::prelude::*;

use super::batch::{self, Within};
use super::catalog::Catalog;
use super::cursor::{Cursor, Origin};
use super::does::{Does, what_it_does};
use super::lexing;
use super::scope::Scope;
use super::split::{Statement, Statements};
use super::table::{self, Table};
use super::tokens::{MAX_STATEMENT, Token, Trouble};
use crate::diag::Diagnostics;
use crate::schema::model::Dialect;
use crate::text::TextId;

/// Statements that are read ahead at a time.
const BATCH: usize = 1024;

/// Bytes of statements after which no further ones are read ahead: long ones have many tokens, which are kept until it is
/// their turn.
const MOST_BYTES: usize = 4 << 20;

/// Those of them that one core reads.
const CHUNK: usize = 32;

/// How much of a statement is read.
pub enum Ready<'a> {
    /// Nothing of it matters here.
    Nothing,
    /// It is longer than the longest that is read.
    TooLong(Does),
    /// A piece of it can be no token.
    Unread(Does, Trouble),
    /// Its tokens.
    Tokens(Does, Vec<Token<'a>>),
    /// All of it: a table, if it makes one, with what is wrong in it. It holds as long as names mean the same.
    Table(Option<Table>, Diagnostics),
}

impl<'a> Ready<'a> {
    /// Reads the statement as far as it has to do with nothing else. What is in `list` is of no interest, but its room is.
    fn of(statement: &'a Statement<'_>, origin: &Origin<'_>, scope: &Scope, list: &mut Vec<Token<'a>>) -> Ready<'a> {
        list.clear();
        let does = match Ready::lex(statement, origin, list) {
            Ok(does) => does,
            Err(unread) => return unread,
        };
        if does == Does::CreateTable
            && let Within::One(mut cursor) = batch::within(does, Cursor::new(origin, list))
        {
            let mut diags = Diagnostics::new();
            if let Ok(table) = table::read_alone(&mut cursor, statement.open.is_some(), scope, &mut diags) {
                return Ready::Table(table, diags);
            }
        }
        Ready::Tokens(does, std::mem::take(list))
    }

    /// Cuts the statement into tokens.
    fn tokens(statement: &'a Statement<'_>, origin: &Origin<'_>) -> Ready<'a> {
        let mut list = Vec::new();
        Ready::lex(statement, origin, &mut list).map_or_else(|unread| unread, |does| Ready::Tokens(does, list))
    }

    /// Adds the tokens of the statement to `list`, if it does something that matters and can be read.
    fn lex(statement: &'a Statement<'_>, origin: &Origin<'_>, list: &mut Vec<Token<'a>>) -> Result<Does, Ready<'a>> {
        let does = what_it_does(&statement.text, origin.dialect).ok_or(Ready::Nothing)?;
        if statement.text.len() > MAX_STATEMENT {
            return Err(Ready::TooLong(does));
        }
        match lexing::add_tokens(origin.dialect, &statement.text, statement.start, list) {
            Ok(()) => Ok(does),
            Err(trouble) => Err(Ready::Unread(does, trouble)),
        }
    }
}

/// What a core reads with. It is kept from chunk to chunk, for the texts that it knows.
struct Origins<'a> {
    dialect: Dialect,
    id: TextId,
    content: &'a str,
    idle: Mutex<Vec<Origin<'a>>>,
}

impl<'a> Origins<'a> {
    fn read<'s>(&self, chunk: &'s [Statement<'_>], scope: &Scope) -> Vec<Ready<'s>> {
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let origin = idle.unwrap_or_else(|| Origin::new(self.dialect, self.id, self.content));
        let mut list = Vec::new();
        let ready = chunk.iter().map(|statement| Ready::of(statement, &origin, scope, &mut list)).collect();
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(origin);
        }
        ready
    }
}

/// The next statements.
fn batch_of<'a>(statements: &mut Statements<'a>) -> Vec<Statement<'a>> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while batch.len() < BATCH
        && bytes < MOST_BYTES
        && let Some(statement) = statements.next()
    {
        bytes += statement.text.len();
        batch.push(statement);
    }
    batch
}

/// Hands on the statements of a file in order, until told to stop.
pub fn each(
    mut statements: Statements<'_>,
    origin: &Origin<'_>,
    catalog: &mut Catalog,
    mut read: impl FnMut(&Statement<'_>, Ready<'_>, &mut Catalog) -> ControlFlow<()>,
) {
    let Origin { dialect, id, content, .. } = *origin;
    let origins = Origins { dialect, id, content, idle: Mutex::default() };
    let mut next = batch_of(&mut statements);
    while !next.is_empty() {
        let batch = std::mem::take(&mut next);
        let (scope, version) = (&catalog.scope, catalog.scope.version());
        // While some are read, the next ones are found.
        let (ready, following) = rayon::join(
            || batch.par_chunks(CHUNK).map(|chunk| origins.read(chunk, scope)).collect::<Vec<Vec<Ready<'_>>>>(),
            || batch_of(&mut statements),
        );
        next = following;
        for (statement, mut ready) in batch.iter().zip(ready.into_iter().flatten()) {
            if matches!(ready, Ready::Table(..)) && catalog.scope.version() != version {
                ready = Ready::tokens(statement, origin);
            }
            if read(statement, ready, catalog).is_break() {
                return;
            }
        }
    }
}
