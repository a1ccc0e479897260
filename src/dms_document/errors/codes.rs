//! The codes of documents.
//!
//! An error is what the service refuses when a task is made; a warning is what it ignores, does in another way than it
//! looks, or is confirmed nowhere.

use crate::diag::{Code, Level};

/// See its page.
pub static SIZE: Code = Code::error("document/size", include_str!("../../../book/src/diagnostics/document/size.md"));
/// See its page.
pub static NOT_JSON: Code =
    Code::error("document/not-json", include_str!("../../../book/src/diagnostics/document/not-json.md"));
/// See its page.
pub static NO_RULES: Code =
    Code::error("document/no-rules", include_str!("../../../book/src/diagnostics/document/no-rules.md"));
/// See its page.
pub static WRONG_FORM: Code =
    Code::error("document/wrong-form", include_str!("../../../book/src/diagnostics/document/wrong-form.md"));
/// See its page.
pub static MISSING_KEY: Code =
    Code::error("document/missing-key", include_str!("../../../book/src/diagnostics/document/missing-key.md"));
/// See its page.
pub static UNKNOWN_WORD: Code =
    Code::error("document/unknown-word", include_str!("../../../book/src/diagnostics/document/unknown-word.md"));
/// See its page.
pub static NO_SELECTION: Code =
    Code::error("document/no-selection", include_str!("../../../book/src/diagnostics/document/no-selection.md"));
/// See its page.
pub static REPEATED_ID: Code =
    Code::error("document/repeated-id", include_str!("../../../book/src/diagnostics/document/repeated-id.md"));
/// See its page.
pub static WILDCARD_REFUSED: Code = Code::error(
    "document/wildcard-refused",
    include_str!("../../../book/src/diagnostics/document/wildcard-refused.md"),
);
/// See its page.
pub static NULL_KEYS: Code = Code {
    name: "document/null-keys",
    level: Level::Note,
    waivable: true,
    page: include_str!("../../../book/src/diagnostics/document/null-keys.md"),
};
/// See its page.
pub static UNDERSCORE: Code = Code {
    name: "document/underscore",
    level: Level::Note,
    waivable: true,
    page: include_str!("../../../book/src/diagnostics/document/underscore.md"),
};
/// See its page.
pub static REPEATED_KEY: Code =
    Code::warning("document/repeated-key", include_str!("../../../book/src/diagnostics/document/repeated-key.md"));
/// See its page.
pub static UNKNOWN_KEY: Code =
    Code::warning("document/unknown-key", include_str!("../../../book/src/diagnostics/document/unknown-key.md"));
/// See its page.
pub static UNKNOWN_VALUE: Code =
    Code::warning("document/unknown-value", include_str!("../../../book/src/diagnostics/document/unknown-value.md"));
/// See its page.
pub static RULE_ID: Code =
    Code::warning("document/rule-id", include_str!("../../../book/src/diagnostics/document/rule-id.md"));
/// See its page.
pub static REPEATED_NAME: Code =
    Code::warning("document/repeated-name", include_str!("../../../book/src/diagnostics/document/repeated-name.md"));
/// See its page.
pub static OTHER_SERVICE: Code =
    Code::warning("document/other-service", include_str!("../../../book/src/diagnostics/document/other-service.md"));
/// See its page.
pub static EXACT_NAME: Code =
    Code::warning("document/exact-name", include_str!("../../../book/src/diagnostics/document/exact-name.md"));
/// See its page.
pub static PLACEHOLDER: Code =
    Code::warning("document/placeholder", include_str!("../../../book/src/diagnostics/document/placeholder.md"));
/// See its page.
pub static FILTER_IGNORED: Code =
    Code::warning("document/filter-ignored", include_str!("../../../book/src/diagnostics/document/filter-ignored.md"));
/// See its page.
pub static FILTER_CONDITION: Code = Code::warning(
    "document/filter-condition",
    include_str!("../../../book/src/diagnostics/document/filter-condition.md"),
);
/// See its page.
pub static LOAD_ORDER: Code =
    Code::warning("document/load-order", include_str!("../../../book/src/diagnostics/document/load-order.md"));
/// See its page.
pub static REPEATED_SELECTION: Code = Code::warning(
    "document/repeated-selection",
    include_str!("../../../book/src/diagnostics/document/repeated-selection.md"),
);
/// See its page.
pub static DEAD_RULE: Code =
    Code::warning("document/dead-rule", include_str!("../../../book/src/diagnostics/document/dead-rule.md"));
/// See its page.
pub static INCOMPLETE_RULE: Code = Code::warning(
    "document/incomplete-rule",
    include_str!("../../../book/src/diagnostics/document/incomplete-rule.md"),
);
/// See its page.
pub static UNUSED_KEY: Code =
    Code::warning("document/unused-key", include_str!("../../../book/src/diagnostics/document/unused-key.md"));
