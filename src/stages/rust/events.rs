//! What a module has for change events: how its row is read from one, what finds the item of an old row, and the function that
//! makes requests.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::changes::{self, Changes, Guard, Order};
use super::columns::used;
use super::conditions;
use super::docs;
use super::names::AttributeNames;
use super::statements::{argument, key};
use super::types::{Kind, kind};
use super::values::Row;
use crate::mapping::Mapping;
use crate::schema::Column;
use crate::settings::Settings;
use crate::types::Type;
use crate::value::Value;

/// All of it; nothing where only rows come. `table` is the one of DynamoDB.
pub(super) fn events(
    mapping: &Mapping<'_>,
    settings: &Settings,
    row: &Row,
    table: &str,
    names: &mut AttributeNames,
) -> TokenStream {
    let Some(changes) = Changes::of(mapping, settings) else { return TokenStream::new() };
    let identity = Identity::new(mapping, row, &changes);
    let parts = [
        from_columns(mapping, &Parts::of_row(mapping, row), &Ident::new("Row", Span::call_site())),
        identity.declaration(mapping, row),
        from_columns(mapping, &identity.parts, &Ident::new("Identity", Span::call_site())),
        identity.identify(mapping, &changes, names),
        constant(mapping, &changes, table),
        function(mapping),
    ];
    quote! { #(#parts)* }
}

/// What a struct is read from: columns, and facts of the event.
struct Parts {
    columns: Vec<(usize, Ident)>,
    facts: Vec<(String, Ident)>,
}

impl Parts {
    fn of_row(mapping: &Mapping<'_>, row: &Row) -> Parts {
        let columns = used(mapping).into_iter().filter_map(|(column, _)| Some((column, row.names[column].clone()?)));
        let facts = row.facts.iter().map(|(fact, name)| (fact.to_string(), name.clone()));
        Parts { columns: columns.collect(), facts: facts.collect() }
    }

    /// Whether the struct has a lifetime: all but truth values are borrowed.
    fn borrows(&self, mapping: &Mapping<'_>) -> bool {
        let is_borrowed =
            |(column, _): &(usize, Ident)| kind(&mapping.source.table.columns[*column].ty) != Some(Kind::Boolean);
        !self.facts.is_empty() || self.columns.iter().any(is_borrowed)
    }
}

/// The struct of what finds the item, or the attributes, of a row.
struct Identity {
    parts: Parts,
    /// The same, as expressions want it.
    row: Row,
}

impl Identity {
    fn new(mapping: &Mapping<'_>, row: &Row, changes: &Changes) -> Identity {
        let mut columns = changes::identity(mapping);
        let mut facts = Vec::new();
        let versions = mapping.version.iter().filter(|_| changes.order == Order::Unordered);
        for value in versions.flat_map(|version| &version.values) {
            match value {
                Value::Column(column) => columns.push(*column),
                Value::Event(fact) => facts.extend(row.facts.iter().find(|(known, _)| known == fact).cloned()),
                Value::Constant(_) | Value::Template(_) | Value::Call(..) | Value::Foreign { .. } => {}
            }
        }
        columns.sort_unstable();
        columns.dedup();
        let mut names = vec![None; row.names.len()];
        for column in &columns {
            names[*column].clone_from(&row.names[*column]);
        }
        let parts = Parts {
            columns: columns.into_iter().filter_map(|column| Some((column, row.names[column].clone()?))).collect(),
            facts: facts.iter().map(|(fact, name)| (fact.to_string(), name.clone())).collect(),
        };
        Identity { parts, row: Row { names, facts } }
    }

    fn declaration(&self, mapping: &Mapping<'_>, row: &Row) -> TokenStream {
        let table = mapping.source.table;
        let what = if mapping.record.pivots.is_empty() { "the item" } else { "the attributes" };
        let doc = docs::doc(&[format!(
            "What finds {what} of a row of {}: all that an event must hold of an old row.",
            docs::code(&table.qualified())
        )]);
        let columns = self.parts.columns.iter().map(|(place, name)| {
            let column = &table.columns[*place];
            let doc = docs::doc(&[format!("{}: {}", docs::code(&column.name), docs::code(&column.declared))]);
            let ty = column_type(column);
            quote! { #doc pub #name: #ty, }
        });
        let facts = self.parts.facts.iter().map(|(fact, name)| {
            let doc = docs::doc(&[format!("{} of the event", docs::code(&format!("${fact}")))]);
            quote! { #doc pub #name: &'a str, }
        });
        debug_assert_eq!(row.names.len(), self.row.names.len());
        let generics = if self.parts.borrows(mapping) {
            quote! { <'a> }
        } else {
            TokenStream::new()
        };
        quote! {
            #doc
            #[allow(dead_code)]
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub struct Identity #generics { #(#columns)* #(#facts)* }
        }
    }

    fn identify(&self, mapping: &Mapping<'_>, changes: &Changes, names: &mut AttributeNames) -> TokenStream {
        let checks = conditions::checks(mapping, &self.row);
        let fields = &mapping.record.fields;
        let keys: Vec<TokenStream> = (0..fields.len())
            .filter(|place| fields[*place].role.is_some())
            .map(|place| key(mapping, place, &self.row, names))
            .collect();
        let key_out = argument("out", keys.is_empty());
        let (members, versions) = (self.names(mapping), self.versions(mapping, changes));
        let generics = if self.parts.borrows(mapping) {
            quote! { <'_> }
        } else {
            TokenStream::new()
        };
        quote! {
            impl rt::events::Identify for Identity #generics {
                fn key<O: rt::Attributes>(&self, #key_out: &mut O) -> Result<(), rt::Error> {
                    #checks
                    #(#keys)*
                    Ok(())
                }
                #members
                #versions
            }
        }
    }

    /// The method that names the attributes of the row, where it gives several.
    fn names(&self, mapping: &Mapping<'_>) -> TokenStream {
        let pivots = &mapping.record.pivots;
        if pivots.is_empty() {
            return TokenStream::new();
        }
        let names = pivots.iter().map(|pivot| self.row.name(mapping, &pivot.name));
        quote! {
            fn names(&self, members: &mut rt::Members) -> Result<(), rt::Error> {
                #(members.remove(#names)?;)*
                Ok(())
            }
        }
    }

    /// The method that says what tells the newer of two events, where they come in any order.
    fn versions(&self, mapping: &Mapping<'_>, changes: &Changes) -> TokenStream {
        let values = match (&mapping.version, changes.order) {
            (Some(version), Order::Unordered) => &version.values,
            (Some(_) | None, Order::Ordered) | (None, Order::Unordered) => return TokenStream::new(),
        };
        let puts = values.iter().filter_map(|value| {
            let name = match changes::guard(mapping, value)? {
                Guard::Field(place) => {
                    let name: &str = &mapping.final_name(place);
                    quote! { rt::template(&[rt::literal(#name)]) }
                }
                Guard::Pivot(place) => self.row.name(mapping, &mapping.record.pivots[place].name),
            };
            let value = self.row.value(mapping, value, false);
            Some(quote! { versions.put(#name, #value)?; })
        });
        quote! {
            fn versions(&self, versions: &mut rt::Members) -> Result<(), rt::Error> {
                #(#puts)*
                Ok(())
            }
        }
    }
}

/// The type of a column's field.
pub(super) fn column_type(column: &Column) -> TokenStream {
    let ty = match kind(&column.ty) {
        Some(Kind::Number) => quote! { rt::Number<'a> },
        Some(Kind::Boolean) => quote! { bool },
        Some(Kind::Binary) => quote! { &'a [u8] },
        Some(Kind::Text) | None => quote! { &'a str },
    };
    if column.nullable {
        quote! { Option<#ty> }
    } else {
        ty
    }
}

/// How a struct is read from an event.
fn from_columns(mapping: &Mapping<'_>, parts: &Parts, name: &Ident) -> TokenStream {
    let columns = parts.columns.iter().map(|(place, name)| {
        let column = &mapping.source.table.columns[*place];
        let method = match kind(&column.ty) {
            Some(Kind::Number) if matches!(column.ty, Type::Float { .. }) => "float",
            Some(Kind::Number) => "number",
            Some(Kind::Boolean) => "boolean",
            Some(Kind::Binary) => "binary",
            Some(Kind::Text) | None => "text",
        };
        let method = if column.nullable { format!("{method}_or_null") } else { method.to_owned() };
        let (method, text) = (Ident::new(&method, Span::call_site()), &*column.name);
        quote! { #name: columns.#method(#text)? }
    });
    let facts = parts.facts.iter().map(|(fact, name)| match fact.as_str() {
        "operation" => quote! { #name: context.operation.text() },
        "table" => quote! { #name: context.table },
        fact => {
            let method = Ident::new(&fact.replace('-', "_"), Span::call_site());
            quote! { #name: context.#method()? }
        }
    });
    let generics = if parts.borrows(mapping) {
        quote! { <'a> }
    } else {
        TokenStream::new()
    };
    let (columns_in, context) =
        (argument("columns", parts.columns.is_empty()), argument("context", parts.facts.is_empty()));
    quote! {
        impl<'a> rt::events::FromColumns<'a> for #name #generics {
            fn from_columns(
                #columns_in: &rt::events::Columns<'a>,
                #context: &rt::events::Context<'a>,
            ) -> Result<Self, rt::Error> {
                Ok(#name { #(#columns,)* #(#facts,)* })
            }
        }
    }
}

/// What the mapping says of events.
fn constant(mapping: &Mapping<'_>, changes: &Changes, table: &str) -> TokenStream {
    let source = mapping.source.table;
    let (schema, name): (&str, &str) = (&source.schema, &source.name);
    let key_change = Ident::new(if changes.replaces { "Replace" } else { "Refuse" }, Span::call_site());
    let delete = Ident::new(if changes.removes { "Remove" } else { "Ignore" }, Span::call_site());
    let order = match (changes.order, &changes.tombstone) {
        (Order::Ordered, _) => quote! { rt::events::Order::Ordered },
        (Order::Unordered, None) => quote! { rt::events::Order::Unordered { tombstone: None } },
        (Order::Unordered, Some((attribute, seconds))) => {
            let (attribute, seconds): (&str, _) = (attribute, Literal::u64_unsuffixed(*seconds));
            quote! {
                rt::events::Order::Unordered {
                    tombstone: Some(rt::events::Tombstone { attribute: #attribute, seconds: #seconds }),
                }
            }
        }
    };
    let is_primary_key = changes::identity_is_primary_key(mapping);
    let is_immutable = changes::identity_is_immutable(mapping);
    quote! {
        /// What the mapping says of change events.
        #[allow(dead_code)]
        pub const CHANGES: rt::events::Changes = rt::events::Changes {
            table: #table,
            source: Some(rt::events::Source { schema: Some(#schema), table: #name }),
            on_key_change: rt::events::KeyChange::#key_change,
            on_delete: rt::events::Delete::#delete,
            order: #order,
            identity_is_primary_key: #is_primary_key,
            identity_is_immutable: #is_immutable,
        };
    }
}

/// What a program calls.
fn function(mapping: &Mapping<'_>) -> TokenStream {
    let engine = if mapping.record.pivots.is_empty() { "item_requests" } else { "member_requests" };
    let engine = Ident::new(engine, Span::call_site());
    quote! {
        /// Writes the requests of an event: all of them, or none and an error.
        #[allow(dead_code)]
        pub fn requests<S: rt::events::RequestSink>(
            event: &rt::events::Event<'_>,
            sink: &mut S,
        ) -> Result<(), rt::Error> {
            rt::events::#engine::<Row, Identity, S>(event, &CHANGES, sink)
        }
    }
}
