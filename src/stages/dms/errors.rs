//! What DMS refuses, ignores or spoils, in words.

use super::rules;
use super::unchecked::errors as by_pattern;
use super::zero::may_be_zero;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::mapping::{Content, Field as Wanted, KeyRole, Mapping, Source};
use crate::schema::{Column, Dialect, Table};
use crate::settings::Setting;
use crate::shape::{Field, Origin};
use crate::stage::{At, Need};
use crate::text::Span;

/// All kinds of findings of this stage.
pub(super) static CODES: &[&Code] = &[
    &NOT_A_SOURCE,
    &NO_TARGET,
    &NO_PRIMARY_KEY,
    &MUTABLE_KEY,
    &UNSUPPORTED_COLUMN,
    &ENDPOINT_ARN,
    &UNSUPPORTED_TABLE,
    &TOO_MANY_DIGITS,
    &LARGE_INTEGER,
    &LARGE_OBJECT,
    &LOSSY_KEY,
    &NULL_IN_TEMPLATE,
    &JSON_IN_TEXT,
    &DOCUMENT_SIZE,
    &TASK_SETTING,
    &MESSAGE_FORMAT,
    &SPECIAL_NAME,
    &ATTRIBUTE_TWICE,
    &RESERVED_NAME,
    &PARTITION_KEY,
    &rules::errors::MUTABLE_FILTER,
    &rules::errors::FILTER_LOSES_DELETES,
    &rules::errors::TWO_CHANGES,
    &rules::errors::RENAMED_LARGE_OBJECT,
    &rules::errors::LOSSY_CAST,
    &rules::errors::MASKED_KEY,
    &rules::errors::PATTERN_NAME,
    &rules::errors::SAME_NAME_BY_CASE,
    &rules::errors::TABLE_SETTINGS,
    &rules::errors::NULLABLE_RANGE,
    &by_pattern::NO_RULE,
    &by_pattern::UNCONFIRMED,
];

/// The source is of a kind that DMS does not read.
static NOT_A_SOURCE: Code =
    Code::error("dms/not-a-source", include_str!("../../../book/src/diagnostics/dms/not-a-source.md"));

/// The pipeline ends at DMS.
static NO_TARGET: Code = Code::error("dms/no-target", include_str!("../../../book/src/diagnostics/dms/no-target.md"));

/// Changes of a table without a primary key.
static NO_PRIMARY_KEY: Code =
    Code::error("dms/no-primary-key", include_str!("../../../book/src/diagnostics/dms/no-primary-key.md"));

/// An item key is made of a column that may change.
static MUTABLE_KEY: Code =
    Code::waivable_error("dms/mutable-key", include_str!("../../../book/src/diagnostics/dms/mutable-key.md"));

/// A column of a type that does not arrive.
static UNSUPPORTED_COLUMN: Code =
    Code::error("dms/unsupported-column", include_str!("../../../book/src/diagnostics/dms/unsupported-column.md"));

/// The endpoint names no stream or role, or another stream than the pipeline.
static ENDPOINT_ARN: Code =
    Code::error("dms/endpoint-arn", include_str!("../../../book/src/diagnostics/dms/endpoint-arn.md"));

/// A number has more digits than the target keeps.
static TOO_MANY_DIGITS: Code =
    Code::waivable_error("dms/too-many-digits", include_str!("../../../book/src/diagnostics/dms/too-many-digits.md"));

/// A number that a message may not hold exactly.
static LARGE_INTEGER: Code =
    Code::waivable_error("dms/large-integer", include_str!("../../../book/src/diagnostics/dms/large-integer.md"));

/// A key is made of values that DMS changes on their way.
static LOSSY_KEY: Code =
    Code::waivable_error("dms/lossy-key", include_str!("../../../book/src/diagnostics/dms/lossy-key.md"));

/// A large object that DMS may cut.
static LARGE_OBJECT: Code =
    Code::waivable_error("dms/large-object", include_str!("../../../book/src/diagnostics/dms/large-object.md"));

/// A template holds a column that can be NULL.
static NULL_IN_TEMPLATE: Code =
    Code::error("dms/null-in-template", include_str!("../../../book/src/diagnostics/dms/null-in-template.md"));

