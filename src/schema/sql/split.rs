//! From a file to its statements, one at a time.
//!
//! A statement is found without being understood: by the dialect's end marks (`;`, MySQL's `DELIMITER`, a lone `/`, `GO`)
//! outside of strings, names and comments. What a client program reads for itself (SQL*Plus words, `\connect`, the rows
//! after `COPY … FROM stdin`) is stepped over. Text is looked at a fixed number of times, so the walk is linear.

use std::borrow::Cow;

use super::commands;
use super::scan::{self, Opened, Piece, is_word_byte, line_end, piece};
use crate::schema::model::Dialect;

/// A mark that some programs write at the start of a text, and some in the middle, where two texts were joined.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement<'a> {
    /// The statement without its end mark. Comments in it are blanked, so that offsets stay.
    pub text: Cow<'a, str>,
    /// Where it starts in the file.
    pub start: usize,
    /// What is open to the end of the file, and where; then the text ends before it.
    pub open: Option<(Opened, usize)>,
}

/// The statements of `content`, in order. Those that begin with a word for which `wanted` is false come without text.
pub fn statements(dialect: Dialect, content: &str) -> Statements<'_> {
    Statements { content, walk: Walk { dialect, bytes: content.as_bytes(), at: 0, delimiter: None } }
}

/// See [`statements`].
pub struct Statements<'a> {
    content: &'a str,
    walk: Walk<'a>,
}

/// A walk over bytes from statement to statement.
pub struct Walk<'a> {
    /// The dialect.
    pub dialect: Dialect,
    /// The text, or a part of it.
    pub bytes: &'a [u8],
    /// How far it has come.
    pub at: usize,
    /// What MySQL's `DELIMITER` says; without it, a semicolon.
    pub delimiter: Option<Vec<u8>>,
}

/// Where a statement ends.
pub struct End {
    /// The byte after its text.
    pub text: usize,
    /// The byte after its end mark.
    pub mark: usize,
    /// What is open to the end of the text.
    pub open: Option<(Opened, usize)>,
}

impl<'a> Iterator for Statements<'a> {
    type Item = Statement<'a>;

    fn next(&mut self) -> Option<Statement<'a>> {
        let walk = &mut self.walk;
        if let Err(open) = walk.skip_between() {
            let start = walk.at;
            walk.at = walk.bytes.len();
            return Some(Statement { text: Cow::Borrowed(""), start, open: Some(open) });
        }
        if walk.at == walk.bytes.len() {
            return None;
        }
        let start = walk.at;
        let mut comments = Vec::new();
        let end = walk.find_end(start, &mut comments);
        walk.at = end.mark;
        let text = without(self.content, &comments, start, end.text);
        if walk.dialect == Dialect::Postgres && commands::is_copy_from_stdin(&text) {
            walk.at = commands::copy_data_end(walk.bytes, line_end(walk.bytes, walk.at));
        }
        Some(Statement { text, start, open: end.open })
    }
}

/// The text from `start` to `end` with blanks for comments, line ends kept.
fn without<'a>(content: &'a str, comments: &[(usize, usize)], start: usize, end: usize) -> Cow<'a, str> {
    let text = &content[start..end];
    if comments.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut blanked = String::with_capacity(text.len());
    let mut from = start;
    for (comment, comment_end) in comments {
        blanked.push_str(&content[from..*comment]);
        let blank = |byte: &u8| if *byte == b'\n' { '\n' } else { ' ' };
        blanked.extend(content.as_bytes()[*comment..*comment_end].iter().map(blank));
        from = *comment_end;
    }
    blanked.push_str(&content[from..end]);
    Cow::Owned(blanked)
}

