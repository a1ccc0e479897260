//! Texts as a whole.

use super::codes::{LINE_TOO_LONG, NOT_UTF8, TOO_DEEP, TOO_LARGE, TOO_MANY};
use crate::diag::Diagnostic;
use crate::text::Span;

/// A mapping text is not UTF-8.
pub fn not_utf8(place: Span, utf16: bool) -> Diagnostic {
    let found = NOT_UTF8
        .at(place, "the text is not UTF-8")
        .label("these bytes are no character")
        .note("a mapping is read the same way on every machine, hence its encoding is fixed");
    found.help(if utf16 { "the file is UTF-16; save it as UTF-8" } else { "save the file as UTF-8" }.to_owned())
}

/// A mapping text is larger than the reader takes.
pub fn too_large(path: &str, bytes: usize, limit: usize) -> Diagnostic {
    TOO_LARGE
        .nowhere(format!("`{path}` is too large: {bytes} bytes; the limit is {limit}"))
        .help("write several `.mapc` files; one compile reads them all".to_owned())
}

/// A text has more findings than anybody reads.
pub fn too_many(span: Span, limit: usize) -> Diagnostic {
    TOO_MANY
        .at(span, format!("more than {limit} findings in one text"))
        .label("reading ended here")
        .help("mend the first ones, and compile again".to_owned())
}

/// A line is longer than the reader takes.
pub fn line_too_long(span: Span, limit: usize) -> Diagnostic {
    LINE_TOO_LONG
        .at(span, format!("the line is longer than {limit} bytes"))
        .help("write several lines; each holds one fact".to_owned())
}

/// Brackets or blocks stand too deep in one another.
pub fn too_deep(span: Span, limit: usize) -> Diagnostic {
    TOO_DEEP.at(span, format!("brackets stand more than {limit} deep in one another")).label("one too many")
}
