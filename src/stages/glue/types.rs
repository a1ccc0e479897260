//! The Hive type of each field that reaches the catalog.
//!
//! A type holds every value of the field or there is none: nothing is narrowed, rounded or cut in silence.

use super::errors;
use super::no_type::NoType;
use crate::diag::Diagnostics;
use crate::formats::hive::{HiveType, Member};
use crate::shape::{Content, Field, Form};
use crate::types::{Type, Zone};

/// The type of `field`; what has none is reported, each member by itself.
pub(super) fn of_field(field: &Field, diags: &mut Diagnostics) -> Option<HiveType> {
    match &field.content {
        Content::Scalar { ty, form } => match scalar(ty, *form) {
            Ok(hive) => Some(hive),
            Err(why) => {
                diags.push(errors::no_type(field, ty, why));
                None
            }
        },
        Content::Struct(members) => {
            if members.is_empty() {
                diags.push(errors::empty_struct(field));
                return None;
            }
            // All members are looked at before any is missed.
            let members: Vec<Option<Member>> = members
                .iter()
                .map(|member| Some(Member { ty: of_field(member, diags)?, name: member.name.clone() }))
                .collect();
            members.into_iter().collect::<Option<Vec<Member>>>().map(HiveType::Struct)
        }
        Content::List(elements) => {
            let types: Vec<Option<HiveType>> = elements.iter().map(|element| of_field(element, diags)).collect();
            let types = types.into_iter().collect::<Option<Vec<HiveType>>>()?;
            match types.split_first() {
                Some((first, rest)) if rest.iter().all(|ty| ty == first) => {
                    Some(HiveType::Array(Box::new(first.clone())))
                }
                Some(_) | None => {
                    diags.push(errors::mixed_list(field, &types));
                    None
                }
            }
        }
    }
}

/// The type of a value, as the files hold it.
fn scalar(ty: &Type, form: Form) -> Result<HiveType, NoType> {
    match form {
        Form::Text => Ok(HiveType::String),
        Form::Boolean => Ok(HiveType::Boolean),
        Form::Binary => Ok(HiveType::Binary),
        Form::Native | Form::Number => native(ty),
    }
}

fn native(ty: &Type) -> Result<HiveType, NoType> {
    Ok(match ty {
        Type::Boolean => HiveType::Boolean,
        Type::Int { bits, signed } => int(*bits, *signed),
        Type::Decimal { precision, scale } => decimal(*precision, *scale)?,
        Type::Number => return Err(NoType::UndeclaredDigits),
        Type::Float { bits: 32 } => HiveType::Float,
        Type::Float { .. } => HiveType::Double,
        Type::Text(_) | Type::Uuid | Type::Json | Type::Xml | Type::Enum(_) | Type::Set(_) => HiveType::String,
        Type::Binary { .. } => HiveType::Binary,
        Type::Date => HiveType::Date,
        Type::Timestamp { zone: Zone::None | Zone::Utc, .. } => HiveType::Timestamp,
        Type::Year => HiveType::Int,
        Type::Array(element) => HiveType::Array(Box::new(native(element)?)),
        Type::Timestamp { zone: Zone::Offset, .. } | Type::Time { .. } | Type::Interval | Type::Bits { .. } => {
            return Err(NoType::BetterAsText);
        }
        Type::Spatial(_) | Type::Opaque(_) => return Err(NoType::NoMeaning),
    })
}

/// Hive's whole numbers have signs: without one, the next wider holds them.
fn int(bits: u8, signed: bool) -> HiveType {
    match (bits, signed) {
        (0..=8, true) => HiveType::TinyInt,
        (0..=8, false) | (9..=16, true) => HiveType::SmallInt,
        (9..=16, false) | (17..=32, true) | (17..=24, false) => HiveType::Int,
        (25..=32, false) | (33.., true) => HiveType::BigInt,
        (33.., false) => HiveType::Decimal { precision: 20, scale: 0 },
    }
}

/// A scale below zero means zeros before the point, one above the precision means zeros after it: both are digits.
fn decimal(precision: u16, scale: i16) -> Result<HiveType, NoType> {
    let after = u16::try_from(scale).unwrap_or(0);
    let before = i32::from(precision) - i32::from(scale);
    let digits = (before.max(0) + i32::from(after)).max(1);
    match (u8::try_from(digits), u8::try_from(after)) {
        (Ok(precision @ 1..=38), Ok(scale)) => Ok(HiveType::Decimal { precision, scale }),
        (Ok(_) | Err(_), Ok(_) | Err(_)) => Err(NoType::TooManyDigits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::TextType;

    fn spelled(ty: Type) -> String {
        native(&ty).map_or_else(|why| format!("{why:?}"), |hive| hive.to_string())
    }

    #[test]
    fn whole_numbers_fit_with_and_without_sign() {
        // The greatest unsigned value of each width against the greatest that the type holds.
        let cases = [(8, "tinyint", "smallint"), (16, "smallint", "int"), (24, "int", "int"), (32, "int", "bigint")];
        for (bits, signed, unsigned) in cases {
            assert_eq!(spelled(Type::int(bits)), signed);
            assert_eq!(spelled(Type::Int { bits, signed: false }), unsigned);
        }
        assert_eq!(spelled(Type::int(64)), "bigint");
        assert_eq!(spelled(Type::Int { bits: 64, signed: false }), "decimal(20,0)");
    }

    #[test]
    fn decimals_keep_every_digit() {
        let decimal = |precision, scale| spelled(Type::Decimal { precision, scale });
        assert_eq!(decimal(10, 2), "decimal(10,2)");
        // Oracle's NUMBER(5, -2) goes up to 9,999,900; NUMBER(2, 4) down to 0.0001.
        assert_eq!(decimal(5, -2), "decimal(7,0)");
        assert_eq!(decimal(2, 4), "decimal(4,4)");
        assert_eq!(decimal(38, 38), "decimal(38,38)");
        assert_eq!(decimal(39, 0), "TooManyDigits");
        assert_eq!(decimal(38, -1), "TooManyDigits");
        assert_eq!(decimal(1000, 500), "TooManyDigits");
        assert_eq!(spelled(Type::Number), "UndeclaredDigits");
    }

    #[test]
    fn what_hive_has_no_type_for_is_not_bent() {
        assert_eq!(spelled(Type::Timestamp { precision: 6, zone: Zone::Offset }), "BetterAsText");
        assert_eq!(spelled(Type::Time { precision: 0, zoned: false }), "BetterAsText");
        assert_eq!(spelled(Type::Opaque("ROWID".into())), "NoMeaning");
        assert_eq!(spelled(Type::Array(Box::new(Type::Number))), "UndeclaredDigits");
    }

    #[test]
    fn what_the_file_holds_as_text_is_text() {
        assert_eq!(scalar(&Type::Date, Form::Text), Ok(HiveType::String));
        assert_eq!(scalar(&Type::Number, Form::Text), Ok(HiveType::String));
        assert_eq!(spelled(Type::Text(TextType { max: Some(10), ..TextType::default() })), "string");
        assert_eq!(spelled(Type::Array(Box::new(Type::Date))), "array<date>");
    }
}
