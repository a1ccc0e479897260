//! Names of Rust made of names of anything: legal in every edition, one for each column, the same each time.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use sha2::{Digest, Sha256};

/// Words that cannot be names, not even with `r#`.
const NO_NAMES: [&str; 5] = ["self", "Self", "super", "crate", "_"];

/// Names that are not given twice.
#[derive(Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// A name like `text` that was not given yet; `instead` where nothing of the text can stand in a name.
    pub(super) fn name(&mut self, text: &str, instead: &str) -> Ident {
        identifier(&self.unique(text, instead))
    }

    /// The same, in capitals.
    pub(super) fn constant(&mut self, text: &str, instead: &str) -> Ident {
        Ident::new(&self.unique(text, instead).to_ascii_uppercase(), Span::call_site())
    }

    fn unique(&mut self, text: &str, instead: &str) -> String {
        let base = match snake(text) {
            name if name.is_empty() => instead.to_owned(),
            name if name.starts_with(|first: char| first.is_ascii_digit()) => format!("{instead}_{name}"),
            name if NO_NAMES.contains(&name.as_str()) => format!("{name}_value"),
            name => name,
        };
        let mut name = base.clone();
        let mut number = 2;
        while !self.taken.insert(name.clone()) {
            name = format!("{base}_{number}");
            number += 1;
        }
        name
    }
}

/// The names of attributes, each a constant.
#[derive(Default)]
pub(super) struct AttributeNames {
    names: Names,
    known: Vec<(String, Ident)>,
}

impl AttributeNames {
    /// A reference to the constant of this name.
    pub(super) fn get(&mut self, name: &str) -> TokenStream {
        let found = self.known.iter().find(|(known, _)| known == name).map(|(_, constant)| constant.clone());
        let constant = found.unwrap_or_else(|| {
            let constant = self.names.constant(name, &format!("attribute_{}", self.known.len() + 1));
            self.known.push((name.to_owned(), constant.clone()));
            constant
        });
        quote! { &#constant }
    }

    pub(super) fn constants(&self) -> TokenStream {
        let constants = self.known.iter().map(|(name, constant)| {
            quote! { const #constant: rt::Name = rt::Name::new(#name); }
        });
        quote! { #(#constants)* }
    }
}

/// The name of the module of a table, different for different tables: one that tells by itself which table it is, else one with
/// a mark.
pub(super) fn table_module(schema: &str, table: &str) -> Ident {
    const BETWEEN: &str = "_of_";
    let (of_schema, of_table) = (snake(schema), snake(table));
    let name = format!("{of_table}{BETWEEN}{of_schema}");
    let tells = of_schema == schema && of_table == table && name.matches(BETWEEN).count() == 1;
    let has_letter = |name: &str| name.starts_with(|first: char| first.is_ascii_alphabetic());
    if tells && has_letter(table) {
        return identifier(&name);
    }
    let mut hash = Sha256::new();
    hash.update(schema.as_bytes());
    hash.update([0]);
    hash.update(table.as_bytes());
    let mark: String = hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let start = if has_letter(&of_table) { of_table } else { format!("table{of_table}") };
    identifier(&format!("{start}_{mark}"))
}

/// The identifier, with `r#` where it is a word of the language.
fn identifier(name: &str) -> Ident {
    if is_word(name) { Ident::new_raw(name, Span::call_site()) } else { Ident::new(name, Span::call_site()) }
}

/// `CustomerID` and `CUSTOMER ID` are `customer_id`. What is neither letter nor digit of ASCII separates.
fn snake(text: &str) -> String {
    let mut name = String::new();
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if !c.is_ascii_alphanumeric() {
            before = '_';
            continue;
        }
        let next_is_lower = rest.peek().is_some_and(char::is_ascii_lowercase);
        let starts_word = c.is_ascii_uppercase()
            && (before.is_ascii_lowercase()
                || before.is_ascii_digit() && next_is_lower
                || before.is_ascii_uppercase() && next_is_lower);
        if !name.is_empty() && (before == '_' || starts_word) {
            name.push('_');
        }
        name.push(c.to_ascii_lowercase());
        before = c;
    }
    name
}

/// The words of Rust, of all editions and reserved for later ones.
fn is_word(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
        "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
        "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type",
        "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    WORDS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::{Names, table_module};

    #[test]
    fn tables_have_modules_of_their_own() {
        let of = |schema: &str, table: &str| table_module(schema, table).to_string();
        assert_eq!(of("sis", "student_course"), "student_course_of_sis");
        // The first digits of what `printf 'SIS\0student' | sha256sum` says.
        assert_eq!(of("SIS", "student"), "student_17fef270");
        assert_eq!(of("2", "注文"), "table_f335a4f7");
        assert_ne!(of("b_of_c", "a"), of("c", "a_of_b"));
    }

    #[test]
    fn any_text_becomes_a_name_of_its_own() {
        let mut names = Names::default();
        let mut of = |text: &str| names.name(text, "column_7").to_string();
        for (text, name) in [
            ("customerid", "customerid"),
            ("CustomerID", "customer_id"),
            ("customer id", "customer_id_2"),
            ("MEET_CODE", "meet_code"),
            ("HTTPServer2Name", "http_server2_name"),
            ("type", "r#type"),
            ("TYPE", "type_2"),
            ("self", "self_value"),
            ("Self", "self_value_2"),
            ("gen", "r#gen"),
            ("注文番号", "column_7"),
            ("", "column_7_2"),
            ("2016dates", "column_7_2016dates"),
            ("\"; fn main() {}//", "fn_main"),
            ("__a__", "a"),
            ("_", "column_7_3"),
        ] {
            assert_eq!(of(text), name, "{text}");
        }
    }
}
