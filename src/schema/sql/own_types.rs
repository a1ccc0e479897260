//! Types that a file declares: enumerations, domains and aliases, and composite types, which tables can have for columns.

use super::catalog::Catalog;
use super::column;
use super::cursor::{Cursor, Qualified};
use super::scope::OwnType;
use super::tokens::Kind;
use super::types;
use crate::diag::Diagnostics;
use crate::schema::model::{Column, Dialect};
use crate::text::Name;
use crate::types::Type;

/// `CREATE TYPE t AS ENUM (…)`, `CREATE DOMAIN t AS …`, `CREATE TYPE t FROM …`, `CREATE TYPE t AS OBJECT (…)`.
pub fn create(cursor: &mut Cursor<'_>, catalog: &mut Catalog) {
    while !cursor.is_done() && cursor.eat_any(&["TYPE", "DOMAIN"]).is_none() {
        cursor.bump();
    }
    // The methods of a type of Oracle.
    if catalog.dialect == Dialect::Oracle && cursor.is("BODY") && cursor.peek_at(1).is_some() {
        return;
    }
    cursor.eat_all(&["IF", "NOT", "EXISTS"]);
    let Some(name) = cursor.qualified() else { return };
    if catalog.dialect == Dialect::Oracle {
        while !cursor.is_done() && !cursor.is_any(&["AS", "IS", "UNDER"]) {
            cursor.skip();
        }
    }
    cursor.eat_any(&["AS", "FROM", "IS"]);
    if cursor.eat("ENUM") {
        let inside = cursor.group().map(Cursor::split).unwrap_or_default();
        let value = |mut part: Cursor<'_>| part.eat_kind(Kind::Text).map(|token| Name::from(&*token.text));
        if let Some(values) = inside.into_iter().map(value).collect::<Option<Vec<Name>>>() {
            catalog.scope.declare_type(&name, OwnType { ty: Type::Enum(values), text: None, parts: Vec::new() });
        }
    } else if cursor.is_kind(Kind::Open) || cursor.is_any(&["OBJECT", "UNDER"]) {
        composite(cursor, &name, catalog);
    } else if !cursor.is_any(&["TABLE", "VARRAY", "VARYING", "RANGE"]) {
        alias(cursor, &name, catalog);
    }
}

fn alias(cursor: &mut Cursor<'_>, name: &Qualified, catalog: &mut Catalog) {
    let start = *cursor;
    let Some(phrase) = types::phrase(cursor) else { return };
    let (ty, text) = catalog.scope.meaning(&phrase, cursor.written(cursor.since(&start)));
    // An enumeration under another name has no other text either.
    let text = if matches!(ty, Type::Enum(_)) && catalog.dialect == Dialect::Postgres { None } else { Some(text) };
    catalog.scope.declare_type(name, OwnType { ty, text, parts: Vec::new() });
}

/// Words that begin what a type of Oracle has beside its attributes.
const METHODS: &[&str] =
    &["MEMBER", "STATIC", "MAP", "ORDER", "CONSTRUCTOR", "FINAL", "INSTANTIABLE", "NOT", "OVERRIDING", "PRAGMA"];

fn composite(cursor: &mut Cursor<'_>, name: &Qualified, catalog: &mut Catalog) {
    let mut parts: Vec<Column> = Vec::new();
    if cursor.eat("UNDER") {
        let parent = cursor.qualified();
        let own = parent.and_then(|parent| catalog.scope.own_type(parent.schema.as_deref(), &parent.name).cloned());
        let Some(own) = own else { return };
        parts = own.parts;
    } else {
        cursor.eat("OBJECT");
    }
    for mut part in cursor.group().map(Cursor::split).unwrap_or_default() {
        if part.is_any(METHODS) && part.peek_at(2).is_some() {
            continue;
        }
        // What is wrong here is told where a table is made of it.
        let Some(declared) = column::read(&mut part, &catalog.scope, &mut Diagnostics::new()) else { return };
        parts.push(declared.column);
    }
    if catalog.may_copy(parts.len()) {
        let text: Name =
            name.schema.as_ref().map_or(name.name.clone(), |schema| format!("{schema}.{}", name.name).into());
        catalog.scope.declare_type(name, OwnType { ty: Type::Opaque(text.clone()), text: Some(text), parts });
    }
}

/// PostgreSQL's `ALTER TYPE t ADD VALUE 'a'`, also for the columns that have the type.
pub fn alter(cursor: &mut Cursor<'_>, catalog: &mut Catalog) {
    cursor.eat_all(&["ALTER", "TYPE"]);
    let Some(name) = cursor.qualified() else { return };
    let own = catalog.scope.own_type(name.schema.as_deref(), &name.name).cloned();
    let Some(OwnType { ty: Type::Enum(before), .. }) = own else { return };
    let mut values = before.clone();
    let text = |cursor: &mut Cursor<'_>| cursor.eat_kind(Kind::Text).map(|token| Name::from(&*token.text));
    let place = |values: &[Name], value: Option<Name>| values.iter().position(|other| Some(other) == value.as_ref());
    if cursor.eat_all(&["ADD", "VALUE"]) {
        cursor.eat_all(&["IF", "NOT", "EXISTS"]);
        let Some(value) = text(cursor).filter(|value| !values.contains(value)) else { return };
        let after = usize::from(cursor.is("AFTER"));
        let beside = if cursor.eat_any(&["BEFORE", "AFTER"]).is_some() { text(cursor) } else { None };
        let at = place(&values, beside).map_or(values.len(), |place| place + after);
        values.insert(at, value);
    } else if cursor.eat_all(&["RENAME", "VALUE"]) {
        let at = place(&values, text(cursor));
        cursor.eat("TO");
        let (Some(at), Some(to)) = (at, text(cursor)) else { return };
        values[at] = to;
    } else {
        return;
    }
    catalog.scope.declare_type(&name, OwnType { ty: Type::Enum(values.clone()), text: None, parts: Vec::new() });
    catalog.exchange_type(&Type::Enum(before), &Type::Enum(values), &name.name);
}
