//! The types of DMS, and what it makes of each dialect's columns.
//!
//! Source: the tables "Source data types" of the user guide's pages on MySQL, PostgreSQL, Oracle and SQL Server as a
//! source. SQLite is no source of DMS.

use crate::schema::{Column, Dialect};
use crate::types::{LengthUnit, TextType, Type, Zone};

/// A type of DMS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DmsType {
    /// `INT1` to `INT8`, `UINT1` to `UINT8`.
    Int {
        /// 1, 2, 4 or 8.
        bytes: u8,
        /// False for `UINT…`.
        signed: bool,
    },
    /// `NUMERIC`
    Numeric {
        /// All digits.
        precision: u16,
        /// Digits after the point.
        scale: i16,
    },
    /// `REAL4`, `REAL8`
    Real {
        /// 4 or 8.
        bytes: u8,
    },
    /// `STRING`, `WSTRING`
    Text {
        /// The most characters, where known.
        max: Option<u64>,
    },
    /// `CLOB`, `NCLOB`: text that is handled as a large object.
    LargeText {
        /// `NCLOB`
        national: bool,
    },
    /// `BYTES`
    Bytes,
    /// `BLOB`
    LargeBytes,
    /// `BOOLEAN`
    Boolean,
    /// `DATE`
    Date,
    /// `TIME`
    Time,
    /// `DATETIME`
    DateTime,
}

/// What DMS reads a column as; the error says why it cannot.
pub fn of_source(dialect: Dialect, column: &Column) -> Result<DmsType, &'static str> {
    match dialect {
        Dialect::MySql => mysql(&column.ty),
        // Two types of money: the dialect's holds two digits after the point, and DMS reads four.
        Dialect::Postgres if column.declared.eq_ignore_ascii_case("money") => {
            Ok(DmsType::Numeric { precision: 38, scale: 4 })
        }
        Dialect::Postgres => postgres(&column.ty),
        Dialect::Oracle if column.generated => Err("DMS does not read virtual columns of Oracle"),
        Dialect::Oracle => oracle(&column.ty),
        Dialect::SqlServer => sql_server(&column.ty),
        Dialect::Sqlite => Err("SQLite is no source of DMS"),
    }
}

/// Whether a column is a large object.
pub fn is_large(dialect: Dialect, column: &Column) -> bool {
    matches!(of_source(dialect, column), Ok(DmsType::LargeText { .. } | DmsType::LargeBytes))
}

/// Whether DMS reads a text as `WSTRING` rather than `STRING`.
pub fn is_wide(dialect: Dialect, ty: &Type) -> bool {
    let is_national = matches!(ty, Type::Text(text) if text.national);
    match dialect {
        Dialect::MySql => matches!(ty, Type::Text(_) | Type::Enum(_) | Type::Set(_)),
        Dialect::Postgres => matches!(ty, Type::Text(_)),
        Dialect::Oracle | Dialect::SqlServer => is_national,
        Dialect::Sqlite => false,
    }
}

/// Why a type has no place in the tables of the user guide.
const NO_NAME: &str = "DMS names no type for it";
/// The largest MySQL text that is not a large object to DMS: `TEXT`.
const MYSQL_TEXT: u64 = 65_535;
/// Oracle's texts are large objects above this many bytes.
const ORACLE_TEXT: u64 = 4_000;

fn mysql(ty: &Type) -> Result<DmsType, &'static str> {
    Ok(match ty {
        Type::Boolean => DmsType::Int { bytes: 1, signed: true },
        Type::Int { bits, signed } => int(*bits, *signed),
        Type::Decimal { precision, scale } => DmsType::Numeric { precision: *precision, scale: *scale },
        Type::Number => DmsType::Numeric { precision: 10, scale: 0 },
        Type::Float { .. } => DmsType::Real { bytes: 8 },
        Type::Text(text) if text.max.is_none_or(|max| max > MYSQL_TEXT) => DmsType::LargeText { national: true },
        Type::Text(text) => DmsType::Text { max: text.max },
        Type::Binary { max, .. } if max.is_none_or(|max| max > MYSQL_TEXT) => DmsType::LargeBytes,
        Type::Binary { .. } => DmsType::Bytes,
        Type::Bits { max: Some(1) | None } => DmsType::Boolean,
        Type::Bits { .. } => DmsType::Bytes,
        Type::Date => DmsType::Date,
        Type::Time { .. } => DmsType::Text { max: Some(17) },
        Type::Timestamp { .. } => DmsType::DateTime,
        Type::Year => DmsType::Int { bytes: 2, signed: true },
        Type::Uuid => DmsType::Text { max: Some(36) },
        Type::Json | Type::Xml => DmsType::LargeText { national: false },
        Type::Enum(values) => DmsType::Text { max: longest(values) },
        Type::Set(values) => {
            DmsType::Text { max: Some(values.iter().map(|value| value.chars().count() as u64 + 1).sum()) }
        }
        Type::Spatial(_) => DmsType::LargeBytes,
        Type::Interval | Type::Array(_) | Type::Opaque(_) => return Err(NO_NAME),
    })
}

