//! What the language has to say about a text that does not follow it.

use crate::diag::{Code, Diagnostic, Edit, Fix, near_miss};
use crate::syntax::tree::{Ident, Path};
use crate::text::Span;

macro_rules! codes {
    ($($make:ident $NAME:ident $file:literal,)*) => {
        $(#[doc = concat!("The code `syntax/", $file, "`.")]
        pub static $NAME: Code =
            Code::$make(concat!("syntax/", $file), include_str!(concat!("../../book/src/diagnostics/syntax/", $file, ".md")));)*

        /// Every code of this folder.
        pub static CODES: &[&Code] = &[$(&$NAME,)*];
    };
}

codes! {
    error AMBIGUOUS_TYPE "ambiguous-type",
    error ARITHMETIC "arithmetic",
    error BARE_ADDRESS "bare-address",
    error BARE_PIVOT "bare-pivot",
    error BARE_NAME "bare-name",
    error EDITION "edition",
    error EQUALITY "equality",
    error HOLE_IN_CONSTANT "hole-in-constant",
    error KEY_OF_TWO "key-of-two",
    error LINE_TOO_LONG "line-too-long",
    error MISSING_BLOCK "missing-block",
    error MISSING_COLON "missing-colon",
    error MISSING_FROM "missing-from",
    error MIXED_AND_OR "mixed-and-or",
    error NO_OPEN "no-open",
    error NOT_UTF8 "not-utf8",
    error NOT_YET "not-yet",
    error NULL_COMPARISON "null-comparison",
    error NUMBER_RANGE "number-range",
    error OUTCOME "outcome",
    error QUOTES "quotes",
    error RENAME_WHAT "rename-what",
    error REPEATED_CLAUSE "repeated-clause",
    error SETTING_IN_MAP "setting-in-map",
    error STRAY_BRACE "stray-brace",
    error TOO_DEEP "too-deep",
    error TOO_LARGE "too-large",
    error TOO_MANY "too-many",
    warning TRAILING_SIGN "trailing-sign",
    error TWO_FIELDS "two-fields",
    error UNCLOSED_BLOCK "unclosed-block",
    error UNCLOSED_HOLE "unclosed-hole",
    error UNCLOSED_NAME "unclosed-name",
    error UNCLOSED_TEXT "unclosed-text",
    error UNEXPECTED "unexpected",
    error UNEXPECTED_BLOCK "unexpected-block",
    error UNKNOWN_ESCAPE "unknown-escape",
    error UNKNOWN_LINE "unknown-line",
    error UNKNOWN_MASK "unknown-mask",
    error UNNAMED_KEY "unnamed-key",
    error WAIVER_REASON "waiver-reason",
}

/// At most so much of a text is repeated in a message.
const SHOWN: usize = 40;

/// `text` in backticks, cut where it is long.
fn quoted(text: &str) -> String {
    if let Some(invisible) =
        text.chars().next().filter(|c| c.is_control() || (c.is_whitespace() && *c != ' ') || is_hidden(*c))
    {
        return format!("the invisible character U+{:04X}", u32::from(invisible));
    }
    let fence = if text.contains('`') { "``" } else { "`" };
    let blank = if text.contains('`') { " " } else { "" };
    match text.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{fence}{blank}{}…{blank}{fence}", &text[..cut]),
        None => format!("{fence}{blank}{text}{blank}{fence}"),
    }
}

/// Characters without a picture that editors and web pages leave in texts.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// `a`, `b` or `c`.
fn alternatives(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [some @ .., last] => format!("{} or {last}", some.join(", ")),
    }
}

// Texts as a whole.

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

// Lines and blocks.

