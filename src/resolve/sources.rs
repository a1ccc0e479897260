//! `from` and `except`: the tables that a map reads.

use rustc_hash::{FxHashMap, FxHashSet};

use super::errors;
use super::pattern::{matches, plain_path};
use super::scope::{Found, Scope};
use crate::diag::Diagnostics;
use crate::mapping::{Except, Source};
use crate::schema::TableKind;
use crate::syntax::tree::{Ident, Map, PathPattern, Pattern, Piece, SourceClause, SourceKind};
use crate::text::Name;

/// The tables of a map.
pub(super) struct Tables<'a> {
    /// In order of their qualified names, each once.
    pub list: Vec<Source<'a>>,
    /// What is kept out.
    pub excepted: Vec<Except>,
    /// The map speaks of many by its text: of a pattern, or of several names.
    pub many: bool,
}

/// The tables that a map reads; `None` where it reads none.
pub(super) fn tables<'a>(map: &Map, scope: &Scope<'a>, diags: &mut Diagnostics) -> Option<Tables<'a>> {
    let many = map.sources.len() > 1
        || !map.except.is_empty()
        || map.sources.iter().any(|clause| plain_path(&clause.pattern).is_none());
    let mut list = Vec::new();
    for clause in &map.sources {
        list.extend(of_clause(clause, scope, diags));
    }
    let mut seen = FxHashSet::default();
    list.retain(|source: &Source<'_>| seen.insert((&source.table.schema, &source.table.name)));
    let mut excepted = Vec::with_capacity(map.except.len());
    for except in &map.except {
        let wanted = PatternOfTables::new(except);
        let mut tables: Vec<Name> = Vec::new();
        list.retain(|source| {
            let is_hit = wanted.as_ref().is_some_and(|wanted| wanted.hits(source));
            if is_hit {
                tables.push(source.table.qualified().into());
            }
            !is_hit
        });
        if tables.is_empty() && !list.is_empty() {
            diags.push(errors::no_exception(except));
        }
        tables.sort_unstable();
        excepted.push(Except { span: except.span, tables });
    }
    if many {
        list.sort_by(|a, b| (&a.table.schema, &a.table.name).cmp(&(&b.table.schema, &b.table.name)));
    }
    let first = list.first()?;
    if let Some(other) = list.iter().find(|source| source.dialect != first.dialect) {
        diags.push(errors::two_databases(map.header, (first.table, first.dialect), (other.table, other.dialect)));
    }
    Some(Tables { list, excepted, many })
}

/// The tables of one `from`.
fn of_clause<'a>(clause: &SourceClause, scope: &Scope<'a>, diags: &mut Diagnostics) -> Vec<Source<'a>> {
    let source = |found: Found<'a>| Source {
        table: found.table,
        schema: found.schema,
        dialect: found.schema.dialect,
        span: clause.pattern.span,
    };
    let is_kind = |kind: TableKind| match clause.kind {
        SourceKind::Table => kind == TableKind::Table,
        SourceKind::View => kind == TableKind::View,
        SourceKind::Any => true,
    };
    if let Some(path) = plain_path(&clause.pattern) {
        let Some(found) = scope.table(&path, diags) else { return Vec::new() };
        if !is_kind(found.table.kind) {
            diags.push(errors::other_kind(&clause.pattern, found.table));
        }
        return vec![source(found)];
    }
    let all = || scope.schemas.iter().flat_map(|schema| schema.tables.iter().map(move |table| Found { schema, table }));
    let Some(wanted) = PatternOfTables::new(&clause.pattern) else {
        diags.push(errors::no_tables(&clause.pattern, clause.kind, all().count()));
        return Vec::new();
    };
    let mut schemas: FxHashMap<&Name, bool> = FxHashMap::default();
    let mut list = Vec::new();
    for found in all() {
        let table = found.table;
        let of_schema = *schemas.entry(&table.schema).or_insert_with(|| matches(wanted.schema, &table.schema));
        if of_schema && is_kind(table.kind) && matches(wanted.table, &table.name) {
            list.push(source(found));
        }
    }
    // A schema that could not be read was reported: what it would have held is not known to be missing.
    let is_unread = scope.schemas.iter().any(|schema| schema.tables.is_empty() && matches(wanted.schema, &schema.name));
    let known = |name: &Name| scope.schemas.iter().any(|schema| schema.name == *name) || schemas.contains_key(name);
    if let ([Piece::Literal(name)], true) = (wanted.schema.pieces.as_slice(), list.is_empty() && !is_unread)
        && !known(name)
        && !scope.is_unread(name)
    {
        let named = Ident { text: name.clone(), span: wanted.schema.span };
        let declared: Vec<&str> = scope.schemas.iter().map(|schema| &*schema.name).collect();
        diags.push(errors::unknown_schema(&named, false, &declared));
    } else if list.is_empty() && !is_unread {
        diags.push(errors::no_tables(&clause.pattern, clause.kind, all().count()));
    }
    list
}

/// `schema.table`, each a pattern.
struct PatternOfTables<'p> {
    schema: &'p Pattern,
    table: &'p Pattern,
}

impl<'p> PatternOfTables<'p> {
    fn new(pattern: &'p PathPattern) -> Option<PatternOfTables<'p>> {
        let [schema, table] = pattern.parts.as_slice() else { return None };
        Some(PatternOfTables { schema, table })
    }

    fn hits(&self, source: &Source<'_>) -> bool {
        matches(self.schema, &source.table.schema) && matches(self.table, &source.table.name)
    }
}
