//! Lines that name columns for the row as a whole.

use crate::diag::{Code, Diagnostic};
use crate::schema::Column;
use crate::text::Span;

/// All kinds of findings of this file.
pub(super) static CODES: &[&Code] = &[&LINE_TWICE, &COLUMN_TWICE];

/// A line of which a table has one.
pub static LINE_TWICE: Code =
    Code::error("map/line-twice", include_str!("../../../book/src/diagnostics/map/line-twice.md"));

/// A column that one line names twice.
pub static COLUMN_TWICE: Code =
    Code::error("map/column-twice", include_str!("../../../book/src/diagnostics/map/column-twice.md"));

/// A second line of its kind.
pub(crate) fn line_twice(words: &str, first: Span, second: Span) -> Diagnostic {
    LINE_TWICE
        .at(second, format!("a second `{words}` line: which one holds?"))
        .also(first, "the first")
        .help(if words.starts_with("on ") { "keep one" } else { "keep one; it may name several" }.to_owned())
}

/// A column that is named again.
pub(crate) fn column_twice(column: &Column, span: Span) -> Diagnostic {
    COLUMN_TWICE.at(span, format!("`{}` is named twice", column.name)).help("name each column once".to_owned())
}
