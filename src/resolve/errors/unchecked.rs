//! Maps over schemas that are taken on faith.

use crate::diag::{Code, Diagnostic};
use crate::syntax::tree::{Ident, Map, UncheckedLine};
use crate::text::Span;

/// All kinds of findings of this file.
pub(super) static CODES: &[&Code] = &[&NEEDS_SCHEMA, &MIXED];

/// A line says what only a schema could show.
static NEEDS_SCHEMA: Code =
    Code::error("schema/needed", include_str!("../../../book/src/diagnostics/schema/needed.md"));

/// A map reads tables that a file describes, and tables that none does.
static MIXED: Code = Code::error("schema/mixed", include_str!("../../../book/src/diagnostics/schema/mixed.md"));

/// A line that needs to know columns.
pub(crate) fn needs_schema(span: Span, what: &str) -> Diagnostic {
    NEEDS_SCHEMA
        .at(span, format!("{what} needs a schema, and these tables have none"))
        .note("of an unchecked schema nothing is known: neither columns nor keys")
        .help("name a file that describes it: `schema NAME from DIALECT \"FILE.sql\"`".to_owned())
}

/// A map that lets nothing through.
pub(crate) fn no_unchecked_fields(map: &Map) -> Diagnostic {
    NEEDS_SCHEMA
        .at(map.header, "no line says which columns arrive")
        .note("without a schema it cannot be told which columns a body leaves out")
        .help("write `field *` for all, and `exclude NAME` for those that stay behind".to_owned())
}

/// Two members of one name.
pub(crate) fn unchecked_member(name: &Ident) -> Diagnostic {
    NEEDS_SCHEMA.at(name.span, format!("a second member is called `{}`", name.text))
}

/// Tables of a described and of an unchecked schema.
pub(crate) fn checked_and_unchecked(checked: Span, unchecked: Span) -> Diagnostic {
    MIXED
        .at(checked, "these tables are not of an unchecked schema, and others of the map are")
        .also(unchecked, "taken on faith here")
        .note("what is proved of some tables of a map would be unknown of others")
        .help("write a map of its own for each".to_owned())
}

/// Tables of two kinds of databases.
pub(crate) fn two_kinds_unchecked(span: Span, first: &UncheckedLine, second: &UncheckedLine) -> Diagnostic {
    MIXED
        .at(
            span,
            format!("these tables are of `{}`, and others of the map of `{}`", second.dialect.text, first.dialect.text),
        )
        .also(first.span, "here")
        .note("a task reads one database")
        .help("write a map of its own for each".to_owned())
}

/// An exception without a schema.
pub(crate) fn exception_without_schema(span: Span) -> Diagnostic {
    MIXED
        .at(span, "which schema's tables?")
        .note("without a schema, a name alone may mean any")
        .help("write `except SCHEMA.TABLE`".to_owned())
}