/// JSON that is put together from text.
static JSON_IN_TEXT: Code =
    Code::warning("dms/json-in-text", include_str!("../../../book/src/diagnostics/dms/json-in-text.md"));

/// The table mappings are larger than DMS takes.
static DOCUMENT_SIZE: Code =
    Code::error("dms/document-size", include_str!("../../../book/src/diagnostics/dms/document-size.md"));

/// A table that DMS does not read for one of its columns.
static UNSUPPORTED_TABLE: Code =
    Code::error("dms/unsupported-table", include_str!("../../../book/src/diagnostics/dms/unsupported-table.md"));

/// A task setting that spoils the data on this target.
static TASK_SETTING: Code =
    Code::error("dms/task-setting", include_str!("../../../book/src/diagnostics/dms/task-setting.md"));

/// Messages of several lines, where a later stage wants one.
static MESSAGE_FORMAT: Code =
    Code::error("dms/message-format", include_str!("../../../book/src/diagnostics/dms/message-format.md"));

/// A rule would have to name a column that DMS cannot name.
static SPECIAL_NAME: Code =
    Code::error("dms/special-name", include_str!("../../../book/src/diagnostics/dms/special-name.md"));

/// An attribute that is produced twice.
static ATTRIBUTE_TWICE: Code =
    Code::error("dms/attribute-twice", include_str!("../../../book/src/diagnostics/dms/attribute-twice.md"));

/// An attribute whose name DMS cannot write.
static RESERVED_NAME: Code =
    Code::error("dms/reserved-name", include_str!("../../../book/src/diagnostics/dms/reserved-name.md"));

/// A partition key that no attribute of the record holds.
static PARTITION_KEY: Code =
    Code::error("dms/partition-key", include_str!("../../../book/src/diagnostics/dms/partition-key.md"));

/// The words that DynamoDB reserves: one a line, in capitals. Source: "Reserved words in DynamoDB".
static RESERVED_WORDS: &str = include_str!("reserved_words.txt");

/// Whether an attribute of this name cannot be migrated. Source: user guide, limits of DynamoDB as a target.
pub(super) fn is_reserved(name: &str) -> bool {
    RESERVED_WORDS.lines().any(|word| word.eq_ignore_ascii_case(name))
}

/// The dialect is none that DMS reads.
pub(super) fn no_source(span: Span) -> Diagnostic {
    NOT_A_SOURCE
        .at(span, "SQLite is no source of DMS")
        .help("read the tables from MySQL, PostgreSQL, Oracle or SQL Server".to_owned())
}

/// Nothing follows.
pub(super) fn no_target(span: Span) -> Diagnostic {
    NO_TARGET
        .at(span, "`dms` has no target")
        .help("write where the records go: `-> dms -> dynamodb TABLE`, or `-> dms -> kinesis STREAM`".to_owned())
}

/// Changes cannot be applied to a row that cannot be found.
pub(super) fn no_primary_key(source: &Source<'_>, claimed: bool) -> Diagnostic {
    let table = source.table;
    let finding = NO_PRIMARY_KEY
        .at(source.span, format!("changes of `{}` cannot be followed: the table has no primary key", table.qualified()))
        .also(table.span, "declared without a key")
        .note(if source.dialect == Dialect::Postgres {
            "DMS ignores updates and deletes of PostgreSQL tables without a primary key"
        } else {
            "an update or delete must name the row that it means"
        });
    match (claimed, source.dialect) {
        (false, Dialect::MySql | Dialect::Oracle | Dialect::SqlServer | Dialect::Sqlite) => finding
            .help("say what identifies a row: `assume unique COLUMN, …`".to_owned())
            .help("or move only the rows that are there: `dms { migration-type full-load }`".to_owned()),
        (true | false, _) => finding.help(
            "declare a key in the source, or move only the rows that are there: `dms { migration-type full-load }`"
                .to_owned(),
        ),
    }
}

/// Changes in files cannot be told apart.
pub(super) fn no_row_key(source: &Source<'_>) -> Diagnostic {
    let table = source.table;
    NO_PRIMARY_KEY
        .at(
            source.span,
            format!("changes of `{}` cannot be told apart: the table has no primary key", table.qualified()),
        )
        .also(table.span, "declared without a key")
        .note("an update or delete is one more record, and its reader must know which row is meant")
        .help("say what identifies a row: `primary key COLUMN, …` and `assume unique COLUMN, …`".to_owned())
        .help("or move only the rows that are there: `dms { migration-type full-load }`".to_owned())
}

