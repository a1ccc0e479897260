//! Wording: object mappings.

use super::codes::*;
use crate::diag::Diagnostic;
use crate::dms_document::model::Text;
use crate::text::Span;

/// An attribute that arrives twice.
pub fn doubled_attribute(at: Span, problem: impl Into<String>, why: &str) -> Diagnostic {
    DOUBLED_ATTRIBUTE.at(at, problem).note(why)
}

/// The value or the form of an attribute.
pub fn attribute_value(at: Span, problem: impl Into<String>, why: &str) -> Diagnostic {
    ATTRIBUTE_VALUE.at(at, problem).note(why)
}

/// What decides the shard.
pub fn partition_key(at: Span, problem: impl Into<String>, why: &str) -> Diagnostic {
    PARTITION_KEY.at(at, problem).note(why)
}

/// Two object mappings of one table.
pub fn two_mappings(second: Span, first: Span) -> Diagnostic {
    TWO_MAPPINGS
        .at(super::form::first_line(second), "another rule maps this table already")
        .also(super::form::first_line(first), "the first")
        .note("what DMS does with two is confirmed nowhere")
}

/// Both kinds of rules.
pub fn mapping_and_transformation(transformation: Span, mapping: Span) -> Diagnostic {
    MAPPING_AND_TRANSFORMATION
        .at(super::form::first_line(transformation), "the document transforms and maps objects")
        .also(super::form::first_line(mapping), "the object mapping")
        .note("Kafka takes one kind or the other; for DynamoDB and Kinesis it is confirmed nowhere which names a mapping sees")
}

/// A topic that is not where it seems.
pub fn topic(topic: &Text, problem: impl Into<String>, why: &str) -> Diagnostic {
    TOPIC.at(topic.span, problem).note(why)
}

/// JSON that is put together as a text.
pub fn json_in_text(at: Span) -> Diagnostic {
    JSON_IN_TEXT
        .at(at, "the attribute is JSON that is put together as a text")
        .note("a quote or a backslash in a column goes in as it is, and the text is no JSON any more")
        .help("write a document: `\"attribute-type\": \"document\"`".to_owned())
}

/// A key that two rows can share.
pub fn joined_key(at: Span, separator: &str) -> Diagnostic {
    let what = if separator.is_empty() {
        "columns without anything between them".to_owned()
    } else {
        format!("columns with `{separator}` between them")
    };
    JOINED_KEY
        .at(at, format!("the key joins {what}"))
        .note("DMS escapes nothing: two rows whose joined texts are alike become one item")
}
