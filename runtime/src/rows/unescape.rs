//! The text of a field that is escaped or has quotes inside.

use super::fault::RowFault;
use super::format::{Format, Syntax};

/// Appends what `raw` stands for. Each escape has a character after it, and each quote is doubled.
pub(super) fn unescape(raw: &[u8], format: &Format, is_quoted: bool, out: &mut Vec<u8>) -> Result<(), RowFault> {
    let quote = format.quote.filter(|_| is_quoted);
    let mut rest = raw;
    while let Some(at) = rest.iter().position(|byte| Some(*byte) == format.escape || Some(*byte) == quote) {
        out.extend_from_slice(&rest[..at]);
        let Some(next) = rest.get(at + 1).copied() else { return Err(RowFault::BadEscape) };
        if Some(rest[at]) == format.escape {
            rest = match format.syntax {
                Syntax::Mysql => mysql(next, &rest[at + 2..], is_quoted, out)?,
                Syntax::Postgres => postgres(next, &rest[at + 2..], out),
                Syntax::Csv | Syntax::JsonLines => {
                    out.push(next);
                    &rest[at + 2..]
                }
            };
        } else {
            out.push(next);
            rest = &rest[at + 2..];
        }
    }
    out.extend_from_slice(rest);
    Ok(())
}

/// Source: MySQL reference manual, `LOAD DATA`, "Field and Line Handling".
fn mysql<'r>(next: u8, rest: &'r [u8], is_quoted: bool, out: &mut Vec<u8>) -> Result<&'r [u8], RowFault> {
    out.push(match next {
        b'0' => 0,
        b'b' => 8,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'Z' => 26,
        // NULL has no quotes: some readers take it for NULL all the same, others for the letter.
        b'N' if is_quoted && out.is_empty() && rest.is_empty() => return Err(RowFault::BadEscape),
        other => other,
    });
    Ok(rest)
}

/// Source: PostgreSQL, `COPY`, "Text Format".
fn postgres<'r>(next: u8, rest: &'r [u8], out: &mut Vec<u8>) -> &'r [u8] {
    let digits = |radix: u32, most: usize, of: &[u8]| {
        of.iter().take(most).take_while(|byte| char::from(**byte).is_digit(radix)).count()
    };
    let value = |radix: u32, of: &[u8]| {
        of.iter().fold(0_u32, |value, byte| value * radix + char::from(*byte).to_digit(radix).unwrap_or(0)) as u8
    };
    match next {
        b'b' => out.push(8),
        b'f' => out.push(12),
        b'n' => out.push(b'\n'),
        b'r' => out.push(b'\r'),
        b't' => out.push(b'\t'),
        b'v' => out.push(11),
        b'0'..=b'7' => {
            let more = digits(8, 2, rest);
            let octal = [&[next], &rest[..more]].concat();
            out.push(value(8, &octal));
            return &rest[more..];
        }
        b'x' if digits(16, 1, rest) > 0 => {
            let count = digits(16, 2, rest);
            out.push(value(16, &rest[..count]));
            return &rest[count..];
        }
        other => out.push(other),
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(format: &Format, raw: &str, is_quoted: bool) -> Result<Vec<u8>, RowFault> {
        let mut out = Vec::new();
        unescape(raw.as_bytes(), format, is_quoted, &mut out).map(|()| out)
    }

    #[test]
    fn each_dialect_has_its_escapes() {
        let mysql = Format::mysql().quote(b'"');
        assert_eq!(text(&mysql, r"\0\b\n\r\t\Z\\\x\N", false).as_deref(), Ok(b"\0\x08\n\r\t\x1a\\xN".as_slice()));
        assert_eq!(text(&mysql, r#"a""b\"c"#, true).as_deref(), Ok(br#"a"b"c"#.as_slice()));
        assert_eq!(text(&mysql, r"\N", true), Err(RowFault::BadEscape));
        assert_eq!(text(&mysql, "a\\", true), Err(RowFault::BadEscape));
        let postgres = Format::postgres();
        assert_eq!(
            text(&postgres, r"\b\f\n\r\t\v\\\q\x41\x4g\101\18\.\xg", false).as_deref(),
            Ok(b"\x08\x0c\n\r\t\x0b\\qA\x04gA\x018.xg".as_slice())
        );
        assert_eq!(text(&Format::csv(), r#"a""\n"#, true).as_deref(), Ok(br#"a"\n"#.as_slice()));
    }
}