/// A key column that may change.
pub(super) fn mutable_key(table: &Table, column: usize, key: Span) -> Diagnostic {
    let name = &table.columns[column].name;
    MUTABLE_KEY
        .at(key, format!("the key is made of `{name}`, which may change"))
        .also(table.columns[column].span, "not part of the primary key")
        .note("DynamoDB cannot change a key: DMS fails, or writes a new incomplete item and leaves the old one")
        .help(format!("if it never changes, say so: `assume immutable {name}`"))
}

/// A column whose values do not arrive.
pub(super) fn unsupported_column(column: &Column, line: Span, reason: &str) -> Diagnostic {
    UNSUPPORTED_COLUMN
        .at(line, format!("the column `{}` does not arrive: it is `{}`", column.name, column.declared))
        .also(column.span, "declared here")
        .note(reason.to_owned())
        .help(format!("leave it out: `exclude {}`", column.name))
}

/// A number with too many digits for the target; `who` as in "that a message holds".
pub(super) fn too_many_digits(column: &Column, line: Span, who: &str, digits: u16) -> Diagnostic {
    TOO_MANY_DIGITS
        .at(line, format!("the column `{}` has more digits than the {digits} that {who}", column.name))
        .also(column.span, format!("`{}`", column.declared))
        .help(format!("let it arrive as text: `field {}: string`", column.name))
}

/// A number that may arrive rounded.
pub(super) fn large_integer(column: &Column, line: Span) -> Diagnostic {
    LARGE_INTEGER
        .at(line, format!("values of `{}` with more than 16 digits may arrive rounded", column.name))
        .also(column.span, format!("`{}`", column.declared))
        .note("DMS does not support larger numbers in JSON messages: they pass through a double")
        .help(format!("let it arrive as text: `field {}: string`", column.name))
        .help("or, for up to 18 digits: `UseLargeIntegerValue true` in the stream's block".to_owned())
}

/// Why a day of MySQL may not arrive.
pub(super) const ZERO_DATES: &str = "zero dates of MySQL become NULL";

/// A key column whose values may arrive as others.
pub(super) fn lossy_key(column: &Column, key: Span, reason: &str) -> Diagnostic {
    let finding = LOSSY_KEY
        .at(key, format!("the key is made of `{}`, whose values DMS changes", column.name))
        .also(column.span, format!("`{}`", column.declared))
        .note(reason.to_owned())
        .note("two rows could become one item, or a row could lose its key");
    let finding = if reason == ZERO_DATES {
        finding.help(format!("if there is no zero date, say so: `assume {} >= \"1000-01-01\"`", column.name))
    } else {
        finding
    };
    finding
        .help("make the key of another column".to_owned())
        .help("or, if the values are known to arrive whole: `allow dms/lossy-key because \"…\" until \"…\"`".to_owned())
}

/// A large object that an item would hold cut.
pub(super) fn cut_object(column: &Column, line: Span) -> Diagnostic {
    LARGE_OBJECT
        .at(line, format!("the column `{}` is a large object: DMS cuts its values at `LobMaxSize`", column.name))
        .also(column.span, format!("`{}`", column.declared))
        .note("an item of DynamoDB holds at most 400 KB in all")
        .help(format!("leave it out: `exclude {}`", column.name))
        .help("or, if all values are known to be short: `allow dms/large-object because \"…\" until \"…\"`".to_owned())
}

/// A large object that a file would hold cut.
pub(super) fn cut_in_file(column: &Column, line: Span) -> Diagnostic {
    LARGE_OBJECT
        .at(line, format!("the column `{}` is a large object: DMS cuts its values at `LobMaxSize`", column.name))
        .also(column.span, format!("`{}`", column.declared))
        .note("without the setting that is after 32 kilobytes; DMS has no full LOB mode for files")
        .help(
            "say how long the longest value is: `dms {`, in it `TargetMetadata {`, in it `LobMaxSize KILOBYTES`"
                .to_owned(),
        )
        .help(format!("or leave it out: `exclude {}`", column.name))
}

