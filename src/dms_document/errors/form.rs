//! Wording: what a document is made of, its ids, names and words.

use super::codes::*;
use crate::diag::{Diagnostic, near_miss};
use crate::dms_document::json::Problem;
use crate::dms_document::model::Text;
use crate::text::{Span, TextId};

/// A document is longer than DMS takes.
pub fn size(start: Span, bytes: usize, limit: usize) -> Diagnostic {
    SIZE.at(start, format!("the document has {bytes} bytes"))
        .note(format!("DMS takes at most {limit} bytes of one task"))
        .help("spread the tables over several tasks".to_owned())
}

/// A text is no JSON.
pub fn not_json(text: TextId, problem: &Problem) -> Diagnostic {
    let span = Span::new(text, problem.span.start, problem.span.end);
    let finding = NOT_JSON.at(span, problem.reason.clone()).note("DMS refuses a document that is no JSON");
    match &problem.open {
        Some(open) => finding.also(Span::new(text, open.start, open.end), "this is open"),
        None => finding,
    }
}

/// A document without rules.
pub fn no_rules(start: Span) -> Diagnostic {
    NO_RULES
        .at(start, "the document has no member `rules`")
        .note("DMS answers: valid table mappings are required")
        .help("write `{\"rules\": […]}`".to_owned())
}

/// A value has another form than its place asks for.
pub fn wrong_form(span: Span, what: &str, wanted: &str, found: &str) -> Diagnostic {
    WRONG_FORM.at(span, format!("{what} is {wanted}, not {found}"))
}

/// A rule lacks a key without which DMS refuses the document.
pub fn missing_key(rule: Span, what: &str, key: &str) -> Diagnostic {
    MISSING_KEY.at(first_line(rule), format!("{what} has no `{key}`")).note("DMS refuses the document")
}

/// A word that DMS refuses.
pub fn unknown_word(written: &Text, key: &str, known: &[&str]) -> Diagnostic {
    UNKNOWN_WORD
        .at(written.span, format!("`{key}` is never `{}`", written.value))
        .note("DMS refuses the document")
        .help(one_of(&written.value, known))
}

/// A word that DMS does not know, where what it does then is confirmed nowhere.
pub fn unknown_value(written: &Text, key: &str, known: &[&str]) -> Diagnostic {
    UNKNOWN_VALUE.at(written.span, format!("`{key}` is never `{}`", written.value)).help(one_of(&written.value, known))
}

fn one_of(written: &str, known: &[&str]) -> String {
    match near_miss(written, known.iter().copied()) {
        Some(near) => format!("write `{near}`"),
        None => format!("write one of {}", known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")),
    }
}

/// A name stands twice in one object.
pub fn repeated_key(second: Span, name: &str, first: Span) -> Diagnostic {
    REPEATED_KEY
        .at(second, format!("`{name}` stands twice in one object"))
        .also(first, "this one has no effect")
        .note("readers of JSON take the last one, or refuse the text")
        .help("write a rule for each".to_owned())
}

/// A key that the object has not.
pub fn unknown_key(span: Span, name: &str, what: &str, near: Option<&str>) -> Diagnostic {
    UNKNOWN_KEY
        .at(span, format!("{what} has no `{name}`"))
        .note("DMS ignores it")
        .help(near.map(|near| format!("write `{near}`")))
}

/// Keys that hold `null`.
pub fn null_keys(first: Span, count: usize) -> Diagnostic {
    let message =
        if count == 1 { "a key holds `null`".to_owned() } else { format!("{count} keys hold `null`, this one first") };
    NULL_KEYS
        .at(first, message)
        .note("tasks with such documents were seen to fail when they were modified")
        .help("leave out what is not used".to_owned())
}

/// An id that is no number.
pub fn rule_id(id: &Text) -> Diagnostic {
    RULE_ID
        .at(id.span, format!("the id `{}` is no positive number", id.value))
        .note("ids decide which of two transformations counts, as numbers")
}

/// Two rules with one id.
pub fn repeated_id(second: &Text, first: Span) -> Diagnostic {
    REPEATED_ID
        .at(second.span, format!("two rules have the id `{}`", second.value))
        .also(first, "the first")
        .note("DMS refuses the document: ids are unique among rules of all types")
}

/// Two rules with one name.
pub fn repeated_name(second: &Text, first: Span) -> Diagnostic {
    REPEATED_NAME
        .at(second.span, format!("two rules have the name `{}`", second.value))
        .also(first, "the first")
        .note("names are meant to be unique, which DMS does not check")
}

/// A rule of another service.
pub fn other_service(key: &Text) -> Diagnostic {
    OTHER_SERVICE
        .at(key.span, format!("`{}` belongs to the rules of DMS Schema Conversion", key.value))
        .note("a replication task has no such key; the rules of the two services look alike, but are two languages")
}

/// What is left of a template of another tool.
pub fn placeholder(text: &Text, what: &str) -> Diagnostic {
    PLACEHOLDER
        .at(text.span, format!("`{}` is {what} to the letter", text.value))
        .note("DMS puts nothing in the place of `${…}`, `{{…}}` or `<…>` here")
}

/// A name that two rules read as a pattern.
pub fn underscore(first: &Text, others: usize) -> Diagnostic {
    let more = match others {
        0 => String::new(),
        1 => ", and in one more name".to_owned(),
        _ => format!(", and in {others} more names"),
    };
    UNDERSCORE
        .at(first.span, format!("`_` means any one character in `{}`{more}", first.value))
        .note("names in selections are patterns: other tables may come along")
        .help("write `[_]` where an underscore is meant".to_owned())
}

/// The first line of a rule is enough to find it.
pub(super) fn first_line(rule: Span) -> Span {
    Span { end: rule.end.min(rule.start + 1), ..rule }
}
