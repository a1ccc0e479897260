//! What can be wrong with the files that a project names, in words.

use crate::diag::{Code, Diagnostic, near_miss};
use crate::schema::Form;
use crate::syntax::tree::{Ident, TextLit, UncheckedLine};

/// All kinds of findings of this folder.
pub static CODES: &[&Code] = &[&UNKNOWN_DIALECT, &UNREADABLE, &NAMED_TWICE, &UNCHECKED];

/// A schema line names a dialect that mapc does not read.
static UNKNOWN_DIALECT: Code =
    Code::error("schema/unknown-dialect", include_str!("../../book/src/diagnostics/schema/unknown-dialect.md"));

/// The file of a schema cannot be read.
static UNREADABLE: Code =
    Code::error("schema/unreadable-file", include_str!("../../book/src/diagnostics/schema/unreadable-file.md"));

/// Two schema lines have one name.
static NAMED_TWICE: Code =
    Code::error("schema/named-twice", include_str!("../../book/src/diagnostics/schema/named-twice.md"));

/// A schema is taken on faith.
static UNCHECKED: Code =
    Code::warning("schema/unchecked", include_str!("../../book/src/diagnostics/schema/unchecked.md"));

/// A schema is taken on faith.
pub(super) fn unchecked(line: &UncheckedLine) -> Diagnostic {
    UNCHECKED
        .at(line.span, "nothing is checked of the tables of this schema")
        .note("whether a table, a column or a match of a pattern is there, which types and keys it has, whether two names become one")
        .help("name a file that describes it: `schema NAME from DIALECT \"FILE.sql\"`".to_owned())
}

/// A kind of database that is none, in a line that takes tables on faith.
pub(super) fn unknown_source(word: &Ident, known: &[&'static str]) -> Diagnostic {
    let words: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    let finding = UNKNOWN_DIALECT
        .at(word.span, format!("`{}` is no kind of database that is read unchecked", word.text))
        .note(format!("these are: {}", words.join(", ")));
    match near_miss(&word.text, known.iter().copied()) {
        Some(nearest) => finding.fix(format!("write `{nearest}`"), word.span, nearest),
        None => finding,
    }
}

/// A dialect that is none.
pub(super) fn unknown_dialect(word: &Ident) -> Diagnostic {
    let finding = UNKNOWN_DIALECT
        .at(word.span, format!("mapc reads no schemas of the kind `{}`", word.text))
        .note(format!("it reads {}", Form::WORDS.map(|word| format!("`{word}`")).join(", ")));
    match Form::meant(&word.text).or_else(|| near_miss(&word.text, Form::WORDS)) {
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
