//! What Firehose refuses or loses, in words.

use super::format::Format;
use super::pair::Pair;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::formats::arn::is_role;
use crate::mapping::StageClause;
use crate::shape::Field;
use crate::stage::At;
use crate::text::Span;

/// All kinds of findings of this stage.
pub(super) static CODES: &[&Code] = &[
    &NAMES,
    &TWINS,
    &AMBIGUOUS_KEY,
    &NO_TABLE,
    &NO_ROLE,
    &ROLE,
    &CATALOG_NAME,
    &COMPRESSION,
    &ERROR_PREFIX,
    &PREFIX,
    &STREAM_NAME,
];

/// Names that Hive's types cannot hold.
static NAMES: Code = Code::error("firehose/names", include_str!("../../../book/src/diagnostics/firehose/names.md"));

/// Names that differ by case alone.
static TWINS: Code =
    Code::error("firehose/same-name", include_str!("../../../book/src/diagnostics/firehose/same-name.md"));

/// A name that is read from two keys.
static AMBIGUOUS_KEY: Code =
    Code::error("firehose/ambiguous-key", include_str!("../../../book/src/diagnostics/firehose/ambiguous-key.md"));

/// No catalog table follows.
static NO_TABLE: Code =
    Code::error("firehose/no-table", include_str!("../../../book/src/diagnostics/firehose/no-table.md"));

/// No role is named.
static NO_ROLE: Code =
    Code::warning("firehose/no-role", include_str!("../../../book/src/diagnostics/firehose/no-role.md"));

/// The role is not the name of one.
static ROLE: Code = Code::error("firehose/role", include_str!("../../../book/src/diagnostics/firehose/role.md"));

/// A compression that the format does not have.
static COMPRESSION: Code =
    Code::error("firehose/compression", include_str!("../../../book/src/diagnostics/firehose/compression.md"));

/// A prefix for errors that Firehose refuses, or that the table would read.
static ERROR_PREFIX: Code =
    Code::error("firehose/error-prefix", include_str!("../../../book/src/diagnostics/firehose/error-prefix.md"));

/// A prefix that Firehose refuses, or reads otherwise.
static PREFIX: Code = Code::error("firehose/prefix", include_str!("../../../book/src/diagnostics/firehose/prefix.md"));

/// A name of the catalog that is none.
static CATALOG_NAME: Code =
    Code::error("firehose/catalog-name", include_str!("../../../book/src/diagnostics/firehose/catalog-name.md"));

/// The name of a delivery stream is not one.
static STREAM_NAME: Code =
    Code::error("firehose/stream-name", include_str!("../../../book/src/diagnostics/firehose/stream-name.md"));

/// Names without room in Hive's type syntax.
pub(super) fn names(at: &At<'_>, illegal: &[(String, Field)]) -> Diagnostic {
    let list: Vec<String> = illegal.iter().map(|(path, _)| format!("`{path}`")).collect();
    let what = if list.len() == 1 { "the name of this field" } else { "the names of these fields" };
    let mut finding = NAMES
        .at(at.clause().span, format!("Firehose cannot write {what}: {}", list.join(", ")))
        .label("types of Hive have no room for such names");
    let mut shown: Vec<Span> = Vec::new();
    for (path, field) in illegal {
        if field.span != at.clause().span && !shown.contains(&field.span) {
            shown.push(field.span);
            finding = finding.also(field.span, format!("`{path}` comes from here"));
        }
    }
    let finding = finding
        .note("a struct's members hold letters, digits and `_`; every record would fail with `DataFormatConversion.InvalidSchema`");
    let all_hold = |text: &&&str| illegal.iter().all(|(_, field)| field.name.contains(**text));
    if let Some(text) = ["-", " "].iter().find(|text| all_hold(text)) {
        finding.help(format!("write `rename field replace \"{text}\" with \"_\"`"))
    } else {
        finding.help("give them other names: `rename field …`".to_owned())
    }
}

/// Two keys of one message that differ by case alone: renaming here comes too late.
pub(super) fn one_key(first: &Field, second: &Field) -> Diagnostic {
    TWINS
        .at(second.span, format!("`{}` and `{}` are one key to Firehose", first.name, second.name))
        .also(first.span, "the other")
        .note("its reader ignores the case of names: such a message fails with a duplicate key, whatever the columns are called")
        .help(format!("leave one of them out: `exclude {}`", quoted(&second.name)))
}

/// Two fields of one record that become one column.
pub(super) fn one_name(first: &Field, second: &Field, column: &str) -> Diagnostic {
    TWINS
        .at(second.span, format!("`{}` and `{}` both become `{column}`", first.name, second.name))
        .also(first.span, "the other")
        .note("the names of columns have no case")
        .help("give one of them another name: `field NAME = …`".to_owned())
}

/// A name as a line spells it.
fn quoted(name: &str) -> String {
    let is_plain = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if is_plain { name.to_owned() } else { format!("`{}`", name.replace('`', "``")) }
}

