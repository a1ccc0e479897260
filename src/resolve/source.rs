//! `from`: where rows come from.

use super::errors;
use super::pattern::plain_path;
use super::scope::Scope;
use crate::diag::Diagnostics;
use crate::mapping::Source;
use crate::syntax::tree::{Map, SourceKind};

/// The table that a map reads.
pub(super) fn source<'a>(map: &Map, scope: &Scope<'a>, diags: &mut Diagnostics) -> Option<Source<'a>> {
    let (clause, further) = map.sources.split_first()?;
    if let Some(second) = further.first() {
        diags.push(errors::not_yet(second.pattern.span, "a map over several tables", "write a map for each table"));
        return None;
    }
    if let Some(except) = map.except.first() {
        diags.push(errors::not_yet(except.span, "`except`", "name the one table that is meant after `from`"));
        return None;
    }
    match clause.kind {
        SourceKind::Table => {}
        SourceKind::View | SourceKind::Any => {
            diags.push(errors::not_yet(
                clause.pattern.span,
                "a map over views",
                "name a table, or read the tables that the view is made of",
            ));
            return None;
        }
    }
    let Some(path) = plain_path(&clause.pattern) else {
        diags.push(errors::not_yet(
            clause.pattern.span,
            "a map over a pattern of tables",
            "write a map for each table",
        ));
        return None;
    };
    let found = scope.table(&path, diags)?;
    Some(Source { table: found.table, schema: found.schema, dialect: found.schema.dialect, span: clause.pattern.span })
}
