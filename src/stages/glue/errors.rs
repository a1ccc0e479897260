//! What Glue refuses, and what is lost there without a word, in words.

use super::no_type::NoType;
use crate::diag::{Code, Diagnostic};
use crate::formats::hive::HiveType;
use crate::shape::Field;
use crate::text::Span;
use crate::types::Type;

/// All kinds of findings of this stage.
pub(super) static CODES: &[&Code] = &[
    &TABLE_NAME,
    &LOCATION,
    &TOO_LONG,
    &NAME,
    &RISKY_NAME,
    &DUPLICATE_NAME,
    &EMPTY_STRUCT,
    &MIXED_LIST,
    &NO_TYPE,
    &NO_COLUMN,
    &PARTITION_TYPE,
    &COMMENT_CUT,
    &STATEMENT_LENGTH,
    &CSV_DELIMITER,
    &CSV_LINE_BREAK,
];

/// The name of a database or table that not every engine takes.
static TABLE_NAME: Code =
    Code::warning("glue/table-name", include_str!("../../../book/src/diagnostics/glue/table-name.md"));

/// No folder, or a text that is none.
static LOCATION: Code = Code::error("glue/location", include_str!("../../../book/src/diagnostics/glue/location.md"));

/// Longer than the catalog keeps.
static TOO_LONG: Code = Code::error("glue/too-long", include_str!("../../../book/src/diagnostics/glue/too-long.md"));

/// A name that Hive cannot hold.
static NAME: Code = Code::error("glue/name", include_str!("../../../book/src/diagnostics/glue/name.md"));

/// A name that some engine cannot hold.
static RISKY_NAME: Code =
    Code::warning("glue/risky-name", include_str!("../../../book/src/diagnostics/glue/risky-name.md"));

/// Two names that are one.
static DUPLICATE_NAME: Code =
    Code::error("glue/duplicate-name", include_str!("../../../book/src/diagnostics/glue/duplicate-name.md"));

/// A struct of nothing.
static EMPTY_STRUCT: Code =
    Code::error("glue/empty-struct", include_str!("../../../book/src/diagnostics/glue/empty-struct.md"));

/// A list whose elements have several types.
static MIXED_LIST: Code =
    Code::error("glue/mixed-list", include_str!("../../../book/src/diagnostics/glue/mixed-list.md"));

/// A value that Hive has no type for.
static NO_TYPE: Code = Code::error("glue/no-type", include_str!("../../../book/src/diagnostics/glue/no-type.md"));

/// A table of nothing.
static NO_COLUMN: Code = Code::error("glue/no-column", include_str!("../../../book/src/diagnostics/glue/no-column.md"));

/// A partition key of several values.
static PARTITION_TYPE: Code =
    Code::error("glue/partition-type", include_str!("../../../book/src/diagnostics/glue/partition-type.md"));

/// A comment that does not fit.
static COMMENT_CUT: Code =
    Code::warning("glue/comment-cut", include_str!("../../../book/src/diagnostics/glue/comment-cut.md"));

/// A statement that Athena does not take.
static STATEMENT_LENGTH: Code =
    Code::warning("glue/statement-length", include_str!("../../../book/src/diagnostics/glue/statement-length.md"));

/// A delimiter that readers of CSV do not know.
static CSV_DELIMITER: Code =
    Code::error("glue/csv-delimiter", include_str!("../../../book/src/diagnostics/glue/csv-delimiter.md"));

/// Text of CSV that may hold a line break.
static CSV_LINE_BREAK: Code =
    Code::waivable_error("glue/csv-line-break", include_str!("../../../book/src/diagnostics/glue/csv-line-break.md"));

/// A database or table whose name is not plain.
pub(super) fn table_name(span: Span, name: &str, is_of_table: bool) -> Diagnostic {
    let help = match is_of_table {
        true => {
            format!("its template takes the name of the table: `rename table …` lines can make `{}` of it", plain(name))
        }
        false => format!("write `{}`, unless the table already exists under this name", plain(name)),
    };
    TABLE_NAME
        .at(span, format!("`{name}` is a name that not every reader of the catalog takes"))
        .note("Glue stores names in lower case; Athena, Hive and Redshift agree on lower-case letters, digits and `_`")
        .help(help)
}