fn postgres(ty: &Type) -> Result<DmsType, &'static str> {
    Ok(match ty {
        // `true` and `false` as text, unless both endpoints map booleans.
        Type::Boolean => DmsType::Text { max: Some(5) },
        Type::Int { bits, signed } => int(*bits, *signed),
        Type::Decimal { precision, .. } if *precision > 38 => DmsType::Text { max: None },
        Type::Decimal { precision, scale } => DmsType::Numeric { precision: *precision, scale: *scale },
        Type::Number => DmsType::Numeric { precision: 28, scale: 6 },
        Type::Float { bits } => DmsType::Real { bytes: bits / 8 },
        Type::Text(TextType { max: Some(max), .. }) => DmsType::Text { max: Some(*max) },
        Type::Text(TextType { max: None, .. }) => DmsType::LargeText { national: true },
        Type::Binary { .. } => DmsType::LargeBytes,
        Type::Bits { max } => DmsType::Text { max: max.map(u64::from) },
        Type::Date => DmsType::Date,
        Type::Time { .. } => DmsType::Time,
        Type::Timestamp { .. } => DmsType::DateTime,
        Type::Interval => DmsType::Text { max: Some(128) },
        Type::Uuid => DmsType::Text { max: Some(36) },
        Type::Json | Type::Array(_) => DmsType::LargeText { national: true },
        Type::Xml => DmsType::LargeText { national: false },
        Type::Enum(_) => DmsType::Text { max: Some(64) },
        Type::Spatial(name) => match &**name {
            "point" | "line" | "lseg" | "box" | "circle" => DmsType::Text { max: Some(255) },
            "path" | "polygon" => DmsType::LargeText { national: false },
            _ => return Err(NO_NAME),
        },
        Type::Opaque(name) => postgres_by_name(&name.to_ascii_lowercase())?,
        Type::Year | Type::Set(_) => return Err(NO_NAME),
    })
}

/// Types of PostgreSQL that hold no plain value for mapc, and a text for DMS.
fn postgres_by_name(name: &str) -> Result<DmsType, &'static str> {
    match name {
        "cidr" | "inet" => Ok(DmsType::Text { max: Some(50) }),
        "macaddr" => Ok(DmsType::Text { max: Some(18) }),
        "tsvector" | "tsquery" => Ok(DmsType::LargeText { national: false }),
        "int4range" | "int8range" | "numrange" | "strrange" => Ok(DmsType::Text { max: Some(255) }),
        "hstore" => Ok(DmsType::LargeText { national: true }),
        _ => Err(NO_NAME),
    }
}

