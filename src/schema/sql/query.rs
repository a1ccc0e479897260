//! The columns of a query, as far as they can be told without understanding it: for views, and for tables made of queries.
//!
//! A column that is taken from a table as it is has that table's type. Of one that an expression makes only the name is
//! known, if the query gives it one; a column without a name ends the reading. Nothing is recursed into.

use super::catalog::Catalog;
use super::cursor::{Cursor, Named, Qualified};
use super::draft::Draft;
use super::names;
use super::tokens::{Kind, Token};
use crate::schema::model::{Column, Dialect};
use crate::text::{Name, Span};
use crate::types::Type;

/// Words that end the list of what is selected, and those that end the list of tables.
const ENDS: &[&str] = &[
    "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FETCH", "WINDOW", "CONNECT", "START", "OPTION", "FOR",
    "QUALIFY",
];

/// Words that join the rows of another query.
const SETS: &[&str] = &["UNION", "INTERSECT", "EXCEPT", "MINUS"];

/// The most items times tables of a query that is read.
const MOST_LOOKS: usize = 1_000_000;

/// What rows come from.
struct Source {
    /// The name by which columns are qualified.
    alias: Name,
    /// The table, where it is one that the file declares.
    table: Option<Qualified>,
}

/// What follows `FROM`.
#[derive(Default)]
struct Sources {
    list: Vec<Source>,
    /// A side of a join may be missing, or rows of another query follow.
    outer: bool,
    /// Columns of two tables are one: `USING`.
    merged: bool,
}

/// The columns of the query at `cursor`, called like `names` where there are any.
///
/// # Errors
///
/// The place of what cannot be told.
pub fn columns(cursor: Cursor<'_>, names: &[Named], catalog: &mut Catalog) -> Result<Vec<Column>, Span> {
    let mut cursor = cursor;
    let at = cursor.here();
    while cursor.is_kind(Kind::Open) {
        cursor.bump();
    }
    let hidden = common_tables(&mut cursor)?;
    while cursor.is_kind(Kind::Open) {
        cursor.bump();
    }
    if !cursor.eat("SELECT") {
        return Err(at);
    }
    selected(&mut cursor);
    let items = items(&mut cursor);
    let (sources, several) = sources(&mut cursor, &hidden);
    // Each column is looked for in each table.
    if items.len().saturating_mul(sources.list.len()) > MOST_LOOKS {
        return Err(at);
    }
    let mut found = Vec::new();
    for item in items {
        let columns = item_columns(item, &sources, names.get(found.len()), catalog)?;
        if !catalog.may_copy(columns.len()) {
            return Err(at);
        }
        found.extend(columns);
    }
    if !names.is_empty() && names.len() != found.len() {
        return Err(at);
    }
    for (column, named) in found.iter_mut().zip(names) {
        column.name = named.name.clone();
        column.span = named.span;
    }
    if several {
        // Rows of another query may have another type.
        found.iter_mut().for_each(|column| *column = unknown(column.name.clone(), column.span));
    }
    Ok(found)
}

/// Goes over `WITH a AS (…), b AS (…)`, and gives the names.
fn common_tables(cursor: &mut Cursor<'_>) -> Result<Vec<Name>, Span> {
    let mut names = Vec::new();
    if !cursor.eat("WITH") {
        return Ok(names);
    }
    cursor.eat("RECURSIVE");
    while let Some(named) = cursor.name() {
        names.push(named.name);
        cursor.group();
        cursor.eat("AS");
        cursor.eat("NOT");
        cursor.eat("MATERIALIZED");
        if cursor.group().is_none() {
            return Err(cursor.here());
        }
        if cursor.eat_kind(Kind::Comma).is_none() {
            break;
        }
    }
    Ok(names)
}

