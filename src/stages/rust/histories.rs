//! Examples that tell changes, as tests: their events become requests, which leave the expected items in a table.

use std::str::FromStr;

use proc_macro2::TokenStream;
use quote::quote;

use super::changes::{Changes, Guard, Order, guard};
use super::columns::used;
use super::expected::{Open, item};
use super::types::{Kind, kind};
use crate::mapping::{Cells, Example, KeyRole, Mapping, Outcome, Step, StepKind};
use crate::value::{Constant, Value};

/// What the test of a history does; `None` where attributes are open that have no name of their own.
pub(super) fn check(mapping: &Mapping<'_>, changes: &Changes, example: &Example, open: &Open) -> Option<TokenStream> {
    let is_guard = |place: usize| {
        let mut versions = mapping.version.iter().flat_map(|version| &version.values);
        changes.order == Order::Unordered && versions.any(|value| guard(mapping, value) == Some(Guard::Pivot(place)))
    };
    let pivots = &mapping.record.pivots;
    let is_open = |place: usize| matches!(pivots[place].value, Value::Event(_)) && !is_guard(place);
    if (0..pivots.len()).any(is_open) {
        return None;
    }
    let key = [KeyRole::Partition, KeyRole::Sort].into_iter().filter_map(|role| {
        let place = mapping.record.fields.iter().position(|field| field.role == Some(role))?;
        Some(mapping.final_name(place).to_string())
    });
    let shared: Vec<String> = match pivots.is_empty() {
        true => Vec::new(),
        false => (0..mapping.record.fields.len()).map(|place| mapping.final_name(place).to_string()).collect(),
    };
    let steps = example.steps.iter().map(|step| self::step(mapping, step));
    let (spelling, facts) = (&open.spelling, &open.facts);
    let end = match &example.outcome {
        Outcome::Gives(records) if records.is_empty() => {
            quote! { .gives(requests, &changes, ::std::vec::Vec::<rt::Item>::new()); }
        }
        Outcome::Gives(records) => {
            let records = records.iter().map(|record| item(record, spelling));
            quote! { .gives(requests, &changes, [#(#records),*]); }
        }
        Outcome::Rejects => quote! { .refuses(requests, &changes); },
    };
    Some(quote! {
        let changes = [#(#steps),*];
        let history = rt::check::History {
            changes: &CHANGES,
            key: &[#(#key),*],
            shared: &[#(#shared),*],
            open: &[#(#spelling),*],
            facts: &[#(#facts),*],
        };
        history #end
    })
}

fn step(mapping: &Mapping<'_>, step: &Step) -> TokenStream {
    let row = |cells: &Cells| raw(&json(mapping, cells));
    let change = match &step.kind {
        StepKind::Row(cells) => {
            let row = row(cells);
            quote! { rt::check::load(#row) }
        }
        StepKind::Insert(cells) => {
            let row = row(cells);
            quote! { rt::check::insert(#row) }
        }
        StepKind::Update(old, new) => {
            let (old, new) = (row(old), row(new));
            quote! { rt::check::update(#old, #new) }
        }
        StepKind::Delete(cells) => {
            let row = row(cells);
            quote! { rt::check::delete(#row) }
        }
        StepKind::Truncate => quote! { rt::check::truncate() },
    };
    let facts = step.facts.iter().map(|(name, value)| {
        let (name, value): (&str, &str) = (name, value);
        quote! { .at(#name, #value) }
    });
    quote! { #change #(#facts)* }
}

/// A row as an event tells it: the columns that the module reads.
fn json(mapping: &Mapping<'_>, cells: &Cells) -> String {
    let table = mapping.source.table;
    let member = |place: usize| {
        let column = &table.columns[place];
        let given = cells.iter().find(|(other, _)| *other == place).map_or(&Constant::Null, |(_, value)| value);
        let text = |text: &str| serde_json::Value::from(text).to_string();
        let value = match (kind(&column.ty), given) {
            (_, Constant::Null) => "null".to_owned(),
            (_, Constant::Text(value)) => text(value),
            // A column of documents.
            (Some(Kind::Text), Constant::Number(digits)) => text(digits),
            (Some(Kind::Text), Constant::Boolean(flag)) => text(&flag.to_string()),
            (_, Constant::Number(digits)) => number(digits),
            (_, Constant::Boolean(flag)) => flag.to_string(),
        };
        format!("{}: {value}", text(&column.name))
    };
    let members: Vec<String> = used(mapping).into_iter().map(|(place, _)| member(place)).collect();
    format!("{{{}}}", members.join(", "))
}

/// A number of JSON, which has no zeros before it; else a text, which is read as well.
fn number(digits: &str) -> String {
    let whole = digits.trim_start_matches('-').split('.').next().unwrap_or_default();
    if whole.len() > 1 && whole.starts_with('0') { format!("\"{digits}\"") } else { digits.to_owned() }
}

/// A text without escapes, as JSON is best read. (JSON spells control characters, which could not stand in it.)
fn raw(text: &str) -> TokenStream {
    let mut signs = "#".to_owned();
    while text.contains(&format!("\"{signs}")) {
        signs.push('#');
    }
    TokenStream::from_str(&format!("r{signs}\"{text}\"{signs}")).expect("what stands between so many signs is a text")
}
