//! Masked values.

use super::value::Value;
use crate::mapping::Mask;

/// What a mask makes of a value that arrived. A hash and random digits are not determined by the row: which bytes of a text
/// are hashed is not said.
pub fn masked(how: &Mask, value: Value) -> Value {
    let has_digits = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    match (how, value) {
        (_, Value::Null) => Value::Null,
        (Mask::Digits(c), Value::Text(text)) => {
            let digit = |one: char| if one.is_ascii_digit() { c.to_string() } else { one.to_string() };
            Value::Text(text.chars().map(digit).collect::<String>().into())
        }
        (Mask::RandomDigits, Value::Text(text)) if !has_digits(&text) => Value::Text(text),
        (
            Mask::Hash | Mask::Digits(_) | Mask::RandomDigits,
            Value::Boolean(_)
            | Value::Number(_)
            | Value::Text(_)
            | Value::Moment(_)
            | Value::Record(_)
            | Value::List(_)
            | Value::Unknown,
        ) => Value::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::masked;
    use crate::eval::value::Value;
    use crate::mapping::Mask;

    #[test]
    fn digits_are_replaced_and_nothing_else() {
        let text = |text: &str| Value::Text(text.into());
        let digits = Mask::Digits("#".into());
        assert_eq!(masked(&digits, text("+49 (30) 123-x")), text("+## (##) ###-x"));
        assert_eq!(masked(&digits, text("")), text(""));
        assert_eq!(masked(&digits, Value::Null), Value::Null);
        assert_eq!(masked(&Mask::Hash, text("a")), Value::Unknown);
        assert_eq!(masked(&Mask::RandomDigits, text("a1")), Value::Unknown);
        assert_eq!(masked(&Mask::RandomDigits, text("a")), text("a"));
        assert_eq!(masked(&Mask::RandomDigits, Value::Number("7".into())), Value::Unknown);
    }
}
