//! Exact numbers as text: what DynamoDB takes, and how they are written. No digit passes through a float.

use std::fmt;

/// The most significant digits. Source: developer guide, "Data types", Number.
const DIGITS: usize = 38;
/// The powers of ten of the first digit of the smallest and of the greatest number.
const POWERS: std::ops::RangeInclusive<i64> = -130..=125;

/// The text of a number, as a database writes it: `3`, `-12.50`, `.5`, `1e20`. It is checked when it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number<'a>(pub &'a str);

/// Why a text is no number that DynamoDB keeps exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BadNumber {
    /// No decimal number: empty, with a plus or blanks, hexadecimal, NaN, infinite.
    NotANumber,
    /// More than 38 significant digits.
    TooManyDigits,
    /// Beyond 9.99…E+125, or between zero and 1E-130.
    OutOfRange,
    /// With an exponent, where the digits themselves are wanted.
    Exponent,
}

impl fmt::Display for BadNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BadNumber::NotANumber => "not a decimal number",
            BadNumber::TooManyDigits => "a number of more than 38 digits",
            BadNumber::OutOfRange => "a number of a magnitude that DynamoDB does not keep",
            BadNumber::Exponent => "a number with an exponent, where its digits are wanted",
        })
    }
}

/// How many digits matter of a whole number that is written as it is: digits alone, the first of several not zero. `None` for
/// all others, good or bad.
#[inline]
pub(crate) fn plain_digits(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let are_digits = match bytes.len() {
        0 => return None,
        1..=7 => bytes.iter().all(u8::is_ascii_digit),
        8..=16 => match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(first), Some(last)) => are_digits(*first) && are_digits(*last),
            _ => false,
        },
        _ => return None,
    };
    if !are_digits || bytes[0] == b'0' {
        return if text == "0" { Some(0) } else { None };
    }
    let mut significant = bytes.len();
    while bytes[significant - 1] == b'0' {
        significant -= 1;
    }
    Some(significant)
}

/// Whether all eight bytes are digits: their upper halves are 3, and stay so when 6 is added.
#[inline]
fn are_digits(bytes: [u8; 8]) -> bool {
    const UPPER: u64 = u64::from_le_bytes([0xf0; 8]);
    const THREE: u64 = u64::from_le_bytes([0x30; 8]);
    let word = u64::from_le_bytes(bytes);
    word & UPPER == THREE && word.wrapping_add(u64::from_le_bytes([6; 8])) & UPPER == THREE
}

/// A number that was read and is one of DynamoDB's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Exact<'a> {
    negative: bool,
    /// Digits before the point, without leading zeros.
    whole: &'a str,
    /// Digits after the point, as written.
    fraction: &'a str,
    /// The power of ten that it is multiplied by.
    exponent: i32,
    /// How many digits matter.
    pub significant: usize,
}

impl<'a> Exact<'a> {
    /// Reads and checks a number.
    pub fn read(text: &'a str) -> Result<Exact<'a>, BadNumber> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (digits, exponent) = match rest.find(['e', 'E']) {
            Some(at) => (&rest[..at], exponent(&rest[at + 1..])?),
            None => (rest, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !are_digits(whole) || !are_digits(fraction) {
            return Err(BadNumber::NotANumber);
        }
        let whole = whole.trim_start_matches('0');
        let mut exact = Exact { negative, whole, fraction, exponent, significant: 0 };
        exact.measure()?;
        Ok(exact)
    }

    /// Counts the digits that matter and checks the magnitude.
    fn measure(&mut self) -> Result<(), BadNumber> {
        let tail = self.fraction.trim_end_matches('0');
        // The power of ten of the first digit, before the exponent, and the digits from the first to the last that matter.
        let (first, significant) = match (self.whole, tail) {
            ("", "") => {
                *self = Exact { negative: false, exponent: 0, significant: 0, ..*self };
                return Ok(());
            }
            ("", tail) => {
                let digits = tail.trim_start_matches('0');
                (digits.len() as i64 - tail.len() as i64 - 1, digits.len())
            }
            (whole, "") => (whole.len() as i64 - 1, whole.trim_end_matches('0').len()),
            (whole, tail) => (whole.len() as i64 - 1, whole.len() + tail.len()),
        };
        if significant > DIGITS {
            return Err(BadNumber::TooManyDigits);
        }
        if !POWERS.contains(&(first + i64::from(self.exponent))) {
            return Err(BadNumber::OutOfRange);
        }
        self.significant = significant;
        Ok(())
    }

    /// The pieces of its text: without leading zeros, a sign before zero or an exponent. `plain` also leaves out zeros that
    /// end the fraction, so that equal numbers have one text.
    pub fn pieces(&self, plain: bool, mut push: impl FnMut(&str)) {
        if self.negative {
            push("-");
        }
        if self.exponent != 0 {
            return self.expanded(push);
        }
        push(if self.whole.is_empty() { "0" } else { self.whole });
        let fraction = if plain { self.fraction.trim_end_matches('0') } else { self.fraction };
        if !fraction.is_empty() {
            push(".");
            push(fraction);
        }
    }

    /// The digits with the point where the exponent puts it. The magnitude is bounded, and so is the text.
    fn expanded(&self, mut push: impl FnMut(&str)) {
        let tail = self.fraction.trim_end_matches('0');
        let digits = || self.whole.bytes().chain(tail.bytes()).skip_while(|digit| *digit == b'0');
        let count = digits().count() as i64;
        // How many of the digits stand before the point.
        let before = self.whole.len() as i64 + i64::from(self.exponent) - leading_zeros(self.whole, tail);
        let mut text = String::with_capacity(160);
        if before <= 0 {
            text.push_str("0.");
            (before..0).for_each(|_| text.push('0'));
        }
        for (place, digit) in digits().enumerate() {
            if place as i64 == before && before > 0 {
                text.push('.');
            }
            text.push(char::from(digit));
        }
        (count..before).for_each(|_| text.push('0'));
        let text = match text.split_once('.') {
            Some(_) => text.trim_end_matches('0').trim_end_matches('.'),
            None => text.as_str(),
        };
        push(text);
    }

    /// Whether the number was written with an exponent.
    pub fn has_exponent(&self) -> bool {
        self.exponent != 0
    }

    /// The digits, where it is a whole number from 0 on.
    pub fn whole(&self) -> Option<&'a str> {
        let is_whole = !self.negative && self.exponent == 0 && self.fraction.bytes().all(|digit| digit == b'0');
        is_whole.then_some(if self.whole.is_empty() { "0" } else { self.whole })
    }
}

/// Zeros after the point and before the first digit, where nothing stands before the point.
fn leading_zeros(whole: &str, tail: &str) -> i64 {
    if whole.is_empty() { tail.bytes().take_while(|digit| *digit == b'0').count() as i64 } else { 0 }
}

/// `20`, `+20`, `-5`
fn exponent(text: &str) -> Result<i32, BadNumber> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(BadNumber::NotANumber);
    }
    // What has more digits is out of range whatever stands before it, or zero.
    let size: i32 = digits.trim_start_matches('0').get(..7).map_or_else(|| digits.parse(), str::parse).unwrap_or(0);
    Ok(if text.starts_with('-') { -size } else { size })
}

