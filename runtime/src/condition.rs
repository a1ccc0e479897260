//! What a mapping assumes of rows, checked row by row: conditions with SQL's three values.
//!
//! Numbers are compared exactly, texts by their bytes. As with a CHECK constraint, a condition that is unknown is not broken.

use std::cmp::Ordering;

use crate::error::{Error, Fault};
use crate::number::Number;

/// Whether a condition holds; `None` where that is unknown, as it is when a value is NULL.
pub type Truth = Option<bool>;

/// How a value must stand to a constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    /// `=`
    Equal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

impl Is {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Is::Equal => order.is_eq(),
            Is::Less => order.is_lt(),
            Is::AtMost => order.is_le(),
            Is::Greater => order.is_gt(),
            Is::AtLeast => order.is_ge(),
        }
    }
}

/// Refuses a row for which a claim of the mapping is false. `claim` is the line, for the error.
///
/// # Errors
///
/// [`Fault::NotAsAssumed`] where `truth` is `Some(false)`.
pub fn assume(claim: &'static str, truth: Truth) -> Result<(), Error> {
    if truth == Some(false) { Err(Error::of_item(Fault::NotAsAssumed { claim })) } else { Ok(()) }
}

/// The opposite.
pub fn not(truth: Truth) -> Truth {
    truth.map(|truth| !truth)
}

/// Whether all hold.
pub fn all(truths: &[Truth]) -> Truth {
    if truths.contains(&Some(false)) {
        return Some(false);
    }
    (!truths.contains(&None)).then_some(true)
}

/// Whether one holds.
pub fn any(truths: &[Truth]) -> Truth {
    if truths.contains(&Some(true)) {
        return Some(true);
    }
    (!truths.contains(&None)).then_some(false)
}

/// Whether a value is NULL.
pub fn is_null<V>(value: impl Into<Option<V>>) -> Truth {
    Some(value.into().is_none())
}

/// Compares a text with a constant, by bytes.
pub fn text_is<'v>(value: impl Into<Option<&'v str>>, is: Is, constant: &str) -> Truth {
    value.into().map(|value| is.holds(value.as_bytes().cmp(constant.as_bytes())))
}

/// Compares a number with a constant, exactly. A text that is no number is unknown here, and refused where it is written.
pub fn number_is<'v>(value: impl Into<Option<Number<'v>>>, is: Is, constant: &str) -> Truth {
    let order = Decimal::read(value.into()?.0)?.cmp(&Decimal::read(constant)?);
    Some(is.holds(order))
}

/// Compares a truth value with a constant.
pub fn flag_is(value: impl Into<Option<bool>>, is: Is, constant: bool) -> Truth {
    value.into().map(|value| is.holds(value.cmp(&constant)))
}

/// Whether a text contains another.
pub fn contains<'v>(value: impl Into<Option<&'v str>>, part: &str) -> Truth {
    value.into().map(|value| value.contains(part))
}

/// Whether a text begins with another.
pub fn starts_with<'v>(value: impl Into<Option<&'v str>>, start: &str) -> Truth {
    value.into().map(|value| value.starts_with(start))
}

/// A decimal number of any length, to be compared.
#[derive(Clone, Copy, Debug)]
struct Decimal<'a> {
    negative: bool,
    /// Digits before and after the point, from the first that is not zero.
    digits: (&'a [u8], &'a [u8]),
    /// The power of ten of the first digit; meaningless for zero.
    power: i64,
}

