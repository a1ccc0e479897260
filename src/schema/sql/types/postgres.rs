//! Types of PostgreSQL.
//!
//! Sources: PostgreSQL 17 documentation, chapter 8, and `typmod` defaults as `format_type` prints them.

use super::phrase::Phrase;
use crate::types::{TextType, Type, Zone};

/// The type that `phrase` names.
pub fn meaning(phrase: &Phrase) -> Option<Type> {
    match phrase.schema.as_deref() {
        None | Some("pg_catalog") => {
            number(phrase).or_else(|| text(phrase)).or_else(|| time(phrase)).or_else(|| other(phrase))
        }
        // What extensions bring is in whatever schema they were made in, and dumps say it.
        Some(_) if matches!(&*phrase.words, "citext" | "geometry" | "geography") => {
            text(phrase).or_else(|| other(phrase))
        }
        Some(_) => None,
    }
}

fn number(phrase: &Phrase) -> Option<Type> {
    match &*phrase.words {
        "smallint" | "int2" | "smallserial" | "serial2" => Some(Type::int(16)),
        "integer" | "int" | "int4" | "serial" | "serial4" => Some(Type::int(32)),
        "bigint" | "int8" | "bigserial" | "serial8" => Some(Type::int(64)),
        "numeric" | "decimal" | "dec" if phrase.args.is_none() => Some(Type::Number),
        "numeric" | "decimal" | "dec" => {
            let (precision, scale) = phrase.digits()?;
            Some(Type::Decimal { precision, scale })
        }
        // Two digits after the point in most locales; kept in 64 bits.
        "money" => Some(Type::Decimal { precision: 19, scale: 2 }),
        "real" | "float4" => Some(Type::Float { bits: 32 }),
        "double precision" | "float8" => Some(Type::Float { bits: 64 }),
        "float" => Some(Type::Float { bits: if phrase.number(0).unwrap_or(53) <= 24 { 32 } else { 64 } }),
        "boolean" | "bool" => Some(Type::Boolean),
        _ => None,
    }
}

fn text(phrase: &Phrase) -> Option<Type> {
    let text = |max, fixed| Some(Type::Text(TextType { max, fixed, ..TextType::default() }));
    match &*phrase.words {
        "character" | "char" | "nchar" | "national char" | "national character" => text(phrase.length(Some(1))?, true),
        "bpchar" => text(phrase.length(None)?, true),
        "character varying"
        | "char varying"
        | "varchar"
        | "national character varying"
        | "national char varying"
        | "nchar varying" => text(phrase.length(None)?, false),
        "text" | "citext" => Some(Type::Text(TextType { large: true, ..TextType::default() })),
        // 63 bytes; names of database objects.
        "name" => text(Some(63), false),
        _ => None,
    }
}

fn time(phrase: &Phrase) -> Option<Type> {
    let zoned = phrase.after == "with time zone";
    match &*phrase.words {
        "date" => Some(Type::Date),
        "time" => Some(Type::Time { precision: phrase.fraction(6)?, zoned }),
        "timetz" => Some(Type::Time { precision: phrase.fraction(6)?, zoned: true }),
        // A TIMESTAMPTZ keeps a moment in UTC, not the offset that it was entered with.
        "timestamp" => {
            let zone = if zoned { Zone::Utc } else { Zone::None };
            Some(Type::Timestamp { precision: phrase.fraction(6)?, zone })
        }
        "timestamptz" => Some(Type::Timestamp { precision: phrase.fraction(6)?, zone: Zone::Utc }),
        words if words == "interval" || words.starts_with("interval ") => Some(Type::Interval),
        _ => None,
    }
}

fn other(phrase: &Phrase) -> Option<Type> {
    let bits = |absent| phrase.length(absent)?.map_or(Some(None), |bits| Some(Some(u32::try_from(bits).ok()?)));
    match &*phrase.words {
        "bytea" => Some(Type::Binary { max: None, fixed: false }),
        "bit" => Some(Type::Bits { max: bits(Some(1))? }),
        "bit varying" | "varbit" => Some(Type::Bits { max: bits(None)? }),
        "uuid" => Some(Type::Uuid),
        "json" | "jsonb" => Some(Type::Json),
        "xml" => Some(Type::Xml),
        "point" | "line" | "lseg" | "box" | "path" | "polygon" | "circle" | "geometry" | "geography" => {
            Some(Type::Spatial(phrase.words.as_str().into()))
        }
        _ => None,
    }
}
