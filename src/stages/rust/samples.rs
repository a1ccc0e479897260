//! The examples of a mapping as tests of its module.

use proc_macro2::TokenStream;
use quote::quote;

use super::changes::Changes;
use super::columns::used;
use super::docs;
use super::expected::{Open, item};
use super::histories;
use super::names::Names;
use super::types::{Kind, kind};
use super::values::{Row, constant};
use crate::mapping::{Cells, Mapping, Outcome};
use crate::schema::Column;
use crate::settings::Settings;
use crate::shape::Shape;
use crate::value::{Constant, Value};

/// A test for each example; nothing where there is none.
pub(super) fn tests(mapping: &Mapping<'_>, settings: &Settings, row: &Row, leaving: &Shape) -> TokenStream {
    let mut names = Names::default();
    let open = Open::of(mapping, leaving);
    let changes = Changes::of(mapping, settings);
    let (mut has_rows, mut has_histories) = (false, false);
    let mut tests = Vec::new();
    for example in &mapping.examples {
        let check = match (example.rows(), &changes) {
            (Some(rows), _) => {
                let check = of_rows(mapping, row, &rows, &example.outcome, &open);
                has_rows |= check.is_some();
                check
            }
            (None, Some(changes)) => {
                let check = histories::check(mapping, changes, example, &open);
                has_histories |= check.is_some();
                check
            }
            // Only rows reach the converter.
            (None, None) => None,
        };
        tests.extend(check.map(|check| test(&example.title, &check, &mut names)));
    }
    if tests.is_empty() {
        return TokenStream::new();
    }
    let parent = parent();
    let of_rows = has_rows.then(|| quote! { Row, });
    let of_histories = has_histories.then(|| quote! { CHANGES, requests, });
    quote! {
        #[cfg(test)]
        mod tests {
            use #parent::{#of_histories #of_rows rt};

            #(#tests)*
        }
    }
}

/// The word `super` of what is written; a path of this file that begins with it would be one of this crate.
fn parent() -> proc_macro2::Ident {
    proc_macro2::Ident::new("super", proc_macro2::Span::call_site())
}

fn test(title: &str, check: &TokenStream, names: &mut Names) -> TokenStream {
    let name = names.name(title, "example");
    let doc = docs::doc(&[title]);
    quote! {
        #doc
        #[test]
        fn #name() {
            #check
        }
    }
}

/// What a test of rows does.
fn of_rows(mapping: &Mapping<'_>, row: &Row, rows: &[&Cells], outcome: &Outcome, open: &Open) -> Option<TokenStream> {
    // Which attributes are open is known by name, and these have none.
    if mapping.record.pivots.iter().any(|pivot| matches!(pivot.value, Value::Event(_))) {
        return None;
    }
    let rows: Vec<TokenStream> = rows.iter().map(|cells| sample(mapping, row, cells)).collect::<Option<_>>()?;
    let parent = parent();
    let items = if mapping.record.pivots.is_empty() {
        quote! { rows.iter().map(#parent::item) }
    } else {
        quote! { #parent::items(rows) }
    };
    let check = match outcome {
        Outcome::Gives(records) => {
            let open = &open.all;
            let records = records.iter().map(|record| item(record, open));
            quote! { rt::check::assert_items(#items, [#(#records),*], &[#(#open),*]); }
        }
        Outcome::Rejects => quote! { rt::check::assert_refused(#items); },
    };
    let count = proc_macro2::Literal::usize_unsuffixed(rows.len());
    Some(quote! {
        let rows: [Row; #count] = [#(#rows),*];
        #check
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
