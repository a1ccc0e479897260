//! Which maps read tables of unchecked schemas, and which tables those are.

use crate::diag::Diagnostics;
use crate::resolve::errors;
use crate::resolve::pattern::matches;
use crate::resolve::scope::Scope;
use crate::syntax::tree::{Item, Map, PathPattern, Pattern, Piece, SourceKind, UncheckedLine};
use crate::text::Name;
use crate::unchecked::{Tables, plain};

/// What a map reads.
pub(crate) enum Meant {
    /// Tables of schemas that files describe; or nothing that is known.
    Checked,
    /// Tables of schemas that are taken on faith, of a database of this kind.
    Unchecked(Name),
    /// Both, which was reported.
    Neither,
}

/// The `schema … unchecked` lines.
pub(crate) fn lines<'t>(items: impl Iterator<Item = &'t Item>) -> Vec<&'t UncheckedLine> {
    items.filter_map(|item| if let Item::Unchecked(line) = item { Some(line) } else { None }).collect()
}

/// What the map reads, by its `from` clauses.
pub(crate) fn dialect(map: &Map, lines: &[&UncheckedLine], scope: &Scope<'_>, diags: &mut Diagnostics) -> Meant {
    let line_of = |pattern: &PathPattern| {
        let [schema, _] = pattern.parts.as_slice() else { return None };
        // A file that describes a schema says more.
        if plain(schema).is_some_and(|name| scope.has_schema(name)) {
            return None;
        }
        lines.iter().copied().find(|line| covers(&line.schemas, schema))
    };
    let mut first: Option<&UncheckedLine> = None;
    for clause in &map.sources {
        let Some(line) = line_of(&clause.pattern) else { continue };
        if let Some(first) = first.filter(|first| first.dialect.text != line.dialect.text) {
            diags.push(errors::two_kinds_unchecked(clause.pattern.span, first, line));
            return Meant::Neither;
        }
        first.get_or_insert(line);
    }
    let Some(first) = first else { return Meant::Checked };
    if let Some(checked) = map.sources.iter().find(|clause| line_of(&clause.pattern).is_none()) {
        diags.push(errors::checked_and_unchecked(checked.pattern.span, first.span));
        return Meant::Neither;
    }
    if let Some(except) = map.except.iter().find(|except| except.parts.len() != 2) {
        diags.push(errors::exception_without_schema(except.span));
        return Meant::Neither;
    }
    Meant::Unchecked(first.dialect.text.clone())
}

/// The `from` clauses; all have two parts.
pub(super) fn clauses(map: &Map) -> Vec<Tables> {
    map.sources.iter().filter_map(|clause| tables(&clause.pattern, clause.kind)).collect()
}

/// The `except` clauses; all have two parts.
pub(super) fn exceptions(map: &Map) -> Vec<Tables> {
    map.except.iter().filter_map(|pattern| tables(pattern, SourceKind::Table)).collect()
}

fn tables(pattern: &PathPattern, kind: SourceKind) -> Option<Tables> {
    let [schema, table] = pattern.parts.as_slice() else { return None };
    Some(Tables { kind, schema: schema.clone(), table: table.clone(), span: pattern.span })
}

/// Whether every name that `inner` describes is one that `outer` does. May say no where it is so, for patterns of several
/// wildcards.
fn covers(outer: &Pattern, inner: &Pattern) -> bool {
    match (outer.pieces.as_slice(), plain(inner)) {
        ([Piece::Any], _) => true,
        (_, Some(name)) => matches(outer, name),
        ([Piece::Literal(start), Piece::Any], None) => match inner.pieces.first() {
            Some(Piece::Literal(text)) => text.starts_with(&**start),
            Some(Piece::Any | Piece::One | Piece::Class(_)) | None => false,
        },
        (outer, None) => outer == inner.pieces.as_slice(),
    }
}
