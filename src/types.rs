//! The logical types of columns and fields.
//!
//! Readers of schemas map a dialect's types in, stages map them out to what their service knows: N + M tables instead of
//! N × M. A type holds what is needed to decide what a value can be (proofs), and what it becomes (stages).

use std::fmt;

use crate::text::Name;

/// What values a column or field can hold, besides NULL.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// True or false.
    Boolean,
    /// An exact whole number.
    Int {
        /// Width: 8, 16, 24, 32 or 64.
        bits: u8,
        /// False for MySQL's `UNSIGNED`.
        signed: bool,
    },
    /// An exact decimal number.
    Decimal {
        /// All digits.
        precision: u16,
        /// Digits after the point; negative for Oracle's `NUMBER(5, -2)`.
        scale: i16,
    },
    /// An exact number whose digits are not declared: Oracle's `NUMBER`, PostgreSQL's `numeric`.
    Number,
    /// A binary floating-point number.
    Float {
        /// Width: 32 or 64.
        bits: u8,
    },
    /// Text.
    Text(TextType),
    /// Bytes.
    Binary {
        /// The most bytes, where declared.
        max: Option<u64>,
        /// Every value has `max` bytes.
        fixed: bool,
    },
    /// A string of bits: MySQL's `BIT(n)`, PostgreSQL's `bit(n)`.
    Bits {
        /// The most bits, where declared.
        max: Option<u32>,
    },
    /// A calendar day.
    Date,
    /// A time of day (or, in MySQL, a span of hours).
    Time {
        /// Digits of the fraction of a second.
        precision: u8,
        /// The value carries its offset from UTC.
        zoned: bool,
    },
    /// A day and a time of day.
    Timestamp {
        /// Digits of the fraction of a second.
        precision: u8,
        /// Which moment the value names.
        zone: Zone,
    },
    /// A calendar year: MySQL's `YEAR`.
    Year,
    /// A span of time.
    Interval,
    /// A universally unique identifier.
    Uuid,
    /// A JSON document.
    Json,
    /// An XML document.
    Xml,
    /// One of the named values.
    Enum(Vec<Name>),
    /// Any subset of the named values: MySQL's `SET`.
    Set(Vec<Name>),
    /// An array of one type.
    Array(Box<Type>),
    /// A shape on the earth or the plane; the name is the dialect's.
    Spatial(Name),
    /// A type of the dialect that holds no plain value (a row id, a file locator, a cursor) or that mapc has no meaning
    /// for; the text is as it was declared.
    Opaque(Name),
}

/// What is known of a text column.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct TextType {
    /// The longest value, where declared, in the unit of `unit`.
    pub max: Option<u64>,
    /// What `max` counts.
    pub unit: LengthUnit,
    /// Blank-padded to `max`: `CHAR(n)`.
    pub fixed: bool,
    /// Declared with a national character set: `NCHAR`, `NVARCHAR2`.
    pub national: bool,
    /// A large object of its dialect: `CLOB`, MySQL's `MEDIUMTEXT`, PostgreSQL's `text`.
    pub large: bool,
}

/// What the declared length of a text counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum LengthUnit {
    /// Characters.
    #[default]
    Characters,
    /// Bytes in the database's character set.
    Bytes,
}

/// Which moment a timestamp names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// A reading of a clock on the wall, of no stated zone.
    None,
    /// A moment: kept in UTC, whatever it was entered in.
    Utc,
    /// A moment with the offset it was entered in.
    Offset,
}

/// Types that are treated alike wherever only the kind of value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// True or false.
    Boolean,
    /// Numbers, years among them.
    Number,
    /// Strings of bits.
    Bits,
    /// Text, and values that are one of some texts.
    Text,
    /// Bytes.
    Binary,
    /// Days, times of day, points in time, and spans of it.
    Time,
    /// JSON and XML.
    Document,
    /// Several values in one: sets and arrays.
    Several,
    /// What only its own database understands.
    Other,
}

impl Type {
    /// The kind of value.
    pub const fn family(&self) -> Family {
        match self {
            Type::Boolean => Family::Boolean,
            Type::Int { .. } | Type::Decimal { .. } | Type::Number | Type::Float { .. } | Type::Year => Family::Number,
            Type::Bits { .. } => Family::Bits,
            Type::Text(_) | Type::Enum(_) | Type::Uuid => Family::Text,
            Type::Binary { .. } => Family::Binary,
            Type::Date | Type::Time { .. } | Type::Timestamp { .. } | Type::Interval => Family::Time,
            Type::Json | Type::Xml => Family::Document,
            Type::Set(_) | Type::Array(_) => Family::Several,
            Type::Spatial(_) | Type::Opaque(_) => Family::Other,
        }
    }

