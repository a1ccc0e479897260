//! What cannot be promised of keys, in words, with two rows that show it.

use super::unique::TwoRows;
use super::witness::Witness;
use crate::diag::{Code, Diagnostic};
use crate::mapping::{Columns, Field, Mapping, Pivot};
use crate::schema::Column;
use crate::text::Span;
use crate::types::Type;

/// All kinds of findings of this folder.
pub static CODES: &[&Code] = &[
    &NOT_INJECTIVE,
    &NOT_UNIQUE,
    &UNPROVED,
    &ROW_KEY,
    &NULL_ROW_KEY,
    &OVERWRITTEN,
    &VARIES_IN_ITEM,
    &SHARED_ATTRIBUTE,
];

/// A key template that gives one key to two rows.
static NOT_INJECTIVE: Code =
    Code::error("key/not-injective", include_str!("../../book/src/diagnostics/key/not-injective.md"));

/// A key that does not determine the row.
static NOT_UNIQUE: Code = Code::error("key/not-unique", include_str!("../../book/src/diagnostics/key/not-unique.md"));

/// A `primary key` line that does not tell rows apart.
static ROW_KEY: Code = Code::error("key/row-key", include_str!("../../book/src/diagnostics/key/row-key.md"));

/// A `primary key` line with a column that can be NULL.
static NULL_ROW_KEY: Code =
    Code::error("key/null-row-key", include_str!("../../book/src/diagnostics/key/null-row-key.md"));

/// A key template that mapc cannot judge.
static UNPROVED: Code =
    Code::waivable_error("key/unproved", include_str!("../../book/src/diagnostics/key/unproved.md"));

/// A name from the data that is also a name of the mapping.
static OVERWRITTEN: Code =
    Code::error("key/overwritten", include_str!("../../book/src/diagnostics/key/overwritten.md"));

/// A field that rows of one item do not share.
static VARIES_IN_ITEM: Code =
    Code::error("key/varies-in-item", include_str!("../../book/src/diagnostics/key/varies-in-item.md"));

/// Two rows that give one attribute, of which one can go.
static SHARED_ATTRIBUTE: Code =
    Code::error("key/shared-attribute", include_str!("../../book/src/diagnostics/key/shared-attribute.md"));

/// A pivot by which two rows give one attribute, with events that take one of them away.
pub(super) fn shared_attribute(mapping: &Mapping<'_>, pivot: &Pivot, rows: &TwoRows) -> Diagnostic {
    let table = mapping.source.table;
    let (one, other) = shown(mapping, rows);
    let finding = SHARED_ATTRIBUTE
        .at(pivot.span, "two rows can give their item one attribute, and events reach them one by one")
        .note(format!("the rows {one} and {other} do"))
        .note("when one of them is deleted, the value of the other would have to come back, and no event brings it");
    match rows.differ.first() {
        Some((column, _)) => {
            let name = &table.columns[*column].name;
            finding.help(format!("put `{name}` into the key or the name, in a text as `${{{name}}}`"))
        }
        None => finding.help("say what identifies a row: `assume unique COLUMN, …`".to_owned()),
    }
}

/// A pivot that can give the attribute `name`, which `field` is; `values` are such that it does.
pub(super) fn pivot_overwrites(
    mapping: &Mapping<'_>,
    pivot: &Pivot,
    field: &Field,
    name: &str,
    values: &[(usize, String)],
) -> Diagnostic {
    let what = if field.role.is_some() { "key" } else { "attribute" };
    let cells: Vec<String> = values.iter().rev().map(|(column, value)| cell(mapping, *column, value)).collect();
    let mut finding = OVERWRITTEN
        .at(pivot.span, format!("a row can give its item another attribute `{name}`"))
        .also(field.span, format!("the {what} `{name}`"));
    if !cells.is_empty() {
        finding = finding.note(format!("a row with {{ {} }} does", cells.join(", ")));
    }
    let columns: Vec<&str> =
        values.iter().rev().map(|(column, _)| &*mapping.source.table.columns[*column].name).collect();
    let assumption = match columns.as_slice() {
        [column] => format!(", or say that it does not come: `assume {column} != {:?}`", values[0].1),
        _ => String::new(),
    };
    finding
        .note(format!("the value would overwrite the {what}"))
        .help(format!("put a text before the name that no other name begins with: `pivot \"p#${{…}}\"`{assumption}"))
}

/// A field of a mapping with a pivot that is made of a column which differs between the rows of an item.
pub(super) fn varies_in_item(mapping: &Mapping<'_>, field: &Field, column: usize) -> Diagnostic {
    let column = &mapping.source.table.columns[column];
    let pivot = mapping.record.pivots.first().map(|pivot| pivot.span);
    let mut finding = VARIES_IN_ITEM
        .at(field.span, format!("`{}` can differ between the rows of one item", column.name))
        .note("an item has one value of it: which row's would be left to chance");
    if let Some(span) = pivot {
        finding = finding.also(span, "many rows make one item here");
    }
    finding.help(format!(
        "put `{}` into the key, into a pivot of its own, or leave it out: `exclude {}`",
        column.name, column.name
    ))
}

