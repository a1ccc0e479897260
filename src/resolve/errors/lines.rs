//! Lines that contradict each other, or leave something open.

use crate::diag::{Code, Diagnostic};
use crate::mapping::{Content, Field, Mapping, Record};
use crate::schema::Table;
use crate::syntax::tree::{KeyLine, KeyRole, Map, MembersKind, PivotLine};
use crate::text::Span;
use crate::value::{Constant, TemplatePart, Value};

/// All kinds of findings of this file.
pub(super) static CODES: &[&Code] = &[
    &NOT_YET,
    &UNMAPPED_COLUMN,
    &EXCLUDED_AND_PLACED,
    &SAME_NAME,
    &EMPTY_NAME,
    &REST_TWICE,
    &NULL_TWICE,
    &NO_FIELDS,
    &WRONG_MEMBER,
    &ONE_NAME,
    &IDLE_RENAME,
    &EMPTY_REPLACE,
    &TWO_KEYS,
    &SORT_ALONE,
    &NO_HOLE,
];

/// A construct of the language that this release does not compile.
pub static NOT_YET: Code = Code::error("map/not-yet", include_str!("../../../book/src/diagnostics/map/not-yet.md"));

/// Columns of which no line says what becomes of them.
pub static UNMAPPED_COLUMN: Code =
    Code::error("map/unmapped-column", include_str!("../../../book/src/diagnostics/map/unmapped-column.md"));

/// A column that one line leaves out and another wants.
pub static EXCLUDED_AND_PLACED: Code =
    Code::error("map/excluded-and-placed", include_str!("../../../book/src/diagnostics/map/excluded-and-placed.md"));

/// Two fields of one record end with one name.
pub static SAME_NAME: Code =
    Code::error("map/same-name", include_str!("../../../book/src/diagnostics/map/same-name.md"));

/// A `rename` line leaves nothing of a name.
pub static EMPTY_NAME: Code =
    Code::error("map/empty-name", include_str!("../../../book/src/diagnostics/map/empty-name.md"));

/// A map has two `field *` lines.
pub static REST_TWICE: Code =
    Code::error("map/rest-twice", include_str!("../../../book/src/diagnostics/map/rest-twice.md"));

/// A map has two `null` lines.
pub static NULL_TWICE: Code =
    Code::error("map/null-twice", include_str!("../../../book/src/diagnostics/map/null-twice.md"));

/// A text holds the name of a column as if its value were wanted.
pub static NO_HOLE: Code = Code::warning("map/no-hole", include_str!("../../../book/src/diagnostics/map/no-hole.md"));

/// A record would be empty.
pub static NO_FIELDS: Code =
    Code::error("map/no-fields", include_str!("../../../book/src/diagnostics/map/no-fields.md"));

/// A block of a nested field holds a line of another kind of block.
pub static WRONG_MEMBER: Code =
    Code::error("map/wrong-member", include_str!("../../../book/src/diagnostics/map/wrong-member.md"));

/// The name of a pivot is the same for all rows.
pub static ONE_NAME: Code = Code::error("map/one-name", include_str!("../../../book/src/diagnostics/map/one-name.md"));

/// A `rename` line that changes no name.
pub static IDLE_RENAME: Code =
    Code::warning("map/idle-rename", include_str!("../../../book/src/diagnostics/map/idle-rename.md"));

/// An item would have two partition keys, or two sort keys.
pub static TWO_KEYS: Code = Code::error("key/two-keys", include_str!("../../../book/src/diagnostics/key/two-keys.md"));

/// A sort key without a partition key.
pub static SORT_ALONE: Code =
    Code::error("key/sort-alone", include_str!("../../../book/src/diagnostics/key/sort-alone.md"));

/// A construct that later releases compile, and what to do `instead`.
pub(crate) fn not_yet(span: Span, what: &str, instead: &str) -> Diagnostic {
    NOT_YET
        .at(span, format!("{what} is part of the language, but this release does not compile it"))
        .help(instead.to_owned())
}

