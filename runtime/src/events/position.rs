//! Positions in a log, as texts that sort bytewise like the log.

/// The digits of a number with zeros before it. A 64-bit number has up to 20.
const WIDTH: usize = 20;

/// Writes a whole number from 0 on, as wide as all others. Nothing is written where it is none, or too long.
fn padded(digits: &str, out: &mut String) -> Option<()> {
    let is_whole = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    if !is_whole || digits.len() > WIDTH {
        return None;
    }
    (digits.len()..WIDTH).for_each(|_| out.push('0'));
    out.push_str(digits);
    Some(())
}

/// The position in a binary log of MySQL: the file's number, the place in the file, and the row within the place. The name of
/// a log file is a base name and a number that grows (`binlog.000007`), which MySQL writes with more digits once there are
/// a million files. Source: MySQL's manual, "The Binary Log".
pub(super) fn binlog(file: &str, place: &str, row: &str, out: &mut String) -> Option<()> {
    let (_, number) = file.rsplit_once('.')?;
    padded(number, out)?;
    out.push(':');
    padded(place, out)?;
    out.push(':');
    padded(row, out)
}

/// The position in the log of PostgreSQL, a 64-bit number.
pub(super) fn lsn(digits: &str, out: &mut String) -> Option<()> {
    padded(digits, out)
}
