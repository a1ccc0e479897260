//! Lines that change rows, names, types and values.

use super::lines::EMPTY_NAME;
use super::names::NO_MATCH;
use crate::diag::{Code, Diagnostic};
use crate::schema::{Column, Table};
use crate::syntax::tree::PathPattern;
use crate::text::Span;

/// All kinds of findings of this file.
pub(super) static CODES: &[&Code] =
    &[&FILTER_OF_TWO_TABLES, &CAST_TWICE, &MASK_TWICE, &SHOWS_MASKED, &IDLE_CHANGE, &TABLESPACE];

/// A `where` line compares columns of two tables.
pub static FILTER_OF_TWO_TABLES: Code =
    Code::error("map/filter-of-two-tables", include_str!("../../../book/src/diagnostics/map/filter-of-two-tables.md"));

/// Two `cast` lines give one field two types.
pub static CAST_TWICE: Code =
    Code::error("map/cast-twice", include_str!("../../../book/src/diagnostics/map/cast-twice.md"));

/// Two `mask` lines hide one field in two ways.
pub static MASK_TWICE: Code =
    Code::error("map/mask-twice", include_str!("../../../book/src/diagnostics/map/mask-twice.md"));

/// A value is computed from a masked column.
pub static SHOWS_MASKED: Code =
    Code::error("map/shows-masked", include_str!("../../../book/src/diagnostics/map/shows-masked.md"));

/// A `cast` or `mask` line changes no field.
pub static IDLE_CHANGE: Code =
    Code::warning("map/idle-change", include_str!("../../../book/src/diagnostics/map/idle-change.md"));

/// A `where` line that speaks of two tables.
pub(crate) fn filter_of_two_tables(span: Span, first: &str, second: &str) -> Diagnostic {
    FILTER_OF_TWO_TABLES
        .at(span, format!("a row is of one table, and this line speaks of `{first}` and `{second}`"))
        .note("tables are filtered each by itself; a join is made in the source, as a view")
        .help("write a `where` line for each table".to_owned())
}

/// Two types for one field.
pub(crate) fn cast_twice(field: &str, first: Span, second: Span) -> Diagnostic {
    CAST_TWICE
        .at(second, format!("`{field}` gets a second type"))
        .also(first, "the first")
        .note("of two lines the narrower counts, and these are equally narrow")
        .help(format!("give the field a line of its own: `field {field}: TYPE`"))
}

/// Two masks for one field.
pub(crate) fn mask_twice(field: &str, first: Span, second: Span) -> Diagnostic {
    MASK_TWICE
        .at(second, format!("`{field}` is masked in a second way"))
        .also(first, "the first")
        .help("drop one of the two lines".to_owned())
}

/// A masked column inside a computed value.
pub(crate) fn shows_masked(column: &Column, value: Span, mask: Span) -> Diagnostic {
    SHOWS_MASKED
        .at(value, format!("this value shows `{}`, which is masked", column.name))
        .also(mask, "masked here")
        .note("a mask hides the column's own field; what is computed from the column is computed from its true value")
        .help(format!("drop the line, or leave `{}` out of it", column.name))
}

/// A line that changes nothing.
pub(crate) fn idle_change(span: Span, what: &str) -> Diagnostic {
    IDLE_CHANGE
        .at(span, format!("this line changes no {what}"))
        .note("no column is of that kind, or those that are do not arrive as themselves")
        .help("drop the line".to_owned())
}

/// A `rename schema` or `rename table` line of another table.
pub(crate) fn renames_other_table(selector: &PathPattern, table: &Table) -> Diagnostic {
    NO_MATCH
        .at(selector.span, "no table of the map has such a name")
        .also(table.span, format!("the map reads `{}`", table.qualified()))
        .help("drop the line".to_owned())
}

/// Nothing is left of the name of a schema or table.
pub(crate) fn empty_table_name(name: &str, line: Span) -> Diagnostic {
    EMPTY_NAME
        .at(line, format!("nothing is left of the name `{name}`"))
        .help("give it another name: `rename table TABLE to NAME`".to_owned())
}

/// A tablespace is renamed in another way than by its name.
static TABLESPACE: Code =
    Code::error("map/tablespace", include_str!("../../../book/src/diagnostics/map/tablespace.md"));

/// A `rename tablespace` line that does not say which one becomes what.
pub(crate) fn tablespace(span: Span, of_indexes: bool) -> Diagnostic {
    let words = if of_indexes { "index tablespace" } else { "tablespace" };
    TABLESPACE
        .at(span, "a tablespace gets another name as a whole")
        .note("no schema says which tablespaces there are, so that nothing could be said of many")
        .help(format!("name both: `rename {words} OLD to NEW`"))
}