fn oracle(ty: &Type) -> Result<DmsType, &'static str> {
    Ok(match ty {
        Type::Decimal { precision: 1..=2, scale: 0 } => DmsType::Int { bytes: 1, signed: true },
        Type::Decimal { precision: 3..=4, scale: 0 } => DmsType::Int { bytes: 2, signed: true },
        Type::Decimal { precision: 5..=9, scale: 0 } => DmsType::Int { bytes: 4, signed: true },
        Type::Decimal { scale: ..0, .. } => DmsType::Real { bytes: 8 },
        Type::Decimal { precision, scale } => DmsType::Numeric { precision: *precision, scale: *scale },
        Type::Int { .. } => DmsType::Numeric { precision: 38, scale: 0 },
        // The default of the endpoint setting `NumberDatatypeScale`.
        Type::Number => DmsType::Numeric { precision: 38, scale: 10 },
        Type::Float { bits } => DmsType::Real { bytes: bits / 8 },
        Type::Text(text) if text.large || text.max.is_none() => DmsType::LargeText { national: text.national },
        Type::Text(text) => match (text.max, text.unit) {
            (Some(max), LengthUnit::Bytes | LengthUnit::Characters) if max > ORACLE_TEXT => {
                DmsType::LargeText { national: text.national }
            }
            (max, _) => DmsType::Text { max },
        },
        Type::Binary { max: None, .. } => DmsType::LargeBytes,
        Type::Binary { max: Some(_), .. } => DmsType::Bytes,
        Type::Date => DmsType::DateTime,
        Type::Timestamp { zone: Zone::None, .. } => DmsType::DateTime,
        Type::Timestamp { zone: Zone::Utc | Zone::Offset, .. } | Type::Interval => DmsType::Text { max: Some(64) },
        Type::Xml => DmsType::LargeText { national: false },
        Type::Opaque(_) | Type::Array(_) => return Err("DMS writes NULL for such a column"),
        Type::Boolean
        | Type::Bits { .. }
        | Type::Time { .. }
        | Type::Year
        | Type::Uuid
        | Type::Json
        | Type::Enum(_)
        | Type::Set(_)
        | Type::Spatial(_) => return Err(NO_NAME),
    })
}

fn sql_server(ty: &Type) -> Result<DmsType, &'static str> {
    Ok(match ty {
        Type::Int { bits: 8, .. } => DmsType::Int { bytes: 1, signed: false },
        Type::Int { bits, signed } => int(*bits, *signed),
        Type::Boolean | Type::Bits { .. } => DmsType::Boolean,
        Type::Decimal { precision, scale } => DmsType::Numeric { precision: *precision, scale: *scale },
        Type::Number => DmsType::Numeric { precision: 18, scale: 0 },
        Type::Float { bits } => DmsType::Real { bytes: bits / 8 },
        Type::Timestamp { zone: Zone::Offset, .. } => DmsType::Text { max: Some(34) },
        Type::Timestamp { .. } => DmsType::DateTime,
        Type::Date => DmsType::Date,
        Type::Time { .. } => DmsType::Time,
        Type::Uuid => DmsType::Text { max: Some(36) },
        Type::Text(text) if text.large || text.max.is_none() => DmsType::LargeText { national: text.national },
        Type::Text(text) => DmsType::Text { max: text.max },
        Type::Xml => DmsType::LargeText { national: true },
        Type::Binary { max: None, .. } => DmsType::LargeBytes,
        Type::Binary { max: Some(_), .. } => DmsType::Bytes,
        Type::Spatial(_) => DmsType::LargeText { national: false },
        Type::Opaque(name) if name.eq_ignore_ascii_case("hierarchyid") => DmsType::Text { max: Some(250) },
        Type::Opaque(_) => return Err(NO_NAME),
        Type::Interval | Type::Year | Type::Json | Type::Enum(_) | Type::Set(_) | Type::Array(_) => {
            return Err(NO_NAME);
        }
    })
}

fn int(bits: u8, signed: bool) -> DmsType {
    let bytes = match bits {
        0..=8 => 1,
        9..=16 => 2,
        17..=32 => 4,
        33.. => 8,
    };
    DmsType::Int { bytes, signed }
}

fn longest(values: &[crate::text::Name]) -> Option<u64> {
    values.iter().map(|value| value.chars().count() as u64).max()
}

impl DmsType {
    /// The digits that a value can have, for the exact number types.
    pub fn digits(&self) -> Option<u16> {
        match self {
            DmsType::Int { bytes: 1, .. } => Some(3),
            DmsType::Int { bytes: 2, .. } => Some(5),
            DmsType::Int { bytes: 4, .. } => Some(10),
            DmsType::Int { signed: true, .. } => Some(19),
            DmsType::Int { signed: false, .. } => Some(20),
            DmsType::Numeric { precision, .. } => Some(*precision),
            DmsType::Real { .. }
            | DmsType::Text { .. }
            | DmsType::LargeText { .. }
            | DmsType::Bytes
            | DmsType::LargeBytes
            | DmsType::Boolean
            | DmsType::Date
            | DmsType::Time
            | DmsType::DateTime => None,
        }
    }
}
