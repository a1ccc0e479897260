//! Types of Oracle.
//!
//! Sources: Oracle Database SQL Language Reference 19c, "Oracle Built-in Data Types", and its table of ANSI types and
//! what they become.

use super::phrase::Phrase;
use crate::types::{LengthUnit, TextType, Type, Zone};

/// The type that `phrase` names.
pub fn meaning(phrase: &Phrase) -> Option<Type> {
    match phrase.schema.as_deref() {
        None | Some("sys" | "mdsys" | "public") => {
            number(phrase).or_else(|| text(phrase)).or_else(|| time(phrase)).or_else(|| other(phrase))
        }
        Some(_) => None,
    }
}

fn number(phrase: &Phrase) -> Option<Type> {
    // 38 digits is the most that Oracle promises; `*` stands for them.
    let whole = Some(Type::Decimal { precision: 38, scale: 0 });
    let star = phrase.args.as_deref().and_then(|args| args.first()).is_some_and(|arg| &*arg.text == "*");
    let scale = || phrase.args.as_deref()?.get(1).map_or(Some(0), |arg| arg.text.parse().ok());
    match &*phrase.words {
        "number" if phrase.args.is_none() => Some(Type::Number),
        // NUMBER(*) is NUMBER.
        "number" if star && phrase.args.as_ref().is_some_and(|args| args.len() == 1) => Some(Type::Number),
        "numeric" | "decimal" | "dec" if phrase.args.is_none() => whole,
        "number" | "numeric" | "decimal" | "dec" if star => Some(Type::Decimal { precision: 38, scale: scale()? }),
        "number" | "numeric" | "decimal" | "dec" => {
            let (precision, scale) = phrase.digits()?;
            Some(Type::Decimal { precision, scale })
        }
        "integer" | "int" | "smallint" => whole,
        // FLOAT(b) keeps b binary digits of a decimal number; the width is what holds them.
        "float" => Some(Type::Float { bits: if phrase.number(0).unwrap_or(126) <= 24 { 32 } else { 64 } }),
        "real" | "double precision" | "binary_double" => Some(Type::Float { bits: 64 }),
        "binary_float" => Some(Type::Float { bits: 32 }),
        "boolean" | "bool" => Some(Type::Boolean),
        _ => None,
    }
}

fn text(phrase: &Phrase) -> Option<Type> {
    // Without a word after the length, NLS_LENGTH_SEMANTICS decides, which is BYTE unless somebody set it.
    let characters = phrase.args.as_deref().and_then(|args| args.first()).is_some_and(|arg| arg.unit == "char");
    let unit = if characters { LengthUnit::Characters } else { LengthUnit::Bytes };
    let plain = |max, fixed| Some(Type::Text(TextType { max, unit, fixed, ..TextType::default() }));
    let national = |max, fixed| Some(Type::Text(TextType { max, fixed, national: true, ..TextType::default() }));
    let large = |national| {
        Some(Type::Text(TextType { unit: LengthUnit::Characters, national, large: true, ..TextType::default() }))
    };
    match &*phrase.words {
        "char" | "character" => plain(phrase.length(Some(1))?, true),
        "varchar2" | "varchar" | "char varying" | "character varying" => plain(phrase.length(None)?, false),
        "nchar" | "national char" | "national character" => national(phrase.length(Some(1))?, true),
        "nvarchar2" | "nchar varying" | "national char varying" | "national character varying" => {
            national(phrase.length(None)?, false)
        }
        "clob" | "long" | "long varchar" => large(false),
        "nclob" => large(true),
        _ => None,
    }
}

fn time(phrase: &Phrase) -> Option<Type> {
    match &*phrase.words {
        // A DATE has a time of day to the second.
        "date" => Some(Type::Timestamp { precision: 0, zone: Zone::None }),
        "timestamp" => {
            let zone = match &*phrase.after {
                "with time zone" => Zone::Offset,
                "with local time zone" => Zone::Utc,
                _ => Zone::None,
            };
            Some(Type::Timestamp { precision: phrase.fraction(6)?, zone })
        }
        words if words == "interval" || words.starts_with("interval ") => Some(Type::Interval),
        _ => None,
    }
}

fn other(phrase: &Phrase) -> Option<Type> {
    match &*phrase.words {
        "raw" => Some(Type::Binary { max: phrase.length(None)?, fixed: false }),
        "long raw" | "blob" => Some(Type::Binary { max: None, fixed: false }),
        "xmltype" => Some(Type::Xml),
        "json" => Some(Type::Json),
        "sdo_geometry" => Some(Type::Spatial(phrase.words.as_str().into())),
        _ => None,
    }
}
