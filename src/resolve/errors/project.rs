//! Declarations of the project: names, parameters, levels.

use crate::diag::{Code, Diagnostic, near_miss};
use crate::syntax::tree::{Ident, LevelLine, TextLit};
use crate::text::Span;

/// All kinds of findings of this file.
pub(super) static CODES: &[&Code] = &[
    &DECLARED_TWICE,
    &UNKNOWN_MAP,
    &UNKNOWN_PARAM,
    &NO_VALUE,
    &PARAM_IN_RECORD,
    &UNKNOWN_CODE,
    &NOT_WAIVABLE,
    &BAD_DATE,
    &ENDED,
];

/// Two declarations of one name.
pub static DECLARED_TWICE: Code =
    Code::error("map/declared-twice", include_str!("../../../book/src/diagnostics/map/declared-twice.md"));

/// An example is of a map that does not exist.
pub static UNKNOWN_MAP: Code =
    Code::error("example/unknown-map", include_str!("../../../book/src/diagnostics/example/unknown-map.md"));

/// A parameter that no line declares.
pub static UNKNOWN_PARAM: Code =
    Code::error("param/unknown", include_str!("../../../book/src/diagnostics/param/unknown.md"));

/// A parameter has neither a default nor a value.
pub static NO_VALUE: Code =
    Code::error("param/no-value", include_str!("../../../book/src/diagnostics/param/no-value.md"));

/// A parameter stands where only values of the row may.
pub static PARAM_IN_RECORD: Code =
    Code::error("param/in-record", include_str!("../../../book/src/diagnostics/param/in-record.md"));

/// A level line names a code that mapc does not have.
pub static UNKNOWN_CODE: Code =
    Code::error("level/unknown-code", include_str!("../../../book/src/diagnostics/level/unknown-code.md"));

/// A level line lowers what is a promise.
pub static NOT_WAIVABLE: Code =
    Code::error("level/not-waivable", include_str!("../../../book/src/diagnostics/level/not-waivable.md"));

/// A waiver ends on a day that does not exist.
pub static BAD_DATE: Code =
    Code::error("level/bad-date", include_str!("../../../book/src/diagnostics/level/bad-date.md"));

/// A waiver that has ended.
pub static ENDED: Code = Code::error("level/ended", include_str!("../../../book/src/diagnostics/level/ended.md"));

/// Two declarations of one name.
pub(crate) fn declared_twice(what: &str, first: &Ident, second: &Ident) -> Diagnostic {
    DECLARED_TWICE
        .at(second.span, format!("a second {what} is called `{}`", second.text))
        .also(first.span, "the first")
        .help("give one of them another name".to_owned())
}

/// An example of a map that does not exist.
pub(crate) fn unknown_map<'n>(name: &Ident, known: impl Iterator<Item = &'n str>) -> Diagnostic {
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    UNKNOWN_MAP.at(name.span, format!("there is no map `{}`", name.text)).help(
        match (near_miss(&name.text, known.iter().copied()), known.as_slice()) {
            (Some(nearest), _) => Some(format!("a map with a similar name is `{nearest}`")),
            (None, [only]) => Some(format!("the one map is `{only}`")),
            (None, _) => None,
        },
    )
}

/// A parameter that no line declares.
pub(crate) fn unknown_param<'n>(name: &Ident, known: impl Iterator<Item = &'n str>) -> Diagnostic {
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    let finding = UNKNOWN_PARAM.at(name.span, format!("no line declares the parameter `{}`", name.text));
    match near_miss(&name.text, known) {
        Some(nearest) => finding.fix(format!("a parameter with a similar name is `{nearest}`"), name.span, nearest),
        None => finding.help(format!("write `param {}` at the top of the text", name.text)),
    }
}

/// A value from outside, or at a place of a file, for a parameter that no line declares.
pub(crate) fn given_param_unknown<'n>(
    name: &str,
    place: Option<Span>,
    known: impl Iterator<Item = &'n str>,
) -> Diagnostic {
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    let message = format!("a value is given for the parameter `{name}`, which no line declares");
    let near = near_miss(name, known);
    let finding = match place {
        Some(place) => UNKNOWN_PARAM.at(place, message),
        None => UNKNOWN_PARAM.nowhere(message),
    };
    finding.help(near.map(|nearest| format!("a parameter with a similar name is `{nearest}`")))
}

/// A parameter without a value.
pub(crate) fn param_without_value(name: &Ident) -> Diagnostic {
    NO_VALUE
        .at(name.span, format!("the parameter `{}` has no value", name.text))
        .help(format!(
            "give one, by `--param {0}=VALUE` or in the file of an environment (`--env`), or a default, `param {0} = \"VALUE\"`",
            name.text
        ))
}

/// A parameter in a value of the record.
pub(crate) fn param_in_record(name: &Ident) -> Diagnostic {
    PARAM_IN_RECORD
        .at(name.span, format!("the parameter `{}` stands in a value of the record", name.text))
        .note("parameters differ between environments; records do not")
        .help("use parameters in resources and settings; a column's value is `${COLUMN}`".to_owned())
}

/// A code that mapc does not have.
pub(crate) fn unknown_code(code: &TextLit, known: impl Iterator<Item = &'static str>) -> Diagnostic {
    let finding = UNKNOWN_CODE.at(code.span, format!("no finding has the code `{}`", code.value));
    match near_miss(&code.value, known) {
        Some(nearest) => finding.fix(format!("write `{nearest}`"), code.span, nearest),
        None => finding.help("codes stand in brackets in front of each finding".to_owned()),
    }
}

/// A level line that would break a promise.
pub(crate) fn not_waivable(line: &LevelLine, code: &Code) -> Diagnostic {
    NOT_WAIVABLE
        .at(line.span, format!("`{}` cannot be lowered", code.name))
        .note("what compiles is promised to be accepted by every stage, with no row lost, doubled or merged")
        .help("mend what it finds".to_owned())
}

/// A day that does not exist.
pub(crate) fn bad_date(until: &TextLit) -> Diagnostic {
    BAD_DATE
        .at(until.span, format!("`{}` is not a day", until.value))
        .help("write year, month and day: `\"2027-06-30\"`".to_owned())
}

/// A waiver that has ended.
pub(crate) fn waiver_ended(line: &LevelLine, until: &TextLit) -> Diagnostic {
    ENDED
        .at(until.span, format!("the waiver of `{}` ended on {}", line.code.value, until.value))
        .help("mend what it waives, or give it a new end".to_owned())
}
