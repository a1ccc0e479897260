//! Whether a constant is a value that a column can hold.
//!
//! What the database would refuse or change on the way in is refused, so that an example speaks of rows that exist.

use super::moment;
use super::number::Exact;
use super::value::Value;
use crate::schema::{Column, Dialect};
use crate::syntax::tree::{LiteralKind, RecordValue};
use crate::text::Name;
use crate::types::{LengthUnit, TextType, Type};

/// The value that a constant of an example is in `column`; the error is a reason, without the value. NULL fits: whether
/// it may stand here is another question.
pub fn value(given: &RecordValue, column: &Column, dialect: Dialect) -> Result<Value, String> {
    let literal = match given {
        RecordValue::Scalar(literal) => literal,
        RecordValue::Record(_) | RecordValue::List(..) => return nested(&column.ty),
    };
    match &literal.kind {
        LiteralKind::Null => Ok(Value::Null),
        // Oracle keeps the empty text as NULL.
        LiteralKind::Text(text) if text.is_empty() && dialect == Dialect::Oracle => Ok(Value::Null),
        LiteralKind::Text(content) => text(content, &column.ty),
        LiteralKind::Number(digits) => number(digits, &column.ty),
        LiteralKind::Boolean(flag) => boolean(*flag, &column.ty),
    }
}

/// A record or a list: a document or an array, whose spelling on the way is not known.
fn nested(ty: &Type) -> Result<Value, String> {
    match ty {
        Type::Json | Type::Array(_) => Ok(Value::Unknown),
        Type::Boolean
        | Type::Int { .. }
        | Type::Decimal { .. }
        | Type::Number
        | Type::Float { .. }
        | Type::Text(_)
        | Type::Binary { .. }
        | Type::Bits { .. }
        | Type::Date
        | Type::Time { .. }
        | Type::Timestamp { .. }
        | Type::Year
        | Type::Interval
        | Type::Uuid
        | Type::Xml
        | Type::Enum(_)
        | Type::Set(_)
        | Type::Spatial(_)
        | Type::Opaque(_) => Err("a column holds one value".to_owned()),
    }
}

fn boolean(flag: bool, ty: &Type) -> Result<Value, String> {
    let is_one = matches!(ty, Type::Boolean | Type::Bits { max: Some(1) | None });
    if is_one {
        Ok(Value::Boolean(flag))
    } else if *ty == Type::Json {
        Ok(Value::Text(flag.to_string().into()))
    } else {
        Err("it is a truth value".to_owned())
    }
}

fn number(digits: &Name, ty: &Type) -> Result<Value, String> {
    let Some(exact) = Exact::read(digits) else { return Err("it is no exact number".to_owned()) };
    let taken = || Ok(Value::Number(exact.text().into()));
    match ty {
        Type::Int { bits, signed } => match whole_of(exact) {
            Some(whole) if in_range(whole, *bits, *signed) => taken(),
            Some(_) => Err("it is out of range".to_owned()),
            None => Err("it is no whole number that the type holds".to_owned()),
        },
        Type::Year => match whole_of(exact) {
            Some(0..=9999) => taken(),
            Some(_) | None => Err("it is no year".to_owned()),
        },
        Type::Decimal { precision, scale } => decimal(exact, *precision, *scale).and_then(|()| taken()),
        Type::Number | Type::Float { .. } => taken(),
        Type::Boolean | Type::Bits { max: Some(1) | None } => match whole_of(exact) {
            Some(bit @ 0..=1) => Ok(Value::Boolean(bit == 1)),
            Some(_) | None => Err("it is neither true nor false".to_owned()),
        },
        Type::Json => Ok(Value::Text(exact.text().into())),
        Type::Text(_)
        | Type::Binary { .. }
        | Type::Bits { .. }
        | Type::Date
        | Type::Time { .. }
        | Type::Timestamp { .. }
        | Type::Interval
        | Type::Uuid
        | Type::Xml
        | Type::Enum(_)
        | Type::Set(_)
        | Type::Array(_)
        | Type::Spatial(_)
        | Type::Opaque(_) => Err("it is a number: a text stands in quotes".to_owned()),
    }
}

/// The whole number, where it is one of at most 30 digits: more than any type of whole numbers has.
fn whole_of(exact: Exact<'_>) -> Option<i128> {
    let is_whole = exact.significant_fraction().is_empty() && exact.whole_digits().len() <= 30;
    is_whole.then(|| exact.plain().parse().ok())?
}

