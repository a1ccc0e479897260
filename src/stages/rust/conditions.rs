//! `assume` lines as checks of a row: what was proved with a line is lost where it does not hold.
//!
//! A check is written where it costs no more than looking at values that the row has anyway. What it leaves out, the review says.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::types::{Kind, kind};
use super::values::Row;
use crate::mapping::{Assumption, Claim, Condition, Literal, LiteralKind, Mapping, Test};
use crate::schema::Column;
use crate::types::Type;

/// A condition as an expression of three values over the row; `None` where converters do not check it: it speaks of a column
/// that the row does not have, of a moment, or of the text of a number.
fn expression(condition: &Condition, mapping: &Mapping<'_>, row: &Row) -> Option<TokenStream> {
    match condition {
        Condition::And(list) => {
            let list = expressions(list, mapping, row)?;
            Some(quote! { rt::all(&[#(#list),*]) })
        }
        Condition::Or(list) => {
            let list = expressions(list, mapping, row)?;
            Some(quote! { rt::any(&[#(#list),*]) })
        }
        Condition::Not(inner) => {
            let inner = expression(inner, mapping, row)?;
            Some(quote! { rt::not(#inner) })
        }
        Condition::Test { column, negated, test, .. } => {
            let table = mapping.source.table;
            let place = table.column(&column.parts.last()?.text)?;
            let name = row.names[place].as_ref()?;
            let test = self::test(test, &table.columns[place], &quote! { self.#name })?;
            Some(if *negated {
                quote! { rt::not(#test) }
            } else {
                test
            })
        }
    }
}

fn expressions(list: &[Condition], mapping: &Mapping<'_>, row: &Row) -> Option<Vec<TokenStream>> {
    list.iter().map(|condition| expression(condition, mapping, row)).collect()
}

fn test(test: &Test, column: &Column, value: &TokenStream) -> Option<TokenStream> {
    let is = |is: &str, literal: &Literal| comparison(column, value, is, literal);
    match test {
        Test::Null if column.nullable => {
            let ty = match kind(&column.ty)? {
                Kind::Text => quote! { &str },
                Kind::Number => quote! { rt::Number<'_> },
                Kind::Boolean => quote! { bool },
                Kind::Binary => quote! { &[u8] },
            };
            Some(quote! { rt::is_null::<#ty>(#value) })
        }
        Test::Null => Some(quote! { Some(false) }),
        Test::Equal(literal) => is("Equal", literal),
        Test::Less(literal) => is("Less", literal),
        Test::AtMost(literal) => is("AtMost", literal),
        Test::Greater(literal) => is("Greater", literal),
        Test::AtLeast(literal) => is("AtLeast", literal),
        Test::In(literals) => {
            let tests: Option<Vec<_>> = literals.iter().map(|literal| is("Equal", literal)).collect();
            let tests = tests?;
            Some(quote! { rt::any(&[#(#tests),*]) })
        }
        Test::Between(low, high) => {
            let (low, high) = (is("AtLeast", low)?, is("AtMost", high)?);
            Some(quote! { rt::all(&[#low, #high]) })
        }
        // How `\` is read differs between databases.
        Test::Like(_) => None,
        Test::Contains(part) if is_text(column) => {
            let part: &str = &part.value;
            Some(quote! { rt::contains(#value, #part) })
        }
        Test::StartsWith(start) if is_text(column) => {
            let start: &str = &start.value;
            Some(quote! { rt::starts_with(#value, #start) })
        }
        Test::Contains(_) | Test::StartsWith(_) => None,
    }
}

/// Whether values of the column are texts that are what they say: a day has many spellings.
fn is_text(column: &Column) -> bool {
    let is_moment = matches!(column.ty, Type::Date | Type::Time { .. } | Type::Timestamp { .. } | Type::Interval);
    kind(&column.ty) == Some(Kind::Text) && !is_moment
}

fn comparison(column: &Column, value: &TokenStream, is: &str, literal: &Literal) -> Option<TokenStream> {
    let is = Ident::new(is, Span::call_site());
    let is = quote! { rt::Is::#is };
    match (kind(&column.ty)?, &literal.kind) {
        (Kind::Text, LiteralKind::Text(text)) if is_text(column) => {
            let text: &str = text;
            Some(quote! { rt::text_is(#value, #is, #text) })
        }
        (Kind::Number, LiteralKind::Number(digits)) => {
            let digits: &str = digits;
            Some(quote! { rt::number_is(#value, #is, #digits) })
        }
        (Kind::Boolean, LiteralKind::Boolean(flag)) => Some(quote! { rt::flag_is(#value, #is, #flag) }),
        (Kind::Text | Kind::Number | Kind::Boolean | Kind::Binary, _) => None,
    }
}

/// The statements that refuse a row which is not as assumed.
pub(super) fn checks(mapping: &Mapping<'_>, row: &Row) -> TokenStream {
    let checks = mapping.assumptions.iter().filter_map(|assumption| {
        let Claim::Condition(condition) = &assumption.claim else { return None };
        let truth = expression(condition, mapping, row)?;
        let claim: &str = &assumption.text;
        Some(quote! { rt::assume(#claim, #truth)?; })
    });
    quote! { #(#checks)* }
}

/// The claims that converters do not check.
pub(super) fn unchecked<'m>(mapping: &'m Mapping<'_>, row: &Row) -> Vec<&'m Assumption> {
    let is_checked = |assumption: &&Assumption| match &assumption.claim {
        Claim::Condition(condition) => expression(condition, mapping, row).is_some(),
        Claim::Unique(_) | Claim::Immutable(_) | Claim::RowsPerItem(_) => true,
    };
    mapping.assumptions.iter().filter(|assumption| !is_checked(assumption)).collect()
}
