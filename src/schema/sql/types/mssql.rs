//! Types of SQL Server.
//!
//! Sources: Transact-SQL reference, "Data types" and its pages.

use super::phrase::Phrase;
use crate::types::{LengthUnit, TextType, Type, Zone};

/// The type that `phrase` names.
pub fn meaning(phrase: &Phrase) -> Option<Type> {
    match phrase.schema.as_deref() {
        None | Some("sys") => {
            number(phrase).or_else(|| text(phrase)).or_else(|| time(phrase)).or_else(|| other(phrase))
        }
        Some(_) => None,
    }
}

fn number(phrase: &Phrase) -> Option<Type> {
    match &*phrase.words {
        "bit" => Some(Type::Boolean),
        "tinyint" => Some(Type::Int { bits: 8, signed: false }),
        "smallint" => Some(Type::int(16)),
        "int" | "integer" => Some(Type::int(32)),
        "bigint" => Some(Type::int(64)),
        "decimal" | "numeric" | "dec" => {
            let (precision, scale) = if phrase.args.is_some() { phrase.digits()? } else { (18, 0) };
            Some(Type::Decimal { precision, scale })
        }
        "money" => Some(Type::Decimal { precision: 19, scale: 4 }),
        "smallmoney" => Some(Type::Decimal { precision: 10, scale: 4 }),
        "real" => Some(Type::Float { bits: 32 }),
        "float" => Some(Type::Float { bits: if phrase.number(0).unwrap_or(53) <= 24 { 32 } else { 64 } }),
        "double precision" => Some(Type::Float { bits: 64 }),
        _ => None,
    }
}

fn text(phrase: &Phrase) -> Option<Type> {
    let max = phrase.args.as_deref().is_some_and(|args| args.len() == 1 && args[0].text.eq_ignore_ascii_case("max"));
    let text = |national, fixed| {
        // VARCHAR counts bytes; NVARCHAR pairs of bytes, which are characters but for the rare ones outside of the BMP.
        let unit = if national { LengthUnit::Characters } else { LengthUnit::Bytes };
        let length = if max { None } else { phrase.length(Some(1))? };
        Some(Type::Text(TextType { max: length, unit, fixed, national, large: max }))
    };
    let large = |national| Some(Type::Text(TextType { national, large: true, ..TextType::default() }));
    match &*phrase.words {
        "char" | "character" => text(false, true),
        "varchar" | "char varying" | "character varying" => text(false, false),
        "nchar" | "national char" | "national character" => text(true, true),
        "nvarchar" | "nchar varying" | "national char varying" | "national character varying" => text(true, false),
        "sysname" => Some(Type::Text(TextType { max: Some(128), national: true, ..TextType::default() })),
        "text" => large(false),
        "ntext" | "national text" => large(true),
        _ => None,
    }
}

fn time(phrase: &Phrase) -> Option<Type> {
    let timestamp = |precision, zone| Some(Type::Timestamp { precision, zone });
    match &*phrase.words {
        "date" => Some(Type::Date),
        "time" => Some(Type::Time { precision: phrase.fraction(7)?, zoned: false }),
        // Steps of a three-hundredth of a second, written with three digits.
        "datetime" => timestamp(3, Zone::None),
        "smalldatetime" => timestamp(0, Zone::None),
        "datetime2" => timestamp(phrase.fraction(7)?, Zone::None),
        "datetimeoffset" => timestamp(phrase.fraction(7)?, Zone::Offset),
        _ => None,
    }
}

fn other(phrase: &Phrase) -> Option<Type> {
    let max = phrase.args.as_deref().is_some_and(|args| args.len() == 1 && args[0].text.eq_ignore_ascii_case("max"));
    match &*phrase.words {
        "varbinary" | "binary varying" if max => Some(Type::Binary { max: None, fixed: false }),
        "binary" => Some(Type::Binary { max: phrase.length(Some(1))?, fixed: true }),
        "varbinary" | "binary varying" => Some(Type::Binary { max: phrase.length(Some(1))?, fixed: false }),
        "image" => Some(Type::Binary { max: None, fixed: false }),
        // A counter of changes, not a time.
        "timestamp" | "rowversion" => Some(Type::Binary { max: Some(8), fixed: true }),
        "uniqueidentifier" => Some(Type::Uuid),
        "xml" => Some(Type::Xml),
        "json" => Some(Type::Json),
        "geography" | "geometry" => Some(Type::Spatial(phrase.words.as_str().into())),
        _ => None,
    }
}
