//! Days, times and moments as text: whether a text is one, and when two texts name the same.
//!
//! Only spellings are looked at, never a calendar: MySQL keeps days such as `2024-02-00`.

use std::cmp::Ordering;

/// `YYYY-MM-DD`
pub fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    matches!(parts.as_slice(), [year, month, day]
        if pair(month, 12) && pair(day, 31) && year.len() == 4 && digits(year))
}

/// `HH:MM`, `HH:MM:SS`, with a fraction and an offset; up to three digits of hours and a sign, as in MySQL.
pub fn is_time(text: &str) -> bool {
    let (clock, _) = without_offset(text.strip_prefix('-').unwrap_or(text));
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let parts: Vec<&str> = clock.split(':').collect();
    let hours = |hours: &str| (2..=3).contains(&hours.len()) && digits(hours);
    digits(fraction)
        && match parts.as_slice() {
            [hour, minute] => hours(hour) && pair(minute, 59),
            [hour, minute, second] => hours(hour) && pair(minute, 59) && pair(second, 60),
            _ => false,
        }
}

/// A day, or a day and a time with `T` or a blank between.
pub fn is_timestamp(text: &str) -> bool {
    match split(text) {
        Some((day, "")) => is_date(day),
        Some((day, time)) => is_date(day) && is_time(time),
        None => false,
    }
}

