//! The text of a key: the same for values that are the same.

use super::moment;
use super::number::Exact;
use super::value::Value;

/// One text for all values that are the same.
pub fn key(value: &Value) -> String {
    match value {
        Value::Number(digits) => Exact::read(digits).map_or_else(|| digits.to_string(), Exact::plain),
        Value::Moment(text) => Value::Text(moment::normal(text).into()).to_string(),
        Value::Null | Value::Boolean(_) | Value::Text(_) | Value::Record(_) | Value::List(_) | Value::Unknown => {
            value.to_string()
        }
    }
}
