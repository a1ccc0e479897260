//! What examples expect of items, as expressions, and which attributes a mapping alone does not decide.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::has_one_text;
use crate::mapping::{Content, Expected, ExpectedValue, Mapping};
use crate::pieces::{self, Piece};
use crate::shape::{self, Shape};
use crate::types::{Family, Type};
use crate::value::{Constant, Value};

/// The attributes that the mapping alone does not decide.
pub(super) struct Open {
    /// How a value is spelled differs from source to source.
    pub spelling: Vec<String>,
    /// They hold facts of an event.
    pub facts: Vec<String>,
    /// Both, in the order of the record.
    pub all: Vec<String>,
}

impl Open {
    /// Those of the items that leave.
    pub(super) fn of(mapping: &Mapping<'_>, leaving: &Shape) -> Open {
        let is_fact = |place: usize| matches!(mapping.record.fields[place].content, Content::Value(Value::Event(_)));
        let mut open = Open { spelling: Vec::new(), facts: Vec::new(), all: Vec::new() };
        for (place, field) in
            leaving.fields.iter().enumerate().filter(|(place, field)| !is_decided(mapping, *place, field))
        {
            let list = if is_fact(place) { &mut open.facts } else { &mut open.spelling };
            list.push(field.name.to_string());
            open.all.push(field.name.to_string());
        }
        open
    }
}

/// Whether the mapping alone decides, to the letter, what the attribute holds.
fn is_decided(mapping: &Mapping<'_>, place: usize, field: &shape::Field) -> bool {
    fn value(mapping: &Mapping<'_>, given: &Value) -> bool {
        let table = mapping.source.table;
        if matches!(given, Value::Event(_)) {
            return false;
        }
        let is_passed = matches!(given, Value::Column(_));
        let pieces = pieces::pieces(given, table).unwrap_or_default();
        pieces.iter().filter_map(Piece::column).all(|column| {
            let ty = &table.columns[column].ty;
            let may_pass = matches!(ty.family(), Family::Boolean | Family::Number | Family::Bits)
                && !matches!(ty, Type::Int { .. });
            has_one_text(ty) || (may_pass && is_passed)
        })
    }
    fn content(mapping: &Mapping<'_>, given: &Content) -> bool {
        match given {
            Content::Value(given) => value(mapping, given),
            Content::Map(members) => members.iter().all(|member| content(mapping, &member.content)),
            Content::List(values) | Content::Set(values) => values.iter().all(|given| value(mapping, given)),
        }
    }
    debug_assert_eq!(field.name, mapping.final_name(place));
    content(mapping, &mapping.record.fields[place].content)
}

/// An expected record as an expression.
pub(super) fn item(record: &Expected, open: &[String]) -> TokenStream {
    let members: Vec<TokenStream> = record
        .members
        .iter()
        .filter(|(name, _)| !open.iter().any(|open| **open == **name))
        .map(|(name, value)| {
            let (name, value): (&str, TokenStream) = (name, expected(value));
            quote! { (#name, #value) }
        })
        .collect();
    if members.is_empty() {
        return quote! { rt::Item::default() };
    }
    quote! { rt::Item::from([#(#members),*]) }
}

fn expected(value: &ExpectedValue) -> TokenStream {
    match value {
        ExpectedValue::Constant(Constant::Text(text)) => {
            let text: &str = text;
            quote! { rt::AttributeValue::text(#text) }
        }
        ExpectedValue::Constant(Constant::Number(digits)) => {
            let digits: &str = digits;
            quote! { rt::AttributeValue::number(#digits) }
        }
        ExpectedValue::Constant(Constant::Boolean(flag)) => quote! { rt::AttributeValue::Bool(#flag) },
        ExpectedValue::Constant(Constant::Null) => quote! { rt::AttributeValue::Null },
        ExpectedValue::Record(record) => {
            let record = item(record, &[]);
            quote! { rt::AttributeValue::M(#record) }
        }
        ExpectedValue::List(values) => {
            let values = values.iter().map(expected);
            quote! { rt::AttributeValue::L(vec![#(#values),*]) }
        }
    }
}
