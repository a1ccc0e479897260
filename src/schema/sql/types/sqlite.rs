//! Types of SQLite.
//!
//! A declared type is advice there: a column of any type holds text of any length. Lengths and digits are therefore not
//! facts, and are dropped. Source: "Datatypes In SQLite", section 3.1 for the order of the rules of affinity.

use super::phrase::Phrase;
use crate::types::{TextType, Type, Zone};

/// The type that `phrase` names: what programs mean by the usual words, and the affinity of all others.
pub fn meaning(phrase: &Phrase) -> Option<Type> {
    let has = |part: &str| phrase.words.contains(part);
    let named = match &*phrase.words {
        "boolean" | "bool" => Some(Type::Boolean),
        "date" => Some(Type::Date),
        "time" => Some(Type::Time { precision: 6, zoned: false }),
        "datetime" | "timestamp" => Some(Type::Timestamp { precision: 6, zone: Zone::None }),
        "uuid" => Some(Type::Uuid),
        "json" | "jsonb" => Some(Type::Json),
        _ => None,
    };
    let affinity = || {
        if has("int") {
            Type::int(64)
        } else if has("char") || has("clob") || has("text") {
            Type::Text(TextType { large: has("clob") || has("text"), ..TextType::default() })
        } else if has("blob") {
            Type::Binary { max: None, fixed: false }
        } else if has("real") || has("floa") || has("doub") {
            Type::Float { bits: 64 }
        } else {
            Type::Number
        }
    };
    Some(named.unwrap_or_else(affinity))
}
