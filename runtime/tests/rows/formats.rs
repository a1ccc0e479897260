//! What each writer writes is what is read. The files are what MySQL 8, PostgreSQL 16 and DMS are documented to write.

use mapc_runtime::{Format, Lines, Reader, RowFault};

use crate::support::{NULL, bad, read, row};

#[test]
fn mysqldump_with_tabs() {
    let file = "1\tone\t\\N\n2\t\t\\\\N\n3\ta\\\tb\\\nc\\\\d\\0\tNULL\n4\t\"x\"\tü\n";
    assert_eq!(
        read(Format::mysql(), file),
        [row(["1", "one", NULL]), row(["2", "", "\\N"]), row(["3", "a\tb\nc\\d\0", "NULL"]), row(["4", "\"x\"", "ü"]),]
    );
}

#[test]
fn outfile_with_quotes() {
    let format = Format::mysql().delimiter(b',').quote(b'"');
    let file =
        "\"1\",\"a,b\",\\N\n2,\"say \\\"hi\\\"\",\"NULL\"\n3,\"line\\\nbreak\",NULL\n\"4\",\"\",\"dou\"\"bled\"\n";
    assert_eq!(
        read(format, file),
        [
            row(["1", "a,b", NULL]),
            row(["2", "say \"hi\"", "NULL"]),
            row(["3", "line\nbreak", NULL]),
            row(["4", "", "dou\"bled"]),
        ]
    );
}

#[test]
fn outfile_without_escapes() {
    let quoted = Format::mysql().delimiter(b',').quote(b'"').no_escape();
    assert_eq!(read(quoted, "1,\"C:\\\",NULL\n"), [row(["1", "C:\\", NULL])]);
    assert_eq!(quoted, Format::mysql().delimiter(b',').no_escape().quote(b'"'));
    let bare = Format::mysql().delimiter(b',').no_escape();
    assert_eq!(read(bare, "1,\\N,\"\n2,NULL,x\n"), [row(["1", "\\N", "\""]), bad(2, "b", RowFault::AmbiguousNull)]);
}

#[test]
fn outfile_for_windows() {
    let format = Format::mysql().delimiter(b';').escape(b'^').lines(Lines::CrLf);
    assert_eq!(
        read(format, "1;a\nb;c\r\n2;^\r\n;^N\r\n3;x;\r\n4;;"),
        [row(["1", "a\nb", "c"]), row(["2", "\r\n", NULL]), row(["3", "x", ""]), row(["4", "", ""])]
    );
}

#[test]
fn copy_as_text() {
    let file = "1\tone\t\\N\n2\t\\b\\f\\n\\r\\t\\v\\\\\t\\x41\\102\n3\t\\\\N\t\"\n\\.\n";
    assert_eq!(
        read(Format::postgres(), file),
        [row(["1", "one", NULL]), row(["2", "\u{8}\u{c}\n\r\t\u{b}\\", "AB"]), row(["3", "\\N", "\""])]
    );
    assert_eq!(read(Format::postgres().delimiter(b'|').null("-"), "1|-|\\-\n"), [row(["1", NULL, "-"])]);
}

#[test]
fn what_stands_after_the_end_of_copy_is_refused() {
    assert_eq!(read(Format::postgres(), "1\t2\t3\n\\.\n\n"), [row(["1", "2", "3"])],);
    let mut found = read(Format::postgres(), "1\t2\t3\n\\.\nselect 1;\n").into_iter();
    assert_eq!(found.next(), Some(row(["1", "2", "3"])));
    assert!(found.all(|rest| matches!(rest, Err((_, _, RowFault::AfterEnd)))));
}

#[test]
fn copy_as_csv() {
    let file = "a,b,c\n1,,\"\"\n\"2\",\"x\n\"\"y\"\"\",\\N\n3,NULL,\"\\.\"\n";
    assert_eq!(
        read(Format::postgres_csv().header(), file),
        [row(["1", NULL, ""]), row(["2", "x\n\"y\"", "\\N"]), row(["3", "NULL", "\\."])]
    );
}

