//! Tables over CSV: which reader they name and what it is told, by Hive's own parser of statements.

use super::program::ask;
use crate::support::compile::{Memory, compile, findings};

/// The statement for a table over `columns`, with further lines in the block of `s3`.
fn statement(columns: &str, lines: &str, of_map: &str) -> String {
    let mut files = Memory::shipped();
    files.put("t.sql", &format!("CREATE TABLE t (id int NOT NULL PRIMARY KEY, {columns});"));
    let text = format!(
        "schema s from postgres \"t.sql\"\n\nmap m from s.t -> dms -> s3 \"s3://lake/raw/\" -> glue lake.t {{\n  field Op = $operation\n  field *\n{of_map}\n  s3 {{\n    DataFormat csv\n{lines}  }}\n}}\n"
    );
    let output = compile(&text, &files);
    assert_eq!(findings(&output), [""; 0], "{text}");
    let ddl = output.artefacts.iter().find(|artefact| artefact.path.ends_with(".sql")).expect("a statement");
    String::from_utf8(ddl.bytes().into_owned()).expect("UTF-8")
}

const ONE_LINE: &str = "  assume note not contains \"\\n\" and note not contains \"\\r\"\n";

fn columns(list: &[(&str, &str)]) -> Vec<String> {
    list.iter().flat_map(|(name, ty)| ["column", name, ty, ""]).map(str::to_owned).collect()
}

fn told(list: &[(&str, &str)]) -> Vec<String> {
    list.iter().flat_map(|(key, value)| ["property", key, value]).map(str::to_owned).collect()
}

fn answer(table: [Vec<String>; 4]) -> Vec<String> {
    let [columns, reader, told, properties] = table;
    let words = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<String>>();
    [
        words(&["table", "lake", "t"]),
        columns,
        reader,
        told,
        words(&["stored", "TEXTFILE", "location", "s3://lake/raw/s/t/"]),
        properties,
    ]
    .concat()
}

/// Values that hold no delimiter, quote or line break keep their types, and NULL is told from text.
#[test]
fn values_without_free_text_are_read_by_their_types() {
    let text = statement(
        "amount numeric(8, 2), at timestamp, day date, ok boolean, ref uuid, share double precision",
        "    CsvNullValue \"\\\\N\"\n    AddColumnName true\n    CsvDelimiter \"|\"\n",
        "",
    );
    let expected = answer([
        columns(&[
            ("op", "string"),
            ("id", "int"),
            ("amount", "decimal(8,2)"),
            ("at", "timestamp"),
            ("day", "date"),
            ("ok", "string"),
            ("ref", "string"),
            ("share", "double"),
        ]),
        vec!["serde".to_owned(), "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe".to_owned()],
        told(&[("field.delim", "|"), ("serialization.format", "|"), ("serialization.null.format", "\\N")]),
        told(&[("classification", "csv"), ("skip.header.line.count", "1")]),
    ]);
    check(&text, expected);
}

/// Text that may hold a delimiter is quoted, and the reader that knows quotes knows one type.
#[test]
fn free_text_is_read_by_quotes_and_all_values_are_text() {
    let text = statement("amount numeric(8, 2), note varchar(80)", "", ONE_LINE);
    let expected = answer([
        columns(&[("op", "string"), ("id", "string"), ("amount", "string"), ("note", "string")]),
        vec!["serde".to_owned(), "org.apache.hadoop.hive.serde2.OpenCSVSerde".to_owned()],
        // A backslash as escape, which is usual, would drop those of the text.
        told(&[("escapeChar", "\u{1}"), ("quoteChar", "\""), ("separatorChar", ",")]),
        told(&[("classification", "csv")]),
    ]);
    check(&text, expected);
}

/// Asks Hive what it makes of the statement, where Hive is there.
fn check(text: &str, expected: Vec<String>) {
    let Some(answers) = ask("DdlMain", &[text.to_owned()]) else { return };
    assert_eq!(answers, [Ok(expected)], "{text}");
}
