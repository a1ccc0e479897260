//! What is no row is refused with its place and its bytes, and what follows is read.

use mapc_runtime::{Format, Reader, RowFault};

use crate::support::{COLUMNS, Read, all, bad, pieces, read, row};

#[test]
fn each_fault_has_a_name_a_line_and_a_column() {
    let csv = Format::csv();
    let count = |found| RowFault::FieldCount { expected: 3, found };
    assert_eq!(
        read(csv, "1,2,3\n1,2\n1,2,3,4\n\n1,2,3\n"),
        [row(["1", "2", "3"]), bad(2, "", count(2)), bad(3, "", count(4)), bad(4, "", count(1)), row(["1", "2", "3"])]
    );
    assert_eq!(
        read(csv, "1,a\"b\",3\n1,\"a\"b,3\n1,\"a\" ,3\n4,\"a\nb\"c,\n5,2,3\n"),
        [
            bad(1, "b", RowFault::StrayQuote),
            bad(2, "b", RowFault::StrayQuote),
            bad(3, "b", RowFault::StrayQuote),
            bad(4, "b", RowFault::StrayQuote),
            row(["5", "2", "3"]),
        ]
    );
    assert_eq!(read(csv, "1,2,3\n1,\"2,3\n4,5,6\n"), [row(["1", "2", "3"]), bad(2, "b", RowFault::UnterminatedQuote)]);
    assert_eq!(
        read(csv, b"1,\xff,3\n1,2,3\n1,\xc3\n\xa9,2,3\n1,\xf0\x9f\x8d\x8f,3\n1,2,\xf0\x9f"),
        [
            bad(1, "", RowFault::InvalidUtf8),
            row(["1", "2", "3"]),
            bad(3, "", count(2)),
            bad(4, "", RowFault::InvalidUtf8),
            row(["1", "🍏", "3"]),
            bad(6, "", RowFault::InvalidUtf8),
        ]
    );
    assert_eq!(
        read(csv, "1,\0,3\n1,\"\0\",3\n1,2,3\n"),
        [bad(1, "", RowFault::Nul), bad(2, "", RowFault::Nul), row(["1", "2", "3"])]
    );
    assert_eq!(read(Format::mysql(), "1\t2\t3\n1\t2\t3\\"), [row(["1", "2", "3"]), bad(2, "c", RowFault::BadEscape)]);
    assert_eq!(
        read(Format::postgres(), "1\t\\xff\t3\n1\t\\xc3\\xa9\t3\n"),
        [bad(1, "b", RowFault::InvalidUtf8), row(["1", "é", "3"])]
    );
}

/// All bytes of the input, as the records hold them.
fn bytes(found: &[Read]) -> Vec<u8> {
    let bytes = found.iter().flat_map(|read| match read {
        Read::Row(_, _, _, bytes) | Read::Refused(_, _, _, _, bytes, _) => bytes.clone(),
    });
    bytes.collect()
}

#[test]
fn a_record_that_is_too_long_is_refused_in_pieces() {
    let long = "x".repeat(100);
    let text = format!("1,2,3\n4,\"{long}\n\"\"{long}\",6\n7,8,9\n{long},1,2");
    for chunk in [1, 16, 64, 1000] {
        let reader = Reader::new(text.as_bytes(), Format::csv().limit(64), &COLUMNS).chunk(chunk);
        let found = pieces(reader);
        assert_eq!(bytes(&found), text.as_bytes(), "{chunk}");
        let mut lines = Vec::new();
        let mut is_new = true;
        for read in &found {
            match read {
                Read::Row(fields, line, offset, _) => {
                    assert!(is_new);
                    assert!(text[*offset as usize..].starts_with(&fields.iter().flatten().next().expect("a")[..]));
                    lines.push((*line, true));
                }
                Read::Refused(fault, _, line, _, _, goes_on) => {
                    assert_eq!(*fault, RowFault::TooLong { limit: 64 });
                    if is_new {
                        lines.push((*line, false));
                    }
                    is_new = !goes_on;
                }
            }
        }
        assert_eq!(lines, [(1, true), (2, false), (4, true), (5, false)], "{chunk}");
    }
}

#[test]
fn a_record_of_exactly_the_limit_is_read() {
    let record = format!("1,2,{}", "x".repeat(60));
    for format in [Format::csv(), Format::csv().lines(mapc_runtime::Lines::Lf)] {
        let text = format!("{record}\n{record}x\n{record}");
        let found: Vec<bool> = all(Reader::new(text.as_bytes(), format.limit(64), &COLUMNS).chunk(512))
            .iter()
            .map(|read| matches!(read, Read::Row(..)))
            .collect();
        assert_eq!(found, [true, false, true]);
    }
}

#[test]
fn a_long_record_within_the_limit_is_read_whole() {
    let long = "é,".repeat(200_000);
    let text = format!("1,\"{long}\",3\n4,5,6\n");
    let found = all(Reader::new(text.as_bytes(), Format::csv(), &COLUMNS));
    assert_eq!(found.len(), 2);
    assert!(matches!(&found[0], Read::Row(fields, ..) if fields[1].as_deref() == Some(&long)));
}

#[test]
fn a_file_of_another_encoding_is_refused_line_by_line() {
    // Latin-1, and more than is read at once.
    let text: Vec<u8> = b"1,M\xfcller,3\n".repeat(50_000);
    let found = all(Reader::new(&text[..], Format::csv(), &COLUMNS));
    assert_eq!(found.len(), 50_000);
    assert!(found.iter().all(|read| matches!(read, Read::Refused(RowFault::InvalidUtf8, ..))));
    assert_eq!(bytes(&found), text);
    assert!(matches!(&found[49_999], Read::Refused(_, _, 50_000, offset, ..) if *offset == 49_999 * 11));
}

#[test]
fn an_input_that_fails_says_so() {
    struct Broken;
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("gone"))
        }
    }
    let error = Reader::new(Broken, Format::csv(), &COLUMNS).next_batch().expect_err("broken");
    assert_eq!(error.to_string(), "gone");
}
