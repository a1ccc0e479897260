//! What a map over many tables reads: patterns, exceptions, columns that no table has.

use crate::diag::{Code, Diagnostic, near_miss};
use crate::schema::{Dialect, Table, TableKind};
use crate::syntax::tree::{Example, PathPattern, SourceKind};
use crate::text::Span;

/// All kinds of findings of this file.
pub(super) static CODES: &[&Code] =
    &[&NO_TABLES, &NO_EXCEPTION, &IN_NO_TABLE, &OTHER_KIND, &TWO_DATABASES, &EXAMPLE_TABLE];

/// A pattern names no table.
static NO_TABLES: Code = Code::error("map/no-tables", include_str!("../../../book/src/diagnostics/map/no-tables.md"));

/// An `except` takes nothing away.
static NO_EXCEPTION: Code =
    Code::error("map/no-exception", include_str!("../../../book/src/diagnostics/map/no-exception.md"));

/// A column that none of a map's tables has.
static IN_NO_TABLE: Code =
    Code::error("map/in-no-table", include_str!("../../../book/src/diagnostics/map/in-no-table.md"));

/// A view is read as a table, or a table as a view.
static OTHER_KIND: Code =
    Code::error("map/other-kind", include_str!("../../../book/src/diagnostics/map/other-kind.md"));

/// A map reads tables of two kinds of databases.
static TWO_DATABASES: Code =
    Code::error("map/two-databases", include_str!("../../../book/src/diagnostics/map/two-databases.md"));

/// An example does not say which of many tables its rows are of.
static EXAMPLE_TABLE: Code =
    Code::error("example/which-table", include_str!("../../../book/src/diagnostics/example/which-table.md"));

/// A pattern of tables without a match among the `known` ones.
pub(crate) fn no_tables(pattern: &PathPattern, kind: SourceKind, known: usize) -> Diagnostic {
    let what = match kind {
        SourceKind::Table => "table",
        SourceKind::View => "view",
        SourceKind::Any => "table or view",
    };
    NO_TABLES
        .at(pattern.span, format!("the pattern names no {what}"))
        .note(format!("the schemas declare {known}; a name matches in its case, with its schema before it"))
        .help("write `SCHEMA.*` for all tables of a schema".to_owned())
}

/// An exception that takes nothing away.
pub(crate) fn no_exception(pattern: &PathPattern) -> Diagnostic {
    NO_EXCEPTION
        .at(pattern.span, "this takes none of the tables away that `from` names")
        .note("a table that should stay behind may come along under a name that is spelled in another way")
        .help("drop it, or write it as the schema does: `SCHEMA.TABLE`".to_owned())
}

/// What [`in_no_table`] calls a pattern of tables.
pub(crate) const TABLES: &str = "the pattern of tables";
/// What [`in_no_table`] calls columns of a type.
pub(crate) const TYPE: &str = "a column of this type";

/// A name that none of the tables has as a column.
pub(crate) fn in_no_table<'t>(span: Span, name: &str, tables: impl Iterator<Item = &'t Table> + Clone) -> Diagnostic {
    let (of, column) = name.rsplit_once('.').map_or((None, name), |(of, column)| (Some(of), column));
    let names = || tables.clone().map(|table| &*table.name);
    if let Some(of) = of.filter(|of| !names().any(|name| name == *of)) {
        let finding = IN_NO_TABLE.at(span, format!("the map reads no table `{of}`"));
        return finding.help(near_miss(of, names()).map(|nearest| format!("`{nearest}` is one of them")));
    }
    let columns = tables
        .clone()
        .filter(|table| of.is_none_or(|of| *table.name == *of))
        .flat_map(|table| table.columns.iter().map(|column| &*column.name));
    let message = match of {
        Some(of) => format!("the table `{of}` has no column `{column}`"),
        None if column == TABLES => "the pattern names none of the map's tables".to_owned(),
        None if column == TYPE => "no table of the map has a column of this type".to_owned(),
        None if column == "the pattern" => "the pattern names no column of the map's tables".to_owned(),
        None => format!("no table of the map has a column `{column}`"),
    };
    let help = near_miss(column, columns).map(|nearest| format!("there is a column `{nearest}`"));
    IN_NO_TABLE.at(span, message).help(help)
}

/// A relation of another kind than the clause reads.
pub(crate) fn other_kind(pattern: &PathPattern, table: &Table) -> Diagnostic {
    let (is, word) = match table.kind {
        TableKind::View => ("a view", "view "),
        TableKind::Table => ("a table", ""),
    };
    OTHER_KIND
        .at(pattern.span, format!("`{}` is {is}", table.qualified()))
        .also(table.span, "declared here")
        .note("a service that is told to read the one does not see the other, and says nothing")
        .help(format!("write `from {word}{}`", table.qualified()))
}

/// Tables of two dialects in one map.
pub(crate) fn two_databases(header: Span, first: (&Table, Dialect), second: (&Table, Dialect)) -> Diagnostic {
    TWO_DATABASES
        .at(header, "the map reads tables of two kinds of databases")
        .note(format!("`{}` is of {}", first.0.qualified(), first.1.title()))
        .note(format!("`{}` is of {}", second.0.qualified(), second.1.title()))
        .help("write a map for each database; what they share can stand in a `fragment`".to_owned())
}

/// An example of a map over many tables whose rows name none, or several.
pub(crate) fn example_without_table(example: &Example, span: Span) -> Diagnostic {
    EXAMPLE_TABLE
        .at(span, format!("which table of `{}` is this row of?", example.map.text))
        .note("the map reads many tables; the rows of one example are of one of them")
        .help("write `row TABLE { … }`".to_owned())
}

/// An example names a table that its map does not read.
pub(crate) fn example_of_no_table(example: &Example, table: Span) -> Diagnostic {
    EXAMPLE_TABLE
        .at(table, format!("the map `{}` reads no such table", example.map.text))
        .help("write the name of a table as the schema does".to_owned())
}