/// Two rows whose columns differ, and whose template comes out equal.
pub(super) fn not_injective(mapping: &Mapping<'_>, field: &Field, columns: &[usize], witness: &Witness) -> Diagnostic {
    let row = |values: &[String]| {
        let cells: Vec<String> =
            columns.iter().zip(values).map(|(column, value)| cell(mapping, *column, value)).collect();
        format!("{{ {} }}", cells.join(", "))
    };
    let text = |column: &&usize| matches!(mapping.source.table.columns[**column].ty, Type::Text(_));
    let separator = separator(field);
    let finding = NOT_INJECTIVE
        .at(field.span, format!("two rows can get the same key `{}`", mapping_name(mapping, field)))
        .note(format!("the rows {} and {} both become {:?}", row(&witness.first), row(&witness.second), witness.key))
        .note("the later row would replace the earlier one without a word");
    match (separator, columns.iter().find(text)) {
        (Some(separator), Some(column)) => {
            // Of a longer separator a value may hold the end: to lack its first character is enough.
            let first: String = separator.chars().take(1).collect();
            finding.help(format!(
                "if values never hold the separator, say so: `assume {} not contains {first:?}`",
                mapping.source.table.columns[*column].name
            ))
        }
        (None, Some(_)) => finding.help("put a separator between the values, and say that values do not hold it: `assume COLUMN not contains \"|\"`".to_owned()),
        (_, None) => finding.help("put a separator between the values: `\"${a}|${b}\"`".to_owned()),
    }
}

/// The key leaves out what tells rows apart.
pub(super) fn not_unique(mapping: &Mapping<'_>, keys: &[&Field], rows: &TwoRows) -> Diagnostic {
    let table = mapping.source.table;
    let names: Vec<String> = keys.iter().map(|field| format!("`{}`", mapping_name(mapping, field))).collect();
    let (one, other) = shown(mapping, rows);
    let span = keys.first().map_or(mapping.name_span, |field| field.span);
    let finding = NOT_UNIQUE
        .at(
            span,
            format!(
                "two rows of `{}` can become one item: the key {} does not tell them apart",
                table.qualified(),
                names.join(" and ")
            ),
        )
        .note(format!("the rows {one} and {other} get the same key"))
        .note("the later row would replace the earlier one without a word");
    match rows.differ.first() {
        Some((column, _)) => {
            let name = &table.columns[*column].name;
            finding
                .help(format!("put `{name}` into the key, in a text as `${{{name}}}`"))
                .help("if the key tells all rows apart, say so: `assume unique COLUMN, …`".to_owned())
        }
        None => finding.help("say what identifies a row: `assume unique COLUMN, …`".to_owned()),
    }
}

/// Two rows can share the columns of a `primary key` line.
pub(super) fn row_key_not_unique(mapping: &Mapping<'_>, key: &Columns, rows: &TwoRows) -> Diagnostic {
    let table = mapping.source.table;
    let names: Vec<&str> = key.columns.iter().map(|column| &*table.columns[*column].name).collect();
    let (one, other) = shown(mapping, rows);
    let finding = ROW_KEY
        .at(key.span, format!("two rows of `{}` can share this key", table.qualified()))
        .also(table.span, "the schema does not forbid it")
        .note(format!("the rows {one} and {other} are one to whoever goes by the key"))
        .help(format!("if no two rows share it, say so: `assume unique {}`", names.join(", ")));
    match rows.differ.first() {
        Some((column, _)) if !table.unique.is_empty() || table.primary_key.is_some() => {
            finding.help(format!("or add what tells rows apart: `{}`", table.columns[*column].name))
        }
        Some(_) | None => finding,
    }
}

/// NULL can stand in a `primary key` line.
pub(super) fn null_in_row_key(column: &Column, line: Span) -> Diagnostic {
    NULL_ROW_KEY
        .at(line, format!("`{}` can be NULL, which identifies nothing", column.name))
        .also(column.span, "not declared NOT NULL")
        .help(format!("if it is never NULL, say so: `assume {} is not null`", column.name))
}

/// Both rows, as an example would write them.
fn shown(mapping: &Mapping<'_>, rows: &TwoRows) -> (String, String) {
    let row = |second: bool| {
        let same = rows.same.iter().filter_map(|(column, value)| Some((*column, value.as_ref()?)));
        let differ = rows.differ.iter().filter_map(|(column, values)| {
            let (one, other) = values.as_ref()?;
            Some((*column, if second { other } else { one }))
        });
        let cells: Vec<String> = same.chain(differ).map(|(column, value)| cell(mapping, column, value)).collect();
        format!("{{ {} }}", cells.join(", "))
    };
    (row(false), row(true))
}

/// Neither proof nor counterexample.
pub(super) fn unproved(mapping: &Mapping<'_>, field: &Field, reason: &str) -> Diagnostic {
    UNPROVED
        .at(
            field.span,
            format!("it cannot be shown that different rows get different keys `{}`", mapping_name(mapping, field)),
        )
        .note(reason.to_owned())
        .help(
            "make the key of columns whose text has a fixed form, or put the columns into keys of their own".to_owned(),
        )
}

/// The name that the field has at the end.
fn mapping_name(mapping: &Mapping<'_>, field: &Field) -> String {
    let place = mapping.record.fields.iter().position(|other| std::ptr::eq(other, field));
    place.map_or_else(|| field.name.to_string(), |place| mapping.final_name(place).to_string())
}

/// `name: value`, as an example would write it.
fn cell(mapping: &Mapping<'_>, column: usize, value: &str) -> String {
    let column = &mapping.source.table.columns[column];
    let number = matches!(
        column.ty,
        Type::Int { .. } | Type::Decimal { .. } | Type::Number | Type::Float { .. } | Type::Boolean | Type::Year
    );
    if number { format!("{}: {value}", column.name) } else { format!("{}: {value:?}", column.name) }
}

/// The first literal between two holes.
fn separator(field: &Field) -> Option<String> {
    use crate::mapping::Content;
    use crate::value::{TemplatePart, Value};
    let Content::Value(Value::Template(parts)) = &field.content else { return None };
    parts.windows(3).find_map(|three| match three {
        [TemplatePart::Hole(_), TemplatePart::Literal(text), TemplatePart::Hole(_)] => Some(text.to_string()),
        _ => None,
    })
}