/// A large object whose longer values are cut in a table.
pub(super) fn cut_in_table(column: &Column, line: Span) -> Diagnostic {
    LARGE_OBJECT
        .at(line, format!("the column `{}` is a large object: DMS cuts its values at `LobMaxSize`", column.name))
        .also(column.span, format!("`{}`", column.declared))
        .note("without a setting that is after 32 kilobytes")
        .help(
            "let DMS look up objects of any size: `dms {`, in it `TargetMetadata {`, in it `FullLobMode true`"
                .to_owned(),
        )
        .help("or say how long the longest value is: `LobMaxSize KILOBYTES` in the same place".to_owned())
        .help(format!("or leave it out: `exclude {}`", column.name))
}

/// A large object that a message may not hold.
pub(super) fn large_object(column: &Column, line: Span) -> Diagnostic {
    LARGE_OBJECT
        .at(line, format!("the column `{}` is a large object: values over 1 MB do not fit a message", column.name))
        .also(column.span, format!("`{}`", column.declared))
        .note("DMS cuts large objects at `LobMaxSize`, and a record of a stream holds at most 1 MB")
        .help(format!("leave it out: `exclude {}`", column.name))
        .help("or, if all values are known to be short: `allow dms/large-object because \"…\" until \"…\"`".to_owned())
}

/// Checks a field that the object mapping makes: what DMS writes for NULL in a template is documented nowhere.
pub(super) fn check_made(at: &At<'_>, field: &Wanted, diags: &mut Diagnostics) {
    let table = at.mapping.source.table;
    // A key that can be NULL has a finding of its own.
    if field.role.is_some() {
        return;
    }
    let alone = match &field.content {
        Content::Value(value) => matches!(value, crate::value::Value::Column(_)),
        Content::Map(_) | Content::List(_) | Content::Set(_) => false,
    };
    let mut reported = Vec::new();
    field.columns(&mut |column| {
        let arrives_as_null = at.mapping.can_be_null(column) || may_be_zero(at.mapping, column);
        if arrives_as_null && !alone && !reported.contains(&column) {
            reported.push(column);
        }
    });
    for place in reported {
        let column = &table.columns[place];
        if !at.mapping.can_be_null(place) {
            diags.push(
                NULL_IN_TEMPLATE
                    .at(field.span, format!("`{}` is made of `{}`, which can arrive as NULL", field.name, column.name))
                    .also(column.span, format!("`{}`", column.declared))
                    .note(format!("{ZERO_DATES}, and what DMS writes for NULL in a template is documented nowhere"))
                    .help(format!("if there is no zero date, say so: `assume {} >= \"1000-01-01\"`", column.name)),
            );
            continue;
        }
        diags.push(
            NULL_IN_TEMPLATE
                .at(field.span, format!("`{}` is made of `{}`, which can be NULL", field.name, column.name))
                .also(column.span, "not declared NOT NULL")
                .note("what DMS writes for NULL in a template is documented nowhere")
                .help(format!("if it is never NULL, say so: `assume {} is not null`", column.name)),
        );
    }
}

/// Batches on a target that does not take them.
pub(super) fn batch_apply(span: Span) -> Diagnostic {
    TASK_SETTING
        .at(span, "changes cannot be applied in batches here")
        .note("on streams batches lose data, and DynamoDB does not support them")
        .help("write `BatchApplyEnabled false`, or drop the line".to_owned())
}

/// A table preparation that would touch the table that mapc describes.
pub(super) fn table_prep(span: Span, mode: &str) -> Diagnostic {
    TASK_SETTING
        .at(span, format!("`{mode}` does not fit a DynamoDB table that is made from its own definition"))
        .note("DMS does not support TRUNCATE_BEFORE_LOAD for DynamoDB, and DROP_AND_CREATE makes a table of another capacity")
        .help("write `TargetTablePrepMode DO_NOTHING`, or drop the line".to_owned())
}

/// A policy that lets values through unmasked, or drops their rows.
pub(super) fn masking_policy(span: Span, word: &str) -> Diagnostic {
    let note = if word == "LOG_ERROR" {
        "a value that cannot be masked would arrive as it is"
    } else {
        "a row whose value cannot be masked would be lost"
    };
    TASK_SETTING
        .at(span, format!("`{word}` breaks what a mask promises"))
        .note(note)
        .help("write `STOP_TASK` or `SUSPEND_TABLE`, or drop the line".to_owned())
}

