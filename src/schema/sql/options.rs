//! What stands after the type of a column.
//!
//! Options come in any order, and every server has its own. What mapc has no use for is stepped over; what it does not know
//! is skipped and told, so that a new option of a database costs a note and not the column.

use super::constraint::{self, Constraint};
use super::cursor::{Cursor, Named};
use super::draft::Draft;
use super::tokens::Kind;
use super::types;
use crate::schema::model::{Check, Dialect};
use crate::text::{Name, Span};

/// What the options of a column say.
#[derive(Debug, Default)]
pub struct Options {
    /// NULL was allowed or forbidden.
    pub nullable: Option<bool>,
    /// The default.
    pub default: Option<Name>,
    /// The collation.
    pub collation: Option<Name>,
    /// The comment.
    pub comment: Option<Name>,
    /// The character set, and whether texts are compared by their bytes: MySQL's `BINARY`.
    pub charset: Option<Name>,
    /// See `charset`.
    pub binary: bool,
    /// The value is computed.
    pub generated: bool,
    /// `PRIMARY KEY`, `UNIQUE`, `CHECK`.
    pub constraints: Vec<Constraint>,
    /// The first option that is not known.
    pub unknown: Option<Span>,
    /// What a later `DISABLE` takes back.
    last: Last,
}

/// What was claimed last.
#[derive(Debug, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Nothing,
    NotNull,
    Constraint,
}

/// Words of one option that mean nothing to mapc.
const IGNORED: &[&str] = &[
    "AUTO_INCREMENT",
    "AUTOINCREMENT",
    "ROWGUIDCOL",
    "SPARSE",
    "PERSISTED",
    "PERSISTENT",
    "HIDDEN",
    "INVISIBLE",
    "VISIBLE",
    "STORED",
    "VIRTUAL",
    "ASC",
    "DESC",
    "CLUSTERED",
    "NONCLUSTERED",
    "ENABLE",
    "VALIDATE",
    "RELY",
    "NORELY",
    "NOVALIDATE",
    "DEFERRABLE",
    "SORT",
    "ZEROFILL",
    "SIGNED",
    "ASCII",
    "UNICODE",
    "BINARY",
    "NOCOPY",
    "ENFORCED",
    "FILESTREAM",
    "DISTKEY",
    "SORTKEY",
];

/// Words of options that one word follows.
const IGNORED_WITH_WORD: &[&str] =
    &["INITIALLY", "STORAGE", "COLUMN_FORMAT", "COMPRESSION", "SRID", "TABLESPACE", "ENCODE"];

/// Words that end an expression, since it has no parentheses of its own.
const STARTS: &[&str] = &[
    "NOT",
    "NULL",
    "COMMENT",
    "CONSTRAINT",
    "PRIMARY",
    "UNIQUE",
    "CHECK",
    "REFERENCES",
    "COLLATE",
    "ON",
    "AUTO_INCREMENT",
    "AUTOINCREMENT",
    "GENERATED",
    "ENABLE",
    "DISABLE",
    "KEY",
    "INVISIBLE",
    "VISIBLE",
    "IDENTITY",
    "STORAGE",
    "ENCRYPT",
    "SPARSE",
    "ROWGUIDCOL",
    "DEFERRABLE",
    "INITIALLY",
    "AS",
    "DEFAULT",
    "USING",
    "COLUMN_FORMAT",
    "CHARACTER",
    "CHARSET",
    "FOREIGN",
    "MASKED",
    "PERSISTED",
    "HIDDEN",
    "AFTER",
    "FIRST",
    "FOR",
];

/// Whether the word here begins an option, so that it cannot be a type.
pub fn begins(cursor: &Cursor<'_>) -> bool {
    cursor.is_any(&[
        "NOT",
        "NULL",
        "DEFAULT",
        "PRIMARY",
        "UNIQUE",
        "CHECK",
        "REFERENCES",
        "CONSTRAINT",
        "GENERATED",
        "AS",
        "COMMENT",
        "COLLATE",
        "VISIBLE",
        "INVISIBLE",
    ])
}