/// Columns that no line speaks of.
pub(crate) fn unmapped_columns(map: &Map, table: &Table, record: &Record, columns: &[usize]) -> Diagnostic {
    const SHOWN: usize = 12;
    let mut names: Vec<String> =
        columns.iter().take(SHOWN).map(|column| format!("`{}`", table.columns[*column].name)).collect();
    if columns.len() > SHOWN {
        names.push(format!("and {} more", columns.len() - SHOWN));
    }
    let what = if columns.len() == 1 { "a column" } else { "columns" };
    let mut finding = UNMAPPED_COLUMN
        .at(
            map.name.span,
            format!("the map does not say what becomes of {what} of `{}`: {}", table.qualified(), names.join(", ")),
        )
        .also(table.columns[columns[0]].span, "declared here");
    for column in columns {
        let name = &table.columns[*column].name;
        if let Some(field) = record.fields.iter().find(|field| spells(field, name)) {
            finding = finding.also(field.span, format!("is `${{{name}}}` meant here?"));
        }
    }
    finding.note("every column is mapped, excluded, or taken by a visible `field *`: nothing is lost in silence").help(
        format!(
            "write `field {0}` or `exclude {0}`, or `field *` for all that are left",
            table.columns[columns[0]].name
        ),
    )
}

/// Whether the value of a field has the name of a column among its letters: a hole that lacks its `$` or a brace.
fn spells(field: &Field, column: &str) -> bool {
    let Content::Value(value) = &field.content else { return false };
    match value {
        Value::Constant(Constant::Text(text)) => text.contains(column),
        Value::Template(parts) => parts.iter().any(|part| match part {
            TemplatePart::Literal(text) => text.contains(column),
            TemplatePart::Hole(_) => false,
        }),
        Value::Column(_) | Value::Constant(_) | Value::Event(_) | Value::Call(..) | Value::Foreign { .. } => false,
    }
}

/// A column is excluded by one line and wanted by another.
pub(crate) fn excluded_and_placed(
    table: &Table,
    column: usize,
    excluded: Span,
    placed: Span,
    is_key: bool,
) -> Diagnostic {
    let name = &table.columns[column].name;
    let what = if is_key { "is the item's key" } else { "is a field of the record" };
    EXCLUDED_AND_PLACED
        .at(excluded, format!("the column `{name}` is left out here, but {what}"))
        .also(placed, "wanted here")
        .help("drop one of the two lines".to_owned())
}

/// Fields with one name; at least two.
pub(crate) fn same_name(mapping: &Mapping<'_>, name: &str, places: &[usize]) -> Diagnostic {
    let field = |place: usize| &mapping.record.fields[place];
    let from: Vec<String> = places
        .iter()
        .map(|place| match field(*place).column() {
            Some(column) => format!("the column `{}`", mapping.source.table.columns[column].name),
            None => "a computed value".to_owned(),
        })
        .collect();
    let mut lines: Vec<Span> =
        places.iter().map(|place| mapping.given_name(*place).map_or(field(*place).span, |(_, span)| span)).collect();
    lines.dedup();
    let last = lines.pop().unwrap_or(mapping.name_span);
    let what = if places.len() == 2 { "two fields".to_owned() } else { format!("{} fields", places.len()) };
    let first = field(places[0]).column();
    let one_column = first.is_some() && places.iter().all(|place| field(*place).column() == first);
    let from = if one_column { format!("{} each time", from[0]) } else { from.join(" and ") };
    let mut finding =
        SAME_NAME.at(last, format!("{what} are called `{name}`: {from}")).note("one would overwrite the other");
    for line in lines {
        finding = finding.also(line, "this one, too");
    }
    finding.help(match one_column {
        true => "drop one of the lines, or give it another name: `field NAME = …`".to_owned(),
        false => "give one of them another name: `field NAME = …`".to_owned(),
    })
}

/// Two members of a nested field with one name.
pub(crate) fn same_member(first: &Field, second: &Field) -> Diagnostic {
    SAME_NAME
        .at(second.span, format!("two members are called `{}`", second.name))
        .also(first.span, "this one, too")
        .note("one would overwrite the other")
        .help("give one of them another name: `field NAME = …`".to_owned())
}

/// A line takes all letters of a name away.
pub(crate) fn empty_name(name: &str, line: Span) -> Diagnostic {
    EMPTY_NAME
        .at(line, format!("nothing is left of the name `{name}`"))
        .help(format!("give it another name: `rename field {name} to NAME`"))
}

