//! What a rule means, in a form in which equal meanings are equal.

use std::collections::BTreeMap;

use crate::dms_document::model::{Locator, OneOf, Text};
use crate::dms_document::pattern::{Pattern, Token};
use crate::text::Span;

/// What a rule means.
#[derive(Clone, Debug)]
pub struct Meaning {
    /// What it is about, which says which rules of two documents belong together.
    pub about: String,
    /// What it says of that.
    pub facts: BTreeMap<String, String>,
    /// The rule.
    pub span: Span,
}

impl Meaning {
    /// Without facts.
    pub fn new(about: String, span: Span) -> Meaning {
        Meaning { about, facts: BTreeMap::new(), span }
    }

    /// Adds a fact, if there is one.
    pub fn fact(&mut self, key: impl Into<String>, says: Option<String>) {
        if let Some(says) = says {
            self.facts.insert(key.into(), says);
        }
    }

    /// Adds what a key says, if it says anything.
    pub fn text(&mut self, key: &str, text: &Option<Text>) {
        self.fact(key, text.as_ref().filter(|text| !text.value.is_empty()).map(|text| quoted(&text.value)));
    }
}

/// What a locator names.
pub fn place(locator: &Locator, exactly: bool) -> String {
    let names = [&locator.schema, &locator.table, &locator.column];
    let last = names.iter().rposition(|name| name.is_some()).map_or(0, |last| last + 1);
    let mut parts: Vec<String> = names[..last]
        .iter()
        .map(|name| name.as_ref().map_or("?".to_owned(), |name| self::name(&name.value, exactly)))
        .collect();
    if parts.is_empty() {
        parts.push("?".to_owned());
    }
    let mut place = parts.join(".");
    let more = [
        ("of type", &locator.data_type),
        ("in tablespace", &locator.table_tablespace),
        ("in tablespace", &locator.index_tablespace),
    ];
    for (what, name) in more {
        if let Some(name) = name {
            place += &format!(" {what} {}", self::name(&name.value, exactly));
        }
    }
    if let Some(OneOf { known: None, written }) = &locator.table_type {
        place += &format!(" of table-type {}", written.value);
    }
    place
}

/// A name in one spelling: where it means one name only, that one, else the pattern.
fn name(text: &str, exactly: bool) -> String {
    let pattern = if exactly { Pattern::exactly(text) } else { Pattern::new(text) };
    match pattern.name() {
        Some(name) => plain(&name),
        None => spelled(&pattern),
    }
}

/// A name; in quotes where it could be mistaken.
fn plain(name: &str) -> String {
    let is_plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '-' | '#'));
    // A `_` that is one, where patterns have another.
    if is_plain { name.replace('_', "[_]") } else { quoted(name) }
}

fn spelled(pattern: &Pattern) -> String {
    pattern
        .tokens()
        .iter()
        .map(|token| match token {
            Token::One('.') => "[.]".to_owned(),
            Token::One('"') => "[\"]".to_owned(),
            Token::One(c) => c.to_string(),
            Token::AnyOne => "_".to_owned(),
            Token::AnyRun => "%".to_owned(),
            Token::Class(ranges) => {
                let ranges: String = ranges
                    .iter()
                    .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") })
                    .collect();
                format!("[{ranges}]")
            }
        })
        .collect()
}

/// A text in quotes.
pub fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// A list in brackets.
pub fn list(texts: &[Text]) -> Option<String> {
    let quoted: Vec<String> = texts.iter().map(|text| self::quoted(&text.value)).collect();
    (!quoted.is_empty()).then(|| format!("[{}]", quoted.join(", ")))
}
