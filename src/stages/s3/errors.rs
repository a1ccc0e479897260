//! What S3 refuses of files, and what DMS would write without a word, in words.

use super::address::Fault;
use crate::diag::{Code, Diagnostic};
use crate::mapping::Resource;
use crate::schema::Column;
use crate::settings::Setting;
use crate::shape::{Field, Folder};
use crate::stage::Need;
use crate::text::Span;
use crate::value::Constant;

/// All kinds of findings of this stage.
pub(super) static CODES: &[&Code] = &[
    &ADDRESS,
    &LOCATION,
    &CONTRADICTS,
    &OPERATION,
    &UNASKED,
    &TWO_CLOCKS,
    &CLASH,
    &IDLE_SETTING,
    &VALUE,
    &UNQUOTED,
    &ELSEWHERE,
    &UNSIGNED,
    &NO_PLACE,
    &KEY_LEFT_OUT,
];

/// An address that names no folder of a bucket.
static ADDRESS: Code = Code::error("s3/address", include_str!("../../../book/src/diagnostics/s3/address.md"));

/// A table is looked for in another folder than its files stand in.
static LOCATION: Code = Code::error("s3/location", include_str!("../../../book/src/diagnostics/s3/location.md"));

/// A setting says otherwise than a line.
static CONTRADICTS: Code =
    Code::error("s3/contradicts", include_str!("../../../book/src/diagnostics/s3/contradicts.md"));

/// Files of changes begin with a column that no line asks for.
static OPERATION: Code = Code::error("s3/operation", include_str!("../../../book/src/diagnostics/s3/operation.md"));

/// A setting adds a column that no line asks for.
static UNASKED: Code =
    Code::error("s3/unasked-column", include_str!("../../../book/src/diagnostics/s3/unasked-column.md"));

/// Times of the load and times of changes that cannot be compared.
static TWO_CLOCKS: Code =
    Code::warning("s3/two-clocks", include_str!("../../../book/src/diagnostics/s3/two-clocks.md"));

/// Settings that exclude each other.
static CLASH: Code = Code::error("s3/clash", include_str!("../../../book/src/diagnostics/s3/clash.md"));

/// A setting that changes nothing.
static IDLE_SETTING: Code =
    Code::warning("s3/idle-setting", include_str!("../../../book/src/diagnostics/s3/idle-setting.md"));

/// A text that a setting cannot be.
static VALUE: Code = Code::error("s3/value", include_str!("../../../book/src/diagnostics/s3/value.md"));

/// Text that would break its line.
static UNQUOTED: Code =
    Code::waivable_error("s3/unquoted", include_str!("../../../book/src/diagnostics/s3/unquoted.md"));

/// A table that does not see the changes.
static ELSEWHERE: Code =
    Code::error("s3/changes-elsewhere", include_str!("../../../book/src/diagnostics/s3/changes-elsewhere.md"));

/// Whole numbers without sign in Parquet.
static UNSIGNED: Code =
    Code::waivable_error("s3/unsigned", include_str!("../../../book/src/diagnostics/s3/unsigned.md"));

/// A column of CSV whose place is not known.
static NO_PLACE: Code = Code::error("s3/no-place", include_str!("../../../book/src/diagnostics/s3/no-place.md"));

/// Changes without what tells which row is meant.
static KEY_LEFT_OUT: Code =
    Code::waivable_error("s3/key-left-out", include_str!("../../../book/src/diagnostics/s3/key-left-out.md"));

/// An address that names no folder.
pub(super) fn address(resource: &Resource, fault: &Fault) -> Diagnostic {
    let text = &resource.parts[0];
    let finding = ADDRESS.at(resource.span, format!("`{text}` is not a folder of S3"));
    let form = "an address is written `\"s3://BUCKET/FOLDER/\"`";
    match fault {
        Fault::Scheme => finding.note("it does not begin with `s3://`").help(form.to_owned()),
        Fault::Bucket(reason) => finding.note(*reason).help(form.to_owned()),
        Fault::NoSlash => finding
            .note("a folder ends with a slash: without it, the address could be that of a file")
            .fix(format!("write `\"{text}/\"`"), resource.span, format!("\"{text}/\"")),
        Fault::Folder => finding
            .note("parts of a folder are not empty, lead nowhere else, and hold no pattern and no brackets")
            .help(form.to_owned()),
        Fault::TooLong => {
            finding.note("the key of an object has at most 1024 bytes").help("take a shorter folder".to_owned())
        }
    }
}

/// A later stage looks elsewhere.
pub(super) fn elsewhere(need: &Need, wanted: &Folder, own: &Folder) -> Diagnostic {
    LOCATION
        .at(need.span, format!("no file of the table stands in `{wanted}`"))
        .label(format!("looked for by `{}`", need.by))
        .note(format!("DMS writes the files of a table below the address, by schema and table: `{own}`"))
        .help("drop the line: the folder follows from the address".to_owned())
}

/// A setting says otherwise than a line.
pub(super) fn contradicts(setting: &Setting, value: &Constant, line: Span) -> Diagnostic {
    let needed = match value {
        Constant::Boolean(flag) => flag.to_string(),
        Constant::Number(digits) => digits.to_string(),
        Constant::Text(text) => format!("{text:?}"),
        Constant::Null => "nothing".to_owned(),
    };
    CONTRADICTS
        .at(setting.span, format!("`{}` does not fit a line of the map", setting.shown()))
        .also(line, format!("needs `{} {needed}`", setting.key))
        .help("drop the setting: it follows from the line".to_owned())
}

