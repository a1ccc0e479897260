//! Exact numbers as text: their one spelling, and their order. No digit is lost, whatever the length.

use std::cmp::Ordering;

/// A number that was read: `-12.50` is negative, `12`, `50`. Without leading zeros; the fraction is as it was written.
#[derive(Clone, Copy, Debug)]
pub struct Exact<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
}

impl<'a> Exact<'a> {
    /// Reads `12`, `-1`, `3.50`; `None` for anything else, exponents included.
    pub fn read(text: &'a str) -> Option<Exact<'a>> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return None,
            None => (digits, ""),
        };
        let is_number =
            !whole.is_empty() && [whole, fraction].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
        let exact = Exact { negative, whole: whole.trim_start_matches('0'), fraction };
        is_number.then(|| Exact { negative: negative && !exact.is_zero(), ..exact })
    }

    /// The text: no leading zeros, no sign before zero, the fraction as written.
    pub fn text(self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let whole = if self.whole.is_empty() { "0" } else { self.whole };
        let point = if self.fraction.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{}", self.fraction)
    }

    /// The one text of all numbers of this value: `3.0` and `3` are `3`.
    pub fn plain(self) -> String {
        Exact { fraction: self.significant_fraction(), ..self }.text()
    }

    /// Digits before the point, leading zeros aside.
    pub fn whole_digits(self) -> &'a str {
        self.whole
    }

    /// Digits after the point, trailing zeros aside.
    pub fn significant_fraction(self) -> &'a str {
        self.fraction.trim_end_matches('0')
    }

    fn is_zero(self) -> bool {
        self.whole.is_empty() && self.significant_fraction().is_empty()
    }

    /// By value.
    pub fn compare(self, other: Exact<'_>) -> Ordering {
        let size = self
            .whole
            .len()
            .cmp(&other.whole.len())
            .then_with(|| self.whole.cmp(other.whole))
            .then_with(|| self.significant_fraction().cmp(other.significant_fraction()));
        match (self.negative, other.negative) {
            (false, false) => size,
            (true, true) => size.reverse(),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Exact;
    use std::cmp::Ordering::{Equal, Greater, Less};

    #[test]
    fn numbers_compare_by_value() {
        let cases = [
            ("3", "3.0", Equal),
            ("-0.0", "0", Equal),
            ("007", "7", Equal),
            ("10", "9", Greater),
            ("-10", "-9", Less),
            ("-1", "1", Less),
            ("0.5", "0.25", Greater),
            ("1.05", "1.5", Less),
            ("1.10", "1.1", Equal),
            // Beyond what a double tells apart.
            ("9007199254740993", "9007199254740992", Greater),
            ("0.1000000000000000000001", "0.1", Greater),
        ];
        for (one, other, expected) in cases {
            let (a, b) = (Exact::read(one).expect("a number"), Exact::read(other).expect("a number"));
            assert_eq!(a.compare(b), expected, "{one} {other}");
            assert_eq!(b.compare(a), expected.reverse(), "{other} {one}");
            assert_eq!(a.plain() == b.plain(), expected == Equal, "{one} {other}");
        }
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in ["", "-", ".", "1.", ".5", "1e5", "+1", "1 ", "0x1", "1.2.3", "١"] {
            assert!(Exact::read(text).is_none(), "{text}");
        }
        assert_eq!(Exact::read("-007.50").expect("a number").text(), "-7.50");
    }
}
