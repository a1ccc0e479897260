//! Changes of types: the type that DMS is told, and what is lost.
//!
//! Source: user guide, "Transformation rules and actions", `data-type`. Which types convert into which is said for days, times
//! and moments in text only; what else is taken here holds every value (a wider number, a number as text), or is reported.

use super::transformation::DataType;
use crate::dms_types::{DmsType, is_wide, of_source};
use crate::schema::{Column, Dialect};
use crate::types::{Type, Zone};

/// What becomes of the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// They arrive whole.
    Whole,
    /// They arrive when they are spelled so.
    Spelled(&'static str),
    /// Some may not arrive, or arrive as others, for this reason.
    Lossy(&'static str),
}

/// What becomes of the values of a column as this type; the error says why DMS cannot be told.
pub(crate) fn fit(dialect: Dialect, column: &Column, ty: &Type) -> Result<Fit, String> {
    let read = of_source(dialect, column).map_err(str::to_owned)?;
    let target = target(ty).ok_or_else(|| format!("DMS has no type for `{ty}`"))?;
    let unconfirmed = || Err(format!("that DMS makes `{ty}` of `{}` is confirmed nowhere", column.declared));
    match (&read, &target) {
        (DmsType::LargeText { .. } | DmsType::LargeBytes, _) => {
            Err("DMS reads the column as a large object, which it can only leave out".to_owned())
        }
        (DmsType::Int { .. } | DmsType::Numeric { .. }, DmsType::Int { .. } | DmsType::Numeric { .. }) => {
            Ok(exact(&read, &target))
        }
        (DmsType::Int { bytes: 1..=2, .. }, DmsType::Real { .. }) => Ok(Fit::Whole),
        (DmsType::Int { bytes: 4, .. }, DmsType::Real { bytes: 8 }) => Ok(Fit::Whole),
        (DmsType::Int { .. } | DmsType::Numeric { .. }, DmsType::Real { .. }) => {
            Ok(Fit::Lossy("a binary floating-point number rounds"))
        }
        (DmsType::Real { bytes: 4 }, DmsType::Real { .. }) | (DmsType::Real { .. }, DmsType::Real { bytes: 8 }) => {
            Ok(Fit::Whole)
        }
        (DmsType::Real { .. }, DmsType::Real { .. }) => Ok(Fit::Lossy("a shorter floating-point number rounds")),
        (DmsType::Real { .. }, DmsType::Int { .. } | DmsType::Numeric { .. }) => {
            Ok(Fit::Lossy("values may have more digits than the type"))
        }
        (DmsType::Text { max: from }, DmsType::Text { max: to }) => Ok(match (from, to) {
            (_, None) => Fit::Whole,
            (Some(from), Some(to)) if from <= to => Fit::Whole,
            (Some(_) | None, Some(_)) => Fit::Lossy("longer texts are cut"),
        }),
        (DmsType::Text { .. }, DmsType::Date) => Ok(Fit::Spelled("YYYY-MM-DD")),
        (DmsType::Text { .. }, DmsType::Time) => Ok(Fit::Spelled("HH:MM:SS")),
        (DmsType::Text { .. }, DmsType::DateTime) => Ok(Fit::Spelled("YYYY-MM-DD HH:MM:SS")),
        (
            DmsType::Int { .. }
            | DmsType::Numeric { .. }
            | DmsType::Real { .. }
            | DmsType::Date
            | DmsType::Time
            | DmsType::DateTime,
            DmsType::Text { max },
        ) => Ok(match max {
            Some(max) if *max < longest(&read) => Fit::Lossy("longer spellings are cut"),
            Some(_) | None => Fit::Whole,
        }),
        (DmsType::Date, DmsType::DateTime) => Ok(Fit::Whole),
        (DmsType::DateTime, DmsType::Date) => Ok(Fit::Lossy("the time of day is cut")),
        (DmsType::DateTime, DmsType::DateTime) => Ok(Fit::Whole),
        (DmsType::Date, DmsType::Date) | (DmsType::Time, DmsType::Time) | (DmsType::Boolean, DmsType::Boolean) => {
            Ok(Fit::Whole)
        }
        (
            DmsType::Int { .. }
            | DmsType::Numeric { .. }
            | DmsType::Real { .. }
            | DmsType::Text { .. }
            | DmsType::Bytes
            | DmsType::Boolean
            | DmsType::Date
            | DmsType::Time
            | DmsType::DateTime,
            _,
        ) => unconfirmed(),
    }
}

/// The type that a rule names; `None` where DMS has none, or none is needed since the column is of it.
pub(crate) fn data_type(dialect: Dialect, column: &Column, ty: &Type) -> Option<DataType> {
    let read = of_source(dialect, column).ok()?;
    let target = target(ty)?;
    if read == target {
        return None;
    }
    spelled(&target, ty, |max| text(dialect, column, max.unwrap_or_else(|| longest(&read))))
}

/// A type as a rule names it; `text` gives that of a text with so many characters. `None` where DMS has none.
pub(crate) fn spelled(target: &DmsType, ty: &Type, text: impl FnOnce(Option<u64>) -> DataType) -> Option<DataType> {
    let plain = |word| DataType { word, length: None, precision: None, scale: None };
    Some(match target {
        DmsType::Int { bytes, signed } => plain(match (*bytes, *signed) {
            (1, true) => "int1",
            (2, true) => "int2",
            (4, true) => "int4",
            (_, true) => "int8",
            (1, false) => "uint1",
            (2, false) => "uint2",
            (4, false) => "uint4",
            (_, false) => "uint8",
        }),
        DmsType::Numeric { precision, scale } => {
            DataType { precision: Some(*precision), scale: Some(*scale), ..plain("numeric") }
        }
        DmsType::Real { bytes: 4 } => plain("real4"),
        DmsType::Real { .. } => plain("real8"),
        DmsType::Text { max } => text(*max),
        DmsType::Boolean => plain("boolean"),
        DmsType::Date => plain("date"),
        DmsType::Time => plain("time"),
        DmsType::DateTime => {
            let Type::Timestamp { precision, .. } = ty else { return None };
            // The guide's samples call the digits of seconds so.
            DataType { precision: Some(u16::from(*precision)), ..plain("datetime") }
        }
        DmsType::Bytes => plain("bytes"),
        DmsType::LargeText { .. } | DmsType::LargeBytes => return None,
    })
}

/// A text of so many characters, wide where the column's own is.
pub(super) fn text(dialect: Dialect, column: &Column, length: u64) -> DataType {
    let word = if is_wide(dialect, &column.ty) { "wstring" } else { "string" };
    DataType { word, length: Some(length), precision: None, scale: None }
}

/// The type of DMS that holds values of a logical type.
pub(crate) fn target(ty: &Type) -> Option<DmsType> {
    Some(match ty {
        Type::Boolean => DmsType::Boolean,
        Type::Int { bits, signed } => DmsType::Int { bytes: bits.div_ceil(8).next_power_of_two(), signed: *signed },
        Type::Decimal { precision, scale } => DmsType::Numeric { precision: *precision, scale: *scale },
        Type::Float { bits } => DmsType::Real { bytes: bits / 8 },
        Type::Text(text) => DmsType::Text { max: text.max },
        Type::Uuid => DmsType::Text { max: Some(36) },
        Type::Date => DmsType::Date,
        Type::Time { .. } => DmsType::Time,
        Type::Timestamp { zone: Zone::None | Zone::Utc, .. } => DmsType::DateTime,
        Type::Binary { .. } => DmsType::Bytes,
        Type::Number
        | Type::Timestamp { zone: Zone::Offset, .. }
        | Type::Bits { .. }
        | Type::Year
        | Type::Interval
        | Type::Json
        | Type::Xml
        | Type::Enum(_)
        | Type::Set(_)
        | Type::Array(_)
        | Type::Spatial(_)
        | Type::Opaque(_) => return None,
    })
}

/// Exact numbers as exact numbers.
fn exact(from: &DmsType, to: &DmsType) -> Fit {
    // Digits before and after the point, and whether there is a sign.
    let parts = |ty: &DmsType| match ty {
        DmsType::Int { signed, .. } => (i32::from(ty.digits().unwrap_or(0)), 0, *signed),
        DmsType::Numeric { precision, scale } => {
            (i32::from(*precision) - i32::from(*scale), i32::from((*scale).max(0)), true)
        }
        DmsType::Real { .. }
        | DmsType::Text { .. }
        | DmsType::LargeText { .. }
        | DmsType::Bytes
        | DmsType::LargeBytes
        | DmsType::Boolean
        | DmsType::Date
        | DmsType::Time
        | DmsType::DateTime => (0, 0, true),
    };
    let ((before, after, signed), (room, room_after, room_signed)) = (parts(from), parts(to));
    if after > room_after {
        return Fit::Lossy("digits after the point are cut");
    }
    if signed && !room_signed {
        return Fit::Lossy("a number below zero does not fit");
    }
    // Of an `INT` the greatest number has as many digits as this, but not all numbers of so many digits fit.
    let fits = match (from, to) {
        (DmsType::Int { bytes, signed }, DmsType::Int { bytes: wide, signed: wide_signed }) => {
            if signed == wide_signed { bytes <= wide } else { bytes < wide }
        }
        (DmsType::Numeric { .. }, DmsType::Int { .. }) => before < room,
        _ => before <= room,
    };
    if fits { Fit::Whole } else { Fit::Lossy("greater numbers do not fit") }
}

/// The most characters of a value as text.
fn longest(read: &DmsType) -> u64 {
    match read {
        // A sign, and for fractions a point and a zero before it.
        DmsType::Int { .. } => u64::from(read.digits().unwrap_or(20)) + 1,
        DmsType::Numeric { precision, .. } => u64::from(*precision) + 3,
        DmsType::Real { .. } => 32,
        DmsType::Text { max } => max.unwrap_or(4_000),
        DmsType::Boolean => 5,
        DmsType::Date => 10,
        DmsType::Time => 18,
        DmsType::DateTime => 32,
        DmsType::Bytes | DmsType::LargeText { .. } | DmsType::LargeBytes => 4_000,
    }
}
