//! What a table claims of its rows: keys, uniqueness, checks.

use super::cursor::{Cursor, Named};
use super::tokens::Kind;
use crate::schema::model::{Check, Dialect};
use crate::text::Name;
use crate::text::Span;

/// A constraint as it is declared.
#[derive(Clone, Debug)]
pub enum Constraint {
    /// The primary key.
    Primary(Keyed),
    /// Columns that no two rows share.
    Unique(Keyed),
    /// A condition on each row.
    Check(Check),
    /// One that says nothing about a row by itself (a foreign key, an index), or that the database does not enforce.
    Other(Option<Name>),
    /// One whose columns are those of an index, which takes its name.
    Adopted {
        /// The constraint's name.
        name: Name,
        /// The index's name.
        index: Name,
    },
}

/// A key whose columns are still names.
#[derive(Clone, Debug)]
pub struct Keyed {
    /// The constraint's name.
    pub name: Option<Name>,
    /// The columns, in key order.
    pub columns: Vec<Named>,
    /// Where it is declared.
    pub span: Span,
}

/// A constraint that cannot be read, and what is in the way.
#[derive(Clone, Copy, Debug)]
pub struct Broken {
    /// Where.
    pub at: Span,
    /// What should stand there.
    pub expected: &'static str,
}

/// Takes a constraint of a table, if one begins here: `None` means that this is no constraint, and nothing is taken.
pub fn read(cursor: &mut Cursor<'_>) -> Option<Result<Constraint, Broken>> {
    if !begins(cursor) {
        return None;
    }
    let start = *cursor;
    let mut name = None;
    if cursor.eat("CONSTRAINT") {
        // MySQL lets the name away.
        if !is_kind_of_constraint(cursor) {
            name = cursor.name().map(|named| named.name);
        }
    }
    Some(body(cursor, name, &start))
}

fn is_kind_of_constraint(cursor: &Cursor<'_>) -> bool {
    (cursor.is_any(&["PRIMARY", "FOREIGN"]) && cursor.is_at(1, "KEY"))
        || (cursor.is_any(&["UNIQUE", "CHECK"]) && !cursor.is_at(1, "CHECK") && !cursor.is_at(1, "UNIQUE"))
}

/// Whether a constraint or an index begins here, and not a column that happens to be called like a word of one.
pub fn begins(cursor: &Cursor<'_>) -> bool {
    let dialect = cursor.origin.dialect;
    let opens = |ahead: usize| cursor.peek_at(ahead).is_some_and(|token| token.kind == Kind::Open);
    cursor.is("CONSTRAINT")
        || (cursor.is_any(&["PRIMARY", "FOREIGN"]) && cursor.is_at(1, "KEY"))
        || cursor.is("UNIQUE")
        || (cursor.is("CHECK") && (opens(1) || cursor.is_at(1, "NOT")))
        || (dialect == Dialect::MySql && cursor.is_any(&["KEY", "INDEX", "FULLTEXT", "SPATIAL", "VECTOR"]))
        || (dialect == Dialect::SqlServer && cursor.is("INDEX"))
        || (dialect == Dialect::Postgres && cursor.is("EXCLUDE") && (opens(1) || cursor.is_at(1, "USING")))
        || (dialect == Dialect::Oracle && cursor.is("SUPPLEMENTAL") && cursor.is_at(1, "LOG"))
        || (cursor.is("PERIOD") && cursor.is_at(1, "FOR"))
}

/// What follows the name of a constraint, to the end of the part.
pub fn body(cursor: &mut Cursor<'_>, name: Option<Name>, start: &Cursor<'_>) -> Result<Constraint, Broken> {
    if cursor.eat_all(&["PRIMARY", "KEY"]) {
        keyed(cursor, name, start, Constraint::Primary)
    } else if cursor.eat("UNIQUE") {
        keyed(cursor, name, start, Constraint::Unique)
    } else if let Some(index) = unique_index(cursor) {
        keyed(cursor, Some(index), start, Constraint::Unique)
    } else if cursor.eat("CHECK") {
        cursor.eat_all(&["NOT", "FOR", "REPLICATION"]);
        let check = check(cursor, name)?;
        Ok(if is_enforced(cursor, true) { Constraint::Check(check) } else { Constraint::Other(check.name) })
    } else {
        Ok(Constraint::Other(name.or_else(|| index_name(cursor))))
    }
}

/// SQL Server's `INDEX name UNIQUE`, up to its columns. One with a condition says nothing about all rows.
fn unique_index(cursor: &mut Cursor<'_>) -> Option<Name> {
    let mut ahead = *cursor;
    let name = ahead.eat("INDEX").then(|| ahead.name()).flatten()?;
    if cursor.origin.dialect != Dialect::SqlServer || !ahead.eat("UNIQUE") {
        return None;
    }
    let mut rest = ahead;
    while !rest.is_done() {
        if rest.is("WHERE") {
            return None;
        }
        rest.skip();
    }
    *cursor = ahead;
    Some(name.name)
}