/// A second `field *`.
pub(crate) fn rest_twice(first: Span, second: Span) -> Diagnostic {
    REST_TWICE
        .at(second, "a second `field *` has no column left to take")
        .also(first, "the first takes them all")
        .help("drop one of the two lines".to_owned())
}

/// A second `null` line.
pub(crate) fn null_twice(first: Span, second: Span) -> Diagnostic {
    NULL_TWICE
        .at(second, "a second `null` line: which one holds?")
        .also(first, "the first")
        .help("keep one; a field may differ by a clause of its own, `field x null keep`".to_owned())
}

/// Nothing would be written.
pub(crate) fn no_fields(mapping: &Mapping<'_>) -> Diagnostic {
    NO_FIELDS
        .at(mapping.name_span, format!("the records of `{}` would hold nothing", mapping.name))
        .help("write `field *`".to_owned())
}

/// A line that does not belong into this kind of block.
pub(crate) fn wrong_member(span: Span, kind: MembersKind) -> Diagnostic {
    let (message, note, help) = match kind {
        MembersKind::Map => (
            "`item` stands in a map, whose members have names",
            "elements without names make a list or a set",
            "write `field NAME`, or make the block a list: `field … list {`",
        ),
        MembersKind::List => (
            "`field` stands in a list, whose elements have no names",
            "members with names make a map",
            "write `item VALUE`, or drop `list` to make the block a map",
        ),
        MembersKind::Set => (
            "`field` stands in a set, whose elements have no names",
            "members with names make a map",
            "write `item VALUE`, or drop `set` to make the block a map",
        ),
    };
    WRONG_MEMBER.at(span, message).note(note).help(help.to_owned())
}

/// A rename that changes nothing.
pub(crate) fn idle_rename(span: Span) -> Diagnostic {
    IDLE_RENAME
        .at(span, "this line changes no name")
        .note("the selected columns are left out, keep their names, or have a line that spells their name")
        .help("drop the line".to_owned())
}

/// A rename that looks for nothing.
pub static EMPTY_REPLACE: Code =
    Code::error("map/empty-replace", include_str!("../../../book/src/diagnostics/map/empty-replace.md"));

/// A rename that looks for nothing.
pub(crate) fn empty_replace(span: Span) -> Diagnostic {
    EMPTY_REPLACE
        .at(span, "an empty text stands between any two letters of a name")
        .note("such a line would put its other text between all letters")
        .help("say what is replaced, `rename field replace \"-\" with \"_\"`, or what is added, `rename field add prefix \"t_\"`".to_owned())
}

/// Two keys of one role.
pub(crate) fn two_keys(first: &KeyLine, second: &KeyLine) -> Diagnostic {
    let role = match first.role {
        KeyRole::Partition => "partition",
        KeyRole::Sort => "sort",
    };
    TWO_KEYS
        .at(second.span, format!("the item has a second {role} key"))
        .also(first.span, "the first")
        .note(format!("a {role} key is one attribute"))
        .help(format!("join them: `{role} key NAME = \"${{{}}}|${{{}}}\"`", first.name.text, second.name.text))
}

/// A sort key without a partition key.
pub(crate) fn sort_key_alone(sort: &KeyLine) -> Diagnostic {
    SORT_ALONE
        .at(sort.span, "a sort key without a partition key")
        .note("items are found by their partition key; the sort key orders those that share one")
        .help(format!("write `partition key {}`", sort.name.text))
}

/// A pivot whose name holds no value of the row.
pub(crate) fn one_name(line: &PivotLine) -> Diagnostic {
    ONE_NAME
        .at(line.name.span, "the name of the pivoted field is the same for all rows")
        .note("a pivot makes a field for each row of an item, and two fields cannot have one name")
        .help("write a column of the row into the name: `pivot \"p#${COLUMN}\" = …`".to_owned())
}

/// A text that was meant to hold a column.
pub fn no_hole(field: &Field, written: &str, column: &str) -> Diagnostic {
    NO_HOLE
        .at(field.span, format!("every record gets the text `{written}`, not the column `{column}`"))
        .note("the value of a column stands in `${…}`; all else in a text is kept to the letter")
        .help(format!("write `${{{column}}}`"))
}
