//! The statements of a file with their tokens, of which some are made ahead, on all cores: cutting statements into tokens is
//! most of the work of reading them.

use rayon::prelude::*;

use super::does::{Does, what_it_does};
use super::split::{Statement, Statements};
use super::tokens::{self, Token, Trouble};
use crate::schema::model::Dialect;

/// Statements that are cut into tokens at a time, on all cores.
const BATCH: usize = 256;

/// What a statement does, with its tokens.
pub enum Lexed {
    /// Nothing that matters here.
    Nothing,
    /// It is longer than the longest that is read.
    TooLong(Does),
    /// A piece of it can be no token.
    Unread(Does, Trouble),
    /// Its tokens.
    Tokens(Does, Vec<Token>),
}

impl Lexed {
    fn of(statement: &Statement<'_>, dialect: Dialect) -> Lexed {
        let Some(does) = what_it_does(&statement.text, dialect) else { return Lexed::Nothing };
        if statement.text.len() > tokens::MAX_STATEMENT {
            return Lexed::TooLong(does);
        }
        match tokens::tokens(dialect, &statement.text, statement.start) {
            Ok(list) => Lexed::Tokens(does, list),
            Err(trouble) => Lexed::Unread(does, trouble),
        }
    }
}

/// The statements of a file in order, each with its tokens.
pub struct Lexing<'a> {
    statements: Statements<'a>,
    dialect: Dialect,
    ready: std::vec::IntoIter<(Statement<'a>, Lexed)>,
}

impl<'a> Lexing<'a> {
    /// Those of `statements`, which are of this dialect.
    pub fn new(statements: Statements<'a>, dialect: Dialect) -> Lexing<'a> {
        Lexing { statements, dialect, ready: Vec::new().into_iter() }
    }
}

impl<'a> Iterator for Lexing<'a> {
    type Item = (Statement<'a>, Lexed);

    fn next(&mut self) -> Option<(Statement<'a>, Lexed)> {
        if self.ready.len() == 0 {
            let batch: Vec<Statement<'a>> = self.statements.by_ref().take(BATCH).collect();
            let lexed: Vec<Lexed> = batch.par_iter().map(|statement| Lexed::of(statement, self.dialect)).collect();
            self.ready = batch.into_iter().zip(lexed).collect::<Vec<_>>().into_iter();
        }
        self.ready.next()
    }
}
