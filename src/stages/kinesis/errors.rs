//! What a stream refuses, and what would break its order, in words.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::mapping::{Mapping, StageClause};
use crate::schema::Column;
use crate::text::Span;

/// All kinds of findings of this stage.
pub(super) static CODES: &[&Code] = &[&STREAM_NAME, &PARTITION_KEY, &KEY_LENGTH, &ORDER];

/// The name of a stream is not one.
static STREAM_NAME: Code =
    Code::error("kinesis/stream-name", include_str!("../../../book/src/diagnostics/kinesis/stream-name.md"));

/// A partition key that cannot be one.
static PARTITION_KEY: Code =
    Code::error("kinesis/partition-key", include_str!("../../../book/src/diagnostics/kinesis/partition-key.md"));

/// A partition key that can be too long.
static KEY_LENGTH: Code =
    Code::waivable_error("kinesis/key-length", include_str!("../../../book/src/diagnostics/kinesis/key-length.md"));

/// A partition key under which changes of one row may change places.
static ORDER: Code = Code::warning("kinesis/order", include_str!("../../../book/src/diagnostics/kinesis/order.md"));

/// Checks the name: 1 to 128 of letters, digits, `_`, `.`, `-`. Source: service model of Kinesis, `StreamName`.
pub(super) fn check_stream_name(clause: &StageClause, diags: &mut Diagnostics) {
    let Some(resource) = &clause.resource else { return };
    let name = &resource.parts[0];
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    if name.len() > 128 || !name.chars().all(legal) {
        diags.push(
            STREAM_NAME
                .at(resource.span, format!("`{name}` cannot be the name of a stream"))
                .note("Kinesis takes 1 to 128 letters, digits, `_`, `.` and `-`")
                .help("give the stream another name".to_owned()),
        );
    }
}

/// A template without a column.
pub(super) fn no_column(span: Span) -> Diagnostic {
    PARTITION_KEY
        .at(span, "the partition key is the same for every record")
        .help("put a column into it, `\"${COLUMN}\"`, or say so: `partition-key constant`".to_owned())
}

/// A column that can be NULL.
pub(super) fn nullable_key(column: &Column, span: Span) -> Diagnostic {
    PARTITION_KEY
        .at(span, format!("the partition key is made of `{}`, which can be NULL", column.name))
        .also(column.span, "not declared NOT NULL")
        .note("a record without a partition key cannot be written")
        .help("take a column that is never NULL, or `partition-key primary-key`".to_owned())
}

/// A key whose values can be longer than a record's key may be.
pub(super) fn key_length(span: Span, max: Option<u64>, limit: u64) -> Diagnostic {
    KEY_LENGTH
        .at(span, format!("the partition key can be longer than the {limit} characters that Kinesis takes"))
        .note(match max {
            Some(max) => format!("its values have up to {max} characters"),
            None => "a column of it has no declared length".to_owned(),
        })
        .help("take shorter columns".to_owned())
        .help(
            "or, if all values are known to be short: `allow kinesis/key-length because \"…\" until \"…\"`".to_owned(),
        )
}

/// A column of the key that may change.
pub(super) fn value_changes(column: &Column, span: Span) -> Diagnostic {
    let name = &column.name;
    ORDER
        .at(span, format!("a row that changes its `{name}` changes its shard"))
        .also(column.span, "not part of the primary key")
        .note(format!(
            "a stream keeps order within a shard only: the change from `{name}` 1 to 2 travels under 2, and may be read before what was sent under 1"
        ))
        .help(format!("if it never changes, say so: `assume immutable {name}`"))
        .help("or write `partition-key primary-key`".to_owned())
}

/// A function where only columns may stand.
pub(super) fn function_in_key(function: &str, span: Span) -> Diagnostic {
    PARTITION_KEY
        .at(span, format!("no stage of this release computes `{function}` for a partition key"))
        .help("take columns as they are".to_owned())
}

/// Changes of one row travel under different keys.
pub(super) fn transactions_swap(mapping: &Mapping<'_>, span: Span) -> Diagnostic {
    ORDER
        .at(span, format!("two changes of one row of `{}` may change places", mapping.source.table.qualified()))
        .note("a stream keeps order within a shard only: a row that is inserted by transaction 1 and deleted by transaction 2 travels in two shards, and the delete may be read first")
        .help("write `partition-key primary-key`".to_owned())
}