/// See its page.
pub static ACTION_TARGET: Code =
    Code::warning("document/action-target", include_str!("../../../book/src/diagnostics/document/action-target.md"));
/// See its page.
pub static SECOND_TRANSFORMATION: Code = Code::warning(
    "document/second-transformation",
    include_str!("../../../book/src/diagnostics/document/second-transformation.md"),
);
/// See its page.
pub static MASK_ORDER: Code =
    Code::warning("document/mask-order", include_str!("../../../book/src/diagnostics/document/mask-order.md"));
/// See its page.
pub static SPECIAL_NAME: Code =
    Code::warning("document/special-name", include_str!("../../../book/src/diagnostics/document/special-name.md"));
/// See its page.
pub static BEFORE_IMAGE: Code =
    Code::warning("document/before-image", include_str!("../../../book/src/diagnostics/document/before-image.md"));
/// See its page.
pub static MASK_VALUE: Code =
    Code::warning("document/mask-value", include_str!("../../../book/src/diagnostics/document/mask-value.md"));
/// See its page.
pub static EXPRESSION: Code =
    Code::warning("document/expression", include_str!("../../../book/src/diagnostics/document/expression.md"));
/// See its page.
pub static PARALLEL_LOAD: Code =
    Code::warning("document/parallel-load", include_str!("../../../book/src/diagnostics/document/parallel-load.md"));
/// See its page.
pub static LOB_SETTINGS: Code =
    Code::warning("document/lob-settings", include_str!("../../../book/src/diagnostics/document/lob-settings.md"));
/// See its page.
pub static TAGS: Code = Code::warning("document/tags", include_str!("../../../book/src/diagnostics/document/tags.md"));
/// See its page.
pub static DOUBLED_ATTRIBUTE: Code = Code::warning(
    "document/doubled-attribute",
    include_str!("../../../book/src/diagnostics/document/doubled-attribute.md"),
);
/// See its page.
pub static ATTRIBUTE_VALUE: Code = Code::warning(
    "document/attribute-value",
    include_str!("../../../book/src/diagnostics/document/attribute-value.md"),
);
/// See its page.
pub static PARTITION_KEY: Code =
    Code::warning("document/partition-key", include_str!("../../../book/src/diagnostics/document/partition-key.md"));
/// See its page.
pub static TWO_MAPPINGS: Code =
    Code::warning("document/two-mappings", include_str!("../../../book/src/diagnostics/document/two-mappings.md"));
/// See its page.
pub static MAPPING_AND_TRANSFORMATION: Code = Code::warning(
    "document/mapping-and-transformation",
    include_str!("../../../book/src/diagnostics/document/mapping-and-transformation.md"),
);
/// See its page.
pub static TOPIC: Code =
    Code::warning("document/topic", include_str!("../../../book/src/diagnostics/document/topic.md"));
/// See its page.
pub static JSON_IN_TEXT: Code =
    Code::warning("document/json-in-text", include_str!("../../../book/src/diagnostics/document/json-in-text.md"));
/// See its page.
pub static JOINED_KEY: Code =
    Code::warning("document/joined-key", include_str!("../../../book/src/diagnostics/document/joined-key.md"));

/// All codes of this folder.
pub static CODES: &[&Code] = &[
    &SIZE,
    &NOT_JSON,
    &NO_RULES,
    &WRONG_FORM,
    &MISSING_KEY,
    &UNKNOWN_WORD,
    &NO_SELECTION,
    &REPEATED_ID,
    &WILDCARD_REFUSED,
    &NULL_KEYS,
    &UNDERSCORE,
    &REPEATED_KEY,
    &UNKNOWN_KEY,
    &UNKNOWN_VALUE,
    &RULE_ID,
    &REPEATED_NAME,
    &OTHER_SERVICE,
    &EXACT_NAME,
    &PLACEHOLDER,
    &FILTER_IGNORED,
    &FILTER_CONDITION,
    &LOAD_ORDER,
    &REPEATED_SELECTION,
    &DEAD_RULE,
    &INCOMPLETE_RULE,
    &UNUSED_KEY,
    &ACTION_TARGET,
    &SECOND_TRANSFORMATION,
    &MASK_ORDER,
    &SPECIAL_NAME,
    &BEFORE_IMAGE,
    &MASK_VALUE,
    &EXPRESSION,
    &PARALLEL_LOAD,
    &LOB_SETTINGS,
    &TAGS,
    &DOUBLED_ATTRIBUTE,
    &ATTRIBUTE_VALUE,
    &PARTITION_KEY,
    &TWO_MAPPINGS,
    &MAPPING_AND_TRANSFORMATION,
    &TOPIC,
    &JSON_IN_TEXT,
    &JOINED_KEY,
];
