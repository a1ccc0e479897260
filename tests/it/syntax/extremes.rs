//! Large, deep and undecodable texts.

use std::time::{Duration, Instant};

use mapc::diag::Diagnostics;
use mapc::syntax::{MAX_TEXT, decode};
use mapc::text::Texts;

use super::support::{Parsed, read};

fn codes(parsed: &Parsed) -> Vec<&'static str> {
    parsed.diags.iter().map(|found| found.code.name).collect()
}

#[test]
fn nesting_is_refused_where_it_becomes_too_deep() {
    let many = |text: &str| text.repeat(100_000);
    for (name, text) in [
        ("calls", format!("map m from s.t -> dms {{\n  field a = {}\n}}\n", many("f("))),
        ("conditions", format!("map m from s.t -> dms {{\n  assume {}\n}}\n", many("not ("))),
        ("types", format!("map m from s.t -> dms {{\n  field a: {}\n}}\n", many("list<"))),
        ("records", format!("example m \"t\" {{\n  row {}\n}}\n", many("{ a: "))),
        ("lists", format!("example m \"t\" {{\n  row {{ a: {} }}\n}}\n", many("["))),
        ("holes", format!("map m from s.t -> dms {{\n  field a = \"${{{}\"\n}}\n", many("f("))),
        ("texts in holes", format!("map m from s.t -> dms {{\n  field a = {}\n}}\n", many("\"${f("))),
        ("blocks", format!("map m from s.t -> dms {{\n{}", many("field a {\n"))),
    ] {
        let parsed = read(&text);
        let codes = codes(&parsed);
        assert!(codes.contains(&"syntax/too-deep"), "{name}: {codes:?}");
        assert!(codes.len() <= 3, "{name}: {codes:?}");
    }
}

#[test]
fn nesting_up_to_the_limit_is_read() {
    let fields = format!("map m from s.t -> dms {{\n{}{}}}\n", "field a {\n".repeat(63), "}\n".repeat(63));
    assert_eq!(read(&fields).findings(), Vec::<String>::new());
    let calls = format!("map m from s.t -> dms {{\n  field a = {}b{}\n}}\n", "f(".repeat(64), ")".repeat(64));
    assert_eq!(read(&calls).findings(), Vec::<String>::new());
}

#[test]
fn time_is_linear_in_the_text() {
    let pieces = [
        "{",
        "}",
        "\"",
        "\"${f(",
        "`",
        "[",
        "(",
        "a ",
        "'",
        "“",
        "// c\n",
        "field a\n",
        "a,\n",
        "map m from ",
        "${",
        "-> ",
        "{\n",
        "  x\n y\n",
    ];
    for piece in pieces {
        let text = piece.repeat(200_000 / piece.len());
        let start = Instant::now();
        let parsed = read(&text);
        let spent = start.elapsed();

        assert!(spent < Duration::from_secs(10), "{piece:?} took {spent:?}");
        assert!(parsed.diags.len() <= 2 * 250 + 1, "{piece:?}: {}", parsed.diags.len());
        assert!(!parsed.diags.is_empty() || piece.starts_with("//"), "{piece:?}");
    }
}

#[test]
fn a_byte_order_mark_and_the_newlines_of_windows_are_no_matter() {
    let mut texts = Texts::new();
    let mut diags = Diagnostics::new();
    let id =
        decode("a.mapc", b"\xef\xbb\xbfparam a\r\nparam b\r\n", &mut texts, &mut diags).expect("the text is UTF-8");
    assert_eq!(&*texts.get(id).content, "param a\r\nparam b\r\n");
    assert_eq!(read(&texts.get(id).content).findings(), Vec::<String>::new());
}

#[test]
fn bytes_that_are_no_text_are_found_at_their_place() {
    let mut texts = Texts::new();
    let mut diags = Diagnostics::new();
    assert!(decode("a.mapc", b"param a\nparam \xff\xfeb\n", &mut texts, &mut diags).is_none());
    let found = diags.iter().next().expect("there is a finding");
    let place = found.place.as_ref().expect("it has a place").span;
    assert_eq!((found.code.name, texts.line_column(place.text, place.start)), ("syntax/not-utf8", (2, 7)));
    assert_eq!(texts.slice(place), "\u{fffd}");
}

#[test]
fn a_text_beyond_the_limit_is_not_read() {
    let mut texts = Texts::new();
    let mut diags = Diagnostics::new();
    assert!(decode("a.mapc", &vec![b'a'; MAX_TEXT + 1], &mut texts, &mut diags).is_none());
    assert_eq!(diags.iter().map(|found| found.code.name).collect::<Vec<_>>(), ["syntax/too-large"]);
}

#[test]
fn a_line_beyond_the_limit_is_one_finding() {
    let text = format!("map m from s.t -> dms {{\n  exclude {}z\n  field a\n}}\n", "abc, ".repeat(300_000));
    let parsed = read(&text);
    assert_eq!(codes(&parsed), ["syntax/line-too-long"]);
}

#[test]
fn findings_end_where_nobody_reads_them_any_more() {
    let parsed = read(&"zzz\n".repeat(100_000));
    assert!(parsed.diags.len() <= 251, "{}", parsed.diags.len());
    assert_eq!(codes(&parsed).last(), Some(&"syntax/too-many"));
}
