//! Types of MySQL and MariaDB.
//!
//! Sources: MySQL 8.4 Reference Manual, chapter 13 (Data Types); the limits of `TEXT` and `BLOB` are in section 13.7.

use super::phrase::Phrase;
use crate::types::{LengthUnit, TextType, Type, Zone};

/// The type that `phrase` names.
pub fn meaning(phrase: &Phrase) -> Option<Type> {
    match phrase.schema {
        None => number(phrase).or_else(|| text(phrase)).or_else(|| other(phrase)),
        Some(_) => None,
    }
}

fn number(phrase: &Phrase) -> Option<Type> {
    // `ZEROFILL` makes a column unsigned, too.
    let signed = !phrase.has("unsigned") && !phrase.has("zerofill");
    let int = |bits| Some(Type::Int { bits, signed });
    match &*phrase.words {
        // A synonym of TINYINT(1), which holds -128 to 127.
        "bool" | "boolean" => Some(Type::int(8)),
        "tinyint" | "int1" => int(8),
        "smallint" | "int2" => int(16),
        "mediumint" | "middleint" | "int3" => int(24),
        "int" | "integer" | "int4" => int(32),
        "bigint" | "int8" => int(64),
        "serial" => Some(Type::Int { bits: 64, signed: false }),
        "decimal" | "dec" | "numeric" | "fixed" => {
            let (precision, scale) = if phrase.args.is_some() { phrase.digits()? } else { (10, 0) };
            Some(Type::Decimal { precision, scale })
        }
        // FLOAT(p) with more than 24 bits is a DOUBLE; FLOAT(m, d) is a FLOAT.
        "float" => {
            let single = phrase.number(1).is_some() || phrase.number(0).is_none_or(|bits| bits <= 24);
            Some(Type::Float { bits: if single { 32 } else { 64 } })
        }
        "float4" => Some(Type::Float { bits: 32 }),
        "double" | "double precision" | "real" | "float8" => Some(Type::Float { bits: 64 }),
        "bit" => Some(Type::Bits { max: Some(u32::try_from(phrase.length(Some(1))??).ok()?) }),
        _ => None,
    }
}

fn text(phrase: &Phrase) -> Option<Type> {
    let national = phrase.words.starts_with('n');
    let text = |max, fixed| Some(Type::Text(TextType { max, fixed, national, ..TextType::default() }));
    let long = |bytes, large| {
        let unit = LengthUnit::Bytes;
        Some(Type::Text(TextType { max: Some(bytes), unit, large, national, ..TextType::default() }))
    };
    match &*phrase.words {
        "char" | "character" if phrase.has("byte") => Some(Type::Binary { max: phrase.length(Some(1))?, fixed: true }),
        "char" | "character" | "nchar" | "national char" | "national character" => text(phrase.length(Some(1))?, true),
        // A length must be given, but is not there in a CAST, or in a text that somebody shortened.
        "varchar"
        | "character varying"
        | "char varying"
        | "nvarchar"
        | "nchar varying"
        | "nchar varchar"
        | "nchar varcharacter"
        | "national varcharacter"
        | "national varchar"
        | "national char varying"
        | "national character varying"
        | "varcharacter" => text(phrase.length(None)?, false),
        "tinytext" | "national tinytext" => long(255, false),
        // TEXT(n) is the smallest kind that holds n characters; the plain one is what is meant in practice.
        "text" | "national text" => long(65_535, false),
        "mediumtext" | "national mediumtext" | "long" | "long varchar" => long(16_777_215, true),
        "longtext" | "national longtext" => long(4_294_967_295, true),
        "enum" => Some(Type::Enum(phrase.values()?)),
        "set" => Some(Type::Set(phrase.values()?)),
        _ => None,
    }
}

fn other(phrase: &Phrase) -> Option<Type> {
    let binary = |max| Some(Type::Binary { max: Some(max), fixed: false });
    match &*phrase.words {
        "binary" => Some(Type::Binary { max: phrase.length(Some(1))?, fixed: true }),
        "varbinary" | "binary varying" => Some(Type::Binary { max: phrase.length(None)?, fixed: false }),
        "tinyblob" => binary(255),
        "blob" => binary(65_535),
        "mediumblob" | "long varbinary" => binary(16_777_215),
        "longblob" => binary(4_294_967_295),
        "date" => Some(Type::Date),
        "time" => Some(Type::Time { precision: phrase.fraction(0)?, zoned: false }),
        "datetime" => Some(Type::Timestamp { precision: phrase.fraction(0)?, zone: Zone::None }),
        // Kept in UTC. TIMESTAMP(14) of old dumps is a display width.
        "timestamp" => Some(Type::Timestamp { precision: phrase.fraction(0).unwrap_or(0), zone: Zone::Utc }),
        "year" => Some(Type::Year),
        "json" => Some(Type::Json),
        "uuid" => Some(Type::Uuid),
        "geometry" | "point" | "linestring" | "polygon" | "multipoint" | "multilinestring" | "multipolygon"
        | "geometrycollection" | "geomcollection" => Some(Type::Spatial(phrase.words.as_str().into())),
        _ => None,
    }
}
