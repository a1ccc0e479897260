//! The examples of a mapping as tests of its module.

use proc_macro2::TokenStream;
use quote::quote;

use super::columns::used;
use super::docs;
use super::names::Names;
use super::types::{Kind, has_one_text, kind};
use super::values::{Row, constant};
use crate::mapping::{Content, Example, Expected, ExpectedValue, Mapping, Outcome};
use crate::pieces::{self, Piece};
use crate::schema::Column;
use crate::shape::{self, Shape};
use crate::types::{Family, Type};
use crate::value::{Constant, Value};

/// A test for each example; nothing where there is none.
pub(super) fn tests(mapping: &Mapping<'_>, row: &Row, leaving: &Shape) -> TokenStream {
    // Which attributes are open is known by name, and these have none.
    if mapping.record.pivots.iter().any(|pivot| matches!(pivot.value, Value::Event(_))) {
        return TokenStream::new();
    }
    let mut names = Names::default();
    let open: Vec<String> = leaving
        .fields
        .iter()
        .enumerate()
        .filter(|(place, field)| !is_decided(mapping, *place, field))
        .map(|(_, field)| field.name.to_string())
        .collect();
    let tests: Vec<TokenStream> =
        mapping.examples.iter().filter_map(|example| test(mapping, row, example, &open, &mut names)).collect();
    if tests.is_empty() {
        return TokenStream::new();
    }
    let parent = parent();
    quote! {
        #[cfg(test)]
        mod tests {
            use #parent::{Row, rt};

            #(#tests)*
        }
    }
}

/// The word `super` of what is written; a path of this file that begins with it would be one of this crate.
fn parent() -> proc_macro2::Ident {
    proc_macro2::Ident::new("super", proc_macro2::Span::call_site())
}

fn test(
    mapping: &Mapping<'_>,
    row: &Row,
    example: &Example,
    open: &[String],
    names: &mut Names,
) -> Option<TokenStream> {
    let rows: Vec<TokenStream> = example.rows.iter().map(|cells| sample(mapping, row, cells)).collect::<Option<_>>()?;
    let parent = parent();
    let items = if mapping.record.pivots.is_empty() {
        quote! { rows.iter().map(#parent::item) }
    } else {
        quote! { #parent::items(rows) }
    };
    let check = match &example.outcome {
        Outcome::Gives(records) => {
            let records = records.iter().map(|record| item(record, open));
            quote! { rt::check::assert_items(#items, [#(#records),*], &[#(#open),*]); }
        }
        Outcome::Rejects => quote! { rt::check::assert_refused(#items); },
    };
    let count = proc_macro2::Literal::usize_unsuffixed(rows.len());
    let name = names.name(&example.title, "example");
    let doc = docs::doc(&[&example.title]);
    Some(quote! {
        #doc
        #[test]
        fn #name() {
            let rows: [Row; #count] = [#(#rows),*];
            #check
        }
    })
}

/// The row; `None` where it cannot be told in Rust: NULL in a column that has none.
fn sample(mapping: &Mapping<'_>, row: &Row, cells: &[(usize, Constant)]) -> Option<TokenStream> {
    let table = mapping.source.table;
    let mut fields = Vec::new();
    for (place, _) in used(mapping) {
        let column = &table.columns[place];
        let given = cells.iter().find(|(other, _)| *other == place).map_or(&Constant::Null, |(_, value)| value);
        let value = cell(column, given)?;
        let value = match (column.nullable, value) {
            (true, Some(value)) => quote! { Some(#value) },
            (true, None) => quote! { None },
            (false, Some(value)) => value,
            (false, None) => return None,
        };
        let name = &row.names[place];
        fields.push(quote! { #name: #value });
    }
    // An example of rows says nothing of events.
    fields.extend(row.facts.iter().map(|(_, name)| quote! { #name: "0" }));
    Some(quote! { Row { #(#fields),* } })
}

/// The value of a cell, `None` inside for NULL; `None` outside where it has no expression.
fn cell(column: &Column, given: &Constant) -> Option<Option<TokenStream>> {
    Some(match (kind(&column.ty)?, given) {
        (_, Constant::Null) => None,
        (Kind::Text, Constant::Text(_))
        | (Kind::Number, Constant::Number(_))
        | (Kind::Boolean, Constant::Boolean(_)) => Some(constant(given)),
        (Kind::Boolean, Constant::Number(digits)) => {
            let flag = digits.trim_start_matches('0').starts_with('1');
            Some(quote! { #flag })
        }
        // A column of documents.
        (Kind::Text, Constant::Number(digits)) => Some(constant(&Constant::Text(digits.clone()))),
        (Kind::Text, Constant::Boolean(flag)) => Some(constant(&Constant::Text(flag.to_string().into()))),
        (Kind::Binary, Constant::Text(text)) => {
            let digits = text.strip_prefix("0x")?.as_bytes();
            let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
            let bytes = digits.chunks(2).map(byte).collect::<Option<Vec<u8>>>()?;
            let bytes = bytes.into_iter().map(proc_macro2::Literal::u8_unsuffixed);
            Some(quote! { &[#(#bytes),*] })
        }
        (Kind::Number | Kind::Boolean | Kind::Binary, _) => return None,
    })
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
fn item(record: &Expected, open: &[String]) -> TokenStream {
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