impl Walk<'_> {
    /// Goes to the first byte of the next statement, or to the end.
    ///
    /// # Errors
    ///
    /// A comment that is open to the end.
    pub fn skip_between(&mut self) -> Result<(), (Opened, usize)> {
        // Whether only blanks and comments stand before `at` in its line.
        let mut line_start = self.at == 0 || self.bytes[..self.at].last() == Some(&b'\n');
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte.is_ascii_whitespace() || byte == b';' || self.bytes[self.at..].starts_with(BYTE_ORDER_MARK) {
                line_start |= byte == b'\n';
                self.at += if byte.is_ascii() { 1 } else { BYTE_ORDER_MARK.len() };
                continue;
            }
            if let Some(delimiter) = self.delimiter.as_deref().filter(|mark| self.bytes[self.at..].starts_with(mark)) {
                self.at += delimiter.len();
                continue;
            }
            match piece(self.dialect, self.bytes, self.at) {
                Piece::Comment { end } => {
                    self.at = end;
                    continue;
                }
                Piece::Open(Opened::Comment) => return Err((Opened::Comment, self.at)),
                Piece::Plain | Piece::Quoted { .. } | Piece::Open(Opened::Text | Opened::Name) => {}
            }
            let line = line_end(self.bytes, self.at) - self.at;
            // `DELIMITER` and the like also stand after `;` in a line, but nobody writes that.
            if !line_start || !self.command(line) {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Steps over `line`, which starts at `at`, if it is for the client program.
    fn command(&mut self, line: usize) -> bool {
        let line = &self.bytes[self.at..self.at + line];
        if self.dialect == Dialect::MySql
            && let Some(mark) = commands::delimiter(line)
        {
            self.delimiter = (mark != b";").then(|| mark.to_vec());
            self.at += line.len();
            return true;
        }
        let Some(length) = commands::length(self.dialect, &self.bytes[self.at..], line.len()) else { return false };
        self.at += length;
        true
    }

    /// Where the statement at `start` ends; its comments are added to `comments`.
    pub fn find_end(&self, start: usize, comments: &mut Vec<(usize, usize)>) -> End {
        let body = commands::is_body(self.dialect, self.bytes, start);
        let mut at = start;
        let mut line_start = false;
        let mut depth = 0_i64;
        let marks = scan::marks(self.dialect);
        while let Some(&byte) = self.bytes.get(at) {
            // Most bytes mean nothing by themselves, unless they begin a line or an end mark of the user's own.
            if !line_start && self.delimiter.is_none() && !marks[usize::from(byte)] {
                at += self.bytes[at..].iter().take_while(|byte| !marks[usize::from(**byte)]).count();
                continue;
            }
            if let Some(mark) = self.end_mark(at, line_start, body) {
                return End { text: at, mark, open: None };
            }
            // A statement whose end mark was forgotten must not take the next table with it.
            if line_start && !body && commands::begins_statement(self.dialect, &self.bytes[at..], depth > 0) {
                return End { text: at, mark: at, open: None };
            }
            line_start = byte == b'\n' || (line_start && byte.is_ascii_whitespace());
            match piece(self.dialect, self.bytes, at) {
                Piece::Plain => {
                    depth += i64::from(byte == b'(') - i64::from(byte == b')');
                    at += 1;
                    // A word is one step, so that no word is looked for in the middle of another.
                    if is_word_byte(byte) {
                        at += self.bytes[at..].iter().take_while(|byte| is_word_byte(**byte) && **byte != b'$').count();
                    }
                }
                Piece::Quoted { end } => at = end,
                Piece::Comment { end } => {
                    comments.push((at, end));
                    at = end;
                }
                Piece::Open(what) => return End { text: at, mark: self.bytes.len(), open: Some((what, at)) },
            }
        }
        End { text: at, mark: at, open: None }
    }

    /// The byte after the end mark that stands at `at`.
    fn end_mark(&self, at: usize, line_start: bool, body: bool) -> Option<usize> {
        let rest = &self.bytes[at..];
        if line_start && commands::is_batch_end(self.dialect, rest) {
            return Some(line_end(self.bytes, at));
        }
        match &self.delimiter {
            Some(mark) => rest.starts_with(mark).then(|| at + mark.len()),
            // The body of a procedure of SQL Server is everything up to `GO`.
            None if body && self.dialect == Dialect::SqlServer => None,
            None => (rest[0] == b';').then_some(at + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Opened, statements};
    use crate::schema::model::Dialect;

    #[track_caller]
    fn check(dialect: Dialect, content: &str, expected: &[&str]) {
        let found: Vec<String> = statements(dialect, content)
            .map(|statement| {
                assert_eq!(statement.open, None);
                assert!(statement.text.is_empty() || content.is_char_boundary(statement.start));
                statement.text.split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect();
        assert_eq!(found, expected, "{dialect:?}");
    }

    #[test]
    fn a_semicolon_ends_a_statement_outside_of_strings_and_comments() {
        check(
            Dialect::MySql,
            "\u{feff}-- a; b\nINSERT INTO t VALUES ('x;y', \"z\\\";\"); /* ; */ ;; SELECT `a;b` # ;\n FROM t",
            &["INSERT INTO t VALUES ('x;y', \"z\\\";\")", "SELECT `a;b` FROM t"],
        );
    }

    #[test]
    fn versioned_comments_of_mysql_are_text() {
        check(
            Dialect::MySql,
            "/*!40101 SET NAMES utf8 */;\nCREATE TABLE t (a int /*!50606 COLUMN_FORMAT FIXED */);",
            &["SET NAMES utf8", "CREATE TABLE t (a int COLUMN_FORMAT FIXED )"],
        );
    }

    #[test]
    fn delimiter_changes_the_end_mark() {
        check(
            Dialect::MySql,
            "DELIMITER $$\nCREATE PROCEDURE p() BEGIN SELECT 1;\nCREATE TABLE inner_one (a int); END$$\nDELIMITER ;\nSELECT 2;",
            &["CREATE PROCEDURE p() BEGIN SELECT 1; CREATE TABLE inner_one (a int); END", "SELECT 2"],
        );
    }

    #[test]
    fn sql_plus_reads_its_own_lines() {
        check(
            Dialect::Oracle,
            "REM it's a remark\nPrompt ***** don't\nSET ECHO OFF\nWHENEVER SQLERROR EXIT\n@@other.sql\nCREATE TABLE t (a NUMBER)\n/\nCOMMENT ON TABLE t IS 'x;'\n  /  \n",
            &["CREATE TABLE t (a NUMBER)", "COMMENT ON TABLE t IS 'x;'"],
        );
    }

    #[test]
    fn psql_reads_its_own_lines_and_rows() {
        check(
            Dialect::Postgres,
            "\\restrict abc'def\nCOPY public.t (a, b) FROM stdin;\n1\tit's; CREATE TABLE no (x int);\n\\.\nCREATE FUNCTION f() AS $x$ it's; $x$ LANGUAGE sql;\n\\unrestrict abc\nSELECT 1;",
            &["COPY public.t (a, b) FROM stdin", "CREATE FUNCTION f() AS $x$ it's; $x$ LANGUAGE sql", "SELECT 1"],
        );
    }

    #[test]
    fn batches_end_at_go_and_procedures_only_there() {
        check(
            Dialect::SqlServer,
            "CREATE TABLE [a;] (x int)\nALTER TABLE a ADD y int\nGO\nCREATE PROCEDURE p AS SELECT 1;\nCREATE TABLE #t (x int);\n go 5 \nSELECT 2",
            &[
                "CREATE TABLE [a;] (x int)",
                "ALTER TABLE a ADD y int",
                "CREATE PROCEDURE p AS SELECT 1; CREATE TABLE #t (x int);",
                "SELECT 2",
            ],
        );
    }

    #[test]
    fn a_forgotten_end_mark_does_not_hide_the_next_table() {
        check(
            Dialect::MySql,
            "CREATE TABLE a (x int)\nCREATE TABLE b (\n  y int\nCREATE TABLE c (z int);",
            &["CREATE TABLE a (x int)", "CREATE TABLE b ( y int", "CREATE TABLE c (z int)"],
        );
    }

    #[test]
    fn what_is_open_to_the_end_is_told_with_its_place() {
        let content = "SELECT 1; CREATE TABLE t (a int COMMENT 'x";
        let found: Vec<_> = statements(Dialect::MySql, content).map(|statement| statement.open).collect();
        assert_eq!(found, [None, Some((Opened::Text, 40))]);
        let found: Vec<_> = statements(Dialect::MySql, "SELECT 1; /* x").map(|statement| statement.open).collect();
        assert_eq!(found, [None, Some((Opened::Comment, 10))]);
    }
}
