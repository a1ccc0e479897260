//! What converters cannot be written for, in words.

use crate::diag::{Code, Diagnostic};
use crate::schema::Column;
use crate::text::Span;

/// All kinds of findings of this stage.
pub(super) static CODES: &[&Code] = &[&NO_TYPE, &TOO_MANY_DIGITS];

/// A column of a type that rows of Rust do not have.
static NO_TYPE: Code = Code::error("rust/no-type", include_str!("../../../book/src/diagnostics/rust/no-type.md"));

/// A number with more digits than DynamoDB keeps.
static TOO_MANY_DIGITS: Code =
    Code::error("rust/too-many-digits", include_str!("../../../book/src/diagnostics/rust/too-many-digits.md"));

/// The column's values have no text or bytes that every reader of the table would write alike.
pub(super) fn no_type(column: &Column, line: Span) -> Diagnostic {
    NO_TYPE
        .at(line, format!("`{}` has a type that no converter reads", column.name))
        .also(column.span, format!("`{}`", column.declared))
        .note("how such a value is written differs from one reader of the table to the next")
        .help(format!("leave the column out: `exclude {}`, or read a view that gives it as text", column.name))
}

/// The column has more digits than DynamoDB keeps.
pub(super) fn too_many_digits(column: &Column, line: Span, most: u16) -> Diagnostic {
    TOO_MANY_DIGITS
        .at(line, format!("`{}` can have more than the {most} digits that DynamoDB keeps of a number", column.name))
        .also(column.span, format!("`{}`", column.declared))
        .help(format!("write it as text: `field {}: string`", column.name))
}
