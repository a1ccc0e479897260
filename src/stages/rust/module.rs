//! The module: a row, how it becomes an item, and the functions that a program calls.

use proc_macro2::TokenStream;
use quote::quote;

use super::columns::{facts, row_names, used};
use super::conditions;
use super::docs;
use super::events;
use super::names::{AttributeNames, table_module};
use super::records;
use super::samples;
use super::statements::{argument, attribute, key, member};
use super::types::{Kind, kind};
use super::values::Row;
use crate::mapping::{DuplicatePolicy, Mapping, OnPolicy};
use crate::shape::Shape;
use crate::stage::At;

/// The interface between modules and the crate `mapc-runtime` that this release writes for.
const FORMAT: u32 = 1;

const HEAD: &str = "// Written by mapc. Not to be changed by hand: change the mapping, and compile it again.\n\n";

/// The text of the module; `leaving` is the shape of its items. In a map over many tables it is a module of its own, as that
/// of each table stands in one file.
pub(super) fn module(at: &At<'_>, leaving: &Shape) -> String {
    let mapping = at.mapping;
    let row = row_names(mapping);
    let mut names = AttributeNames::default();
    let items = to_item(mapping, &row, &mut names);
    let table = at.next().and_then(|next| next.resource.as_ref()).map_or("", |resource| &*resource.parts[0]);
    let events = events::events(mapping, at.settings(), &row, table, &mut names);
    let records_type = row_type(mapping, &quote! { 'a });
    let parts = [
        quote! { use ::mapc_runtime as rt; },
        format_check(),
        names.constants(),
        declaration(mapping, &row),
        items,
        records::records(mapping, &row, &records_type),
        functions(mapping),
        events,
        samples::tests(mapping, at.settings(), &row, leaving),
    ];
    if mapping.many {
        let name = table_module(&mapping.source.table.schema, &mapping.source.table.name);
        let doc = docs::doc(&[format!("Rows of {}.", docs::code(&mapping.source.table.qualified()))]);
        return printed(quote! { #doc pub mod #name { #(#parts)* } });
    }
    HEAD.to_owned() + &printed(quote! { #(#parts)* })
}

/// The items as text, with an empty line before each that has documentation.
fn printed(tokens: TokenStream) -> String {
    let file: syn::File = syn::parse2(tokens).expect("what is quoted here is a file of Rust");
    let alone = |item| syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
    let items: Vec<String> = file.items.into_iter().map(|item| prettyplease::unparse(&alone(item))).collect();
    let mut text = String::new();
    for item in items {
        let is_one_of_many =
            item.starts_with("const ") && text.lines().last().is_some_and(|last| last.starts_with("const "));
        if !text.is_empty() && !is_one_of_many {
            text.push('\n');
        }
        text.push_str(&item);
    }
    text
}

/// Does not compile against a runtime of another format.
fn format_check() -> TokenStream {
    let format = proc_macro2::Literal::u32_unsuffixed(FORMAT);
    let message = format!(
        "this module was written for format {FORMAT} of mapc-runtime: compile its mapping again with the mapc of this runtime, or use a runtime of that format"
    );
    quote! { const _: () = assert!(rt::FORMAT == #format, #message); }
}

/// `Row<'_>` as the type is written where its lifetime has no name, and `Row<'a>`; without one where nothing is borrowed.
pub(super) fn row_type(mapping: &Mapping<'_>, lifetime: &TokenStream) -> TokenStream {
    if borrows(mapping) {
        quote! { Row<#lifetime> }
    } else {
        quote! { Row }
    }
}

fn borrows(mapping: &Mapping<'_>) -> bool {
    let table = mapping.source.table;
    let is_borrowed = |column: usize| kind(&table.columns[column].ty) != Some(Kind::Boolean);
    used(mapping).iter().any(|(column, _)| is_borrowed(*column)) || !facts(mapping).is_empty()
}

/// The struct.
fn declaration(mapping: &Mapping<'_>, row: &Row) -> TokenStream {
    let table = mapping.source.table;
    let mut lines = vec![format!(
        "A row of {}, as far as the map {} reads it.",
        docs::code(&table.qualified()),
        docs::code(&mapping.name)
    )];
    if let Some(doc) = &mapping.doc {
        lines.extend([String::new(), doc.to_string()]);
    }
    let doc = docs::doc(&lines);
    let fields = used(mapping).into_iter().map(|(place, _)| {
        let column = &table.columns[place];
        let mut lines = vec![format!("{}: {}", docs::code(&column.name), docs::code(&column.declared))];
        if let Some(comment) = &column.comment {
            lines.extend([String::new(), comment.to_string()]);
        }
        let (doc, name) = (docs::doc(&lines), &row.names[place]);
        let ty = events::column_type(column);
        quote! { #doc pub #name: #ty, }
    });
    let facts = row.facts.iter().map(|(fact, name)| {
        let doc = docs::doc(&[format!(
            "{} of the event; of a row that is loaded, what the program gives.",
            docs::code(&format!("${fact}"))
        )]);
        quote! { #doc pub #name: &'a str, }
    });
    let ty = row_type(mapping, &quote! { 'a });
    quote! {
        #doc
        #[allow(dead_code)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct #ty { #(#fields)* #(#facts)* }
    }
}

/// The two traits.
fn to_item(mapping: &Mapping<'_>, row: &Row, names: &mut AttributeNames) -> TokenStream {
    let ty = row_type(mapping, &quote! { '_ });
    let (keys, others): (Vec<usize>, Vec<usize>) =
        (0..mapping.record.fields.len()).partition(|place| mapping.record.fields[*place].role.is_some());
    let keys: Vec<TokenStream> = keys.into_iter().map(|place| key(mapping, place, row, names)).collect();
    let others: Vec<TokenStream> = others
        .into_iter()
        .map(|place| attribute(mapping, &mapping.final_name(place), &mapping.record.fields[place], row, names))
        .collect();
    let checks = conditions::checks(mapping, row);
    let (key_out, out) = (argument("out", keys.is_empty()), argument("out", others.iter().all(TokenStream::is_empty)));
    let members = if mapping.record.pivots.is_empty() { TokenStream::new() } else { to_members(mapping, row) };
    quote! {
        impl rt::ToItem for #ty {
            fn key<O: rt::Attributes>(&self, #key_out: &mut O) -> Result<(), rt::Error> {
                #checks
                #(#keys)*
                Ok(())
            }

            fn attributes<O: rt::Attributes>(&self, #out: &mut O) -> Result<(), rt::Error> {
                #(#others)*
                Ok(())
            }
        }
        #members
    }
}

fn to_members(mapping: &Mapping<'_>, row: &Row) -> TokenStream {
    let ty = row_type(mapping, &quote! { '_ });
    let names: Vec<String> =
        (0..mapping.record.fields.len()).map(|place| mapping.final_name(place).to_string()).collect();
    let members = mapping.record.pivots.iter().map(|pivot| member(mapping, pivot, row));
    quote! {
        impl rt::ToMembers for #ty {
            const RESERVED: &'static [&'static str] = &[#(#names),*];

            fn members(&self, members: &mut rt::Members) -> Result<(), rt::Error> {
                #(#members)*
                Ok(())
            }
        }
    }
}

/// What a program calls.
fn functions(mapping: &Mapping<'_>) -> TokenStream {
    let ty = row_type(mapping, &quote! { '_ });
    let of_rows = if mapping.record.pivots.is_empty() { of_one_row(mapping) } else { of_many_rows(mapping) };
    quote! {
        /// The key of the item that a row belongs to.
        #[allow(dead_code)]
        pub fn key(row: &#ty) -> Result<rt::Item, rt::Error> {
            rt::key(row)
        }
        #of_rows
    }
}

fn of_one_row(mapping: &Mapping<'_>) -> TokenStream {
    let ty = row_type(mapping, &quote! { '_ });
    quote! {
        /// The item of a row. `mapc_runtime::JsonLines` writes the same item as a line of DynamoDB JSON.
        #[allow(dead_code)]
        pub fn item(row: &#ty) -> Result<rt::Item, rt::Error> {
            rt::item(row)
        }
    }
}

fn of_many_rows(mapping: &Mapping<'_>) -> TokenStream {
    let last = mapping.policies.iter().any(|policy| policy.on == OnPolicy::Duplicate(DuplicatePolicy::Last));
    let duplicates = if last {
        quote! { rt::Duplicates::Last }
    } else {
        quote! { rt::Duplicates::Reject }
    };
    let borrowed = row_type(mapping, &quote! { 'a });
    let generics = if borrows(mapping) {
        quote! { 'a, I }
    } else {
        quote! { I }
    };
    quote! {
        /// The items of rows that are sorted by key. An item that cannot be made is an error in its place.
        #[allow(dead_code)]
        pub fn items<#generics>(rows: I) -> rt::Items<I::IntoIter>
        where
            I: IntoIterator<Item = #borrowed>,
        {
            rt::items(rows, #duplicates)
        }

        /// Takes rows that are sorted by key, one after the other, and writes their items to a
        /// `mapc_runtime::JsonLines` in the memory of one item.
        #[allow(dead_code)]
        pub fn groups() -> rt::Groups {
            rt::Groups::with_duplicates(#duplicates)
        }
    }
}