/// Goes over what may stand before the first item.
fn selected(cursor: &mut Cursor<'_>) {
    const WORDS: &[&str] = &[
        "ALL",
        "DISTINCT",
        "DISTINCTROW",
        "UNIQUE",
        "SQL_CACHE",
        "SQL_NO_CACHE",
        "STRAIGHT_JOIN",
        "HIGH_PRIORITY",
        "SQL_CALC_FOUND_ROWS",
    ];
    while cursor.eat_any(WORDS).is_some() {
        if cursor.eat("ON") {
            cursor.group();
        }
    }
    if cursor.origin.dialect == Dialect::SqlServer && cursor.eat("TOP") {
        if cursor.group().is_none() {
            cursor.bump();
        }
        cursor.eat("PERCENT");
        cursor.eat_all(&["WITH", "TIES"]);
    }
}

/// The items up to `FROM`.
fn items<'a>(cursor: &mut Cursor<'a>) -> Vec<Cursor<'a>> {
    let start = *cursor;
    let mut distinct = false;
    while !cursor.is_done() {
        let end = cursor.is("FROM") && !distinct || cursor.is_any(SETS) || cursor.is_any(ENDS) || cursor.is("INTO");
        if end || cursor.is_kind(Kind::Close) {
            break;
        }
        // `a IS DISTINCT FROM b`
        distinct = cursor.is("DISTINCT");
        cursor.skip();
    }
    start.until(cursor).split()
}

/// Reads what follows `FROM`; says, too, whether rows of another query follow.
fn sources(cursor: &mut Cursor<'_>, hidden: &[Name]) -> (Sources, bool) {
    let mut sources = Sources::default();
    if !cursor.eat("FROM") {
        return (sources, rest_has(cursor, SETS));
    }
    let mut expected = true;
    while !cursor.is_done() && !cursor.is_any(ENDS) && !cursor.is_any(SETS) {
        if expected {
            let is_nested = cursor.is_kind(Kind::Open)
                && !cursor.peek_at(1).is_some_and(|token| is_word(token, "SELECT") || is_word(token, "WITH"));
            if is_nested {
                cursor.bump();
                continue;
            }
            sources.list.push(source(cursor, hidden));
            expected = false;
        } else if cursor.eat_kind(Kind::Comma).is_some()
            || cursor.eat_any(&["JOIN", "STRAIGHT_JOIN", "APPLY"]).is_some()
        {
            expected = true;
        } else {
            sources.outer |= cursor.is_any(&["LEFT", "RIGHT", "FULL", "OUTER"]);
            sources.merged |= cursor.is_any(&["USING", "NATURAL"]);
            cursor.step();
        }
    }
    let several = rest_has(cursor, SETS);
    // A group of groups has NULL for what it does not tell apart.
    sources.outer |= several || rest_has(cursor, &["ROLLUP", "CUBE", "SETS"]);
    (sources, several)
}

fn rest_has(cursor: &Cursor<'_>, words: &[&str]) -> bool {
    let mut rest = *cursor;
    while !rest.is_done() {
        if rest.is_any(words) {
            return true;
        }
        rest.step();
    }
    false
}

fn is_word(token: &Token<'_>, word: &str) -> bool {
    token.kind == Kind::Word && token.text.eq_ignore_ascii_case(word)
}

/// A table, function or query, and what it is called.
fn source(cursor: &mut Cursor<'_>, hidden: &[Name]) -> Source {
    cursor.eat_any(&["LATERAL", "ONLY"]);
    let mut table = if cursor.is_kind(Kind::Open) { None } else { cursor.qualified() };
    if cursor.is_kind(Kind::Open) {
        // A query, or the arguments of a function.
        cursor.group();
        table = None;
    }
    let mut alias = table.as_ref().map_or_else(|| Name::from(""), |table| table.name.clone());
    if table.as_ref().is_some_and(|table| table.schema.is_none() && hidden.contains(&table.name)) {
        table = None;
    }
    const FOLLOW: &[&str] = &[
        "ON",
        "USING",
        "JOIN",
        "INNER",
        "LEFT",
        "RIGHT",
        "FULL",
        "CROSS",
        "NATURAL",
        "OUTER",
        "WITH",
        "STRAIGHT_JOIN",
        "FORCE",
        "USE",
        "IGNORE",
        "PARTITION",
        "SAMPLE",
        "TABLESAMPLE",
        "PIVOT",
        "UNPIVOT",
    ];
    let follows = cursor.is_any(FOLLOW) || cursor.is_any(ENDS) || cursor.is_any(SETS);
    if (cursor.eat("AS") || !follows)
        && let Some(named) = cursor.name()
    {
        alias = named.name;
        // Its columns get other names.
        if cursor.group().is_some() {
            table = None;
        }
    }
    if cursor.is_any(&["PIVOT", "UNPIVOT"]) {
        table = None;
    }
    Source { alias, table }
}

