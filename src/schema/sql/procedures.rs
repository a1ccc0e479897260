//! SQL Server's stored procedures that change what tables are called and what is said of them.
//!
//! Source: Transact-SQL reference, `sp_rename` and `sp_addextendedproperty`.

use super::catalog::Catalog;
use super::cursor::{Cursor, Qualified};
use super::lexing;
use super::revoke;
use super::tokens::Kind;
use crate::schema::model::{Column, Dialect};
use crate::text::Name;

/// The property that holds what other databases call a comment.
const COMMENT: &str = "MS_Description";

/// Whether a statement may call one of the procedures.
pub fn is_call(text: &str) -> bool {
    let text = text.get(..text.len().min(200)).unwrap_or(text).to_ascii_lowercase();
    text.contains("sp_rename") || text.contains("extendedproperty")
}

/// Reads `EXEC sp_rename 'old', 'new'` and the like.
pub fn call(cursor: &mut Cursor<'_>, catalog: &mut Catalog) {
    cursor.eat_any(&["EXEC", "EXECUTE"]);
    let Some(procedure) = cursor.qualified() else { return };
    let arguments: Vec<Argument> = cursor.split().into_iter().map(argument).collect();
    let value = |place: usize, name: &str| {
        let named = arguments.iter().find(|argument| argument.name.as_deref().is_some_and(|own| own == name));
        let found = named.or_else(|| arguments.get(place).filter(|argument| argument.name.is_none()));
        found.and_then(|argument| argument.value.clone())
    };
    match &*procedure.name.to_ascii_lowercase() {
        "sp_rename" => {
            let kind = value(2, "@objtype").unwrap_or_default();
            if let (Some(from), Some(to)) = (value(0, "@objname"), value(1, "@newname")) {
                rename(&from, &to, &kind, cursor, catalog);
            }
        }
        procedure @ ("sp_addextendedproperty" | "sp_updateextendedproperty" | "sp_dropextendedproperty") => {
            if value(0, "@name").is_none_or(|name| !name.eq_ignore_ascii_case(COMMENT)) {
                return;
            }
            // What drops has no value among its arguments.
            let drops = procedure == "sp_dropextendedproperty";
            let shift = usize::from(drops);
            let text = if drops { None } else { value(1, "@value") };
            let schema = value(3 - shift, "@level0name");
            let Some(table) = value(5 - shift, "@level1name") else { return };
            let of = value(6 - shift, "@level2type").map(|of| of.to_ascii_uppercase());
            let name = Qualified { schema, name: table, span: cursor.here() };
            let Some(draft) = catalog.find(&name) else { return };
            match (of.as_deref(), value(7 - shift, "@level2name")) {
                (Some("COLUMN"), Some(column)) => {
                    if let Some(place) = draft.column(&column) {
                        draft.table.columns[place].comment = text;
                    }
                }
                (None, _) => draft.table.comment = text,
                // Of a key or an index.
                (Some(_), _) => {}
            }
        }
        _ => {}
    }
}

/// An argument: `@name = value`, or a value by its place.
struct Argument {
    name: Option<String>,
    value: Option<Name>,
}

fn argument(mut part: Cursor<'_>) -> Argument {
    let mut name = None;
    let mut ahead = part;
    if let Some(token) = ahead.bump()
        && token.text.starts_with('@')
        && ahead.eat_symbol("=")
    {
        name = Some(token.text.to_lowercase());
        part = ahead;
    }
    let value = part.bump().filter(|token| {
        let is_null = token.kind == Kind::Word && token.text.eq_ignore_ascii_case("NULL");
        matches!(token.kind, Kind::Text | Kind::Word | Kind::Quoted | Kind::DoubleText) && !is_null
    });
    Argument { name, value: value.map(|token| Name::from(&*token.text)) }
}

/// `from` is a table, `table.column` or `table.index`, with a schema or without.
fn rename(from: &str, to: &Name, kind: &str, cursor: &Cursor<'_>, catalog: &mut Catalog) {
    let Ok(list) = lexing::tokens(Dialect::SqlServer, from, 0) else { return };
    let mut parts: Vec<Name> = Vec::new();
    let mut walk = Cursor::new(cursor.origin, &list);
    while let Some(part) = walk.name() {
        parts.push(part.name);
        walk.eat_kind(Kind::Dot);
    }
    let span = cursor.here();
    let qualified = |parts: &[Name]| {
        let name = parts.last()?.clone();
        Some(Qualified { schema: parts.len().checked_sub(2).map(|place| parts[place].clone()), name, span })
    };
    let Some((last, before)) = parts.split_last() else { return };
    let of_object = kind.is_empty() || kind.eq_ignore_ascii_case("OBJECT");
    if of_object && let Some(table) = qualified(&parts).filter(|table| catalog.has(table)) {
        let new = Qualified { schema: None, name: to.clone(), span };
        catalog.rename(&table, &new);
        return;
    }
    let Some(draft) = qualified(before).and_then(|table| catalog.find(&table)) else { return };
    if kind.eq_ignore_ascii_case("COLUMN") {
        if let Some(place) = draft.column(last) {
            let column = draft.table.columns[place].clone();
            draft.replace(place, Column { name: to.clone(), ..column });
        }
    } else {
        revoke::rename(draft, last.clone(), to.clone());
    }
}