/// Large objects of any size, towards a stream.
pub(super) fn full_lob_mode(span: Span) -> Diagnostic {
    TASK_SETTING
        .at(span, "large objects of any size cannot travel in a stream, nor into files")
        .note("DMS has no full LOB mode for either: a record of a stream holds at most 1 MB")
        .help("write `FullLobMode false`, or drop the line".to_owned())
}

/// Two modes of large objects.
pub(super) fn both_lob_modes(span: Span, other: Span) -> Diagnostic {
    TASK_SETTING
        .at(span, "large objects have one mode, and two are switched on")
        .also(other, "the other")
        .help("drop one of the lines".to_owned())
}

/// Large objects are switched off, and a field is one.
pub(super) fn lobs_are_off(span: Span, column: &Column, line: Span) -> Diagnostic {
    TASK_SETTING
        .at(span, format!("without large objects the column `{}` does not arrive", column.name))
        .also(line, "wanted here")
        .also(column.span, format!("`{}`", column.declared))
        .note("DMS leaves such columns out without a word")
        .help(format!("drop the line, or leave the column out: `exclude {}`", column.name))
}

/// JSON that is put together from text.
pub(super) fn json_in_text(field: &Wanted, column: &Column) -> Diagnostic {
    JSON_IN_TEXT
        .at(field.span, format!("a quote in `{}` would break the JSON of `{}`", column.name, field.name))
        .also(column.span, format!("`{}`", column.declared))
        .note("a template of DMS escapes nothing: a value goes in as it is")
        .help(format!("nest the fields: `field {} {{`, with a line for each member", field.name))
}

/// A document that DMS does not take.
pub(super) fn document_size(span: Span, size: usize, limit: usize) -> Diagnostic {
    DOCUMENT_SIZE
        .at(span, format!("the table mappings would have {size} bytes, and DMS takes {limit}"))
        .note("above that, a task fails in ways that cannot be foretold")
        .help("make the templates shorter, or leave columns to a view of the source".to_owned())
}

/// A column that takes its whole table along.
pub(super) fn unsupported_table(source: &Source<'_>, column: &Column) -> Diagnostic {
    UNSUPPORTED_TABLE
        .at(source.span, format!("DMS does not read the table `{}`", source.table.qualified()))
        .also(column.span, format!("the column `{}` is `{}`", column.name, column.declared))
        .note("a table with such a column is not supported, whether the column is wanted or not")
        .help("declare a copy of the table without it in the source".to_owned())
}

/// A view, whose changes nobody sees.
pub(super) fn view(source: &Source<'_>) -> Diagnostic {
    UNSUPPORTED_TABLE
        .at(source.span, format!("`{}` is a view", source.table.qualified()))
        .also(source.table.span, "declared here")
        .note("a task that also replicates changes leaves views out, without a word")
        .help("read the tables that it is made of".to_owned())
        .help("or copy it once: `dms { migration-type full-load }`".to_owned())
}

/// The name of a task that maps over described tables cannot share.
pub(super) fn shared_task(span: Span) -> Diagnostic {
    TASK_SETTING
        .at(span, "tables of a described schema go into a task by their map")
        .note("several maps make one task only where no file describes their tables")
        .help("drop the line; a map over several tables puts them into one task".to_owned())
}

/// An endpoint that would write to another stream.
pub(super) fn other_stream(span: Span, name: &str, stage: Span) -> Diagnostic {
    ENDPOINT_ARN
        .at(span, format!("the endpoint would write to the stream `{name}`"))
        .also(stage, "the pipeline names another")
        .help("write the ARN of the stream that the pipeline names".to_owned())
}

/// A text that names nothing of an account.
pub(super) fn no_arn(span: Span, text: &str, what: &str, form: &str) -> Diagnostic {
    ENDPOINT_ARN
        .at(span, format!("`{text}` is not the ARN of a {what}"))
        .help(format!("write `\"{form}\"`, with an account of twelve digits"))
}

