//! How a row is read from a record of a file: the columns that a reader is asked for, and the row that it gives.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::columns::used;
use super::docs;
use super::types::{Kind, kind};
use super::values::Row;
use crate::mapping::Mapping;

/// All of it; nothing where a column has no spelling that files agree on.
pub(super) fn records(mapping: &Mapping<'_>, row: &Row, row_type: &TokenStream) -> TokenStream {
    let table = mapping.source.table;
    let columns: Vec<usize> = used(mapping).into_iter().map(|(column, _)| column).collect();
    if columns.iter().any(|column| kind(&table.columns[*column].ty) == Some(Kind::Binary)) {
        return TokenStream::new();
    }
    let wanted: Vec<&str> = columns.iter().map(|column| &*table.columns[*column].name).collect();
    let all: Vec<&str> = table.columns.iter().map(|column| &*column.name).collect();
    let reads = columns.iter().enumerate().map(|(place, column)| {
        let (name, place) = (&row.names[*column], Literal::usize_unsuffixed(place));
        quote! { #name: record.get(#place)? }
    });
    let facts: Vec<_> = row.facts.iter().map(|(_, name)| name).collect();
    let record = super::statements::argument("record", columns.is_empty());
    let doc = docs::doc(&[format!(
        "All columns of {}, in its order: those of a file without a header.",
        docs::code(&table.qualified())
    )]);
    let row_of_any = match row_type.to_string().contains('<') {
        true => quote! { Row<'a> },
        false => quote! { Row },
    };
    // What an event says is in no record of a file.
    let table_impl = facts.is_empty().then(|| {
        quote! {
            /// What `mapc_runtime::convert_rows` and `mapc_runtime::convert_groups` read.
            #[allow(dead_code)]
            pub struct Table;

            impl rt::Table for Table {
                type Row<'a> = #row_of_any;
                const COLUMNS: &'static [&'static str] = &COLUMNS;

                #[inline(always)]
                fn row<'a>(record: &rt::Record<'a>) -> Result<Self::Row<'a>, rt::Error> {
                    Row::from_record(record)
                }
            }
        }
    });
    let (wanted_count, all_count) = (wanted.len(), all.len());
    let (wanted_count, all_count) = (Literal::usize_unsuffixed(wanted_count), Literal::usize_unsuffixed(all_count));
    quote! {
        /// The columns that a reader of files is asked for, in the order in which `from_record` takes them.
        #[allow(dead_code)]
        pub const COLUMNS: [&str; #wanted_count] = [#(#wanted),*];

        #doc
        #[allow(dead_code)]
        pub const LAYOUT: [&str; #all_count] = [#(#all),*];

        #[allow(dead_code)]
        impl<'a> #row_type {
            /// The row of a record whose reader was asked for `COLUMNS`.
            #[inline(always)]
            pub fn from_record(#record: &rt::Record<'a>, #(#facts: &'a str),*) -> Result<Self, rt::Error> {
                Ok(Row { #(#reads,)* #(#facts,)* })
            }
        }

        #table_impl
    }
}
