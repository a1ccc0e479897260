//! The module: a row, how it becomes an item, and the functions that a program calls.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::columns::{row_names, used};
use super::conditions;
use super::docs;
use super::names::{Names, table_module};
use super::samples;
use super::types::{Kind, kind};
use super::values::{Row, constant};
use crate::mapping::{Content, DuplicatePolicy, Field, KeyRole, Mapping, NullPolicy, NullRule, OnPolicy, Pivot};
use crate::shape::Shape;
use crate::value::{Constant, Value};

/// The interface between modules and the crate `mapc-runtime` that this release writes for.
const FORMAT: u32 = 1;

const HEAD: &str = "// Written by mapc. Not to be changed by hand: change the mapping, and compile it again.\n\n";

/// The text of the module; `leaving` is the shape of its items. In a map over many tables it is a module of its own, as that
/// of each table stands in one file.
pub(super) fn module(mapping: &Mapping<'_>, leaving: &Shape) -> String {
    let row = row_names(mapping);
    let mut names = AttributeNames::default();
    let items = to_item(mapping, &row, &mut names);
    let parts = [
        quote! { use ::mapc_runtime as rt; },
        format_check(),
        names.constants(),
        declaration(mapping, &row),
        items,
        functions(mapping),
        samples::tests(mapping, &row, leaving),
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
    used(mapping).iter().any(|(column, _)| kind(&table.columns[*column].ty) != Some(Kind::Boolean))
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
        let ty = match kind(&column.ty) {
            Some(Kind::Number) => quote! { rt::Number<'a> },
            Some(Kind::Boolean) => quote! { bool },
            Some(Kind::Binary) => quote! { &'a [u8] },
            Some(Kind::Text) | None => quote! { &'a str },
        };
        let ty = if column.nullable {
            quote! { Option<#ty> }
        } else {
            ty
        };
        quote! { #doc pub #name: #ty, }
    });
    let ty = row_type(mapping, &quote! { 'a });
    quote! {
        #doc
        #[allow(dead_code)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct #ty { #(#fields)* }
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

/// The name of a parameter, with `_` before it where nothing uses it.
fn argument(name: &str, unused: bool) -> Ident {
    let name = if unused { format!("_{name}") } else { name.to_owned() };
    Ident::new(&name, proc_macro2::Span::call_site())
}

/// The names of attributes, each a constant.
#[derive(Default)]
struct AttributeNames {
    names: Names,
    known: Vec<(String, Ident)>,
}

impl AttributeNames {
    /// A reference to the constant of this name.
    fn get(&mut self, name: &str) -> TokenStream {
        let found = self.known.iter().find(|(known, _)| known == name).map(|(_, constant)| constant.clone());
        let constant = found.unwrap_or_else(|| {
            let constant = self.names.constant(name, &format!("attribute_{}", self.known.len() + 1));
            self.known.push((name.to_owned(), constant.clone()));
            constant
        });
        quote! { &#constant }
    }

    fn constants(&self) -> TokenStream {
        let constants = self.known.iter().map(|(name, constant)| {
            quote! { const #constant: rt::Name = rt::Name::new(#name); }
        });
        quote! { #(#constants)* }
    }
}

fn key(mapping: &Mapping<'_>, place: usize, row: &Row, names: &mut AttributeNames) -> TokenStream {
    let field = &mapping.record.fields[place];
    let name = names.get(&mapping.final_name(place));
    let Content::Value(value) = &field.content else { return TokenStream::new() };
    let value = row.value(mapping, value, field.ty.is_some());
    match field.role {
        Some(KeyRole::Partition) | None => quote! { rt::put_partition_key(out, #name, #value)?; },
        Some(KeyRole::Sort) => quote! { rt::put_sort_key(out, #name, #value)?; },
    }
}

/// The statements that write a field.
fn attribute(mapping: &Mapping<'_>, name: &str, field: &Field, row: &Row, names: &mut AttributeNames) -> TokenStream {
    let name = names.get(name);
    match &field.content {
        Content::Value(value) => {
            let rule = field.null.as_ref().or(mapping.null.as_ref());
            let (value, null) = (row.value(mapping, value, field.ty.is_some()), on_null(mapping, value, rule));
            match null {
                OnNull::Never | OnNull::Keep => quote! { rt::put(out, #name, #value)?; },
                OnNull::Omit => quote! { rt::put_or_omit(out, #name, #value)?; },
                OnNull::Reject => quote! { rt::put_or_reject(out, #name, #value)?; },
                OnNull::As(instead) => {
                    let instead = constant(instead);
                    quote! { rt::put_or(out, #name, #value, #instead)?; }
                }
                OnNull::Nothing => TokenStream::new(),
            }
        }
        Content::Map(members) => {
            let members = members.iter().map(|member| attribute(mapping, &member.name, member, row, names));
            quote! {
                out.known_name(#name);
                out.begin_map();
                #(#members)*
                out.end_map();
            }
        }
        Content::List(values) | Content::Set(values) => {
            let values = values.iter().map(|value| row.value(mapping, value, false));
            quote! {
                out.known_name(#name);
                out.begin_list();
                #(rt::push(out, #name, #values)?;)*
                out.end_list();
            }
        }
    }
}

/// What becomes of NULL.
enum OnNull<'m> {
    /// It cannot come.
    Never,
    Omit,
    Keep,
    Reject,
    As(&'m Constant),
    /// The value is always NULL and always left out.
    Nothing,
}

fn on_null<'m>(mapping: &Mapping<'_>, value: &Value, rule: Option<&'m NullRule>) -> OnNull<'m> {
    let columns = &mapping.source.table.columns;
    let is_null = matches!(value, Value::Constant(Constant::Null));
    let mut nullable = is_null;
    value.columns(&mut |column| nullable |= columns[column].nullable);
    if !nullable {
        return OnNull::Never;
    }
    match rule.map(|rule| &rule.policy) {
        Some(NullPolicy::Omit) if is_null => OnNull::Nothing,
        Some(NullPolicy::Omit) => OnNull::Omit,
        Some(NullPolicy::Keep) => OnNull::Keep,
        Some(NullPolicy::Reject) => OnNull::Reject,
        Some(NullPolicy::As(instead)) => OnNull::As(instead),
        None => match value {
            Value::Constant(_) => OnNull::Nothing,
            // What is claimed is checked, since that costs nothing here.
            Value::Column(column) if !mapping.can_be_null(*column) => OnNull::Reject,
            Value::Column(_) => OnNull::Omit,
            Value::Template(_) | Value::Call(..) | Value::Event(_) | Value::Foreign { .. } => OnNull::Reject,
        },
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

fn member(mapping: &Mapping<'_>, pivot: &Pivot, row: &Row) -> TokenStream {
    let name = row.name(mapping, &pivot.name);
    let value = row.value(mapping, &pivot.value, false);
    match on_null(mapping, &pivot.value, mapping.null.as_ref()) {
        OnNull::Never | OnNull::Keep => quote! { members.put(#name, #value)?; },
        OnNull::Omit | OnNull::Nothing => quote! { members.put_or_omit(#name, #value)?; },
        OnNull::Reject => quote! { members.put_or_reject(#name, #value)?; },
        OnNull::As(instead) => {
            let instead = constant(instead);
            quote! { members.put_or(#name, #value, #instead)?; }
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