/// Takes all options of `column`.
pub fn read(cursor: &mut Cursor<'_>, column: &Named) -> Options {
    let mut options = Options::default();
    let mut name = None;
    while !cursor.is_done() {
        if cursor.eat("CONSTRAINT") {
            name = cursor.name().map(|named| named.name);
            continue;
        }
        if !null(cursor, &mut options)
            && !key(cursor, &mut options, &mut name, column)
            && !value(cursor, &mut options)
            && !ignored(cursor)
        {
            options.unknown.get_or_insert(cursor.here());
            cursor.skip();
        }
        // The name of a default is no name of a key that follows.
        options.constraints.extend(name.take().map(|name| Constraint::Other(Some(name))));
    }
    options
}

fn null(cursor: &mut Cursor<'_>, options: &mut Options) -> bool {
    if cursor.eat_all(&["NOT", "NULL"]) {
        options.nullable = Some(false);
        options.last = Last::NotNull;
    } else if cursor.eat("NULL") {
        options.nullable = Some(true);
    } else if cursor.eat("DISABLE") || cursor.eat_all(&["NOT", "ENFORCED"]) || cursor.eat_all(&["NOT", "VALID"]) {
        match options.last {
            Last::Nothing => {}
            Last::NotNull => options.nullable = None,
            Last::Constraint => drop(options.constraints.pop()),
        }
        options.last = Last::Nothing;
    } else {
        return false;
    }
    true
}

fn key(cursor: &mut Cursor<'_>, options: &mut Options, name: &mut Option<Name>, column: &Named) -> bool {
    let start = *cursor;
    let mysql = cursor.origin.dialect == Dialect::MySql;
    let constraint = if of_table(cursor) {
        match constraint::body(cursor, name.take(), &start) {
            Ok(constraint) => constraint,
            Err(_) => return false,
        }
    } else if cursor.eat_all(&["PRIMARY", "KEY"]) || (mysql && cursor.eat("KEY")) {
        Constraint::Primary(Draft::of_column(name.take(), column.clone()))
    } else if cursor.eat("UNIQUE") {
        cursor.eat("KEY");
        Constraint::Unique(Draft::of_column(name.take(), column.clone()))
    } else if cursor.is("CHECK") {
        cursor.bump();
        cursor.eat_all(&["NOT", "FOR", "REPLICATION"]);
        match constraint::check(cursor, name.take()) {
            Ok(check) => Constraint::Check(Check { span: cursor.since(&start), ..check }),
            Err(_) => {
                options.unknown.get_or_insert(start.here());
                return true;
            }
        }
    } else if cursor.eat_all(&["FOREIGN", "KEY"]) || cursor.is("REFERENCES") {
        references(cursor);
        options.constraints.extend(name.take().map(|name| Constraint::Other(Some(name))));
        return true;
    } else {
        return false;
    };
    options.constraints.push(constraint);
    options.last = Last::Constraint;
    true
}

/// Whether a key with columns of its own stands here: SQL Server wants no comma before a constraint of the table.
fn of_table(cursor: &Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    if !ahead.eat_all(&["PRIMARY", "KEY"]) && !ahead.eat("UNIQUE") {
        return false;
    }
    ahead.eat_any(&["CLUSTERED", "NONCLUSTERED"]);
    ahead.is_kind(Kind::Open) && ahead.closes()
}

fn references(cursor: &mut Cursor<'_>) {
    if !cursor.eat("REFERENCES") {
        return;
    }
    cursor.qualified();
    cursor.group();
    loop {
        if cursor.eat("MATCH") {
            cursor.bump();
        } else if cursor.is("ON") && (cursor.is_at(1, "DELETE") || cursor.is_at(1, "UPDATE")) {
            cursor.bump();
            cursor.bump();
            if cursor.eat_any(&["SET", "NO"]).is_some() {
                cursor.bump();
                cursor.group();
            } else {
                cursor.eat_any(&["CASCADE", "RESTRICT"]);
            }
        } else {
            return;
        }
    }
}

