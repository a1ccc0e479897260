//! Comparing decimal numbers that are texts, exactly.

use std::cmp::Ordering;

/// How two numbers compare; `None` where one is none.
pub fn compare(one: &str, other: &str) -> Option<Ordering> {
    let (one, other) = (parts(one)?, parts(other)?);
    let magnitude = |a: &Parts<'_>, b: &Parts<'_>| {
        a.whole.len().cmp(&b.whole.len()).then_with(|| a.whole.cmp(b.whole)).then_with(|| a.fraction.cmp(b.fraction))
    };
    Some(match (one.negative, other.negative) {
        (false, false) => magnitude(&one, &other),
        (true, true) => magnitude(&other, &one),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    })
}

struct Parts<'t> {
    /// Below zero; false for zero.
    negative: bool,
    /// Without zeros before it.
    whole: &'t str,
    /// Without zeros after it.
    fraction: &'t str,
}

fn parts(text: &str) -> Option<Parts<'_>> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    Some(Parts { negative: sign && !(whole.is_empty() && fraction.is_empty()), whole, fraction })
}

#[cfg(test)]
mod tests {
    use super::compare;
    use std::cmp::Ordering::{Equal, Greater, Less};

    #[test]
    fn numbers_compare_by_value() {
        assert_eq!(compare("9", "10"), Some(Less));
        assert_eq!(compare("-9", "-10"), Some(Greater));
        assert_eq!(compare("007.50", "7.5"), Some(Equal));
        assert_eq!(compare("-0", "0.0"), Some(Equal));
        assert_eq!(compare("1.05", "1.5"), Some(Less));
        assert_eq!(compare("1e3", "5"), None);
        assert_eq!(compare("", "5"), None);
        assert_eq!(compare("123456789012345678901", "123456789012345678900"), Some(Greater));
    }
}