/// Times that Athena reads wrongly.
pub(super) fn microseconds(setting: Span, reader: Span) -> Diagnostic {
    CONTRADICTS
        .at(setting, "times in microseconds are read wrongly by a table over the files")
        .also(reader, "reads milliseconds")
        .help("drop the setting: it follows from the pipeline".to_owned())
}

/// Files of changes begin with the operation.
pub(super) fn no_operation(stage: Span) -> Diagnostic {
    OPERATION
        .at(stage, "the records of changes begin with their operation, and no line asks for it")
        .note("DMS writes `I`, `U` or `D` before every change, and into rows of the full load only when told to: files of two shapes in one folder")
        .help("write `field Op = $operation`".to_owned())
        .help("or move only the rows that are there: `dms { migration-type full-load }`".to_owned())
}

/// A column that no line asks for.
pub(super) fn unasked(setting: Span, what: &str, line: &str) -> Diagnostic {
    UNASKED
        .at(setting, format!("the setting adds a column of {what}, and no line asks for it"))
        .note("a record holds what lines say, and nothing else")
        .help(format!("write `{line}`; the setting then follows from it"))
}

/// Times from two clocks.
pub(super) fn two_clocks(line: Span) -> Diagnostic {
    TWO_CLOCKS
        .at(line, "a change can bear an earlier time than the row that it changes")
        .note("rows of the full load bear the time of their arrival, changes that of their commit: what is committed while the table is loaded loses against what was loaded after it")
        .help("write `UseTaskStartTimeForFullLoadTimestamp true` in `s3 {`".to_owned())
}

/// Two settings that exclude each other.
pub(super) fn clash(one: &Setting, other: &Setting, why: &str) -> Diagnostic {
    CLASH
        .at(one.span, format!("`{}` does not go together with `{}`", one.shown(), other.shown()))
        .also(other.span, "the other")
        .note(why.to_owned())
        .help("keep one of them".to_owned())
}

/// Transactions without a place.
pub(super) fn no_path(span: Span) -> Diagnostic {
    CLASH
        .at(span, "files of transactions need a folder of their own")
        .help("write `CdcPath \"FOLDER/\"` beside it".to_owned())
}

/// A setting that changes nothing.
pub(super) fn idle(setting: &Setting, reason: &str) -> Diagnostic {
    IDLE_SETTING.at(setting.span, format!("`{}` means nothing {reason}", setting.key)).help("drop the line".to_owned())
}

/// A text that a setting cannot be.
pub(super) fn value(setting: &Setting, reason: &str) -> Diagnostic {
    VALUE.at(setting.span, format!("`{}` cannot be this text", setting.key)).note(reason.to_owned())
}

/// Text that would break its line.
pub(super) fn unquoted(setting: Span, field: &Field) -> Diagnostic {
    UNQUOTED
        .at(setting, format!("a delimiter in `{}` would end the value", field.name))
        .also(field.span, "text of any kind")
        .note("without quotes the first delimiter or line break in a text is taken for the end of it")
        .help("drop the line, or write `DataFormat parquet`".to_owned())
}

/// Changes that a table does not see.
pub(super) fn changes_elsewhere(setting: Span, stage: Span) -> Diagnostic {
    ELSEWHERE
        .at(setting, "changes would not stand in the table's folder")
        .also(stage, "a table is read over these files")
        .note("files of transactions hold the changes of all tables, in the folder of `CdcPath`")
        .help("drop the setting, or end the pipeline here".to_owned())
}

/// A whole number without sign.
pub(super) fn unsigned(field: &Field) -> Diagnostic {
    let name = &field.name;
    UNSIGNED
        .at(field.span, format!("`{name}` has no sign, and readers of Parquet disagree about such numbers"))
        .note("DMS writes the unsigned types of Parquet; a table has signed ones only, and a large value may be read as a negative one")
        .help(format!("give it a type with a sign that holds all values: `field {name}: bigint` or `field {name}: decimal(20, 0)`"))
        .help("or, if all values are known to be small: `allow s3/unsigned because \"…\" until \"…\"`".to_owned())
}

/// A column whose place in a line is not known.
pub(super) fn no_place(field: &Field) -> Diagnostic {
    NO_PLACE
        .at(field.span, format!("where `{}` stands in a line of CSV is documented nowhere", field.name))
        .note("a table over CSV goes by places, and would read one column for another")
        .help("write `DataFormat parquet` in `s3 {`: its columns have names".to_owned())
}

/// A column of the key that does not arrive.
pub(super) fn key_left_out(column: &Column, line: Span) -> Diagnostic {
    let name = &column.name;
    KEY_LEFT_OUT
        .at(line, format!("`{name}` is part of what tells rows apart, and does not arrive"))
        .also(column.span, "declared here")
        .note("an update or delete is one more record: without the key nobody can tell which row is meant")
        .help(format!("let it arrive: `field {name}`"))
        .help("or, if nobody reads the changes as such: `allow s3/key-left-out because \"…\" until \"…\"`".to_owned())
}