impl Number<'_> {
    /// The one text of all numbers of this value, or why there is none.
    pub fn plain(self) -> Result<String, BadNumber> {
        let mut text = String::new();
        Exact::read(self.0)?.pieces(true, |piece| text.push_str(piece));
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{BadNumber, Exact, Number};

    #[test]
    fn plain_digits_are_what_is_read_and_written_alike() {
        let agree = |text: &str| {
            let Some(significant) = super::plain_digits(text) else { return };
            let exact = Exact::read(text).expect("a number");
            let mut written = String::new();
            exact.pieces(true, |piece| written.push_str(piece));
            assert_eq!((written.as_str(), exact.significant), (text, significant));
        };
        for text in ["0", "7", "10", "100", "1234567", "12345678", "1234567800000000", "9999999999999999"] {
            assert!(super::plain_digits(text).is_some(), "{text}");
            agree(text);
            for place in 0..text.len() {
                for byte in (0..=0x7f_u8).map(char::from) {
                    let other = format!("{}{byte}{}", &text[..place], &text[place + 1..]);
                    let is_plain = other.bytes().all(|byte| byte.is_ascii_digit())
                        && (other.len() == 1 || !other.starts_with('0'));
                    assert_eq!(super::plain_digits(&other).is_some(), is_plain, "{other:?}");
                    agree(&other);
                }
            }
        }
        for text in ["", "00", "01", "-1", "1.5", "12345678901234567", "１２３"] {
            assert_eq!(super::plain_digits(text), None, "{text}");
        }
    }

    #[test]
    fn one_text_for_each_number() {
        for (given, plain) in [
            ("3", "3"),
            ("-3.50", "-3.5"),
            ("007", "7"),
            ("-0.00", "0"),
            (".5", "0.5"),
            ("5.", "5"),
            ("1e3", "1000"),
            ("1.50E+2", "150"),
            ("12.5e-1", "1.25"),
            ("0.0012e2", "0.12"),
            ("0.0012e4", "12"),
            ("12e-5", "0.00012"),
            ("0e99999999999", "0"),
            ("100", "100"),
            ("-1e0", "-1"),
        ] {
            assert_eq!(Number(given).plain().as_deref(), Ok(plain), "{given}");
        }
        let digits = "12345678901234567890123456789012345678";
        assert_eq!(Number(digits).plain().as_deref(), Ok(digits));
    }

    #[test]
    fn the_limits_are_those_of_the_service() {
        let digits = |count: usize| "9".repeat(count);
        for good in [
            digits(38),
            format!("{}e88", digits(38)),
            "1e125".into(),
            "1e-130".into(),
            format!("0.{}1", "0".repeat(129)),
        ] {
            assert!(Number(&good).plain().is_ok(), "{good}");
        }
        for (bad, why) in [
            (digits(39), BadNumber::TooManyDigits),
            (format!("{}.1", digits(38)), BadNumber::TooManyDigits),
            (format!("{}e89", digits(38)), BadNumber::OutOfRange),
            ("1e126".to_owned(), BadNumber::OutOfRange),
            ("9e-131".to_owned(), BadNumber::OutOfRange),
            ("1e99999999999".to_owned(), BadNumber::OutOfRange),
            (format!("1{}", "0".repeat(126)), BadNumber::OutOfRange),
        ] {
            assert_eq!(Number(&bad).plain(), Err(why), "{bad}");
        }
        for text in ["", "-", ".", "+1", " 1", "1 ", "0x1", "NaN", "Infinity", "1.2.3", "1e", "1e+", "--1", "١", "1_0"]
        {
            assert_eq!(Number(text).plain(), Err(BadNumber::NotANumber), "{text}");
        }
    }

    #[test]
    fn a_fraction_is_kept_as_written_unless_one_text_is_wanted() {
        let written = |text: &str| {
            let mut out = String::new();
            Exact::read(text).expect("a number").pieces(false, |piece| out.push_str(piece));
            out
        };
        assert_eq!(written("3.50"), "3.50");
        assert_eq!(written("-0.0"), "0.0");
    }
}