/// A name whose one entry in the key map means two keys.
pub(super) fn ambiguous_key(at: &At<'_>, column: &str, mapped: &Pair<'_>, other: &Pair<'_>) -> Diagnostic {
    let finding = AMBIGUOUS_KEY
        .at(other.field.span, format!("two fields are called `{column}`, and are read from different keys"))
        .label(format!("`{}` is read from `{}`", other.path.join("."), other.key));
    let finding = if mapped.field.span == other.field.span {
        finding
    } else {
        finding.also(mapped.field.span, format!("`{}` is read from `{}`", mapped.path.join("."), mapped.key))
    };
    finding
        .note("the key map has one entry for a name, whatever its depth")
        .note(format!(
            "of the record {}, `{}` would be NULL: the key `{}` is looked for there",
            witness(mapped, other),
            other.path.join("."),
            mapped.key
        ))
        .help(match other.field.origin {
            crate::shape::Origin::Envelope(_) | crate::shape::Origin::Member => {
                format!("give one of them another name than `{column}`")
            }
            crate::shape::Origin::Column(_) | crate::shape::Origin::Field(_) => format!(
                "give the column another name: `field source_{column} = {}` (of `{}`)",
                other.key,
                at.mapping.source.table.qualified()
            ),
        })
}

/// A record in which both fields have a value.
fn witness(mapped: &Pair<'_>, other: &Pair<'_>) -> String {
    match (mapped.path.as_slice(), other.path.as_slice()) {
        ([one, a], [two, b]) if one == two => format!("{{\"{one}\": {{\"{a}\": \"x\", \"{b}\": \"y\"}}}}"),
        ([one, a], [two, b]) => format!("{{\"{two}\": {{\"{b}\": \"y\"}}, \"{one}\": {{\"{a}\": \"x\"}}}}"),
        (one, two) => format!("{{\"{}\": \"x\", \"{}\": \"y\"}}", one.join("."), two.join(".")),
    }
}

/// Nothing says what the columns are.
pub(super) fn no_table(span: Span) -> Diagnostic {
    NO_TABLE
        .at(span, "Firehose converts by the columns of a catalog table, and none follows")
        .help("write `-> glue DATABASE.TABLE` after it".to_owned())
}

/// Checks the role. Source: service model of Firehose, `RoleARN`.
pub(super) fn check_role(at: &At<'_>, diags: &mut Diagnostics) {
    match (at.settings().get("RoleARN"), at.settings().text("RoleARN")) {
        (Some(setting), Some(role)) => {
            if !is_role(role) || role.len() > 512 {
                diags.push(
                    ROLE.at(setting.span, format!("`{role}` is not the ARN of a role")).help(
                        "write `\"arn:aws:iam::ACCOUNT:role/NAME\"`, with an account of twelve digits".to_owned(),
                    ),
                );
            }
        }
        _ if !at.settings().lacks("RoleARN") => {}
        (Some(_), None) | (None, _) => diags.push(
            NO_ROLE
                .at(at.clause().span, "the conversion names no role by which Firehose reads the catalog table")
                .note("CreateDeliveryStream refuses a conversion without a role")
                .help(
                    "write `firehose { RoleARN \"$(firehose_role)\" }`, and `param firehose_role` at the top"
                        .to_owned(),
                ),
        ),
    }
}

/// A compression of the other format.
pub(super) fn compression(span: Span, format: Format) -> Diagnostic {
    let (format, known) = match format {
        Format::Orc => ("ORC", "`SNAPPY`, `ZLIB` or `NONE`"),
        Format::Parquet => ("Parquet", "`SNAPPY`, `GZIP` or `UNCOMPRESSED`"),
    };
    COMPRESSION.at(span, format!("{format} is not compressed like this")).help(format!("write one of {known}"))
}

/// Expressions without the one that must be there.
pub(super) fn error_prefix(span: Span) -> Diagnostic {
    ERROR_PREFIX
        .at(span, "a prefix of errors with expressions lacks the kind of error")
        .help("put `!{firehose:error-output-type}` into it".to_owned())
}

/// Errors among the table's objects.
pub(super) fn errors_in_table(span: Span) -> Diagnostic {
    ERROR_PREFIX
        .at(span, "records that cannot be converted would stand among the table's objects")
        .note("the table would read them")
        .help("write a prefix outside the table's folder, `ErrorOutputPrefix \"errors/!{firehose:error-output-type}/\"`, and give the table a folder of its own".to_owned())
}

/// A prefix beyond the service's limit.
pub(super) fn prefix_too_long(span: Span, what: &str, limit: usize) -> Diagnostic {
    PREFIX
        .at(span, format!("the {what} is longer than the {limit} characters that Firehose takes"))
        .help("choose a shorter folder".to_owned())
}

/// A folder that Firehose would take for an expression.
pub(super) fn expression_in_folder(span: Span) -> Diagnostic {
    PREFIX
        .at(span, "Firehose would read `!{` in the table's folder as an expression")
        .help("choose a folder without `!{`; folders of time are written by `firehose { time-folders day }`".to_owned())
}

/// A name of the catalog that the service model refuses.
pub(super) fn catalog_name(span: Span, key: &str, limit: usize) -> Diagnostic {
    CATALOG_NAME
        .at(span, format!("this cannot be a `{key}`"))
        .note(format!("Firehose takes 1 to {limit} characters, and no blanks"))
        .help("drop the line to take what Firehose takes by itself".to_owned())
}

/// Checks the name: 1 to 64 of letters, digits, `_`, `.`, `-`. Source: service model of Firehose, `DeliveryStreamName`.
pub(super) fn check_stream_name(clause: &StageClause, diags: &mut Diagnostics) {
    let Some(resource) = &clause.resource else { return };
    let name = &resource.parts[0];
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    if name.len() > 64 || !name.chars().all(legal) {
        diags.push(
            STREAM_NAME
                .at(resource.span, format!("`{name}` cannot be the name of a delivery stream"))
                .note("Firehose takes 1 to 64 letters, digits, `_`, `.` and `-`")
                .help("give the stream another name".to_owned()),
        );
    }
}
