//! The statements of a file with their tokens, of which some are made ahead, on all cores.

use std::ops::ControlFlow;

use rayon::prelude::*;

use super::does::{Does, what_it_does};
use super::lexing;
use super::split::{Statement, Statements};
use super::tokens::{MAX_STATEMENT, Token, Trouble};
use crate::schema::model::Dialect;

/// Statements that are cut into tokens at a time, on all cores.
const BATCH: usize = 256;

/// What a statement does, with its tokens.
pub enum Lexed<'a> {
    /// Nothing that matters here.
    Nothing,
    /// It is longer than the longest that is read.
    TooLong(Does),
    /// A piece of it can be no token.
    Unread(Does, Trouble),
    /// Its tokens.
    Tokens(Does, Vec<Token<'a>>),
}

impl<'a> Lexed<'a> {
    fn of(statement: &'a Statement<'_>, dialect: Dialect) -> Lexed<'a> {
        let Some(does) = what_it_does(&statement.text, dialect) else { return Lexed::Nothing };
        if statement.text.len() > MAX_STATEMENT {
            return Lexed::TooLong(does);
        }
        match lexing::tokens(dialect, &statement.text, statement.start) {
            Ok(list) => Lexed::Tokens(does, list),
            Err(trouble) => Lexed::Unread(does, trouble),
        }
    }
}

/// Hands on the statements of a file in order, each with its tokens, until told to stop.
pub fn each(
    mut statements: Statements<'_>,
    dialect: Dialect,
    mut read: impl FnMut(&Statement<'_>, Lexed<'_>) -> ControlFlow<()>,
) {
    loop {
        let batch: Vec<Statement<'_>> = statements.by_ref().take(BATCH).collect();
        let lexed: Vec<Lexed<'_>> = batch.par_iter().map(|statement| Lexed::of(statement, dialect)).collect();
        let stopped = batch.iter().zip(lexed).try_for_each(|(statement, lexed)| read(statement, lexed)).is_break();
        if batch.len() < BATCH || stopped {
            return;
        }
    }
}
