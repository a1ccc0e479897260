//! Lines that change rows, names, types and values.

use crate::diag::{Code, Diagnostic};
use crate::text::Span;

/// All kinds of findings of this file.
pub(super) static CODES: &[&Code] = &[&FILTER_OF_TWO_TABLES];

/// A `where` line compares columns of two tables.
pub static FILTER_OF_TWO_TABLES: Code =
    Code::error("map/filter-of-two-tables", include_str!("../../../book/src/diagnostics/map/filter-of-two-tables.md"));

/// A `where` line that speaks of two tables.
pub(crate) fn filter_of_two_tables(span: Span, first: &str, second: &str) -> Diagnostic {
    FILTER_OF_TWO_TABLES
        .at(span, format!("a row is of one table, and this line speaks of `{first}` and `{second}`"))
        .note("tables are filtered each by itself; a join is made in the source, as a view")
        .help("write a `where` line for each table".to_owned())
}
