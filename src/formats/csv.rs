//! Which values break a line of separated values that knows no quotes.

use crate::types::Type;

/// Whether the text of a value of this type may hold the delimiter, a quote or a line break.
pub fn may_break(ty: &Type, delimiter: &str) -> bool {
    let breaks = |text: &str| text.contains(['"', '\n', '\r']) || text.contains(delimiter);
    match ty {
        Type::Enum(values) | Type::Set(values) => {
            // The values of a set are joined by commas.
            values.iter().any(|value| breaks(value)) || matches!(ty, Type::Set(_)) && delimiter == ","
        }
        Type::Text(_) | Type::Json | Type::Xml | Type::Array(_) | Type::Spatial(_) | Type::Opaque(_) => true,
        // Digits, letters and `+-:.` only, none of which is taken for a delimiter in good faith.
        Type::Boolean
        | Type::Int { .. }
        | Type::Decimal { .. }
        | Type::Number
        | Type::Float { .. }
        | Type::Binary { .. }
        | Type::Bits { .. }
        | Type::Date
        | Type::Time { .. }
        | Type::Timestamp { .. }
        | Type::Year
        | Type::Interval
        | Type::Uuid => false,
    }
}

#[cfg(test)]
mod tests {
    use super::may_break;
    use crate::types::Type;

    #[test]
    fn only_free_text_breaks_a_line() {
        let named = |values: &[&str]| values.iter().map(|value| (*value).into()).collect();
        assert!(may_break(&Type::text(1), ","));
        assert!(!may_break(&Type::int(32), ","));
        assert!(!may_break(&Type::Enum(named(&["true", "false"])), ","));
        assert!(may_break(&Type::Enum(named(&["a,b"])), ","));
        assert!(!may_break(&Type::Enum(named(&["a,b"])), "|"));
        assert!(may_break(&Type::Enum(named(&["a\"b"])), "|"));
        assert!(may_break(&Type::Set(named(&["a", "b"])), ","));
        assert!(!may_break(&Type::Set(named(&["a", "b"])), "|"));
    }
}
