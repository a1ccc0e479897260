//! How the values of each type are written in a key: whole numbers in decimal without leading zeros, days as ISO 8601.

use super::pattern::Pattern;
use crate::text::Name;
use crate::types::Zone;

/// More members than this make too many subsets to write down.
const MOST_MEMBERS: usize = 6;

fn digit() -> Pattern {
    Pattern::of(&[('0', '9')])
}

fn digits(least: u32, most: u32) -> Pattern {
    digit().repeat(least, Some(most))
}

/// Number of decimal digits of `number`, without its sign.
fn width(number: i128) -> u32 {
    number.unsigned_abs().checked_ilog10().unwrap_or(0) + 1
}

/// Whole numbers between two bounds, by sign and number of digits. (The bounds themselves are looked at where a witness
/// is judged.)
pub fn whole(least: i128, most: i128) -> Pattern {
    let natural = |digits| Pattern::Seq(vec![Pattern::of(&[('1', '9')]), self::digits(0, digits - 1)]);
    let mut forms = Vec::new();
    if least <= 0 && most >= 0 {
        forms.push(Pattern::text("0"));
    }
    if most > 0 {
        forms.push(natural(width(most)));
    }
    if least < 0 {
        forms.push(Pattern::Seq(vec![Pattern::text("-"), natural(width(least))]));
    }
    Pattern::Any(forms)
}

/// Decimal numbers with at most these digits before and after the point. How many zeros end a number differs from stage
/// to stage, so that any number of digits up to the scale is taken.
pub fn decimal(before: u32, after: u32, signed: bool) -> Pattern {
    let mut first = vec![Pattern::text("0")];
    if before > 0 {
        first.push(Pattern::Seq(vec![Pattern::of(&[('1', '9')]), digits(0, before - 1)]));
    }
    let mut parts = vec![Pattern::Any(first)];
    if signed {
        parts.insert(0, Pattern::text("-").optional());
    }
    if after > 0 {
        parts.push(Pattern::Seq(vec![Pattern::text("."), digits(1, after)]).optional());
    }
    Pattern::Seq(parts)
}

/// Decimal numbers of any size: Oracle's `NUMBER` has up to 38 digits and more zeros.
pub fn number() -> Pattern {
    let fraction = Pattern::Seq(vec![Pattern::text("."), digit().repeat(1, None)]);
    let whole = Pattern::Seq(vec![Pattern::of(&[('1', '9')]), digit().repeat(0, None)]);
    Pattern::Seq(vec![
        Pattern::text("-").optional(),
        Pattern::Any(vec![Pattern::text("0"), whole]),
        fraction.optional(),
    ])
}

/// Truth values. Stages write words or digits; none begins another, so that both may be allowed.
pub fn boolean() -> Pattern {
    Pattern::words(&["true", "false", "1", "0"])
}

/// `YYYY-MM-DD`
pub fn date() -> Pattern {
    let month = Pattern::Any(vec![
        Pattern::Seq(vec![Pattern::text("0"), Pattern::of(&[('1', '9')])]),
        Pattern::Seq(vec![Pattern::text("1"), Pattern::of(&[('0', '2')])]),
    ]);
    let day = Pattern::Any(vec![
        Pattern::Seq(vec![Pattern::text("0"), Pattern::of(&[('1', '9')])]),
        Pattern::Seq(vec![Pattern::of(&[('1', '2')]), digit()]),
        Pattern::Seq(vec![Pattern::text("3"), Pattern::of(&[('0', '1')])]),
    ]);
    Pattern::Seq(vec![digits(4, 4), Pattern::text("-"), month, Pattern::text("-"), day])
}

/// `HH:MM:SS` with a fraction and an offset. MySQL's `TIME` has a sign and up to three digits of hours.
pub fn time(precision: u8, zoned: bool) -> Pattern {
    let hours = Pattern::Seq(vec![Pattern::text("-").optional(), digits(2, 3)]);
    let mut parts = vec![hours, minutes_and_seconds(precision)];
    if zoned {
        parts.push(offset());
    }
    Pattern::Seq(parts)
}

/// `YYYY-MM-DD HH:MM:SS`, with `T` or a blank between, a fraction up to the precision, and `Z` or an offset.
pub fn timestamp(precision: u8, zone: Zone) -> Pattern {
    let mut parts = vec![date(), Pattern::words(&[" ", "T"]), digits(2, 2), minutes_and_seconds(precision)];
    match zone {
        Zone::None => {}
        Zone::Utc => parts.push(Pattern::text("Z").optional()),
        Zone::Offset => parts.push(offset()),
    }
    Pattern::Seq(parts)
}

