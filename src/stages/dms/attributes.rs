//! What each field of the record becomes in an object mapping: a column that passes by itself, or an attribute that is
//! made.

use super::document::{AttributeMapping, Value as DocumentValue};
use crate::dms_types::{DmsType, of_source};
use crate::mapping::{Content, Field, Mapping, WhyLeftOut};
use crate::shape::{Carrier, Form};
use crate::stage::{Change, Work};
use crate::value::{Constant, TemplatePart, Value};

/// What becomes of one field of the record.
pub(super) enum Attribute {
    /// The column arrives by itself, under its own name.
    Passes {
        /// The column.
        column: usize,
    },
    /// A rule beside the object mapping adds it.
    Added,
    /// The object mapping makes it.
    Made {
        /// Scalar or document.
        made: Made,
    },
}

/// How an attribute is made.
pub(super) enum Made {
    /// One text.
    Text(String),
    /// Members or elements.
    Document(DocumentValue),
}

/// What becomes of the field at `place`, given the work that DMS took.
pub(super) fn attribute(mapping: &Mapping<'_>, place: usize, carrier: Carrier, taken: &[Work]) -> Attribute {
    let field = &mapping.record.fields[place];
    let is_made = taken.iter().any(|work| match &work.change {
        Change::Compute(other) | Change::Convert(other) => *other == place,
        Change::Rename { path, .. } => field.column().is_some_and(|column| {
            matches!(path.as_slice(), [name] if *name == mapping.source.table.columns[column].name)
                && mapping.field_of(column) == Some(place)
        }),
        Change::LeaveOut(_)
        | Change::Key(_)
        | Change::Null(_)
        | Change::Pivot(_)
        | Change::Mask(_)
        | Change::Table(_) => false,
    });
    if let Content::Value(Value::Foreign { .. }) = &field.content {
        return Attribute::Added;
    }
    match (is_made, field.column()) {
        (false, Some(column)) => Attribute::Passes { column },
        (true | false, _) => Attribute::Made { made: make(mapping, field, carrier) },
    }
}

/// The columns that must not arrive by themselves: those that lines leave out, and those that arrive under another name.
pub(super) fn excluded(mapping: &Mapping<'_>, carrier: Carrier, taken: &[Work]) -> Vec<usize> {
    let passes: Vec<usize> = (0..mapping.record.fields.len())
        .filter_map(|place| match attribute(mapping, place, carrier, taken) {
            Attribute::Passes { column } => Some(column),
            Attribute::Made { .. } | Attribute::Added => None,
        })
        .collect();
    let left_out = |column: &usize| {
        mapping.record.left_out.iter().any(|left_out| {
            left_out.column == *column
                && match left_out.why {
                    WhyLeftOut::Excluded | WhyLeftOut::InsideAValue => true,
                }
        })
    };
    (0..mapping.source.table.columns.len()).filter(|column| left_out(column) || !passes.contains(column)).collect()
}

impl Made {
    /// The attribute mapping of this name.
    pub(super) fn mapping(self, name: &str, content: &Content, carrier: Carrier) -> AttributeMapping {
        let (attribute_type, attribute_sub_type, value) = match self {
            Made::Text(template) => ("scalar", "string", DocumentValue::Template(template)),
            Made::Document(value) => ("document", sub_type(content, carrier), value),
        };
        AttributeMapping { target_attribute_name: name.to_owned(), attribute_type, attribute_sub_type, value }
    }
}

fn sub_type(content: &Content, carrier: Carrier) -> &'static str {
    match (carrier, content) {
        (Carrier::Items, Content::List(_)) => "dynamodb-list",
        (Carrier::Items, Content::Value(_) | Content::Map(_) | Content::Set(_)) => "dynamodb-map",
        (
            Carrier::Rows
            | Carrier::Messages
            | Carrier::Streamed
            | Carrier::Files
            | Carrier::Tables
            | Carrier::Objects
            | Carrier::Arrived,
            _,
        ) => "json",
    }
}

