//! What can be wrong with the files that a project names, in words.

use crate::diag::{Code, Diagnostic, near_miss};
use crate::schema::Form;
use crate::syntax::tree::{Ident, TextLit};

/// All kinds of findings of this folder.
pub static CODES: &[&Code] = &[&UNKNOWN_DIALECT, &UNREADABLE, &NAMED_TWICE];

/// A schema line names a dialect that mapc does not read.
static UNKNOWN_DIALECT: Code =
    Code::error("schema/unknown-dialect", include_str!("../../book/src/diagnostics/schema/unknown-dialect.md"));

/// The file of a schema cannot be read.
static UNREADABLE: Code =
    Code::error("schema/unreadable-file", include_str!("../../book/src/diagnostics/schema/unreadable-file.md"));

/// Two schema lines have one name.
static NAMED_TWICE: Code =
    Code::error("schema/named-twice", include_str!("../../book/src/diagnostics/schema/named-twice.md"));

/// A dialect that is none.
pub(super) fn unknown_dialect(word: &Ident) -> Diagnostic {
    let finding = UNKNOWN_DIALECT
        .at(word.span, format!("mapc reads no schemas of the kind `{}`", word.text))
        .note(format!("it reads {}", Form::WORDS.map(|word| format!("`{word}`")).join(", ")));
    match near_miss(&word.text, Form::WORDS) {
        Some(nearest) => finding.fix(format!("write `{nearest}`"), word.span, nearest),
        None => finding,
    }
}

/// A file that cannot be read, and why.
pub(super) fn unreadable(file: &TextLit, path: &str, reason: &str) -> Diagnostic {
    UNREADABLE
        .at(file.span, format!("`{path}` cannot be read: {reason}"))
        .help("paths are relative to the folder of the mapping".to_owned())
}

/// Two schemas with one name.
pub(super) fn named_twice(name: &Ident, first: &Ident) -> Diagnostic {
    NAMED_TWICE
        .at(name.span, format!("a second schema is called `{}`", name.text))
        .also(first.span, "the first")
        .help("give one of them another name".to_owned())
}
