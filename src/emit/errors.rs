//! What can be wrong with the documents of a map as a whole.

use crate::diag::{Code, Diagnostic};
use crate::text::Span;

/// All kinds of findings of this folder.
pub static CODES: &[&Code] = &[&TABLES_DIFFER];

/// Two tables need what all tables share to be different things.
pub static TABLES_DIFFER: Code =
    Code::error("pipeline/tables-differ", include_str!("../../book/src/diagnostics/pipeline/tables-differ.md"));

/// Two tables need what all tables share to be different things: `file` is what is shared.
pub(super) fn tables_differ(map: Span, file: &str, first: &str, second: &str) -> Diagnostic {
    TABLES_DIFFER
        .at(map, format!("the tables `{first}` and `{second}` need `{file}` to be different"))
        .note("all tables of a map share it, so that one of them would not get what its lines say")
        .help("write a map of its own for each of them".to_owned())
}