fn pair(text: &str, most: u8) -> bool {
    text.len() == 2 && digits(text) && text.parse::<u8>().is_ok_and(|number| number <= most)
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The day, and the time without the sign between them.
fn split(text: &str) -> Option<(&str, &str)> {
    let (day, rest) = text.split_at_checked("YYYY-MM-DD".len())?;
    if !is_date(day) {
        return None;
    }
    match rest.as_bytes().first() {
        None => Some((day, "")),
        Some(b'T' | b' ') if rest.len() > 1 => Some((day, &rest[1..])),
        Some(_) => None,
    }
}

/// `HH`, `HHMM`, `HH:MM` or `HH:MM:SS`, after the sign; the hours may have one digit where a colon or nothing follows.
fn is_offset(text: &str) -> bool {
    let hours = |hours: &str| hours.len() <= 2 && digits(hours);
    match text.split(':').collect::<Vec<_>>().as_slice() {
        [hour] => hours(hour) || hour.len() == 4 && digits(hour) && pair(&hour[2..], 59),
        [hour, minute] => hours(hour) && pair(minute, 59),
        [hour, minute, second] => hours(hour) && pair(minute, 59) && pair(second, 59),
        _ => false,
    }
}

/// The clock and the offset; UTC has none.
fn without_offset(time: &str) -> (&str, &str) {
    for utc in ["Z", "+00:00", "-00:00", "+00", " UTC"] {
        if let Some(clock) = time.strip_suffix(utc) {
            return (clock, "");
        }
    }
    match time.rfind(['+', '-']) {
        Some(at) if at > 0 && is_offset(&time[at + 1..]) => time.split_at(at),
        Some(_) | None => (time, ""),
    }
}

/// What a text names: the day with midnight where it says no time, hours without zeros beyond two digits, seconds and a
/// fraction without trailing zeros, no sign before zero, and the offset unless it is UTC's. A text that names no time
/// stays as it is.
pub fn normal(text: &str) -> String {
    let (day, time) = split(text).unwrap_or(("", text));
    if !day.is_empty() && time.is_empty() {
        return format!("{day} 00:00:00");
    }
    if !is_time(time) {
        return text.to_owned();
    }
    // The sign first: `-00:00` is a time here, and an offset behind another.
    let (sign, unsigned) = time.strip_prefix('-').map_or(("", time), |rest| ("-", rest));
    let (clock, offset) = without_offset(unsigned);
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let (hours, rest) = clock.split_once(':').unwrap_or((clock, ""));
    let hours = hours.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let seconds = if rest.contains(':') { "" } else { ":00" };
    let blank = if day.is_empty() { "" } else { " " };
    let point = if fraction.is_empty() { "" } else { "." };
    let size = format!("{hours:0>2}:{rest}{seconds}{point}{fraction}");
    let sign = if size == "00:00:00" { "" } else { sign };
    format!("{day}{blank}{sign}{size}{offset}")
}

/// Which of two comes first; `None` where an offset or another spelling leaves it open.
pub fn compare(one: &str, other: &str) -> Option<Ordering> {
    let (a, b) = (normal(one), normal(other));
    if a == b {
        return Some(Ordering::Equal);
    }
    match (split(&a), split(&b)) {
        (Some((day, time)), Some((other_day, other_time))) => {
            // A time of day has no sign.
            let clocks = unsigned(time)?.cmp(&unsigned(other_time)?);
            Some(day.cmp(other_day).then(clocks))
        }
        (None, None) => {
            let (below, other_below) = (a.strip_prefix('-'), b.strip_prefix('-'));
            let (first, second) = (unsigned(below.unwrap_or(&a))?, unsigned(other_below.unwrap_or(&b))?);
            Some(match (below.is_some(), other_below.is_some()) {
                (false, false) => first.cmp(&second),
                (true, true) => second.cmp(&first),
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
            })
        }
        (Some(_), None) | (None, Some(_)) => None,
    }
}

/// The hours of a normal clock as a number, and what follows them, whose texts are in order; `None` with a sign or an
/// offset.
fn unsigned(time: &str) -> Option<(u16, &str)> {
    let is_plain = is_time(time) && !time.contains(['+', '-']);
    let (hours, rest) = time.split_once(':').filter(|_| is_plain)?;
    Some((hours.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::{compare, is_date, is_time, is_timestamp, normal};
    use std::cmp::Ordering::{Equal, Greater, Less};

    #[test]
    fn spellings_are_told_from_others() {
        assert!(is_date("2024-01-31") && is_date("0000-00-00"));
        assert!(!is_date("2024-13-01") && !is_date("24-01-01") && !is_date("2024-1-1") && !is_date("2024-01-01 "));
        assert!(is_time("10:00") && is_time("-838:59:59") && is_time("10:00:00.123456+02:00") && is_time("10:00Z"));
        assert!(is_time("10:00+02") && is_time("10:00-0330") && is_time("-00:00") && is_time("10:00-00:00"));
        for text in ["10:00+", "10:00-", "10:00+:", "10:00+1:2:3:4", "10:00+02:60", "10:00+0260", "+00:00", "-Z", "-"] {
            assert!(!is_time(text), "{text}");
        }
        assert!(!is_time("10") && !is_time("10:60") && !is_time("10:00:00.") && !is_time("ten"));
        assert!(is_timestamp("2024-01-01") && is_timestamp("2024-01-01T10:00:00Z"));
        assert!(!is_timestamp("2024-01-01T") && !is_timestamp("2024-01-01x10:00") && !is_timestamp("ünfzehn Uhr"));
    }

    #[test]
    fn texts_that_name_the_same_are_the_same() {
        for (one, other, expected) in [
            ("2020-02-21 19:20:04", "2020-02-21T19:20:04Z", Some(Equal)),
            ("2020-02-21", "2020-02-21T00:00:00.000Z", Some(Equal)),
            ("10:00", "10:00:00.0", Some(Equal)),
            ("2020-02-21 19:20:04.5", "2020-02-21 19:20:04.25", Some(Greater)),
            ("2020-02-21", "2020-02-22", Some(Less)),
            ("2020-02-21 10:00:00+02:00", "2020-02-21 10:00:00", None),
            ("-10:00", "10:00", Some(Less)),
            ("100:00:00", "99:00:00", Some(Greater)),
            ("-100:00:00", "-99:00:00", Some(Less)),
            ("-838:59:59", "838:59:59", Some(Less)),
            ("-10:00:00.5", "-10:00:00", Some(Less)),
            ("010:00", "10:00:00", Some(Equal)),
            ("-00:00", "00:00:00", Some(Equal)),
            ("-00:00:00.5", "00:00", Some(Less)),
            ("10:00:00.5", "10:00:00", Some(Greater)),
            ("10:00:00+02:00", "09:00:00", None),
            ("2020-02-21 -10:00", "2020-02-21 10:00", None),
            ("2020-02-21", "10:00", None),
            ("infinity", "2020-02-21", None),
        ] {
            assert_eq!(compare(one, other), expected, "{one} {other}");
        }
        for (text, expected) in
            [("infinity", "infinity"), ("-00:00", "00:00:00"), ("00:00-00:00", "00:00:00"), ("10:00+", "10:00+")]
        {
            assert_eq!(normal(text), expected);
        }
    }
}
