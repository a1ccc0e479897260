//! What converters cannot be written for, in words.

use crate::diag::{Code, Diagnostic};
use crate::mapping::Mapping;
use crate::schema::Column;
use crate::text::Span;
use crate::value::Value;

/// All kinds of findings of this stage.
pub(super) static CODES: &[&Code] =
    &[&NO_TYPE, &TOO_MANY_DIGITS, &EMPTIED_ITEM, &VERSION, &VERSION_NOT_KEPT, &TOMBSTONE];

/// A column of a type that rows of Rust do not have.
static NO_TYPE: Code = Code::error("rust/no-type", include_str!("../../../book/src/diagnostics/rust/no-type.md"));

/// A number with more digits than DynamoDB keeps.
static TOO_MANY_DIGITS: Code =
    Code::error("rust/too-many-digits", include_str!("../../../book/src/diagnostics/rust/too-many-digits.md"));

/// An item of many rows can lose its last row.
static EMPTIED_ITEM: Code =
    Code::error("rust/emptied-item", include_str!("../../../book/src/diagnostics/rust/emptied-item.md"));

/// What tells the newer of two events does not do so.
static VERSION: Code = Code::error("rust/version", include_str!("../../../book/src/diagnostics/rust/version.md"));

/// The item does not keep what tells the newer of two events.
static VERSION_NOT_KEPT: Code =
    Code::error("rust/version-not-kept", include_str!("../../../book/src/diagnostics/rust/version-not-kept.md"));

/// What marks the item of a deleted row is missing, or of no use.
static TOMBSTONE: Code = Code::error("rust/tombstone", include_str!("../../../book/src/diagnostics/rust/tombstone.md"));

/// The column's values have no text or bytes that every reader of the table would write alike.
pub(super) fn no_type(column: &Column, line: Span) -> Diagnostic {
    NO_TYPE
        .at(line, format!("`{}` has a type that no converter reads", column.name))
        .also(column.span, format!("`{}`", column.declared))
        .note("how such a value is written differs from one reader of the table to the next")
        .help(format!("leave the column out: `exclude {}`, or read a view that gives it as text", column.name))
}

/// The column has more digits than DynamoDB keeps.
pub(super) fn too_many_digits(column: &Column, line: Span, most: u16) -> Diagnostic {
    TOO_MANY_DIGITS
        .at(line, format!("`{}` can have more than the {most} digits that DynamoDB keeps of a number", column.name))
        .also(column.span, format!("`{}`", column.declared))
        .help(format!("write it as text: `field {}: string`", column.name))
}

/// Deletions come, and nothing says what becomes of an item whose last row goes.
pub(super) fn emptied_item(span: Span) -> Diagnostic {
    EMPTIED_ITEM
        .at(span, "the last row of an item can be deleted, and the map does not say what becomes of the item")
        .note("its key is left: DynamoDB has no condition for an item without other attributes where their names come from the data, so that nothing can delete it safely")
        .help("say that readers take such an item for none: `on empty keep`".to_owned())
}

/// Events come in any order, and nothing tells the newer.
pub(super) fn no_version(mapping: &Mapping<'_>, span: Span) -> Diagnostic {
    VERSION
        .at(span, "events come in any order, and nothing tells which of two is the newer")
        .note("an older event that comes late would overwrite the newer one, in silence")
        .help(format!("add `version $position` and the attribute that keeps it: `{}`", keeper(mapping, "$position")))
}

/// The line that keeps a value in the item.
fn keeper(mapping: &Mapping<'_>, value: &str) -> String {
    let name = value.trim_start_matches('$');
    if mapping.record.pivots.is_empty() {
        format!("field {name} = {value}")
    } else {
        format!("pivot \"v#${{…}}\" = {value}")
    }
}

/// The value as a line would spell it, as far as a `version` line can name it.
fn spelled(mapping: &Mapping<'_>, value: &Value) -> String {
    match value {
        Value::Column(column) => mapping.source.table.columns[*column].name.to_string(),
        Value::Event(word) => format!("${word}"),
        Value::Constant(_) | Value::Template(_) | Value::Call(..) | Value::Foreign { .. } => {
            "a computed value".to_owned()
        }
    }
}

