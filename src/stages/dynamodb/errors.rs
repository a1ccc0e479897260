//! What DynamoDB refuses, in words.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::mapping::{Mapping, StageClause};
use crate::shape::Field;
use crate::text::Span;

/// All kinds of findings of this stage.
pub(super) static CODES: &[&Code] =
    &[&NO_KEY, &KEY_TYPE, &NULL_KEY, &KEY_LENGTH, &TABLE_NAME, &ATTRIBUTE_NAME, &NESTING, &CAPACITY];

/// Items without a key.
static NO_KEY: Code = Code::error("dynamodb/no-key", include_str!("../../../book/src/diagnostics/dynamodb/no-key.md"));

/// A key of a type that cannot be one.
static KEY_TYPE: Code =
    Code::error("dynamodb/key-type", include_str!("../../../book/src/diagnostics/dynamodb/key-type.md"));

/// A key that can be NULL.
static NULL_KEY: Code =
    Code::error("dynamodb/null-key", include_str!("../../../book/src/diagnostics/dynamodb/null-key.md"));

/// A key that can be too long.
static KEY_LENGTH: Code =
    Code::waivable_error("dynamodb/key-length", include_str!("../../../book/src/diagnostics/dynamodb/key-length.md"));

/// The name of a table is not one.
static TABLE_NAME: Code =
    Code::error("dynamodb/table-name", include_str!("../../../book/src/diagnostics/dynamodb/table-name.md"));

/// The name of an attribute is not one.
static ATTRIBUTE_NAME: Code =
    Code::error("dynamodb/attribute-name", include_str!("../../../book/src/diagnostics/dynamodb/attribute-name.md"));

/// Documents inside documents, too deep.
static NESTING: Code =
    Code::error("dynamodb/nesting", include_str!("../../../book/src/diagnostics/dynamodb/nesting.md"));

/// Capacity and billing do not fit.
static CAPACITY: Code =
    Code::error("dynamodb/capacity", include_str!("../../../book/src/diagnostics/dynamodb/capacity.md"));

/// No key line.
pub(super) fn no_key(mapping: &Mapping<'_>, span: Span) -> Diagnostic {
    let table = mapping.source.table;
    let columns: Vec<&str> =
        table.primary_key.iter().flat_map(|key| &key.columns).map(|column| &*table.columns[*column].name).collect();
    NO_KEY
        .at(span, "the items have no partition key")
        .note("DynamoDB finds an item by its partition key, and by its sort key where the table has one")
        .help(match columns.as_slice() {
            [] => "write `partition key COLUMN`".to_owned(),
            [one] => format!("write `partition key {one}`"),
            [first, second] => format!("the table's key would be `partition key {first}` and `sort key {second}`"),
            [first, second, last, ..] => format!(
                "the table has a key of {} columns: join some of them, `partition key NAME = \"${{{first}}}|${{{second}}}\"` and `sort key {last}`",
                columns.len()
            ),
        })
}

/// A key that is neither text, number nor bytes.
pub(super) fn key_type(field: &Field) -> Diagnostic {
    KEY_TYPE
        .at(
            field.span,
            format!("`{}` cannot be a key: it arrives neither as text, nor as a number, nor as bytes", field.name),
        )
        .note("key attributes of DynamoDB are of type S, N or B, at the top of the item")
        .help("take another column".to_owned())
}

/// A key made of what can be NULL.
pub(super) fn key_can_be_null(mapping: &Mapping<'_>, field: &Field) -> Diagnostic {
    let table = mapping.source.table;
    let mut finding = NULL_KEY.at(field.span, format!("the key `{}` is made of what can be NULL", field.name));
    let mut never_null = Vec::new();
    if let crate::shape::Origin::Field(place) = field.origin {
        let mut seen = Vec::new();
        mapping.record.fields[place].columns(&mut |column| {
            if mapping.can_be_null(column) && !seen.contains(&column) {
                seen.push(column);
            }
        });
        for column in seen {
            finding = finding.also(table.columns[column].span, "not declared NOT NULL");
            never_null.push(format!("`assume {} is not null`", table.columns[column].name));
        }
    }
    let assumed = (!never_null.is_empty()).then(|| format!("if it never is, say so: {}", never_null.join(" and ")));
    finding
        .note("an item without its key cannot be written: the row would be lost")
        .help(assumed)
        .help("make the key of columns that are never NULL".to_owned())
}

/// A key that can be longer than DynamoDB takes; `bytes` is its greatest length, where there is one.
pub(super) fn key_length(mapping: &Mapping<'_>, field: &Field, bytes: Option<u64>, limit: u64) -> Diagnostic {
    let mut finding = KEY_LENGTH.at(
        field.span,
        format!("values of the key `{}` can be longer than the {limit} bytes that DynamoDB takes", field.name),
    );
    if let crate::shape::Origin::Field(place) = field.origin {
        let mut seen = Vec::new();
        mapping.record.fields[place].columns(&mut |column| {
            if !seen.contains(&column) {
                seen.push(column);
            }
        });
        for column in seen {
            let column = &mapping.source.table.columns[column];
            finding = finding.also(column.span, format!("`{}`", column.declared));
        }
    }
    match bytes {
        Some(bytes) => finding.note(format!("in UTF-8 they have up to {bytes} bytes: a character has up to four")),
        None => finding.note("nothing bounds their length"),
    }
    .help("if all values are known to be short, `allow dynamodb/key-length because \"…\" until \"…\"`".to_owned())
}

/// Checks the name: 3 to 255 of letters, digits, `_`, `.`, `-`. Source: developer guide, "Naming rules".
pub(super) fn check_table_name(clause: &StageClause, diags: &mut Diagnostics) {
    let Some(resource) = &clause.resource else { return };
    let name = &resource.parts[0];
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    if !(3..=255).contains(&name.len()) || !name.chars().all(legal) {
        diags.push(
            TABLE_NAME
                .at(resource.span, format!("`{name}` cannot be the name of a table"))
                .note("DynamoDB takes 3 to 255 letters, digits, `_`, `.` and `-`")
                .help("give the table another name".to_owned()),
        );
    }
}

/// An attribute whose name is too long or empty.
pub(super) fn attribute_name(field: &Field) -> Diagnostic {
    ATTRIBUTE_NAME
        .at(field.span, "the name of this attribute is too long")
        .note("DynamoDB takes names of 1 to 65,535 bytes, and of at most 255 for keys")
        .help("give it another name: `field NAME = …`".to_owned())
}

/// A document too deep inside others.
pub(super) fn nesting(field: &Field, limit: usize) -> Diagnostic {
    NESTING
        .at(field.span, format!("`{}` lies deeper than the {limit} levels that DynamoDB keeps", field.name))
        .help("nest less deep".to_owned())
}

/// Provisioned billing without a capacity.
pub(super) fn capacity_missing(span: Span, key: &str) -> Diagnostic {
    CAPACITY
        .at(span, format!("provisioned billing wants `{key}`"))
        .note("CreateTable refuses PROVISIONED without ProvisionedThroughput")
        .help(format!("write `{key} 5`, or `BillingMode PAY_PER_REQUEST`"))
}

/// A capacity without provisioned billing.
pub(super) fn capacity_superfluous(span: Span, key: &str) -> Diagnostic {
    CAPACITY
        .at(span, format!("`{key}` has no meaning when capacity is paid on demand"))
        .note("CreateTable refuses ProvisionedThroughput with PAY_PER_REQUEST")
        .help("drop the line, or write `BillingMode PROVISIONED`".to_owned())
}