/// A line begins with a word that begins no line here.
pub fn unknown_line(word: Span, text: &str, lines: &[&str], place: &str) -> Diagnostic {
    let near = match text {
        "attribute" | "attributes" | "column" | "columns" | "include" | "fields" => Some("field"),
        other => near_miss(other, lines.iter().copied()),
    };
    let mut found =
        UNKNOWN_LINE.at(word, format!("unknown line {}", quoted(text))).label(format!("no line of {place} begins so"));
    found = match near {
        Some("field") if text.ends_with('s') => {
            found.help(Some("a line holds one field: `field NAME`, or `field *` for all that are left".to_owned()))
        }
        Some(near) => found.help(Some(format!("the line that comes near is `{near}`"))),
        None => found.help(Some(format!(
            "lines of {place} begin with {}",
            alternatives(
                &lines
                    .iter()
                    .map(|line| format!("`{line}`"))
                    .collect::<Vec<_>>()
                    .iter()
                    .map(String::as_str)
                    .collect::<Vec<_>>()
            )
        ))),
    };
    match near {
        Some(near) => found.fix(format!("write `{near}`"), word, near),
        None => found,
    }
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

// Signs and texts.

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

// Lines.

/// `language 2`
pub fn edition(span: Span, edition: &str) -> Diagnostic {
    EDITION.at(span, format!("unknown edition {}", quoted(edition))).label("the only edition is `1`").fix(
        "write `1`",
        span,
        "1",
    )
}

/// `language 1` that is not the first line.
pub fn edition_late(span: Span) -> Diagnostic {
    EDITION
        .at(span, "`language` is not the first line")
        .label("lines before it were already read")
        .help("move it to the first line, or leave it out".to_owned())
}

/// `map m s.t -> …`
pub fn missing_from(source: Span, written: &str) -> Diagnostic {
    MISSING_FROM
        .at(source, "where do the rows come from?")
        .label("`from` is missing before this")
        .help(format!("write `map NAME from {written}`"))
        .fix("write `from`", source.before(), "from ")
}

/// `field a, b`
pub fn two_fields(names: Span, first: Span, written: &[&str], indent: &str) -> Diagnostic {
    TWO_FIELDS
        .at(names, "a line holds one field")
        .also(first, "the first one")
        .help("write a line for each, so that a change touches the line it changes".to_owned())
        .fix("write a line for each field", names, written.join(&format!("\n{indent}field ")))
}

/// `field total decimal(10, 2)`
pub fn missing_colon(name: Span, ty: Span, written: &str) -> Diagnostic {
    MISSING_COLON.at(ty, format!("unexpected {} after the field", quoted(written))).label("a type follows `:`").fix(
        "write `:`",
        name.after(),
        ":",
    )
}

/// `field order id`
pub fn blank_in_name(names: Span, second: Span, first: &str, word: &str) -> Diagnostic {
    BARE_NAME
        .at(second, format!("unexpected {} after the name", quoted(word)))
        .label("a name has no blank")
        .help(format!("a name with a blank stands in backticks: `` `{first} {word}` ``"))
        .fix("put the name in backticks", names, format!("`{first} {word}`"))
}

/// `pivot productid = quantity`
pub fn bare_pivot(name: Span, written: &str) -> Diagnostic {
    let text = format!("\"{written}#${{{written}}}\"");
    BARE_PIVOT
        .at(name, "the name of a pivoted field is a text")
        .label("it is computed for each row")
        .help(format!("write `pivot {text} = …`; the prefix keeps a value from meeting the name of another field"))
}

/// `partition key "…"`
pub fn unnamed_key(value: Span, role: &str, written: &str) -> Diagnostic {
    UNNAMED_KEY
        .at(value, "a computed key needs a name")
        .label("this is its value")
        .help(format!("write `{role} key NAME = {written}`"))
}

/// `partition key a, b`
pub fn key_of_two(names: Span, role: &str, written: &[&str]) -> Diagnostic {
    let holes: Vec<String> = written.iter().map(|name| format!("${{{name}}}")).collect();
    KEY_OF_TWO
        .at(names, format!("a {role} key is one attribute"))
        .label(format!("{} names", written.len()))
        .help(format!("join the columns in a template: `{role} key {} = \"{}\"`", written.join("_"), holes.join("|")))
}

/// `int8` and its like.
pub fn ambiguous_int(word: &str) -> Option<&'static str> {
    match word {
        "int1" => Some("tinyint"),
        "int2" => Some("smallint"),
        "int4" => Some("int"),
        "int8" => Some("bigint"),
        "int16" => Some("smallint"),
        "int32" => Some("int"),
        "int64" => Some("bigint"),
        _ => None,
    }
}

/// `field a: int8`
pub fn ambiguous_type(word: &Ident, instead: &str) -> Diagnostic {
    let found =
        AMBIGUOUS_TYPE.at(word.span, format!("`{}` counts bytes in one database and bits in another", word.text));
    match &*word.text {
        "int8" => found.label("one byte or eight").help("one byte is `tinyint`, eight bytes are `bigint`".to_owned()),
        _ => found.help(format!("write `{instead}`")).fix(format!("write `{instead}`"), word.span, instead),
    }
}

/// Two `null` clauses on one field.
pub fn two_clauses(span: Span) -> Diagnostic {
    REPEATED_CLAUSE.at(span, "a field has one `null` clause").label("a second one")
}

/// A number that does not fit.
pub fn number_too_large(span: Span, limit: u64) -> Diagnostic {
    NUMBER_RANGE.at(span, format!("the number is larger than {limit}"))
}

/// A number of rows that is none.
pub fn not_a_count(span: Span) -> Diagnostic {
    NUMBER_RANGE.at(span, "the number of rows is a whole number").label("no count")
}

/// `a + b`
pub fn arithmetic(sign: Span, text: &str) -> Diagnostic {
    ARITHMETIC
        .at(sign, format!("unexpected `{text}`: values are not computed here"))
        .label("no arithmetic")
        .help("compute it in a view of the source, or in the stage's own language: `= sqlite \"…\"`".to_owned())
}

