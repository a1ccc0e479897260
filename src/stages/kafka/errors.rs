//! What Kafka refuses, and what would break its order, in words.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::mapping::{Mapping, StageClause};
use crate::schema::Column;
use crate::text::Span;

/// All kinds of findings of this stage.
pub(super) static CODES: &[&Code] = &[&TOPIC, &PARTITION_KEY, &ORDER, &PROTOCOL];

/// The name of a topic is not one.
static TOPIC: Code = Code::error("kafka/topic", include_str!("../../../book/src/diagnostics/kafka/topic.md"));

/// A partition key that cannot be one.
static PARTITION_KEY: Code =
    Code::error("kafka/partition-key", include_str!("../../../book/src/diagnostics/kafka/partition-key.md"));

/// A partition key under which changes of one row may change places.
static ORDER: Code = Code::warning("kafka/order", include_str!("../../../book/src/diagnostics/kafka/order.md"));

/// Settings of the connection that do not belong together.
static PROTOCOL: Code = Code::error("kafka/protocol", include_str!("../../../book/src/diagnostics/kafka/protocol.md"));

/// The most characters of a topic. Source: DMS user guide, "Using Apache Kafka as a target".
const MOST: usize = 255;

/// Checks the name of the topic.
pub(super) fn check_topic(clause: &StageClause, diags: &mut Diagnostics) {
    let Some(resource) = &clause.resource else { return };
    let name = &resource.parts[0];
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let refused = |note: &str| {
        TOPIC
            .at(resource.span, format!("`{name}` cannot be the name of a topic"))
            .note(note.to_owned())
            .help("give the topic another name".to_owned())
    };
    if name.len() > MOST || !name.chars().all(legal) {
        diags.push(refused("DMS takes at most 255 letters, digits, `_`, `.` and `-`"));
    } else if name.contains('.') && name.contains('_') {
        diags.push(refused("DMS takes no topic with both `.` and `_`"));
    }
}

/// Checks that settings of the connection belong together.
pub(super) fn check_protocol(clause: &StageClause, diags: &mut Diagnostics) {
    let Some(mechanism) = clause.settings.get("SaslMechanism") else { return };
    if clause.settings.word("SecurityProtocol") != Some("sasl-ssl") {
        diags.push(
            PROTOCOL
                .at(mechanism.span, "the connection is not by SASL")
                .note("`SaslMechanism` says something of `SecurityProtocol sasl-ssl` alone")
                .help("write `SecurityProtocol sasl-ssl`, or drop the line".to_owned()),
        );
    }
}

/// A template without a column, or with a function.
pub(super) fn no_column(span: Span) -> Diagnostic {
    PARTITION_KEY
        .at(span, "a partition key of values is made of columns")
        .note("no stage of this release computes a function for it")
        .help("put a column into it, `\"${COLUMN}\"`, or say `partition-key constant`".to_owned())
}

/// A column that can be NULL.
pub(super) fn nullable_key(column: &Column, span: Span) -> Diagnostic {
    PARTITION_KEY
        .at(span, format!("the partition key is made of `{}`, which can be NULL", column.name))
        .also(column.span, "not declared NOT NULL")
        .note("a message without the attribute has no key")
        .help("take a column that is never NULL, or `partition-key primary-key`".to_owned())
}

/// A column of the key that may change.
pub(super) fn value_changes(column: &Column, span: Span) -> Diagnostic {
    let name = &column.name;
    ORDER
        .at(span, format!("a row that changes its `{name}` changes its partition"))
        .also(column.span, "not part of the primary key")
        .note("a topic keeps order within a partition only")
        .help(format!("if it never changes, say so: `assume immutable {name}`"))
        .help("or write `partition-key primary-key`".to_owned())
}

/// Changes of one row travel under different keys.
pub(super) fn transactions_swap(mapping: &Mapping<'_>, span: Span) -> Diagnostic {
    ORDER
        .at(span, format!("two changes of one row of `{}` may change places", mapping.source.table.qualified()))
        .note("a topic keeps order within a partition only, and two transactions travel in two")
        .help("write `partition-key primary-key`".to_owned())
}
