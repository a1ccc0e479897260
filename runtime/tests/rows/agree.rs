//! All ways to read a file read the same, and no byte is lost; and what a writer writes is read back.

use mapc_runtime::{Format, Lines, Reader};

use crate::support::{COLUMNS, Read, all};

fn formats() -> Vec<Format> {
    vec![
        Format::csv(),
        Format::csv().lines(Lines::Lf).null(""),
        Format::csv().lines(Lines::CrLf),
        Format::dms(),
        Format::dms().operation(),
        Format::postgres_csv(),
        Format::mysql(),
        Format::mysql().delimiter(b',').quote(b'"'),
        Format::mysql().delimiter(b',').quote(b'"').lines(Lines::CrLf),
        Format::mysql().no_escape(),
        Format::postgres(),
        Format::json_lines(),
    ]
}

/// How often a property is tried: `MAPC_TEXTS`, or a few times.
fn budget(property: impl FnMut(&mut arbitrary::Unstructured<'_>) -> arbitrary::Result<()>) {
    let milliseconds = std::env::var("MAPC_TEXTS").ok().and_then(|texts| texts.parse().ok()).unwrap_or(400_u64);
    arbtest::arbtest(property).budget_ms(milliseconds).size_max(1 << 14);
}

#[test]
fn all_ways_to_read_agree_on_any_bytes() {
    const PIECES: [&[u8]; 24] = [
        b"\n",
        b"\n",
        b"\r\n",
        b"\r",
        b",",
        b",",
        b"\t",
        b"\t",
        b"\"",
        b"\"\"",
        b"\\",
        b"\\N",
        b"NULL",
        b"\\.\n",
        b"\0",
        b"\xff",
        "ü".as_bytes(),
        b"1",
        b"I",
        b"{\"a\":",
        b"\"b\":1",
        b"}",
        b"{\"a\":1,\"b\":2,\"c\":3}\n",
        b"1,2,3\n",
    ];
    let formats = formats();
    budget(|random| {
        let format = random.choose(&formats)?.limit(random.int_in_range(1..=40)?);
        let mut text = Vec::new();
        for _ in 0..random.int_in_range(0..=60)? {
            text.extend_from_slice(random.choose(&PIECES)?);
        }
        let reader = || Reader::new(text.as_slice(), format, &COLUMNS);
        let whole = all(reader());
        for chunk in [1, 3, 50] {
            assert_eq!(all(reader().chunk(chunk)), whole, "{format:?} {text:?} {chunk}");
            assert_eq!(all(reader().plodding(chunk)), whole, "{format:?} {text:?} {chunk}");
        }
        let bytes: Vec<u8> = whole.iter().flat_map(|read| bytes(read).to_vec()).collect();
        // Blank lines between objects, and what ends the rows of PostgreSQL, are no records.
        if format != Format::json_lines().limit(1) && !text.windows(3).any(|part| part == b"\\.\n") {
            let kept = |bytes: &[u8]| -> Vec<u8> {
                bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect()
            };
            assert_eq!(kept(&bytes), kept(&text), "{format:?}");
        }
        Ok(())
    });
}

fn bytes(read: &Read) -> &[u8] {
    match read {
        Read::Row(_, _, _, bytes) | Read::Refused(_, _, _, _, bytes, _) => bytes,
    }
}

/// Writes rows as the documentation of each writer says.
fn written(format: &str, rows: &[Vec<Option<String>>]) -> Vec<u8> {
    let mut out = String::new();
    for row in rows {
        for (place, field) in row.iter().enumerate() {
            if place > 0 {
                out.push(if matches!(format, "mysql" | "postgres") { '\t' } else { ',' });
            }
            write_field(format, field.as_deref(), &mut out);
        }
        out.push('\n');
    }
    out.into_bytes()
}

fn write_field(format: &str, field: Option<&str>, out: &mut String) {
    let Some(text) = field else {
        return out.push_str(match format {
            "postgres_csv" => "",
            "dms" => "NULL",
            _ => "\\N",
        });
    };
    let is_csv = matches!(format, "dms" | "postgres_csv");
    let is_quoted = format == "mysql_quoted"
        || is_csv && (text.is_empty() || text == "NULL" || text == "\\." || text.contains([',', '"', '\n', '\r']));
    if is_quoted {
        out.push('"');
    }
    for c in text.chars() {
        match (format, c) {
            ("mysql" | "mysql_quoted", '\0') => out.push_str("\\0"),
            ("mysql", '\\' | '\t' | '\n') | ("mysql_quoted", '\\' | '"' | ',' | '\n') => out.extend(['\\', c]),
            ("postgres", '\\') => out.push_str("\\\\"),
            ("postgres", '\t') => out.push_str("\\t"),
            ("postgres", '\n') => out.push_str("\\n"),
            ("postgres", '\r') => out.push_str("\\r"),
            ("dms" | "postgres_csv", '"') => out.push_str("\"\""),
            (_, c) => out.push(c),
        }
    }
    if is_quoted {
        out.push('"');
    }
}

#[test]
fn what_is_written_is_read_back() {
    const CHARACTERS: [char; 14] = ['a', '1', ',', '\t', '"', '\\', '\n', '\r', 'N', '.', 'ü', '🍏', '\0', '\u{1}'];
    let of = [
        ("mysql", Format::mysql()),
        ("mysql_quoted", Format::mysql().delimiter(b',').quote(b'"')),
        ("postgres", Format::postgres()),
        ("postgres_csv", Format::postgres_csv()),
        ("dms", Format::dms()),
    ];
    budget(|random| {
        let (name, format) = random.choose(&of)?;
        let has_zero = name.starts_with("mysql");
        let mut rows = Vec::new();
        for _ in 0..random.int_in_range(0..=9)? {
            let mut row = Vec::new();
            for _ in COLUMNS {
                let mut text = String::new();
                for _ in 0..random.int_in_range(0..=6)? {
                    text.push(*random.choose(&CHARACTERS)?);
                }
                if !has_zero {
                    text = text.replace('\0', "");
                }
                if random.ratio(1, 8)? {
                    text = "NULL".to_owned();
                }
                row.push((!random.ratio(1, 6)?).then_some(text));
            }
            rows.push(row);
        }
        let text = written(name, &rows);
        let found: Vec<Vec<Option<String>>> = all(Reader::new(text.as_slice(), *format, &COLUMNS).chunk(40))
            .into_iter()
            .map(|read| match read {
                Read::Row(fields, ..) => fields,
                Read::Refused(..) => panic!("{name} {read:?} {:?}", String::from_utf8_lossy(&text)),
            })
            .collect();
        assert_eq!(found, rows, "{name} {:?}", String::from_utf8_lossy(&text));
        Ok(())
    });
}