/// Messages of several lines.
pub(super) fn message_format(span: Span, need: &Need) -> Diagnostic {
    MESSAGE_FORMAT
        .at(span, format!("`{}` wants each message on one line", need.by))
        .also(need.span, "asked by this stage")
        .note("`json` spreads a message over several lines, which are read as several broken messages")
        .help("write `MessageFormat json-unformatted`, or drop the line: it follows from the pipeline".to_owned())
}

/// A column that a rule would have to name.
pub(super) fn special_name(column: &Column, stage: Span) -> Diagnostic {
    SPECIAL_NAME
        .at(stage, format!("DMS cannot be told about the column `{}`", column.name.escape_debug()))
        .also(column.span, "declared here")
        .note("whether a rule may name a column with `#`, `\\`, `/`, `-`, `$`, braces, or right-to-left letters is not confirmed")
        .help("let it pass by `field *`, without renaming or using it".to_owned())
}

/// An attribute that would be there twice.
pub(super) fn attribute_twice(field: &Field, first: &Field) -> Diagnostic {
    ATTRIBUTE_TWICE
        .at(field.span, format!("the attribute `{}` is produced twice", field.name))
        .also(first.span, "the first")
        .note("which of the two values wins is documented nowhere")
        .help("give one of them another name".to_owned())
}

/// An attribute called like a reserved word.
pub(super) fn reserved_word(mapping: &Mapping<'_>, field: &Field) -> Diagnostic {
    let value = match field.origin {
        Origin::Field(place) => match mapping.record.fields[place].column() {
            Some(column) => mapping.source.table.columns[column].name.to_string(),
            None => "…".to_owned(),
        },
        Origin::Column(_) | Origin::Member | Origin::Envelope(_) => "…".to_owned(),
    };
    let line = match field.origin {
        Origin::Field(place) => match mapping.record.fields[place].role {
            Some(KeyRole::Partition) => "partition key",
            Some(KeyRole::Sort) => "sort key",
            None => "field",
        },
        Origin::Column(_) | Origin::Member | Origin::Envelope(_) => "field",
    };
    RESERVED_NAME
        .at(field.span, format!("DMS cannot write an attribute called `{}`", field.name))
        .note("it is a reserved word of DynamoDB, and DMS does not migrate attributes of such names")
        .help(format!("give it another name: `{line} {}_value = {value}`", field.name))
}

/// A partition key that no attribute holds.
pub(super) fn no_such_attribute(span: Span) -> Diagnostic {
    PARTITION_KEY
        .at(span, "no field of the record holds this value")
        .note("DMS takes the partition key from an attribute of the record")
        .help("add a field with this value: `field NAME = \"…\"`".to_owned())
}

/// A map of more rules than a document could hold.
pub(super) fn too_many_rules(span: Span, most: usize) -> Diagnostic {
    DOCUMENT_SIZE
        .at(span, format!("the map makes more rules than the {most} that a document could hold"))
        .note("above two megabytes a task fails in ways that cannot be foretold")
        .help("use patterns, or write several maps, each a task of its own".to_owned())
}

/// A setting of a Kinesis stream in the block of a topic.
pub(super) fn no_role_of_topics(setting: &Setting) -> Diagnostic {
    TASK_SETTING
        .at(setting.span, format!("`{}` is a setting of Kinesis", setting.key))
        .note("DMS connects to Kafka by its brokers: `Broker \"HOST:PORT\"`")
        .help("drop the line".to_owned())
}

/// A key that is a column which no attribute mapping makes.
pub(super) fn key_wants_attribute(column: &Column, span: Span) -> Diagnostic {
    PARTITION_KEY
        .at(span, format!("`{}` passes by itself, and a key in Kafka is an attribute that is made", column.name))
        .note("beside such a key the object mapping must hold attribute mappings")
        .help(format!("give it a name of its own: `field key = {}`", column.name))
}

/// A primary key that the table does not have.
pub(super) fn no_key_to_partition_by(mapping: &Mapping<'_>, span: Span) -> Diagnostic {
    PARTITION_KEY
        .at(
            span,
            format!("the table `{}` has no primary key to spread its records by", mapping.source.table.qualified()),
        )
        .also(mapping.source.table.span, "declared without a key")
        .help("write `partition-key schema-table`, or a column: `partition-key \"${COLUMN}\"`".to_owned())
}
