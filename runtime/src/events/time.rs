//! Times since 1970 as texts: `2024-07-29T00:58:17.983670Z`, the form of DMS. Whole numbers only.

use std::fmt::Write;

/// Parts of a second in which a source counts.
pub(super) const SECONDS: u64 = 1;
/// Parts of a second in which a source counts.
pub(super) const MILLISECONDS: u64 = 1000;
/// Parts of a second in which a source counts.
pub(super) const MICROSECONDS: u64 = 1_000_000;

/// Writes a time that is given as so many parts of a second since 1970. Nothing is written where it is no whole number from 0
/// on, or after the year 9999.
pub(super) fn write(digits: &str, parts: u64, out: &mut String) {
    let Ok(count) = digits.parse::<u64>() else { return };
    let (seconds, rest) = (count / parts, count % parts);
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    // 1 January 10000
    if days >= 2_932_897 {
        return;
    }
    let (year, month, day) = date(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let micros = rest * (1_000_000 / parts);
    let written = write!(out, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micros:06}Z");
    debug_assert!(written.is_ok(), "a string takes everything");
}

/// Year, month and day of the Gregorian calendar, of a number of days since 1970.
fn date(days: u64) -> (u64, u64, u64) {
    // Days since 1 March of the year 0, in which a leap day ends a year.
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_the_calendar() {
        for (digits, parts, text) in [
            ("0", SECONDS, "1970-01-01T00:00:00.000000Z"),
            ("951782399", SECONDS, "2000-02-28T23:59:59.000000Z"),
            ("951782400", SECONDS, "2000-02-29T00:00:00.000000Z"),
            ("951868800", SECONDS, "2000-03-01T00:00:00.000000Z"),
            ("1722214697983", MILLISECONDS, "2024-07-29T00:58:17.983000Z"),
            ("4102444800", SECONDS, "2100-01-01T00:00:00.000000Z"),
            ("253402300799", SECONDS, "9999-12-31T23:59:59.000000Z"),
            ("253402300800", SECONDS, ""),
            ("-1", SECONDS, ""),
            ("1.5", SECONDS, ""),
            ("99999999999999999999999", SECONDS, ""),
        ] {
            let mut out = String::new();
            write(digits, parts, &mut out);
            assert_eq!(out, text, "{digits}");
        }
    }
}