#[test]
fn files_of_dms() {
    assert_eq!(
        read(Format::dms(), "1,NULL,\"NULL\"\n2,\"a,b\",\n3,\"5\"\"\",\"\"\n"),
        [row(["1", NULL, "NULL"]), row(["2", "a,b", ""]), row(["3", "5\"", ""])]
    );
    // `CsvNullValue ""`: only quotes tell the empty text from NULL.
    assert_eq!(read(Format::dms().null(""), "1,,\"\"\n"), [row(["1", NULL, ""])]);
    // `Rfc4180 false`.
    assert_eq!(read(Format::dms().no_quote(), "1,\"a,b\"\n"), [row(["1", "\"a", "b\""])]);
    assert_eq!(
        read(Format::dms().operation(), "I,1,2,3\nU,1,2,3\n\"I\",1,2,3\nD,1,2,3\nII,1,2,3\n1,2,3\n"),
        [
            row(["1", "2", "3"]),
            bad(2, "Op", RowFault::NotAnInsert),
            row(["1", "2", "3"]),
            bad(4, "Op", RowFault::NotAnInsert),
            bad(5, "Op", RowFault::NotAnInsert),
            bad(6, "", RowFault::FieldCount { expected: 4, found: 3 }),
        ]
    );
    assert_eq!(read(Format::dms().operation().header(), "Op,c,b,a\nI,3,2,1\n"), [row(["1", "2", "3"])]);
}

#[test]
fn csv_of_any_program() {
    let file = "\u{feff}c,\"b\",\"a\"\r\n3,2,1\r\n,\"x\r\ny\", \n\"\",\"\"\"\",\"\"\r\n";
    assert_eq!(
        read(Format::csv().header(), file),
        [row(["1", "2", "3"]), row([" ", "x\r\ny", ""]), row(["", "\"", ""])]
    );
    // A carriage return inside a line means itself, and so does one before the end where lines end with a line feed.
    assert_eq!(read(Format::csv(), "a\rb,c,d\n"), [row(["a\rb", "c", "d"])]);
    assert_eq!(read(Format::csv().lines(Lines::Lf), "a,b,c\r\n"), [row(["a", "b", "c\r"])]);
    assert_eq!(read(Format::csv(), "a,b,\r\n"), [row(["a", "b", ""])]);
}

#[test]
fn the_last_line_may_lack_its_end() {
    for (format, text) in [
        (Format::csv(), "1,2,3"),
        (Format::csv(), "1,2,\"3\""),
        (Format::csv().lines(Lines::CrLf), "1,2,\"3\""),
        (Format::mysql(), "1\t2\t3"),
        (Format::postgres(), "1\t2\t3\n\\."),
        (Format::json_lines(), r#"{"a":1,"b":2,"c":3}"#),
    ] {
        assert_eq!(read(format, text), [row(["1", "2", "3"])], "{text}");
        assert_eq!(read(format, ""), []);
    }
}

#[test]
fn columns_are_found_by_name_or_by_place() {
    let text = "x,1,y,2\n";
    let mut reader = Reader::new(text.as_bytes(), Format::csv(), &["d", "b"]).layout(&["a", "b", "c", "d"]);
    let batch = reader.next_batch().expect("columns").expect("a record");
    let record = batch.records().next().expect("one").expect("good");
    assert_eq!((record.field(0), record.field(1)), (Some("2"), Some("1")));
    let says = |format, text: &str| {
        let mut reader = Reader::new(text.as_bytes(), format, &["a"]);
        reader.next_batch().expect_err("no such columns").to_string()
    };
    assert_eq!(says(Format::csv().header(), "b,c\n1,2\n"), "the file has no column \"a\"");
    assert_eq!(says(Format::csv().header(), "a,a\n1,2\n"), "the file has two columns \"a\"");
    assert_eq!(says(Format::csv().header(), "\"a"), "the header: a quote is opened here and never closed");
    assert_eq!(says(Format::csv().header(), ""), "the file has no column \"a\"");
    let mut reader = Reader::new("".as_bytes(), Format::csv(), &[]);
    assert!(reader.next_batch().is_err(), "a file has columns");
}
