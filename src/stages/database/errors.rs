//! What databases refuse, in words.

use crate::diag::{Code, Diagnostic};
use crate::text::Span;

/// All kinds of findings of this folder.
pub(super) static CODES: &[&Code] = &[&LONG_NAME];

/// A name that the database does not hold.
static LONG_NAME: Code =
    Code::error("database/long-name", include_str!("../../../book/src/diagnostics/database/long-name.md"));

/// A name of `found` bytes, of which the database holds `most`.
pub(super) fn long_name(span: Span, what: &str, name: &str, engine: &str, found: usize, most: usize) -> Diagnostic {
    LONG_NAME
        .at(span, format!("the {what} `{name}` has {found} bytes, and `{engine}` holds {most}"))
        .note("a longer name is cut or refused, and two may become one")
        .help("give it a shorter one by a `rename` line".to_owned())
}