/// The columns of one item. `named` is the name that stands elsewhere.
fn item_columns(
    item: Cursor<'_>,
    sources: &Sources,
    named: Option<&Named>,
    catalog: &Catalog,
) -> Result<Vec<Column>, Span> {
    if let Some(qualifier) = star(item) {
        return all_columns(qualifier.as_deref(), item.rest(), sources, catalog).ok_or(item.rest());
    }
    let (value, alias) = alias(item);
    let reference = reference(value);
    let name = alias
        .or_else(|| reference.as_ref().map(|(_, column)| column.clone()))
        .or_else(|| named.cloned())
        .or_else(|| implied(value))
        .ok_or(item.rest())?;
    let known = reference.and_then(|(table, column)| find(table.as_deref(), &column.name, sources, catalog));
    Ok(vec![match known {
        Some(column) => Column { name: name.name, span: name.span, ..taken(column, sources) },
        None => unknown(name.name, name.span),
    }])
}

/// `*`, `t.*`, `s.t.*`: what stands before the star.
fn star(item: Cursor<'_>) -> Option<Option<Name>> {
    let mut item = item;
    let mut before = None;
    while !item.is_symbol("*") {
        before = Some(item.name()?.name);
        item.eat_kind(Kind::Dot)?;
    }
    item.bump();
    item.is_done().then_some(before)
}

fn all_columns(qualifier: Option<&str>, span: Span, sources: &Sources, catalog: &Catalog) -> Option<Vec<Column>> {
    if sources.merged && qualifier.is_none() {
        return None;
    }
    let meant = |source: &&Source| qualifier.is_none_or(|name| same(catalog.dialect, name, &source.alias));
    let mut columns: Vec<Column> = Vec::new();
    for source in sources.list.iter().filter(meant) {
        for column in &table_of(source, catalog)?.table.columns {
            columns.push(Column { span, ..taken(column, sources) });
        }
    }
    (!columns.is_empty()).then_some(columns)
}

fn table_of<'c>(source: &Source, catalog: &'c Catalog) -> Option<&'c Draft> {
    catalog.look(source.table.as_ref()?)
}

/// Names of tables and their aliases, which most databases compare in any case.
fn same(dialect: Dialect, one: &str, other: &str) -> bool {
    names::identity(dialect, one) == names::identity(dialect, other)
}

fn find<'c>(qualifier: Option<&str>, name: &str, sources: &Sources, catalog: &'c Catalog) -> Option<&'c Column> {
    let meant = |source: &&Source| qualifier.is_none_or(|name| same(catalog.dialect, name, &source.alias));
    let mut tables = sources.list.iter().filter(meant).filter_map(|source| table_of(source, catalog));
    tables.find_map(|draft| draft.column(name).map(|place| &draft.table.columns[place]))
}

/// The column as a query hands it on.
fn taken(column: &Column, sources: &Sources) -> Column {
    let nullable = column.nullable || sources.outer;
    Column { nullable, default: None, generated: false, comment: None, ..column.clone() }
}

fn unknown(name: Name, span: Span) -> Column {
    Column {
        name,
        ty: Type::Opaque("".into()),
        declared: "".into(),
        ty_span: span,
        nullable: true,
        collation: None,
        default: None,
        generated: false,
        comment: None,
        span,
    }
}

