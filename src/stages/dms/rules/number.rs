//! Exact decimal numbers, as constants of conditions and columns declare them.

use std::cmp::Ordering;

/// A decimal number: `unscaled` divided by ten to the power of `scale`. No zero ends it after the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    unscaled: i128,
    scale: u32,
}

impl Decimal {
    /// The number that a text spells: a sign, digits, a point. `None` where it has more digits than are counted here, or is
    /// no number.
    pub(super) fn read(text: &str) -> Option<Decimal> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let fraction = fraction.trim_end_matches('0');
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        let unscaled: i128 = format!("{whole}{fraction}").parse().ok()?;
        let scale = u32::try_from(fraction.len()).ok()?;
        Some(Decimal { unscaled: if negative { -unscaled } else { unscaled }, scale })
    }

    /// The whole number.
    pub(super) fn whole(value: i128) -> Decimal {
        Decimal { unscaled: value, scale: 0 }
    }

    /// The number, where it has no digits after the point.
    pub(super) fn as_whole(self) -> Option<i128> {
        (self.scale == 0).then_some(self.unscaled)
    }

    /// The greatest whole number that is not greater.
    pub(super) fn floor(self) -> Option<i128> {
        Some(self.unscaled.div_euclid(10_i128.checked_pow(self.scale)?))
    }

    /// The digits after the point.
    pub(super) fn scale(self) -> u32 {
        self.scale
    }

    /// The next smaller number with so many digits after the point; `None` where this one has more.
    pub(super) fn step_down(self, scale: u32) -> Option<Decimal> {
        self.stepped(scale, -1)
    }

    /// The next greater number with so many digits after the point; `None` where this one has more.
    pub(super) fn step_up(self, scale: u32) -> Option<Decimal> {
        self.stepped(scale, 1)
    }

    fn stepped(self, scale: u32, by: i128) -> Option<Decimal> {
        let more = scale.checked_sub(self.scale)?;
        let unscaled = self.unscaled.checked_mul(10_i128.checked_pow(more)?)?.checked_add(by)?;
        Some(Decimal { unscaled, scale })
    }

    /// Which of two is greater; `None` where their digits are too many to tell.
    pub(super) fn compare(self, other: Decimal) -> Option<Ordering> {
        let scale = self.scale.max(other.scale);
        let at = |number: Decimal| number.unscaled.checked_mul(10_i128.checked_pow(scale - number.scale)?);
        Some(at(self)?.cmp(&at(other)?))
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.unscaled);
        }
        let sign = if self.unscaled < 0 { "-" } else { "" };
        let scale = self.scale as usize;
        let digits = format!("{:0>width$}", self.unscaled.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        write!(f, "{sign}{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact() {
        let shown = |text: &str| Decimal::read(text).map(|number| number.to_string());
        for (text, expected) in [
            ("5", "5"),
            ("-0.50", "-0.5"),
            ("3.00", "3"),
            ("007", "7"),
            ("-0", "0"),
            ("12.34", "12.34"),
            ("0.05", "0.05"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "1e5", "a", ".5", "--1", &"9".repeat(50)] {
            assert_eq!(shown(text), None, "{text}");
        }
        let number = |text: &str| Decimal::read(text).expect("a number");
        assert_eq!(number("-1.5").floor(), Some(-2));
        assert_eq!(number("1.5").floor(), Some(1));
        assert_eq!(number("5").step_down(2).map(|n| n.to_string()).as_deref(), Some("4.99"));
        assert_eq!(number("-0.01").step_up(2).map(|n| n.to_string()).as_deref(), Some("0.00"));
        assert_eq!(number("0.001").step_up(2), None);
        assert_eq!(number("2.5").compare(number("2.50")), Some(Ordering::Equal));
        assert_eq!(number("-3").compare(number("2.5")), Some(Ordering::Less));
    }
}
