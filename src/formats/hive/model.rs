//! A Hive type as a value, and its one canonical spelling.
//!
//! The spelling is that of Hive's own `TypeInfo.getTypeName`: lower case but for member names, no blanks, decimals with
//! precision and scale.

use std::fmt;

use crate::text::Name;

/// A type of Hive 2.3.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum HiveType {
    /// No value but NULL.
    Void,
    /// True or false.
    Boolean,
    /// One signed byte.
    TinyInt,
    /// Two signed bytes.
    SmallInt,
    /// Four signed bytes.
    Int,
    /// Eight signed bytes.
    BigInt,
    /// Four bytes of binary floating point.
    Float,
    /// Eight bytes of binary floating point.
    Double,
    /// Text.
    String,
    /// Bytes.
    Binary,
    /// A calendar day.
    Date,
    /// A day and time of no zone, to the nanosecond.
    Timestamp,
    /// A span of months.
    IntervalYearMonth,
    /// A span of nanoseconds.
    IntervalDayTime,
    /// An exact decimal number.
    Decimal {
        /// All digits: 1 to 38.
        precision: u8,
        /// Digits after the point: 0 to `precision`.
        scale: u8,
    },
    /// Text of at most so many characters: 1 to 65535.
    Varchar(u16),
    /// Text of exactly so many characters: 1 to 255.
    Char(u8),
    /// A list.
    Array(Box<HiveType>),
    /// Pairs of key and value.
    Map(Box<HiveType>, Box<HiveType>),
    /// Named members, in order.
    Struct(Vec<Member>),
    /// One of several types.
    Union(Vec<HiveType>),
}

/// A member of a struct.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Member {
    /// The name, in its own case.
    pub name: Name,
    /// The type.
    pub ty: HiveType,
}

impl HiveType {
    /// Whether it is neither of the four that are made of other types.
    pub fn is_primitive(&self) -> bool {
        self.word().is_some()
    }

    /// The word of a primitive type, without its parameters.
    fn word(&self) -> Option<&'static str> {
        Some(match self {
            HiveType::Void => "void",
            HiveType::Boolean => "boolean",
            HiveType::TinyInt => "tinyint",
            HiveType::SmallInt => "smallint",
            HiveType::Int => "int",
            HiveType::BigInt => "bigint",
            HiveType::Float => "float",
            HiveType::Double => "double",
            HiveType::String => "string",
            HiveType::Binary => "binary",
            HiveType::Date => "date",
            HiveType::Timestamp => "timestamp",
            HiveType::IntervalYearMonth => "interval_year_month",
            HiveType::IntervalDayTime => "interval_day_time",
            HiveType::Decimal { .. } => "decimal",
            HiveType::Varchar(_) => "varchar",
            HiveType::Char(_) => "char",
            HiveType::Array(_) | HiveType::Map(..) | HiveType::Struct(_) | HiveType::Union(_) => return None,
        })
    }

    /// A number of bytes that no spelling of it is longer than, not even one with quoted names: to tell at once of nearly all
    /// types that they are not too long.
    pub fn at_most_bytes(&self) -> usize {
        const WORD: usize = 24;
        match self {
            HiveType::Array(element) => WORD + element.at_most_bytes(),
            HiveType::Map(key, value) => WORD + key.at_most_bytes() + value.at_most_bytes(),
            HiveType::Struct(members) => {
                let member = |member: &Member| 2 * member.name.len() + 4 + member.ty.at_most_bytes();
                WORD + members.iter().map(member).sum::<usize>()
            }
            HiveType::Union(types) => WORD + types.iter().map(|ty| ty.at_most_bytes() + 1).sum::<usize>(),
            HiveType::Void
            | HiveType::Boolean
            | HiveType::TinyInt
            | HiveType::SmallInt
            | HiveType::Int
            | HiveType::BigInt
            | HiveType::Float
            | HiveType::Double
            | HiveType::String
            | HiveType::Binary
            | HiveType::Date
            | HiveType::Timestamp
            | HiveType::IntervalYearMonth
            | HiveType::IntervalDayTime
            | HiveType::Decimal { .. }
            | HiveType::Varchar(_)
            | HiveType::Char(_) => WORD,
        }
    }

    /// Writes the type, with the names of members as `name` spells them: a type string and a statement differ in that.
    pub(in crate::formats) fn spell<W: fmt::Write>(
        &self,
        f: &mut W,
        name: impl Fn(&str, &mut W) -> fmt::Result + Copy,
    ) -> fmt::Result {
        match self {
            HiveType::Decimal { precision, scale } => write!(f, "decimal({precision},{scale})"),
            HiveType::Varchar(length) => write!(f, "varchar({length})"),
            HiveType::Char(length) => write!(f, "char({length})"),
            HiveType::Array(element) => {
                f.write_str("array<")?;
                element.spell(f, name)?;
                f.write_str(">")
            }
            HiveType::Map(key, value) => {
                f.write_str("map<")?;
                key.spell(f, name)?;
                f.write_str(",")?;
                value.spell(f, name)?;
                f.write_str(">")
            }
            HiveType::Struct(members) => {
                f.write_str("struct<")?;
                for (place, member) in members.iter().enumerate() {
                    f.write_str(if place == 0 { "" } else { "," })?;
                    name(&member.name, f)?;
                    f.write_str(":")?;
                    member.ty.spell(f, name)?;
                }
                f.write_str(">")
            }
            HiveType::Union(types) => {
                f.write_str("uniontype<")?;
                for (place, ty) in types.iter().enumerate() {
                    f.write_str(if place == 0 { "" } else { "," })?;
                    ty.spell(f, name)?;
                }
                f.write_str(">")
            }
            HiveType::Void
            | HiveType::Boolean
            | HiveType::TinyInt
            | HiveType::SmallInt
            | HiveType::Int
            | HiveType::BigInt
            | HiveType::Float
            | HiveType::Double
            | HiveType::String
            | HiveType::Binary
            | HiveType::Date
            | HiveType::Timestamp
            | HiveType::IntervalYearMonth
            | HiveType::IntervalDayTime => f.write_str(self.word().unwrap_or_default()),
        }
    }
}

impl HiveType {
    /// Writes the canonical spelling: what mapc writes into a catalog.
    pub fn write_to(&self, to: &mut impl fmt::Write) -> fmt::Result {
        self.spell(to, |name, to| to.write_str(name))
    }
}

/// The canonical spelling.
impl fmt::Display for HiveType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_to(f)
    }
}