/// The column's values do not follow each other as DynamoDB compares them.
pub(super) fn unsorted_version(column: &Column, line: Span) -> Diagnostic {
    VERSION
        .at(line, format!("`{}` does not tell the newer of two events to DynamoDB", column.name))
        .also(column.span, format!("`{}`", column.declared))
        .note(
            "texts are compared by their bytes, and a day or moment is spelled one way in a dump and another in a log",
        )
        .help("use `$position` or `$commit-timestamp`, or a column that is a number".to_owned())
}

/// A version that can be NULL.
pub(super) fn null_in_version(column: &Column, line: Span) -> Diagnostic {
    VERSION
        .at(line, format!("`{}` can be NULL, and NULL is neither newer nor older", column.name))
        .also(column.span, "declared here")
        .help(format!("`assume {} is not null`, or take another value", column.name))
}

/// A value that does not grow from event to event.
pub(super) fn no_order(mapping: &Mapping<'_>, value: &Value, line: Span) -> Diagnostic {
    VERSION
        .at(line, format!("{} does not tell the newer of two events", quoted(&spelled(mapping, value))))
        .help("use `$position`, `$commit-timestamp`, `$timestamp`, or a column that is a number and grows".to_owned())
}

fn quoted(spelled: &str) -> String {
    if spelled.contains(' ') { spelled.to_owned() } else { format!("`{spelled}`") }
}

/// Only columns tell the newer, and a deleted row has no new ones.
pub(super) fn deletion_has_no_version(line: Span) -> Diagnostic {
    VERSION
        .at(line, "a deletion is no newer than the row that it deletes, by these columns")
        .note("the event of a deletion holds the row as it was; it would lose against the last update, and the item would stay")
        .help("add a value of the event's own, `version …, $position`, or keep the items: `on delete ignore`".to_owned())
}

/// The item has no attribute that holds a value of the `version` line.
pub(super) fn version_not_kept(mapping: &Mapping<'_>, value: &Value, line: Span) -> Diagnostic {
    let value = spelled(mapping, value);
    VERSION_NOT_KEPT
        .at(line, format!("no attribute of the item keeps {}", quoted(&value)))
        .note("a request compares its own version with that of the item, in one step; nothing is read before")
        .help(format!("add `{}`", keeper(mapping, &value)))
}

/// The attribute that keeps a version is named by other columns than the attributes that it is the version of.
pub(super) fn guard_of_others(span: Span, other: Span, version: Span) -> Diagnostic {
    VERSION_NOT_KEPT
        .at(span, "the version is kept under a name that is made of other columns than the attribute's")
        .also(other, "the attribute")
        .also(version, "the version")
        .note("the versions of two rows would be one attribute, or those of one row two")
        .help("make both names of the same columns: `\"v#${productid}\"` beside `\"p#${productid}\"`".to_owned())
}

/// Items go, events come in any order, and nothing stands in their place.
pub(super) fn no_tombstone(span: Span) -> Diagnostic {
    TOMBSTONE
        .at(span, "events come in any order, and nothing is left of a deleted item")
        .note("an older event that comes after the deletion would bring the item back")
        .help("say what marks it, and for how many days: `tombstone expires_at, 7`; or `on delete ignore` and `on key change refuse`".to_owned())
}

/// A tombstone that is never written.
pub(super) fn idle_tombstone(span: Span, why: &str) -> Diagnostic {
    TOMBSTONE.at(span, format!("no tombstone is ever written: {why}")).help("remove the line".to_owned())
}

/// A tombstone that is not said in full.
pub(super) fn wrong_tombstone(span: Span, why: &str) -> Diagnostic {
    TOMBSTONE
        .at(span, format!("`tombstone` is not said in full: {why}"))
        .help("`tombstone expires_at, 7` keeps the item for a week".to_owned())
}

/// The mark of a tombstone is an attribute of every item.
pub(super) fn tombstone_is_a_field(span: Span, field: Span, name: &str) -> Diagnostic {
    TOMBSTONE
        .at(span, format!("`{name}` marks deleted items, and is an attribute of all others too"))
        .also(field, "this field")
        .help("take a name that no field has".to_owned())
}
