//! The statements of a module that write keys, attributes and members.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::names::AttributeNames;
use super::values::{Row, constant};
use crate::mapping::{Content, Field, KeyRole, Mapping, NullPolicy, NullRule, Pivot};
use crate::value::{Constant, Value};

/// The name of a parameter, with `_` before it where nothing uses it.
pub(super) fn argument(name: &str, unused: bool) -> Ident {
    let name = if unused { format!("_{name}") } else { name.to_owned() };
    Ident::new(&name, proc_macro2::Span::call_site())
}

/// The statement that writes a field of the key.
pub(super) fn key(mapping: &Mapping<'_>, place: usize, row: &Row, names: &mut AttributeNames) -> TokenStream {
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
pub(super) fn attribute(
    mapping: &Mapping<'_>,
    name: &str,
    field: &Field,
    row: &Row,
    names: &mut AttributeNames,
) -> TokenStream {
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

/// The statement that adds what a pivot makes of the row.
pub(super) fn member(mapping: &Mapping<'_>, pivot: &Pivot, row: &Row) -> TokenStream {
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
