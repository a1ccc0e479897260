//! What can be wrong with the file of an environment, in words.

use crate::diag::{Code, Diagnostic};
use crate::text::Span;

/// All kinds of findings of this folder.
pub static CODES: &[&Code] = &[&VALUES_FILE];

/// The file of an environment is not of its form.
static VALUES_FILE: Code =
    Code::error("param/values-file", include_str!("../../book/src/diagnostics/param/values-file.md"));

const FORM: &str = "write a line `PARAMETER: VALUE` for each parameter";

/// A file that is no YAML, or no mapping. `problem` is what the reader says.
pub fn unread(at: Span, problem: &str) -> Diagnostic {
    VALUES_FILE
        .at(at, "this is no list of parameters and their values in YAML")
        .note(format!("the reader says: {}", problem.escape_debug()))
        .help(FORM.to_owned())
}

/// A parameter whose value is none.
pub fn no_scalar(name: Span, parameter: &str, found: &str) -> Diagnostic {
    VALUES_FILE
        .at(name, format!("`{parameter}` has {found} for a value"))
        .note("a value is filled into names and settings, so it is one text, number or flag")
        .help(match found {
            "nothing" => format!("write `{parameter}: \"\"` where it is to be empty, or leave the line out"),
            _ => FORM.to_owned(),
        })
}

/// A file that is no text.
pub fn not_utf8(at: Span) -> Diagnostic {
    VALUES_FILE.at(at, "this is not UTF-8").help("save the file as UTF-8".to_owned())
}

/// A file that is no list of values.
pub fn too_large(at: Span, size: usize, most: usize) -> Diagnostic {
    VALUES_FILE.at(at, format!("the file has {size} bytes; at most {most} are read")).help(FORM.to_owned())
}
