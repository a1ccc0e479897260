//! The form in which a value arrives: a number on a carrier of text is text with the same digits.

use super::number::Exact;
use super::value::Value;
use crate::shape::Form;
use crate::types::Type;

/// What kinds of values a field takes.
enum Kind {
    Number,
    Boolean,
    Text,
    /// Bytes, and what else has no spelling that all carriers share.
    Other,
}

/// `value` in a field of this type and form; the error is a text that the type cannot read, as the language spells it.
pub fn arrives(value: Value, ty: &Type, form: Form) -> Result<Value, String> {
    Ok(match (value, kind(ty, form)) {
        (Value::Null, _) => Value::Null,
        (Value::Record(_) | Value::List(_) | Value::Unknown, _) => Value::Unknown,
        (Value::Number(digits), Kind::Number) => Value::Number(digits),
        (Value::Number(digits), Kind::Text) => Value::Text(digits),
        (Value::Boolean(flag), Kind::Boolean) => Value::Boolean(flag),
        (Value::Boolean(flag), Kind::Number) => Value::Number(if flag { "1" } else { "0" }.into()),
        (Value::Boolean(flag), Kind::Text) => Value::Text(if flag { "true" } else { "false" }.into()),
        (Value::Text(text), Kind::Text) => Value::Text(text),
        (Value::Text(text), Kind::Number) => return number(&text),
        // The carrier's spelling of a moment is its own; what it names stays.
        (Value::Moment(text), Kind::Text) => Value::Moment(text),
        (Value::Number(_), Kind::Boolean)
        | (Value::Text(_), Kind::Boolean)
        | (Value::Moment(_), Kind::Boolean | Kind::Number)
        | (Value::Boolean(_) | Value::Number(_) | Value::Text(_) | Value::Moment(_), Kind::Other) => Value::Unknown,
    })
}

/// A text where a number is wanted.
fn number(text: &str) -> Result<Value, String> {
    match Exact::read(text) {
        Some(exact) => Ok(Value::Number(exact.text().into())),
        // An exponent, a plus: whether it is read differs from reader to reader.
        None if text.trim().parse::<f64>().is_ok() => Ok(Value::Unknown),
        None => Err(Value::Text(text.into()).to_string()),
    }
}

fn kind(ty: &Type, form: Form) -> Kind {
    match form {
        Form::Number => Kind::Number,
        Form::Text => Kind::Text,
        Form::Boolean => Kind::Boolean,
        Form::Binary => Kind::Other,
        Form::Native => match ty {
            Type::Boolean => Kind::Boolean,
            Type::Int { .. } | Type::Decimal { .. } | Type::Number | Type::Float { .. } | Type::Year => Kind::Number,
            Type::Text(_)
            | Type::Date
            | Type::Time { .. }
            | Type::Timestamp { .. }
            | Type::Uuid
            | Type::Json
            | Type::Xml
            | Type::Enum(_)
            | Type::Set(_) => Kind::Text,
            Type::Binary { .. }
            | Type::Bits { .. }
            | Type::Interval
            | Type::Array(_)
            | Type::Spatial(_)
            | Type::Opaque(_) => Kind::Other,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::arrives;
    use crate::eval::value::Value;
    use crate::shape::Form;
    use crate::types::{Type, Zone};

    #[test]
    fn values_take_the_form_of_their_field() {
        let number = |digits: &str| Value::Number(digits.into());
        let text = |text: &str| Value::Text(text.into());
        let day = Value::Moment("2024-01-31".into());
        let moment = Type::Timestamp { precision: 6, zone: Zone::Utc };
        for (value, ty, form, expected) in [
            (number("3.50"), Type::TEXT, Form::Text, Ok(text("3.50"))),
            (number("3.50"), Type::int(32), Form::Number, Ok(number("3.50"))),
            (Value::Boolean(true), Type::int(8), Form::Number, Ok(number("1"))),
            (Value::Boolean(true), Type::TEXT, Form::Text, Ok(text("true"))),
            (text("007"), Type::int(32), Form::Native, Ok(number("7"))),
            (text("1e5"), Type::int(32), Form::Native, Ok(Value::Unknown)),
            (text("abc"), Type::int(32), Form::Native, Err("\"abc\"".to_owned())),
            (day.clone(), moment, Form::Native, Ok(day)),
            (Value::Null, Type::TEXT, Form::Text, Ok(Value::Null)),
            (Value::Unknown, Type::TEXT, Form::Text, Ok(Value::Unknown)),
        ] {
            assert_eq!(arrives(value.clone(), &ty, form), expected, "{value}");
        }
    }
}
