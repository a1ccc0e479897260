//! What single lines get wrong.

use super::codes::{
    AMBIGUOUS_TYPE, ARITHMETIC, BARE_NAME, BARE_PIVOT, EDITION, KEY_OF_TWO, MISSING_COLON, MISSING_FROM, NUMBER_RANGE,
    OTHER_SPELLING, OUTCOME, RENAME_WHAT, REPEATED_CLAUSE, TWO_FIELDS, UNKNOWN_MASK, UNNAMED_KEY, WAIVER_REASON,
    WORD_CASE,
};
use super::words::quoted;
use crate::diag::{Diagnostic, Edit, Fix};
use crate::syntax::tree::Ident;
use crate::text::Span;

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
pub fn arithmetic(sign: Span, text: &str, joined: Option<&str>) -> Diagnostic {
    ARITHMETIC
        .at(sign, format!("unexpected `{text}`: values are not computed here"))
        .label("no arithmetic")
        .help(joined.map(|template| format!("to join texts, write them as one: `{template}`")))
        .help("compute it in a view of the source, or in the stage's own language: `= sqlite \"…\"`".to_owned())
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

/// `rename a to b`, `rename column a to b`
pub fn rename_kind(place: Span, written: &str, kind: &str, replaces: bool) -> Diagnostic {
    let found = RENAME_WHAT.at(place, "what is renamed?");
    if replaces {
        return found.label(format!("this is called `{kind}` here")).fix(format!("write `{kind}`"), place, kind);
    }
    found
        .label("`schema`, `table` or `field` is missing before this")
        .help(format!("names in the record are renamed by `rename {kind} {written} …`"))
        .fix(format!("write `{kind}`"), place.before(), format!("{kind} "))
}

/// `AND`, `Is Null`: words in another case; `words` are all of the line from the first one on.
pub fn word_case(words: &[(Span, String)], first: Span, text: &str) -> Diagnostic {
    let mut found = WORD_CASE
        .at(first, format!("unexpected {}", quoted(text)))
        .label("the words of the language are written in small letters")
        .note("case matters everywhere: a word in another case is a name");
    let edits = words.iter().map(|(span, text)| Edit { span: *span, text: text.clone() }).collect();
    found.fixes.push(Fix { message: "write it in small letters".to_owned(), edits });
    found
}

/// A word or sign that another language has for what is `instead` here.
pub fn other_spelling(place: Span, text: &str, instead: &str) -> Diagnostic {
    OTHER_SPELLING.at(place, format!("unexpected {}", quoted(text))).label(format!("this is `{instead}` here")).fix(
        format!("write `{instead}`"),
        place,
        instead,
    )
}

/// `exclude column a`
pub fn needless_word(place: Span, next: Span, text: &str) -> Diagnostic {
    OTHER_SPELLING
        .at(place, format!("unexpected {} before the name", quoted(text)))
        .label("the line is about columns anyway")
        .fix(format!("remove `{text}`"), Span { end: next.start, ..place }, "")
}

/// `field a as b`: `made` is what to write.
pub fn field_as(place: Span, names: Span, text: &str, made: &str) -> Diagnostic {
    OTHER_SPELLING
        .at(place, format!("unexpected {} after the field", quoted(text)))
        .label("a new name stands first, and its value after `=`")
        .fix(format!("write `field {made}`"), names, made)
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
