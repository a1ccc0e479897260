//! Signs, texts and names within a line.

use super::codes::{
    BARE_ADDRESS, HOLE_IN_CONSTANT, QUOTES, UNCLOSED_HOLE, UNCLOSED_NAME, UNCLOSED_TEXT, UNKNOWN_ESCAPE,
};
use super::words::quoted;
use crate::diag::Diagnostic;
use crate::text::Span;

/// A text without its end.
pub fn unclosed_text(span: Span) -> Diagnostic {
    UNCLOSED_TEXT
        .at(span, "the text is not closed")
        .label("`\"` is missing before the end of the line")
        .help("a text ends on its line; a newline in it is `\\n`, a `\"` in it is `\\\"`".to_owned())
}

/// A name in backticks without its end.
pub fn unclosed_name(span: Span) -> Diagnostic {
    UNCLOSED_NAME
        .at(span, "the name in backticks is not closed")
        .label("a backtick is missing before the end of the line")
        .help("a backtick within such a name is doubled".to_owned())
}

/// A hole without its end.
pub fn unclosed_hole(span: Span, written: &str) -> Diagnostic {
    let (sign, escaped) = if written.starts_with("$(") { (")", "\\$(") } else { ("}", "\\${") };
    UNCLOSED_HOLE
        .at(span, format!("hole {} is not closed", quoted(written)))
        .label(format!("`{sign}` is missing after this"))
        .help(format!("a hole is one column, `$name` or call; the characters themselves are `{escaped}`"))
        .fix("close the hole", span.after(), sign)
}

/// Text in `'` or curly quotes.
pub fn wrong_quotes(span: Span, inner: &str) -> Diagnostic {
    let escaped = inner.replace('"', "\\\"");
    QUOTES.at(span, "a text stands in `\"`").label("these are no quotes of a text").fix(
        "use `\"`",
        span,
        format!("\"{escaped}\""),
    )
}

/// An address without quotes.
pub fn bare_address(span: Span, address: &str) -> Diagnostic {
    BARE_ADDRESS
        .at(span, "an address is a text")
        .label("it stands in `\"`")
        .note("without quotes `//` begins a comment")
        .fix("quote the address", span, format!("\"{address}\""))
}

/// `\q`
pub fn unknown_escape(span: Span, written: &str) -> Diagnostic {
    UNKNOWN_ESCAPE
        .at(span, format!("unknown escape {}", quoted(written)))
        .help("escapes are `\\\"`, `\\\\`, `\\n`, `\\t`, `\\r`, `\\u{2014}` and `\\${`".to_owned())
}

/// `${` where only a constant may stand.
pub fn hole_in_constant(span: Span) -> Diagnostic {
    HOLE_IN_CONSTANT
        .at(span, "no hole can stand in this text")
        .label("a constant has the same value for every row")
        .help("for the characters themselves write a backslash before `$`".to_owned())
}