    /// Text of any length.
    pub const TEXT: Type =
        Type::Text(TextType { max: None, unit: LengthUnit::Characters, fixed: false, national: false, large: false });

    /// Text of at most `max` characters.
    pub const fn text(max: u64) -> Type {
        Type::Text(TextType {
            max: Some(max),
            unit: LengthUnit::Characters,
            fixed: false,
            national: false,
            large: false,
        })
    }

    /// Whether every value of `other` is one of this type, kept as it is.
    pub fn holds(&self, other: &Type) -> bool {
        match (self, other) {
            (Type::Text(wide), Type::Text(narrow)) => match (wide.max, narrow.max) {
                (None, _) => true,
                (Some(wide_max), Some(narrow_max)) => wide_max >= narrow_max && wide.unit == narrow.unit,
                (Some(_), None) => false,
            },
            (one, other) => one == other,
        }
    }

    /// The most characters that a value has when it is written as text, where the type bounds it.
    pub fn max_characters(&self) -> Option<u64> {
        match self {
            Type::Boolean => Some(5),
            // The sign counts.
            Type::Int { bits: ..=8, .. } => Some(4),
            Type::Int { bits: 9..=16, .. } => Some(6),
            Type::Int { bits: 17..=32, .. } => Some(11),
            Type::Int { bits: 33.., .. } => Some(20),
            // Sign, point, and the zeros that a scale beyond the digits adds.
            Type::Decimal { precision, scale } => Some(u64::from(*precision) + u64::from(scale.unsigned_abs()) + 3),
            // 17 digits, sign, point, exponent.
            Type::Float { .. } => Some(24),
            Type::Text(text) => text.max,
            Type::Bits { max } => max.map(u64::from),
            Type::Date => Some(10),
            Type::Time { .. } => Some(24),
            // A day, a time with nine digits of a fraction, an offset.
            Type::Timestamp { .. } => Some(35),
            Type::Year => Some(4),
            Type::Uuid => Some(36),
            Type::Enum(values) => values.iter().map(|value| value.chars().count() as u64).max(),
            Type::Set(values) => Some(values.iter().map(|value| value.chars().count() as u64 + 1).sum()),
            Type::Number
            | Type::Binary { .. }
            | Type::Interval
            | Type::Json
            | Type::Xml
            | Type::Array(_)
            | Type::Spatial(_)
            | Type::Opaque(_) => None,
        }
    }

    /// A signed whole number of `bits`.
    pub const fn int(bits: u8) -> Type {
        Type::Int { bits, signed: true }
    }
}

/// The spelling of reviews and messages: SQL's words in lower case.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Boolean => f.write_str("boolean"),
            Type::Int { bits, signed } => {
                let word = match bits {
                    8 => "tinyint",
                    16 => "smallint",
                    24 => "mediumint",
                    32 => "int",
                    _ => "bigint",
                };
                write!(f, "{word}{}", if *signed { "" } else { " unsigned" })
            }
            Type::Decimal { precision, scale } => write!(f, "decimal({precision}, {scale})"),
            Type::Number => f.write_str("number"),
            Type::Float { bits: 32 } => f.write_str("float"),
            Type::Float { .. } => f.write_str("double"),
            Type::Text(text) => match text.max {
                Some(max) if text.fixed => write!(f, "char({max})"),
                Some(max) => write!(f, "text({max})"),
                None => f.write_str("text"),
            },
            Type::Binary { max: Some(max), .. } => write!(f, "binary({max})"),
            Type::Binary { max: None, .. } => f.write_str("binary"),
            Type::Bits { max: Some(max) } => write!(f, "bit({max})"),
            Type::Bits { max: None } => f.write_str("bit"),
            Type::Date => f.write_str("date"),
            Type::Time { precision, zoned } => write!(f, "time({precision}){}", if *zoned { " with zone" } else { "" }),
            Type::Timestamp { precision, zone } => {
                let zone = match zone {
                    Zone::None => "",
                    Zone::Utc => " in utc",
                    Zone::Offset => " with zone",
                };
                write!(f, "timestamp({precision}){zone}")
            }
            Type::Year => f.write_str("year"),
            Type::Interval => f.write_str("interval"),
            Type::Uuid => f.write_str("uuid"),
            Type::Json => f.write_str("json"),
            Type::Xml => f.write_str("xml"),
            Type::Enum(values) => write!(f, "enum of {}", values.len()),
            Type::Set(values) => write!(f, "set of {}", values.len()),
            Type::Array(element) => write!(f, "array of {element}"),
            Type::Spatial(name) | Type::Opaque(name) => f.write_str(name),
        }
    }
}
