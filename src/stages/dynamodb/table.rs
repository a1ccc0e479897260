//! The table: its key, its settings, the input of `CreateTable`.
//!
//! Sources of the limits: service model of DynamoDB; developer guide, "Service, account, and table quotas".

use serde::Serialize;

use super::errors;
use crate::artefact::Kind;
use crate::diag::Diagnostics;
use crate::emit::Document;
use crate::mapping::{Claim, KeyRole};
use crate::schema::Dialect;
use crate::shape::{Content, Field, Form, Origin, Presence, Shape, walk};
use crate::stage::{At, Remark};
use crate::types::{LengthUnit, Type};

/// The longest partition key value, in bytes.
const PARTITION_KEY_BYTES: u64 = 2048;
/// The longest sort key value, in bytes.
const SORT_KEY_BYTES: u64 = 1024;
/// The longest name of a key attribute, in bytes.
const KEY_NAME_BYTES: usize = 255;
/// The longest name of another attribute, in bytes.
const NAME_BYTES: usize = 65_535;

/// The most levels of maps and lists, the attribute's own included.
const NESTING_LEVELS: usize = 32;

/// Reports what DynamoDB would refuse of the table or of its items.
pub(super) fn check(at: &At<'_>, incoming: &Shape, diags: &mut Diagnostics) {
    errors::check_table_name(at.clause(), diags);
    check_billing(at, diags);
    if at.mapping.key(KeyRole::Partition).is_none() {
        diags.push(errors::no_key(at.mapping, at.clause().span));
    }
    for role in [KeyRole::Partition, KeyRole::Sort] {
        let Some(field) = key_field(at, incoming, role) else { continue };
        check_key(at, field, role, diags);
    }
    for field in incoming.fields.iter() {
        if field.name.len() > NAME_BYTES {
            diags.push(errors::attribute_name(field));
        }
    }
    if let Some(field) = too_deep(&incoming.fields) {
        diags.push(errors::nesting(field, NESTING_LEVELS));
    }
}

/// The attribute of the shape that is the key of this role.
fn key_field<'s>(at: &At<'_>, incoming: &'s Shape, role: KeyRole) -> Option<&'s Field> {
    let place = at.mapping.record.fields.iter().position(|field| field.role == Some(role))?;
    incoming.fields.iter().find(|field| field.origin == Origin::Field(place))
}

fn check_key(at: &At<'_>, field: &Field, role: KeyRole, diags: &mut Diagnostics) {
    if attribute_type(field).is_none() {
        diags.push(errors::key_type(field));
    }
    if field.presence != Presence::Always {
        diags.push(errors::key_can_be_null(at.mapping, field));
    }
    if (KEY_NAME_BYTES + 1..=NAME_BYTES).contains(&field.name.len()) {
        diags.push(errors::attribute_name(field));
    }
    let limit = match role {
        KeyRole::Partition => PARTITION_KEY_BYTES,
        KeyRole::Sort => SORT_KEY_BYTES,
    };
    if let Content::Scalar { ty, form: Form::Text } = &field.content {
        let bytes = utf8_bytes(ty);
        if bytes.is_none_or(|bytes| bytes > limit) {
            diags.push(errors::key_length(at.mapping, field, bytes, limit));
        }
    }
}

/// The most bytes of a text in UTF-8, where its type bounds it. A byte of another character set can become three.
fn utf8_bytes(ty: &Type) -> Option<u64> {
    if let Type::Text(text) = ty {
        let of_one = match text.unit {
            LengthUnit::Characters => 4,
            LengthUnit::Bytes => 3,
        };
        return text.max.map(|max| max.saturating_mul(of_one));
    }
    // Digits, letters and signs of ASCII, but for the names of an enum.
    let of_one = if matches!(ty, Type::Enum(_) | Type::Set(_)) { 4 } else { 1 };
    ty.max_characters().map(|max| max.saturating_mul(of_one))
}

/// The first field below `fields` that lies deeper than DynamoDB keeps.
fn too_deep(fields: &[Field]) -> Option<&Field> {
    let mut found = None;
    walk(fields, &mut |path, field| {
        if path.len() > NESTING_LEVELS && found.is_none() {
            found = Some(field);
        }
    });
    found
}

/// What a reviewer should know: an empty text is no key, and not every floating-point number is one of DynamoDB.
pub(super) fn remarks(at: &At<'_>, incoming: &Shape) -> Vec<Remark> {
    let can_be_empty = |field: &&Field| {
        let is_text = matches!(&field.content, Content::Scalar { ty: Type::Text(_), form: Form::Text });
        is_text && matches!(field.origin, Origin::Field(place) if at.mapping.record.fields[place].column().is_some())
    };
    let keys: Vec<String> = [KeyRole::Partition, KeyRole::Sort]
        .into_iter()
        .filter_map(|role| key_field(at, incoming, role))
        .filter(can_be_empty)
        .map(|field| format!("`{}`", field.name))
        .collect();
    let mut remarks = vec![size(at, incoming)];
    // Oracle keeps no empty text.
    if !keys.is_empty() && at.mapping.source.dialect != Dialect::Oracle {
        remarks.push(Remark::relied_on(format!("{} never empty; a key cannot be", is_are(&keys))).of_table());
    }
    let mut doubles: Vec<String> = Vec::new();
    walk(&incoming.fields, &mut |path, field| {
        if matches!(field.content, Content::Scalar { ty: Type::Float { bits: 64 }, form: Form::Number }) {
            doubles.push(format!("`{}`", path.join(".")));
        }
    });
    if !doubles.is_empty() {
        let range = "between 1E-130 and 9.99E+125, or zero; DynamoDB refuses other numbers";
        remarks.push(Remark::relied_on(format!("{} {range}", is_are(&doubles))).of_table());
    }
    remarks
}