fn in_range(whole: i128, bits: u8, signed: bool) -> bool {
    let values = 1_i128 << bits;
    if signed { (-values / 2..values / 2).contains(&whole) } else { (0..values).contains(&whole) }
}

fn decimal(exact: Exact<'_>, precision: u16, scale: i16) -> Result<(), String> {
    let after = exact.significant_fraction().len();
    if after > usize::try_from(scale).unwrap_or(0) {
        return Err(match scale {
            ..=0 => "it has digits after the point".to_owned(),
            1.. => format!("it has more than {scale} digits after the point"),
        });
    }
    let whole = exact.whole_digits();
    let rounded = usize::from(scale.min(0).unsigned_abs());
    if whole.bytes().rev().take(rounded).any(|digit| digit != b'0') {
        return Err(format!("its last {rounded} digits are not zero"));
    }
    let most = i32::from(precision) - i32::from(scale);
    if i32::try_from(whole.len()).unwrap_or(i32::MAX) > most.max(0) {
        return Err(format!("it has more than {} digits before the point", most.max(0)));
    }
    Ok(())
}

fn text(text: &Name, ty: &Type) -> Result<Value, String> {
    let moment = |is_one: bool, spelling: &str| {
        if is_one { Ok(Value::Moment(text.clone())) } else { Err(format!("it is not spelled `{spelling}`")) }
    };
    let plain = |fits: bool, reason: &str| if fits { Ok(Value::Text(text.clone())) } else { Err(reason.to_owned()) };
    match ty {
        Type::Text(ty) => length(text, ty).map(|()| Value::Text(text.clone())),
        Type::Enum(members) => plain(members.contains(text), "it is none of the values of the column"),
        Type::Set(members) => plain(
            text.is_empty() || text.split(',').all(|one| members.iter().any(|member| &**member == one)),
            "not all its parts are values of the column",
        ),
        Type::Uuid => plain(is_uuid(text), "it is no UUID of 32 hexadecimal digits in five groups"),
        Type::Json => {
            plain(serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok(), "it is the text of no JSON document")
        }
        Type::Xml => Ok(Value::Text(text.clone())),
        // Oracle's days have a time.
        Type::Date => moment(moment::is_timestamp(text), "YYYY-MM-DD"),
        Type::Timestamp { .. } => moment(moment::is_timestamp(text), "YYYY-MM-DD HH:MM:SS"),
        Type::Time { .. } => moment(moment::is_time(text), "HH:MM:SS"),
        Type::Binary { max, .. } => bytes(text, *max).map(|()| Value::Unknown),
        Type::Bits { max } => bits(text, *max).map(|()| Value::Unknown),
        Type::Interval | Type::Array(_) | Type::Spatial(_) | Type::Opaque(_) => Ok(Value::Unknown),
        Type::Boolean => Err("it is a text; a truth value is `true` or `false`".to_owned()),
        Type::Int { .. } | Type::Decimal { .. } | Type::Number | Type::Float { .. } | Type::Year => {
            Err("it is a text; a number stands without quotes".to_owned())
        }
    }
}