fn make(mapping: &Mapping<'_>, field: &Field, carrier: Carrier) -> Made {
    match &field.content {
        Content::Value(value) => Made::Text(template(mapping, value)),
        Content::Map(_) | Content::List(_) | Content::Set(_) => {
            let inner = document(mapping, &field.content, carrier);
            Made::Document(match (carrier, &field.content) {
                (Carrier::Items, Content::List(_) | Content::Set(_)) => tagged("L", inner),
                (Carrier::Items, Content::Value(_) | Content::Map(_)) => tagged("M", inner),
                (
                    Carrier::Rows
                    | Carrier::Messages
                    | Carrier::Streamed
                    | Carrier::Files
                    | Carrier::Tables
                    | Carrier::Objects
                    | Carrier::Arrived,
                    _,
                ) => inner,
            })
        }
    }
}

/// The value of a nested field, without a tag of its own.
fn document(mapping: &Mapping<'_>, content: &Content, carrier: Carrier) -> DocumentValue {
    match content {
        Content::Value(value) => scalar(mapping, value, carrier),
        Content::Map(members) => DocumentValue::Members(
            members
                .iter()
                .map(|member| {
                    let inner = document(mapping, &member.content, carrier);
                    let value = match (carrier, &member.content) {
                        (Carrier::Items, Content::Map(_)) => tagged("M", inner),
                        (Carrier::Items, Content::List(_) | Content::Set(_)) => tagged("L", inner),
                        (_, Content::Value(_) | Content::Map(_) | Content::List(_) | Content::Set(_)) => inner,
                    };
                    (member.name.to_string(), value)
                })
                .collect(),
        ),
        Content::List(values) | Content::Set(values) => {
            DocumentValue::Elements(values.iter().map(|value| scalar(mapping, value, carrier)).collect())
        }
    }
}

fn scalar(mapping: &Mapping<'_>, value: &Value, carrier: Carrier) -> DocumentValue {
    let text = DocumentValue::Template(template(mapping, value));
    match carrier {
        Carrier::Items => tagged(if member_form(mapping, carrier, value) == Form::Number { "N" } else { "S" }, text),
        Carrier::Rows
        | Carrier::Messages
        | Carrier::Streamed
        | Carrier::Files
        | Carrier::Tables
        | Carrier::Objects
        | Carrier::Arrived => text,
    }
}

fn tagged(tag: &str, value: DocumentValue) -> DocumentValue {
    DocumentValue::Members([(tag.to_owned(), value)].into())
}

/// How a member of a DynamoDB document is written: numbers keep their tag there, unlike in scalar attributes.
pub(super) fn member_form(mapping: &Mapping<'_>, carrier: Carrier, value: &Value) -> Form {
    if carrier != Carrier::Items {
        return Form::Text;
    }
    let Value::Column(column) = value else { return Form::Text };
    match of_source(mapping.source.dialect, &mapping.source.table.columns[*column]) {
        Ok(DmsType::Int { .. } | DmsType::Numeric { .. } | DmsType::Real { .. }) => Form::Number,
        Ok(
            DmsType::Text { .. }
            | DmsType::LargeText { .. }
            | DmsType::Bytes
            | DmsType::LargeBytes
            | DmsType::Boolean
            | DmsType::Date
            | DmsType::Time
            | DmsType::DateTime,
        )
        | Err(_) => Form::Text,
    }
}

/// A value as a template of DMS. What DMS cannot write was refused before.
fn template(mapping: &Mapping<'_>, value: &Value) -> String {
    let column = |column: usize| format!("${{{}}}", mapping.source.table.columns[column].name);
    match value {
        Value::Column(place) => column(*place),
        Value::Constant(Constant::Text(text) | Constant::Number(text)) => text.to_string(),
        Value::Constant(Constant::Boolean(flag)) => flag.to_string(),
        Value::Template(parts) => parts
            .iter()
            .map(|part| match part {
                TemplatePart::Literal(text) => text.to_string(),
                TemplatePart::Hole(inner) => template(mapping, inner),
            })
            .collect(),
        Value::Constant(Constant::Null) | Value::Event(_) | Value::Call(..) | Value::Foreign { .. } => String::new(),
    }
}