impl<'a> Decimal<'a> {
    fn read(text: &'a str) -> Option<Decimal<'a>> {
        let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (digits, exponent) = match rest.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
            None => (rest, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !is_number(whole) || !is_number(fraction) {
            return None;
        }
        let whole = whole.trim_start_matches('0').as_bytes();
        let tail = fraction.trim_end_matches('0').trim_start_matches('0').as_bytes();
        let leading = i64::try_from(fraction.trim_end_matches('0').len() - tail.len()).ok()?;
        let (digits, first) = if whole.is_empty() {
            ((tail, &[][..]), -1 - leading)
        } else {
            ((whole, fraction.trim_end_matches('0').as_bytes()), i64::try_from(whole.len()).ok()? - 1)
        };
        Some(Decimal { negative, digits, power: first + i64::from(exponent) })
    }

    fn is_zero(&self) -> bool {
        self.digits().next().is_none()
    }

    /// The digits, without zeros at the end.
    fn digits(&self) -> impl Iterator<Item = u8> + use<'a> {
        let (first, second) = self.digits;
        let trimmed = |digits: &'a [u8]| {
            let kept = digits.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1);
            &digits[..kept]
        };
        let first = if second.is_empty() { trimmed(first) } else { first };
        first.iter().chain(second).copied()
    }

    fn cmp(&self, other: &Decimal<'_>) -> Ordering {
        match (self.is_zero(), other.is_zero()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return if other.negative { Ordering::Greater } else { Ordering::Less },
            (false, true) => return if self.negative { Ordering::Less } else { Ordering::Greater },
            (false, false) => {}
        }
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.power.cmp(&other.power).then_with(|| self.digits().cmp(other.digits())),
            (true, true) => other.power.cmp(&self.power).then_with(|| other.digits().cmp(self.digits())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, Is, all, any, assume, contains, flag_is, is_null, not, number_is, starts_with, text_is};
    use crate::error::Fault;
    use crate::number::Number;
    use std::cmp::Ordering;

    #[test]
    fn numbers_are_compared_by_value() {
        let equal = [
            ("0", "-0.00"),
            ("1", "1.0"),
            ("10", "1e1"),
            ("0.05", "5e-2"),
            ("100", "1E2"),
            ("-3.50", "-3.5"),
            ("007", "7"),
        ];
        for (one, other) in equal {
            let order = Decimal::read(one).unwrap().cmp(&Decimal::read(other).unwrap());
            assert_eq!(order, Ordering::Equal, "{one} {other}");
        }
        let rising = [
            "-1e3",
            "-20",
            "-2.5",
            "-2.05",
            "-0.1",
            "-0.01",
            "0",
            "1e-9",
            "0.01",
            "0.011",
            "0.1",
            "2.05",
            "2.5",
            "20",
            "20.0001",
            "1e3",
            "12345678901234567890123456789012345678901",
            "12345678901234567890123456789012345678902",
        ];
        for (place, one) in rising.iter().enumerate() {
            for (other_place, other) in rising.iter().enumerate() {
                let order = Decimal::read(one).unwrap().cmp(&Decimal::read(other).unwrap());
                assert_eq!(order, place.cmp(&other_place), "{one} {other}");
            }
        }
        for wrong in ["", "-", ".", "1.2.3", "+1", "NaN", "1e", "0x1", "1 "] {
            assert!(Decimal::read(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn null_makes_a_condition_unknown_and_unknown_breaks_nothing() {
        let none: Option<&str> = None;
        assert_eq!(contains(none, "|"), None);
        assert_eq!(not(contains(none, "|")), None);
        assert_eq!(assume("a not contains \"|\"", not(contains(none, "|"))), Ok(()));
        assert_eq!(is_null::<&str>(none), Some(true));
        assert_eq!(is_null::<&str>(Some("")), Some(false));
        let error = assume("a not contains \"|\"", not(contains("x|y", "|"))).unwrap_err();
        assert_eq!(error.fault, Fault::NotAsAssumed { claim: "a not contains \"|\"" });
        assert_eq!(error.to_string(), "not as the mapping assumes: a not contains \"|\"");
    }

    #[test]
    fn tests_of_one_value() {
        assert_eq!(text_is("b", Is::Greater, "a"), Some(true));
        assert_eq!(text_is("a", Is::Equal, "A"), Some(false));
        assert_eq!(number_is(Number("5"), Is::AtLeast, "5.0"), Some(true));
        assert_eq!(number_is(Number("x"), Is::Equal, "5"), None);
        assert_eq!(flag_is(true, Is::Equal, true), Some(true));
        assert_eq!(starts_with("p1", "p"), Some(true));
        assert_eq!(all(&[Some(true), None]), None);
        assert_eq!(all(&[None, Some(false)]), Some(false));
        assert_eq!(any(&[None, Some(true)]), Some(true));
        assert_eq!(any(&[None, Some(false)]), None);
        assert_eq!((all(&[]), any(&[])), (Some(true), Some(false)));
    }
}