/// `==`, `<>`
pub fn equality(sign: Span, written: &str, instead: &str) -> Diagnostic {
    let what = if instead == "=" { "equality" } else { "inequality" };
    EQUALITY.at(sign, format!("{what} is `{instead}`, not `{written}`")).fix(
        format!("write `{instead}`"),
        sign,
        instead,
    )
}

/// `a = null`
pub fn compared_with_null(comparison: Span, column: &Path, equality: Option<bool>) -> Diagnostic {
    let column: Vec<&str> = column.parts.iter().map(|part| &*part.text).collect();
    let found = NULL_COMPARISON.at(comparison, "nothing compares with NULL, not even NULL itself").label("never true");
    match equality {
        Some(unequal) => {
            let instead = if unequal { "is not null" } else { "is null" };
            found.help(format!("write `{} {instead}`", column.join("."))).fix(
                format!("write `{instead}`"),
                comparison,
                instead,
            )
        }
        None => found,
    }
}

/// `a and b or c`
pub fn mixed_and_or(whole: Span, written: &str, connectives: &[(bool, Span)], terms: &[Span]) -> Diagnostic {
    let first_and = connectives.first().is_some_and(|(and, _)| *and);
    let other = connectives.iter().find(|(and, _)| *and != first_and).map_or(whole, |(_, span)| *span);
    let mut found = MIXED_AND_OR
        .at(other, "`and` and `or` stand side by side without parentheses")
        .label("which of them binds closer is not said");
    if let Some((_, span)) = connectives.first() {
        found = found.also(*span, "the other one");
    }
    for inner in [true, false] {
        let edits = group_edits(connectives, terms, inner);
        let shown = apply(written, whole, &edits);
        let word = if inner { "and" } else { "or" };
        if shown.len() <= 100 {
            found = found.help(format!("write `{shown}`"));
        }
        found.fixes.push(Fix { message: format!("`{word}` binds closer"), edits });
    }
    found
}

/// Parentheses around the runs of terms that `and` (or `or`) joins.
fn group_edits(connectives: &[(bool, Span)], terms: &[Span], inner: bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut start = 0;
    for index in 0..terms.len() {
        let joined = connectives.get(index).is_some_and(|(and, _)| *and == inner);
        if joined {
            continue;
        }
        if index > start {
            edits.push(Edit { span: terms[start].before(), text: "(".to_owned() });
            edits.push(Edit { span: terms[index].after(), text: ")".to_owned() });
        }
        start = index + 1;
    }
    edits
}

/// `written`, which stands at `whole`, after `edits`, which insert.
fn apply(written: &str, whole: Span, edits: &[Edit]) -> String {
    let mut out = String::new();
    let mut done = 0;
    for edit in edits {
        let at = (edit.span.start - whole.start) as usize;
        out.push_str(written.get(done..at).unwrap_or_default());
        out.push_str(&edit.text);
        done = at;
    }
    out.push_str(written.get(done..).unwrap_or_default().trim_end());
    out
}

/// `rename "-" to "_"`
pub fn rename_what(place: Span, texts: Option<(&str, &str)>) -> Diagnostic {
    let found = RENAME_WHAT.at(place, "what is renamed?").label("`schema`, `table` or `field` is missing before this");
    match texts {
        Some((from, to)) => found.help(format!("write `rename field replace {from} with {to}`")),
        None => found.help("write `rename field …` for names in the record, `rename table …` for tables".to_owned()),
    }
}

/// `mask ssn md5`
pub fn unknown_mask(span: Span, written: &str) -> Diagnostic {
    UNKNOWN_MASK
        .at(span, format!("unknown mask {}", quoted(written)))
        .label("no mask is called so")
        .help("masks are `hash`, `digits \"#\"` and `random digits`".to_owned())
}

/// `allow CODE` without its reason or end.
pub fn waiver_without_reason(line: Span, because: bool, until: bool) -> Diagnostic {
    let missing = match (because, until) {
        (false, false) => "`because \"…\"` and `until \"…\"`",
        (false, true) => "`because \"…\"`",
        (true, _) => "`until \"…\"`",
    };
    WAIVER_REASON
        .at(line, format!("a waiver needs {missing}"))
        .note("whoever reads the mapping later must see why a finding was set aside, and when it comes back")
        .help("write `allow CODE because \"the reason\" until \"2030-12-31\"`".to_owned())
}

/// An example that says nothing, or two things that cannot both be.
pub fn outcome(place: Span, earlier: Option<Span>) -> Diagnostic {
    match earlier {
        Some(earlier) => OUTCOME
            .at(place, "an example has one outcome")
            .label("a second one")
            .also(earlier, "the first one")
            .help("write several `gives { … }`, or one `gives nothing`, or one `rejects CODE`".to_owned()),
        None => OUTCOME
            .at(place, "the example does not say what must come out")
            .help("add `gives { … }`, `gives nothing` or `rejects CODE`".to_owned()),
    }
}