fn value(cursor: &mut Cursor<'_>, options: &mut Options) -> bool {
    if cursor.eat("DEFAULT") {
        // Oracle's DEFAULT ON NULL makes the column NOT NULL.
        if cursor.eat_all(&["ON", "NULL"]) {
            options.nullable = Some(false);
            cursor.eat_all(&["FOR", "INSERT", "ONLY"]);
            cursor.eat_all(&["FOR", "INSERT", "AND", "UPDATE"]);
        }
        let start = *cursor;
        expression(cursor);
        options.default = Some(cursor.written(cursor.since(&start)));
    } else if cursor.eat("COLLATE") {
        cursor.eat_symbol("=");
        options.collation = cursor.qualified().map(|collation| collation.name);
    } else if cursor.eat("COMMENT") {
        cursor.eat_symbol("=");
        options.comment = cursor.bump().map(|token| cursor.origin.texts.get(&token.text));
    } else if cursor.eat_all(&["CHARACTER", "SET"]) || cursor.eat("CHARSET") {
        cursor.eat_symbol("=");
        options.charset = cursor.bump().map(|token| cursor.origin.texts.get(&token.text));
    } else if cursor.origin.dialect == Dialect::MySql && cursor.eat("BINARY") {
        options.binary = true;
    } else if cursor.eat("GENERATED") {
        cursor.eat("ALWAYS");
        if cursor.eat_all(&["BY", "DEFAULT"]) {
            cursor.eat_all(&["ON", "NULL"]);
        }
    } else if cursor.eat("AS") {
        computed(cursor, options);
    } else {
        return false;
    }
    true
}

/// What follows `AS`: an expression, or what the database fills in itself.
fn computed(cursor: &mut Cursor<'_>, options: &mut Options) {
    if cursor.eat("IDENTITY") {
        cursor.group();
        // The database always gives a value.
        options.nullable.get_or_insert(false);
    } else if cursor.eat("ROW") {
        // When a version of the row begins or ends: the database always gives a value.
        cursor.eat_any(&["START", "END"]);
        options.nullable.get_or_insert(false);
        options.generated = true;
    } else {
        options.generated = true;
        expression(cursor);
    }
}

fn ignored(cursor: &mut Cursor<'_>) -> bool {
    if cursor.eat_any(IGNORED).is_some() {
        return true;
    }
    if cursor.eat_any(IGNORED_WITH_WORD).is_some() {
        cursor.eat_symbol("=");
        cursor.skip();
    } else if cursor.eat("IDENTITY") {
        cursor.group();
        cursor.eat_all(&["NOT", "FOR", "REPLICATION"]);
    } else if cursor.eat_all(&["ON", "UPDATE"]) || cursor.eat_all(&["ON", "CONFLICT"]) {
        cursor.bump();
        cursor.group();
    } else if [&["NOT", "DEFERRABLE"][..], &["NO", "INHERIT"], &["NOT", "FOR", "REPLICATION"]]
        .into_iter()
        .any(|words| cursor.eat_all(words))
    {
        // Nothing more belongs to it.
    } else if cursor.origin.dialect == Dialect::MySql && (cursor.eat("FIRST") || cursor.eat("AFTER")) {
        // Where the column goes was read before.
        cursor.name();
    } else if cursor.eat_all(&["USING", "INDEX"]) {
        // The index's own settings fill the rest of the column.
        while !cursor.is_done() && !cursor.is_any(&["ENABLE", "DISABLE", "NOT", "CONSTRAINT", "CHECK", "UNIQUE"]) {
            cursor.skip();
        }
    } else if cursor.eat("ENCRYPT") {
        while cursor.is_any(&["USING", "IDENTIFIED", "BY", "NO", "SALT"]) || cursor.is_kind(Kind::Text) {
            cursor.bump();
        }
    } else if cursor.eat_all(&["COLUMN_SET", "FOR"]) || cursor.eat_all(&["SCOPE", "IS"]) {
        cursor.qualified();
    } else if cursor.eat_all(&["WITH", "ROWID"]) {
        // A kind of reference in Oracle.
    } else if cursor.eat("ANNOTATIONS") || cursor.eat_all(&["ENCRYPTED", "WITH"]) {
        cursor.group();
    } else if cursor.eat("WITH") || cursor.eat_all(&["MASKED", "WITH"]) || cursor.eat("OPTIONS") {
        cursor.skip();
    } else if cursor.origin.dialect == Dialect::SqlServer && cursor.eat("ON") {
        cursor.name();
    } else {
        return false;
    }
    true
}

/// Goes over an expression that has no parentheses around it: its first operand, then all that cannot be an option.
pub fn expression(cursor: &mut Cursor<'_>) {
    let mut operand = true;
    while let Some(token) = cursor.peek() {
        if token.kind == Kind::Comma || (!operand && cursor.is_any(STARTS)) {
            return;
        }
        operand = token.kind == Kind::Symbol || token.kind == Kind::Dot;
        if cursor.eat_symbol("::") {
            types::phrase(cursor);
            operand = false;
        } else {
            cursor.skip();
        }
    }
}