fn length(text: &str, ty: &TextType) -> Result<(), String> {
    let (length, unit) = match ty.unit {
        LengthUnit::Characters => (text.chars().count(), "characters"),
        LengthUnit::Bytes => (text.len(), "bytes"),
    };
    match ty.max {
        Some(max) if length as u64 > max => Err(format!("it has {length} {unit}, more than the {max} of the column")),
        Some(_) | None => Ok(()),
    }
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn bytes(text: &str, max: Option<u64>) -> Result<(), String> {
    let hex = text.strip_prefix("0x").filter(|hex| hex.len() % 2 == 0 && hex.bytes().all(|b| b.is_ascii_hexdigit()));
    match (hex, max) {
        (None, _) => Err("bytes are spelled `\"0x…\"`, two hexadecimal digits each".to_owned()),
        (Some(hex), Some(max)) if (hex.len() / 2) as u64 > max => Err(format!("it has more than {max} bytes")),
        (Some(_), _) => Ok(()),
    }
}

fn bits(text: &str, max: Option<u32>) -> Result<(), String> {
    let is_bits = !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'0' | b'1'));
    match max {
        Some(max) if is_bits && text.len() as u64 > u64::from(max) => Err(format!("it has more than {max} bits")),
        Some(_) | None if is_bits => Ok(()),
        Some(_) | None => Err("bits are spelled with `0` and `1`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::value;
    use crate::eval::value::Value;
    use crate::schema::{Column, Dialect};
    use crate::syntax::tree::{Literal, LiteralKind, RecordValue};
    use crate::text::{Span, Texts};
    use crate::types::{LengthUnit, TextType, Type, Zone};

    fn fitted(ty: &Type, kind: LiteralKind) -> Result<Value, String> {
        let span = Span::new(Texts::new().add("a", ""), 0, 0);
        let column = Column {
            name: "c".into(),
            ty: ty.clone(),
            declared: "".into(),
            ty_span: span,
            nullable: true,
            collation: None,
            default: None,
            generated: false,
            comment: None,
            span,
        };
        value(&RecordValue::Scalar(Literal { kind, span }), &column, Dialect::MySql)
    }

    fn number(ty: Type, digits: &str) -> bool {
        fitted(&ty, LiteralKind::Number(digits.into())).is_ok()
    }

    fn text(ty: Type, text: &str) -> bool {
        fitted(&ty, LiteralKind::Text(text.into())).is_ok()
    }

    #[test]
    fn numbers_fit_by_range_and_digits() {
        assert!(number(Type::int(8), "-128") && number(Type::int(8), "127") && number(Type::int(8), "1.0"));
        assert!(!number(Type::int(8), "128") && !number(Type::int(8), "-129") && !number(Type::int(8), "1.5"));
        let unsigned = Type::Int { bits: 64, signed: false };
        assert!(number(unsigned.clone(), "18446744073709551615"));
        assert!(!number(unsigned.clone(), "18446744073709551616") && !number(unsigned, "-1"));
        assert!(!number(Type::int(64), &"9".repeat(100)));
        let money = Type::Decimal { precision: 5, scale: 2 };
        assert!(number(money.clone(), "-999.99") && number(money.clone(), "1.100"));
        assert!(!number(money.clone(), "1000") && !number(money, "0.001"));
        // Oracle's NUMBER(2, -3) and NUMBER(2, 4).
        let thousands = Type::Decimal { precision: 2, scale: -3 };
        assert!(number(thousands.clone(), "99000") && !number(thousands.clone(), "99100"));
        assert!(!number(thousands, "100000"));
        let small = Type::Decimal { precision: 2, scale: 4 };
        assert!(number(small.clone(), "0.0099") && !number(small, "1"));
        assert!(number(Type::Year, "2024") && !number(Type::Year, "20240"));
        assert!(!number(Type::TEXT, "1"));
    }

    #[test]
    fn texts_fit_by_length_and_spelling() {
        assert!(text(Type::text(2), "äö") && !text(Type::text(2), "abc"));
        let bytes = Type::Text(TextType { max: Some(2), unit: LengthUnit::Bytes, ..TextType::default() });
        assert!(text(bytes.clone(), "ä") && !text(bytes, "äö"));
        let state = Type::Enum(vec!["new".into(), "paid".into()]);
        assert!(text(state.clone(), "new") && !text(state, "NEW"));
        let flags = Type::Set(vec!["x".into(), "y".into()]);
        assert!(text(flags.clone(), "x,y") && text(flags.clone(), "") && !text(flags, "x,z"));
        assert!(text(Type::Date, "2024-01-31") && !text(Type::Date, "31.01.2024"));
        assert!(text(Type::Timestamp { precision: 0, zone: Zone::None }, "2024-01-31 10:00:00"));
        assert!(text(Type::Uuid, "00000000-0000-4000-8000-00000000000a") && !text(Type::Uuid, "abc"));
        assert!(text(Type::Json, "{\"a\": [1]}") && !text(Type::Json, "{a: 1}"));
        let binary = Type::Binary { max: Some(2), fixed: false };
        assert!(text(binary.clone(), "0x0aFF") && !text(binary.clone(), "0x0aFF00") && !text(binary, "0a"));
        assert!(text(Type::Bits { max: Some(4) }, "0101") && !text(Type::Bits { max: Some(4) }, "01010"));
        assert!(!text(Type::int(32), "1") && !text(Type::Boolean, "true"));
    }
}