/// What bounds an item: where many rows make one, nothing but an assumption does.
fn size(at: &At<'_>, incoming: &Shape) -> Remark {
    let most = at.mapping.assumptions.iter().find_map(|assumption| match assumption.claim {
        Claim::RowsPerItem(most) => Some(most),
        Claim::Condition(_) | Claim::Unique(_) | Claim::Immutable(_) => None,
    });
    match (incoming.open.is_empty(), most) {
        (true, _) => Remark::note("an item is at most 400 KB, names included"),
        (false, Some(most)) => Remark::relied_on(format!(
            "an item of up to {most} rows is at most 400 KB, names included; a larger one is refused"
        )),
        (false, None) => Remark::relied_on(
            "the rows of an item are at most 400 KB, names included; a larger item is refused, and `assume at most N rows per item` would say how many come",
        ),
    }
}

fn is_are(keys: &[String]) -> String {
    format!("{} {}", keys.join(" and "), if keys.len() == 1 { "is" } else { "are" })
}

fn check_billing(at: &At<'_>, diags: &mut Diagnostics) {
    let settings = at.settings();
    let provisioned = settings.word("BillingMode") == Some("PROVISIONED");
    for key in ["ReadCapacityUnits", "WriteCapacityUnits"] {
        match (provisioned, settings.get(key)) {
            (true, None) => {
                if let Some(mode) = settings.get("BillingMode") {
                    diags.push(errors::capacity_missing(mode.span, key));
                }
            }
            (false, Some(given)) => diags.push(errors::capacity_superfluous(given.span, key)),
            (true, Some(_)) | (false, None) => {}
        }
    }
}

/// `S`, `N` or `B`; `None` for what cannot be a key.
fn attribute_type(field: &Field) -> Option<&'static str> {
    match &field.content {
        Content::Scalar { form: Form::Text, .. } => Some("S"),
        Content::Scalar { form: Form::Number, .. } => Some("N"),
        Content::Scalar { form: Form::Binary, .. } => Some("B"),
        Content::Scalar { form: Form::Boolean | Form::Native, .. } | Content::Struct(_) | Content::List(_) => None,
    }
}

/// The input of `CreateTable`.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct CreateTable {
    table_name: String,
    attribute_definitions: Vec<AttributeDefinition>,
    key_schema: Vec<KeySchemaElement>,
    billing_mode: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    provisioned_throughput: Option<ProvisionedThroughput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_specification: Option<StreamSpecification>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table_class: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deletion_protection_enabled: Option<bool>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct AttributeDefinition {
    attribute_name: String,
    attribute_type: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct KeySchemaElement {
    attribute_name: String,
    key_type: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ProvisionedThroughput {
    read_capacity_units: i64,
    write_capacity_units: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct StreamSpecification {
    stream_enabled: bool,
    stream_view_type: &'static str,
}

/// The input of `CreateTable`.
pub(super) fn document(at: &At<'_>, incoming: &Shape) -> Document {
    let settings = at.settings();
    let keys: Vec<(&Field, &'static str)> = [(KeyRole::Partition, "HASH"), (KeyRole::Sort, "RANGE")]
        .into_iter()
        .filter_map(|(role, key_type)| Some((key_field(at, incoming, role)?, key_type)))
        .collect();
    let capacity = settings.number("ReadCapacityUnits").zip(settings.number("WriteCapacityUnits"));
    let document = CreateTable {
        table_name: at.clause().resource.as_ref().map_or_else(String::new, |resource| resource.parts[0].to_string()),
        attribute_definitions: keys
            .iter()
            .filter_map(|(field, _)| {
                Some(AttributeDefinition {
                    attribute_name: field.name.to_string(),
                    attribute_type: attribute_type(field)?,
                })
            })
            .collect(),
        key_schema: keys
            .iter()
            .map(|(field, key_type)| KeySchemaElement { attribute_name: field.name.to_string(), key_type })
            .collect(),
        billing_mode: settings.word("BillingMode").unwrap_or("PAY_PER_REQUEST"),
        provisioned_throughput: capacity.map(|(read_capacity_units, write_capacity_units)| ProvisionedThroughput {
            read_capacity_units,
            write_capacity_units,
        }),
        stream_specification: settings
            .word("StreamViewType")
            .map(|stream_view_type| StreamSpecification { stream_enabled: true, stream_view_type }),
        table_class: settings.word("TableClass"),
        deletion_protection_enabled: settings.flag("DeletionProtectionEnabled"),
    };
    at.json("create-table.json", Kind::CreateTable, at.target(), &document)
}
