//! Values as expressions of Rust over a row.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::types::{Kind, kind};
use crate::mapping::Mapping;
use crate::pieces::{self, Piece};
use crate::text::Name;
use crate::value::{Constant, TemplatePart, Value};

/// What a value is; `None` for NULL, and for what no converter computes.
pub(super) fn kind_of(mapping: &Mapping<'_>, value: &Value) -> Option<Kind> {
    match value {
        Value::Column(column) => kind(&mapping.source.table.columns[*column].ty),
        Value::Constant(Constant::Number(_)) => Some(Kind::Number),
        Value::Constant(Constant::Boolean(_)) => Some(Kind::Boolean),
        Value::Constant(Constant::Text(_)) | Value::Template(_) | Value::Call(..) | Value::Event(_) => Some(Kind::Text),
        Value::Constant(Constant::Null) | Value::Foreign { .. } => None,
    }
}

/// The fields of the row: a name for each column, and each fact of an event, that is used.
pub(super) struct Row {
    /// By place in the table.
    pub names: Vec<Option<Ident>>,
    /// By the word of the fact.
    pub facts: Vec<(Name, Ident)>,
}

impl Row {
    fn field(&self, column: usize) -> TokenStream {
        let name = &self.names[column];
        quote! { self.#name }
    }

    /// The value as an expression, turned into text where its line says so.
    pub(super) fn value(&self, mapping: &Mapping<'_>, value: &Value, to_text: bool) -> TokenStream {
        match value {
            Value::Constant(held) if !to_text => constant(held),
            Value::Constant(held) => text_of(held),
            Value::Column(column) => match kind(&mapping.source.table.columns[*column].ty) {
                Some(Kind::Number) if to_text => {
                    let field = self.field(*column);
                    quote! { rt::template(&[rt::digits(#field)]) }
                }
                Some(Kind::Boolean) if to_text => self.template(mapping, &[Piece::Column(*column)]),
                Some(Kind::Text | Kind::Number | Kind::Boolean | Kind::Binary) | None => self.field(*column),
            },
            Value::Event(word) => {
                let name = self.facts.iter().find(|(fact, _)| fact == word).map(|(_, name)| name);
                quote! { self.#name }
            }
            Value::Template(_) | Value::Call(..) | Value::Foreign { .. } => {
                let pieces = pieces::pieces(value, mapping.source.table).unwrap_or_default();
                self.template(mapping, &pieces)
            }
        }
    }

    /// The template of a computed name.
    pub(super) fn name(&self, mapping: &Mapping<'_>, parts: &[TemplatePart]) -> TokenStream {
        let pieces = pieces::template(parts, mapping.source.table).unwrap_or_default();
        self.template(mapping, &pieces)
    }

    fn template(&self, mapping: &Mapping<'_>, pieces: &[Piece]) -> TokenStream {
        let parts = pieces.iter().map(|piece| self.part(mapping, piece));
        quote! { rt::template(&[#(#parts),*]) }
    }

    fn part(&self, mapping: &Mapping<'_>, piece: &Piece) -> TokenStream {
        match piece {
            Piece::Literal(text) => {
                let text: &str = text;
                quote! { rt::literal(#text) }
            }
            Piece::Escaped(column, separator) => {
                let field = self.field(*column);
                quote! { rt::escaped(#field, #separator) }
            }
            Piece::Padded(column, width) => {
                let field = self.field(*column);
                let width = proc_macro2::Literal::usize_unsuffixed(*width);
                quote! { rt::padded(#field, #width) }
            }
            Piece::Column(column) => {
                let field = self.field(*column);
                match kind(&mapping.source.table.columns[*column].ty) {
                    Some(Kind::Number) => quote! { rt::number(#field) },
                    Some(Kind::Boolean) => quote! { rt::flag(#field) },
                    Some(Kind::Text | Kind::Binary) | None => quote! { rt::text(#field) },
                }
            }
        }
    }
}

/// A constant as an expression.
pub(super) fn constant(held: &Constant) -> TokenStream {
    match held {
        Constant::Number(digits) => {
            let digits: &str = digits;
            quote! { rt::Number(#digits) }
        }
        Constant::Boolean(flag) => quote! { #flag },
        Constant::Text(text) => {
            let text: &str = text;
            quote! { #text }
        }
        Constant::Null => quote! { rt::Null },
    }
}

/// A constant that is written as text.
fn text_of(held: &Constant) -> TokenStream {
    match held {
        Constant::Number(digits) => {
            let digits: &str = digits;
            quote! { rt::template(&[rt::digits(rt::Number(#digits))]) }
        }
        Constant::Boolean(flag) => {
            let text = flag.to_string();
            quote! { #text }
        }
        Constant::Text(_) | Constant::Null => constant(held),
    }
}