/// No `location` line.
pub(super) fn no_location(span: Span) -> Diagnostic {
    LOCATION
        .at(span, "the table has no location")
        .label("which files?")
        .note("a table in Glue is a schema over the files of one folder")
        .help("write `glue {`, and in it `location \"s3://BUCKET/FOLDER/\"`".to_owned())
}

/// A `location` line that names no folder.
pub(super) fn location(span: Span, text: &str) -> Diagnostic {
    LOCATION
        .at(span, format!("`{text}` is not a folder of S3"))
        .note("Athena reads all objects below `s3://BUCKET/FOLDER/`: a slash at the end, no file and no pattern")
        .help("write `location \"s3://BUCKET/FOLDER/\"`".to_owned())
}

/// A `location` line whose bucket cannot exist.
pub(super) fn bucket(span: Span, text: &str, reason: &str) -> Diagnostic {
    LOCATION
        .at(span, format!("`{text}` is not a folder of S3"))
        .note(reason.to_owned())
        .help("write `location \"s3://BUCKET/FOLDER/\"`".to_owned())
}

/// Something is longer than the catalog keeps.
pub(super) fn too_long(span: Span, what: &str, length: usize, most: usize) -> Diagnostic {
    TOO_LONG
        .at(span, format!("{what} has {length} characters, and Glue keeps {most}"))
        .note("the service model of Glue limits it, and `CreateTable` refuses more")
        .help("make it shorter".to_owned())
}

/// A field whose name Hive cannot hold. Hive's own words for it come along: they are what a search finds.
pub(super) fn name(field: &Field) -> Diagnostic {
    let name = &field.name;
    let finding = NAME
        .at(field.span, format!("`{name}` cannot be the name of a column or member in Hive"))
        .note("Hive takes letters, digits, `_`, `.`, `$` and blanks there, and has no quotes for anything else");
    let hive = HiveType::parse(&format!("struct<{name}:string>"));
    let finding = match hive {
        Err(error) => finding.note(format!("of such a struct Hive says: {error}")),
        Ok(_) => finding,
    };
    let replace = name.contains('-').then(|| "`rename field replace \"-\" with \"_\"` renames all of them".to_owned());
    finding.help(replace.or_else(|| Some(format!("give it another name, such as `{}`", plain(name)))))
}

/// A field whose name some engine cannot hold.
pub(super) fn risky_name(field: &Field) -> Diagnostic {
    RISKY_NAME
        .at(field.span, format!("`{}` is a name that not every reader of the table takes", field.name))
        .note("Hive, Athena, Spark and Redshift agree on names of lower-case letters, digits and `_` that begin with a letter")
        .help(format!("give it another name, such as `{}`", plain(&field.name)))
}

/// Two fields of one level whose names differ in case at most.
pub(super) fn duplicate_name(field: &Field, first: &Field) -> Diagnostic {
    DUPLICATE_NAME
        .at(field.span, format!("`{}` and `{}` are one name in the catalog", first.name, field.name))
        .also(first.span, "the other one")
        .note("engines compare names without regard to case, and a query finds only one of the two")
        .help("rename one of them".to_owned())
}

/// A struct without members.
pub(super) fn empty_struct(field: &Field) -> Diagnostic {
    EMPTY_STRUCT
        .at(field.span, format!("`{}` has no members", field.name))
        .note("neither Parquet nor Athena has an empty struct")
        .help("give it a member, or leave it out".to_owned())
}