/// The name of an index that is declared within a table, or of a foreign key in MySQL.
fn index_name(cursor: &mut Cursor<'_>) -> Option<Name> {
    if cursor.eat_any(&["FULLTEXT", "SPATIAL", "VECTOR"]).is_some() {
        cursor.eat_any(&["KEY", "INDEX"]);
    } else if !cursor.eat_all(&["FOREIGN", "KEY"]) && cursor.eat_any(&["KEY", "INDEX"]).is_none() {
        return None;
    }
    cursor.eat_all(&["IF", "NOT", "EXISTS"]);
    cursor.name().map(|named| named.name)
}

fn keyed(
    cursor: &mut Cursor<'_>,
    name: Option<Name>,
    start: &Cursor<'_>,
    make: fn(Keyed) -> Constraint,
) -> Result<Constraint, Broken> {
    let mut name = name;
    // `KEY name USING BTREE`, `CLUSTERED`, `NULLS NOT DISTINCT`: of these words only MySQL's name of the index counts.
    while !cursor.is_done() && !cursor.is_kind(Kind::Open) {
        if cursor.eat_all(&["USING", "INDEX"]) {
            // The columns are those of an index.
            let index = cursor.name().map(|named| named.name);
            return Ok(match (name, index) {
                (Some(name), Some(index)) => Constraint::Adopted { name, index },
                (name, _) => Constraint::Other(name),
            });
        }
        if cursor.eat("USING") {
            cursor.bump();
        } else if cursor.eat_any(&["KEY", "INDEX", "CLUSTERED", "NONCLUSTERED", "NULLS", "NOT", "DISTINCT"]).is_none() {
            let Some(index) = cursor.name() else { break };
            name.get_or_insert(index.name);
        }
    }
    if !cursor.is_kind(Kind::Open) {
        return Err(Broken { at: cursor.here(), expected: "a list of columns in parentheses" });
    }
    if !cursor.closes() {
        return Err(Broken { at: cursor.here(), expected: "the `)` for this one" });
    }
    let inside = cursor.group();
    // Of a period, or of a range: two rows may have the same values elsewhere.
    if inside.is_some_and(|inside| inside.ends_with(&["WITHOUT", "OVERLAPS"])) {
        return Ok(Constraint::Other(name));
    }
    let parts = inside.map(Cursor::split).unwrap_or_default();
    let span = cursor.since(start);
    let columns: Option<Vec<Named>> = parts.into_iter().map(key_part).collect();
    Ok(match columns {
        Some(columns) if is_enforced(cursor, false) => make(Keyed { name, columns, span }),
        // A key over an expression does not tell about its columns.
        Some(_) | None => Constraint::Other(name),
    })
}

/// The column of one part of a key or index; `None` for an expression. The first characters of a column (`name(10)`) being
/// unique, the column is.
pub fn key_part(mut part: Cursor<'_>) -> Option<Named> {
    let column = part.name()?;
    if part.is_kind(Kind::Open) {
        let mut inside = part.group()?;
        inside.eat_kind(Kind::Number)?;
        if !inside.is_done() {
            return None;
        }
    }
    // `ASC`, `DESC`, a collation or an operator class may follow, but no operator.
    while let Some(token) = part.bump() {
        if !matches!(token.kind, Kind::Word | Kind::Quoted | Kind::Dot) {
            return None;
        }
    }
    Some(column)
}

/// Takes `(expression)`.
pub fn check(cursor: &mut Cursor<'_>, name: Option<Name>) -> Result<Check, Broken> {
    if !cursor.is_kind(Kind::Open) {
        return Err(Broken { at: cursor.here(), expected: "a condition in parentheses" });
    }
    if !cursor.closes() {
        return Err(Broken { at: cursor.here(), expected: "the `)` for this one" });
    }
    let inside = cursor.group().map(|inside| inside.rest());
    let span = inside.unwrap_or_else(|| cursor.before());
    Ok(Check { name, text: cursor.written(span), span })
}

/// Whether the words after a constraint leave it in force. `rows_too`: also for the rows that were there before.
fn is_enforced(cursor: &Cursor<'_>, rows_too: bool) -> bool {
    let mut rest = *cursor;
    while !rest.is_done() {
        if rest.eat("DISABLE") || rest.eat_all(&["NOT", "ENFORCED"]) {
            return false;
        }
        if rows_too && (rest.eat("NOVALIDATE") || rest.eat_all(&["NOT", "VALID"])) {
            return false;
        }
        rest.skip();
    }
    true
}