/// `c`, `t.c`, `s.t.c`, alone.
fn reference(value: Cursor<'_>) -> Option<(Option<Name>, Named)> {
    let mut value = value;
    let mut before = None;
    let mut last = value.name()?;
    while value.eat_kind(Kind::Dot).is_some() {
        before = Some(last.name);
        last = value.name()?;
    }
    let is_value = before.is_none()
        && ["NULL", "CURRENT_DATE", "CURRENT_TIMESTAMP", "SYSDATE", "USER", "TRUE", "FALSE"]
            .contains(&&*last.name.to_uppercase());
    (value.is_done() && !is_value).then_some((before, last))
}

/// Words after which a word is an operand and no name: `a AND b`.
const OPERATORS: &[&str] = &[
    "AND",
    "OR",
    "NOT",
    "IS",
    "IN",
    "LIKE",
    "ILIKE",
    "BETWEEN",
    "COLLATE",
    "ESCAPE",
    "DIV",
    "MOD",
    "XOR",
    "REGEXP",
    "RLIKE",
    "SIMILAR",
    "TO",
    "FROM",
    "THEN",
    "ELSE",
    "WHEN",
    "CASE",
    "INTERVAL",
    "DATE",
    "TIMESTAMP",
    "OVER",
    "AT",
    "ZONE",
    "BINARY",
    "DISTINCT",
    "PRIOR",
    "FILTER",
];

/// The value and what the query calls it: `value AS name`, `value name`, SQL Server's `name = value`.
fn alias(item: Cursor<'_>) -> (Cursor<'_>, Option<Named>) {
    let mut walk = item;
    if item.origin.dialect == Dialect::SqlServer {
        let mut ahead = item;
        if let (Some(name), true) = (ahead.name(), ahead.eat_symbol("=")) {
            return (ahead, Some(name));
        }
    }
    let (mut before_last, mut last) = (None, None);
    while !walk.is_done() {
        before_last = last.replace(walk);
        walk.skip();
    }
    let Some(mut last) = last else { return (item, None) };
    let Some(before_last) = before_last else { return (item, None) };
    let start = last;
    let is_text = last.is_kind(Kind::Text) && item.origin.dialect != Dialect::Postgres;
    let text = last.peek().map(|token| Name::from(&*token.text)).unwrap_or_default();
    let name = match last.name() {
        Some(name) => Some(name),
        None if is_text => Some(Named { name: text, span: start.here() }),
        None => None,
    };
    let Some(name) = name else { return (item, None) };
    if before_last.is("AS") {
        return (item.until(&before_last), Some(name));
    }
    let ends_value = match before_last.peek().map(|token| token.kind) {
        Some(Kind::Word) => !before_last.is_any(OPERATORS),
        Some(Kind::Open | Kind::Quoted | Kind::Number | Kind::Text | Kind::DoubleText) => true,
        Some(Kind::Close | Kind::Comma | Kind::Dot | Kind::Symbol) | None => false,
    };
    let cast = item.origin.dialect == Dialect::Postgres && item.contains_symbol("::");
    if !ends_value || start.is("END") || cast {
        return (item, None);
    }
    (item.until(&start), Some(name))
}

/// The name that the database gives a value: in PostgreSQL that of the function, or of the column that is cast; in MySQL the
/// value as it is written.
fn implied(value: Cursor<'_>) -> Option<Named> {
    match value.origin.dialect {
        Dialect::Postgres => {}
        Dialect::MySql => return Some(Named { name: value.written(value.rest()), span: value.rest() }),
        Dialect::Oracle | Dialect::SqlServer | Dialect::Sqlite => return None,
    }
    let mut value = value;
    if value.is("CASE") {
        return Some(Named { name: "case".into(), span: value.rest() });
    }
    let mut name = value.name()?;
    while value.eat_kind(Kind::Dot).is_some() {
        name = value.name()?;
    }
    if value.group().is_some() && value.is_done() {
        return Some(name);
    }
    value.is_symbol("::").then_some(name)
}
