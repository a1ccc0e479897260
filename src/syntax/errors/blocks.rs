//! Lines and blocks that do not fit together.

use super::codes::{
    BARE_NAME, MISSING_BLOCK, NO_OPEN, NOT_YET, SETTING_IN_MAP, STRAY_BRACE, TRAILING_SIGN, UNCLOSED_BLOCK, UNEXPECTED,
    UNEXPECTED_BLOCK, UNKNOWN_LINE,
};
use super::words::{alternatives, quoted};
use crate::diag::{Diagnostic, near_miss};
use crate::text::Span;

/// A line begins with a word that begins no line here; `place` is where the line stands.
pub fn unknown_line(word: Span, text: &str, lines: &[&str], place: &str) -> Diagnostic {
    let found = no_line(word, text, place);
    match near_miss(text, lines.iter().copied()) {
        Some(near) => {
            found.help(format!("the line that comes near is `{near}`")).fix(format!("write `{near}`"), word, near)
        }
        None => {
            let words: Vec<String> = lines.iter().map(|line| format!("`{line}`")).collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            found.help(format!("lines of {place} begin with {}", alternatives(&words)))
        }
    }
}

/// A line begins with the word that another language has for a line of this one; it `becomes` that where nothing else of
/// the line changes.
pub fn foreign_line(word: Span, text: &str, becomes: Option<&str>, help: &str, place: &str) -> Diagnostic {
    let found = no_line(word, text, place).help(help.to_owned());
    match becomes {
        Some(becomes) => found.fix(format!("write `{becomes}`"), word, becomes),
        None => found,
    }
}

fn no_line(word: Span, text: &str, place: &str) -> Diagnostic {
    UNKNOWN_LINE.at(word, format!("unknown line {}", quoted(text))).label(format!("no line of {place} begins so"))
}

/// A block whose word is neither a line nor a stage of the map.
pub fn unknown_line_or_stage(word: Span, text: &str, near: &str) -> Diagnostic {
    UNKNOWN_LINE
        .at(word, format!("unknown line or stage {}", quoted(text)))
        .label("neither a line nor a stage of this map")
        .help(format!("the line that comes near is `{near}`"))
        .fix(format!("write `{near}`"), word, near)
}

/// A setting stands among the lines of a map.
pub fn setting_in_map(line: Span, word: &str, stages: &[&str], written: &str) -> Diagnostic {
    let found = SETTING_IN_MAP
        .at(line, format!("{} is no line of a map", quoted(word)))
        .label("it reads like a setting")
        .note("lines of a map say what the record is; settings say how a stage does its part, and stand in its block");
    match stages {
        [.., last] => found.help(format!(
            "put it into the block of its stage: {}, such as `{last} {{ {written} }}`",
            alternatives(
                &stages
                    .iter()
                    .map(|stage| format!("`{stage}`"))
                    .collect::<Vec<_>>()
                    .iter()
                    .map(String::as_str)
                    .collect::<Vec<_>>()
            )
        )),
        [] => found.help("put it into the block of its stage".to_owned()),
    }
}

/// A name that begins with a digit.
pub fn digit_first(span: Span, written: &str) -> Diagnostic {
    BARE_NAME
        .at(span, format!("unexpected {}", quoted(written)))
        .label("a name does not begin with a digit")
        .help(format!("such a name stands in backticks: `` `{written}` ``"))
        .fix("put the name in backticks", span, format!("`{written}`"))
}

/// A line is not what its first word promises.
pub fn unexpected(token: Span, text: &str, expected: &[&str]) -> Diagnostic {
    let message =
        if text.is_empty() { "the line ends too early".to_owned() } else { format!("unexpected {}", quoted(text)) };
    let found = UNEXPECTED.at(token, message);
    if expected.is_empty() { found } else { found.label(format!("expected {}", alternatives(expected))) }
}

/// A line of the language that this release does not compile.
pub fn not_yet(span: Span, word: &str) -> Diagnostic {
    NOT_YET
        .at(span, format!("`{word}` is part of the language, but this release does not compile it"))
        .label("not in this release")
}

/// `{` that nothing closes.
pub fn unclosed_block(open: Span, end: Span, at_end: bool) -> Diagnostic {
    UNCLOSED_BLOCK
        .at(open, "`{` opened here is never closed")
        .also(end, if at_end { "the text ends here" } else { "this line cannot be in the block" })
        .help("put `}` on a line of its own after the last line of the block".to_owned())
}

/// A line whose block has no `{`.
pub fn no_open(last: Span) -> Diagnostic {
    NO_OPEN.at(last, "the block of this line has no `{`").label("`{` is missing after this").fix(
        "open the block",
        last.after(),
        " {",
    )
}

/// Lines that look like a block's, but no block is open.
pub fn headless(first: Span, text: &str) -> Diagnostic {
    UNEXPECTED
        .at(first, format!("unexpected {}", quoted(text)))
        .label("indented like a line of a block, but no block is open")
        .help("begin the block with its `map`, `example` or stage and `{`".to_owned())
}

/// `}` that closes nothing.
pub fn stray_brace(brace: Span) -> Diagnostic {
    STRAY_BRACE.at(brace, "`}` closes nothing").label("no block is open here")
}

/// `,` or `;` at the end of a line.
pub fn trailing_sign(sign: Span, text: &str) -> Diagnostic {
    TRAILING_SIGN
        .at(sign, format!("`{text}` at the end of a line"))
        .note("the newline ends a line")
        .help("leave it out; `mapc fmt` does so".to_owned())
        .fix(format!("remove `{text}`"), sign, "")
}

/// A line that is nothing without its block.
pub fn missing_block(line: Span, what: &str) -> Diagnostic {
    MISSING_BLOCK
        .at(line, format!("{what} has no block"))
        .label("`{ … }` is missing after this")
        .help("write `{`, the lines of the block, and `}` on a line of its own".to_owned())
}

/// A block after a line that has none.
pub fn unexpected_block(brace: Span, line: &str) -> Diagnostic {
    UNEXPECTED_BLOCK.at(brace, format!("no block can follow {line}")).label("unexpected `{`")
}