/// A list that has no one type of elements.
pub(super) fn mixed_list(field: &Field, types: &[HiveType]) -> Diagnostic {
    let mut words: Vec<String> = Vec::new();
    for ty in types {
        let word = format!("`{ty}`");
        if !words.contains(&word) && words.len() < 4 {
            words.push(word);
        }
    }
    let message = if words.is_empty() {
        format!("the list `{}` has no elements", field.name)
    } else {
        format!("the elements of `{}` have different types: {}", field.name, words.join(", "))
    };
    MIXED_LIST
        .at(field.span, message)
        .note("an array of Hive has one type of elements")
        .help("make them members of a nested field, each with its own name".to_owned())
}

/// A value without a type.
pub(super) fn no_type(field: &Field, ty: &Type, why: NoType) -> Diagnostic {
    let name = &field.name;
    let finding = NO_TYPE.at(field.span, format!("`{name}` has no type in Hive: it holds `{ty}`"));
    match why {
        NoType::UndeclaredDigits => finding
            .note("a decimal of Hive states its digits, and the source does not say how many there are")
            .help(format!("state them, `field {name}: decimal(38, 10)`, or keep all as text, `field {name}: string`")),
        NoType::TooManyDigits => finding
            .note("a decimal of Hive has at most 38 digits")
            .help(format!("`field {name}: string` keeps all digits")),
        NoType::BetterAsText => finding
            .note("Hive knows days and moments, numbers, text and bytes; what is near would lose a part of the value")
            .help(format!("`field {name}: string` keeps it as text")),
        NoType::NoMeaning => {
            finding.note("its values are known to the database only").help(format!("leave it out: `exclude {name}`"))
        }
    }
}

/// A table without columns.
pub(super) fn no_column(span: Span) -> Diagnostic {
    NO_COLUMN
        .at(span, "the table has no column")
        .note("partition keys alone make no table: the files must hold something")
        .help("give the record a field: `field *`".to_owned())
}

/// A partition key that is no single value.
pub(super) fn partition_type(field: &Field) -> Diagnostic {
    PARTITION_TYPE
        .at(field.span, format!("`{}` cannot be a partition key: it is not a single value", field.name))
        .note("the value of a partition key is the name of a folder")
        .help("partition by a column of text, number or date".to_owned())
}

/// A comment that was cut.
pub(super) fn comment_cut(span: Span, what: &str, most: usize) -> Diagnostic {
    COMMENT_CUT
        .at(span, format!("the comment of `{what}` is cut to {most} characters"))
        .note("Glue keeps no more")
        .help("write a shorter one".to_owned())
}

/// A statement that is too long for Athena.
pub(super) fn statement_length(span: Span, length: usize, most: usize) -> Diagnostic {
    STATEMENT_LENGTH
        .at(span, format!("the statement for Athena would have {length} bytes, and Athena takes {most}"))
        .note("it is not written; the input for Glue is, and makes the same table")
        .help("leave columns out, or shorten their comments".to_owned())
}

/// A plain name near `name`, to be proposed.
fn plain(name: &str) -> String {
    let mut plain: String = name
        .to_lowercase()
        .chars()
        .take(60)
        .map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '_' })
        .collect();
    if !plain.starts_with(|first: char| first.is_ascii_lowercase()) {
        plain.insert_str(0, "c_");
    }
    plain
}

/// A delimiter of several characters, or beyond ASCII.
pub(super) fn csv_delimiter(span: Span, delimiter: &str) -> Diagnostic {
    CSV_DELIMITER
        .at(span, format!("no table reads CSV whose values stand between {delimiter:?}"))
        .note("the readers of Hive take one character of ASCII")
        .help("write another delimiter where the files are written".to_owned())
}

/// A text that may hold a line break.
pub(super) fn csv_line_break(field: &Field) -> Diagnostic {
    let name = &field.name;
    CSV_LINE_BREAK
        .at(field.span, format!("a line break in `{name}` would make two records of one"))
        .note("a table over CSV is split into lines before quotes are looked at")
        .help("write the files as Parquet: `DataFormat parquet`".to_owned())
        .help(format!(
            "or, if there are none, say so: `assume {name} not contains \"\\n\" and {name} not contains \"\\r\"`"
        ))
}