fn minutes_and_seconds(precision: u8) -> Pattern {
    let pair = || Pattern::Seq(vec![Pattern::text(":"), Pattern::of(&[('0', '5')]), digit()]);
    let fraction = Pattern::Seq(vec![Pattern::text("."), digits(1, u32::from(precision.max(1)))]);
    let mut parts = vec![pair(), pair()];
    if precision > 0 {
        parts.push(fraction.optional());
    }
    Pattern::Seq(parts)
}

fn offset() -> Pattern {
    let sign = Pattern::words(&["+", "-"]);
    Pattern::Any(vec![
        Pattern::text("Z"),
        Pattern::Seq(vec![sign, digits(2, 2), Pattern::text(":"), Pattern::of(&[('0', '5')]), digit()]),
    ])
}

/// `YYYY`
pub fn year() -> Pattern {
    digits(4, 4)
}

/// Eight, four, four, four, twelve hexadecimal digits.
pub fn uuid() -> Pattern {
    let hex = |count| Pattern::of(&[('0', '9'), ('a', 'f'), ('A', 'F')]).repeat(count, Some(count));
    let dash = || Pattern::text("-");
    Pattern::Seq(vec![hex(8), dash(), hex(4), dash(), hex(4), dash(), hex(4), dash(), hex(12)])
}

/// Subsets of `members` in the order of their declaration, joined by commas: the text of MySQL's `SET`. `None` where
/// there are too many to write down.
pub fn subsets(members: &[Name]) -> Option<Vec<String>> {
    if members.len() > MOST_MEMBERS {
        return None;
    }
    let subset = |bits: usize| {
        let chosen = members.iter().enumerate().filter(|(place, _)| bits >> place & 1 == 1);
        chosen.map(|(_, member)| &**member).collect::<Vec<_>>().join(",")
    };
    Some((0..1 << members.len()).map(subset).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proofs::pattern::Nfa;

    fn check(pattern: &Pattern, good: &[&str], bad: &[&str]) {
        let nfa = Nfa::new(pattern).expect("small");
        for text in good {
            assert!(nfa.has(text), "{text}");
        }
        for text in bad {
            assert!(!nfa.has(text), "{text}");
        }
    }

    #[test]
    fn numbers_have_one_spelling() {
        check(&whole(-128, 127), &["0", "7", "-128", "127"], &["", "-", "-0", "07", "1000", "+1"]);
        check(&whole(0, 65_535), &["0", "65535"], &["-1", "100000"]);
        check(&whole(1, 9), &["1", "9"], &["0", "10"]);
        check(&decimal(3, 2, true), &["0", "0.5", "-123.45", "1.50"], &[".5", "1234", "1.", "1.234", "00.1"]);
        check(&decimal(0, 3, true), &["0.125"], &["1.5"]);
        check(&number(), &["0", "-12.5", "1000000000000000000000"], &["1e5", "01"]);
    }

    #[test]
    fn days_and_times_are_iso() {
        check(&date(), &["2024-02-29", "1999-12-31"], &["2024-13-01", "2024-00-10", "2024-1-1", "2024-01-32"]);
        check(
            &timestamp(6, Zone::None),
            &["2024-01-01 10:20:30", "2024-01-01T10:20:30.123456"],
            &["2024-01-01", "2024-01-01 10:20:30Z"],
        );
        check(
            &timestamp(0, Zone::Offset),
            &["2024-01-01 10:20:30+02:00", "2024-01-01T10:20:30Z"],
            &["2024-01-01 10:20:30", "2024-01-01 10:20:30.1Z"],
        );
        check(&time(0, false), &["10:20:30", "-838:59:59"], &["1:2:3", "10:60:00"]);
        check(&uuid(), &["123e4567-e89b-12d3-a456-426614174000"], &["123e4567e89b12d3a456426614174000"]);
    }

    #[test]
    fn a_set_has_its_subsets_in_order() {
        let members: Vec<Name> = ["a", "b"].map(Name::from).into();
        assert_eq!(subsets(&members), Some(["", "a", "b", "a,b"].map(String::from).into()));
        assert_eq!(subsets(&vec![Name::from("a"); 7]), None);
    }
}
