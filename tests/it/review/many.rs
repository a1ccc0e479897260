//! The page of a map over many tables.

use std::fmt::Write;

use mapc::review::Format;

use super::{added, page};
use crate::support::compile::Memory;

const MAP: &str = "schema s from mysql \"s.sql\"

/// All of it.
map m from s.* -> dms -> s3 \"s3://lake/raw/\" {
  field Op = $operation
  field *
  s3 {
    DataFormat parquet
  }
}
";

/// `count` tables, no two alike, but for the one at `without`.
fn tables(count: usize, without: Option<usize>) -> Memory {
    let mut sql = String::new();
    for number in (0..count).filter(|number| Some(*number) != without) {
        let day = if number % 3 == 0 { "  day datetime(6),\n" } else { "" };
        let _ = write!(
            sql,
            "CREATE TABLE t{number:03} (\n  id int NOT NULL,\n{day}  a{number} varchar({}),\n  PRIMARY KEY (id)\n);\n",
            number + 1
        );
    }
    let mut files = Memory::shipped();
    files.put("s.sql", &sql);
    files
}

#[test]
fn a_table_more_is_only_lines_more() {
    for format in [Format::Text, Format::Markdown] {
        let whole = page(MAP, &tables(50, None), format);
        for without in [0, 1, 24, 49] {
            let old = page(MAP, &tables(50, Some(without)), format);
            let more = added(&old, &whole).unwrap_or_else(|| panic!("a line went or moved:\n{old}\n{whole}"));
            assert!(more.iter().any(|line| line.contains(&format!("t{without:03}"))), "{more:#?}");
            assert!((5..20).contains(&more.len()), "{more:#?}");
        }
    }
}

#[test]
fn what_all_tables_share_is_said_once() {
    let page = page(MAP, &tables(50, None), Format::Text);
    for once in ["All of it.", "from `s.*` (MySQL)", "set: `DataFormat parquet`", "note: the task moves the rows"] {
        assert_eq!(page.matches(once).count(), 1, "{once}\n{page}");
    }
    assert!(
        page.contains("\ntable s.t007\n  id: int not null, primary key 1 -> id\n  a7: varchar(8) -> a7\n"),
        "{page}"
    );
}

/// Three tables, one of which an `except` keeps out.
fn products() -> Memory {
    let mut files = Memory::shipped();
    let sql: String = ["product", "product_description", "product_image"]
        .iter()
        .map(|table| {
            format!("CREATE TABLE {table} (id int NOT NULL, t varchar(9) NOT NULL, d date, PRIMARY KEY (id));\n")
        })
        .collect();
    files.put("s.sql", &sql);
    files
}

#[test]
fn what_an_except_keeps_out_is_shown() {
    let map = MAP.replace("from s.* ->", "from s.product* except s.product_desc* ->");
    let text = page(&map, &products(), Format::Text);
    assert!(text.contains("\n  except `s.product_desc*`\n"), "{text}");
    assert!(
        text.contains("which tables are left out\n  `s.product_description`, by `except s.product_desc*`\n"),
        "{text}"
    );
    let markdown = page(&map, &products(), Format::Markdown);
    assert!(markdown.contains("- except `s.product_desc*`\n"), "{markdown}");
    assert!(markdown.contains("- `s.product_description`, by `except s.product_desc*`\n"), "{markdown}");
}

#[test]
fn what_is_lost_stands_at_the_top() {
    let text = page(MAP, &products(), Format::Text);
    assert!(
        text.contains("what is lost\n  dms: a date of zeros becomes NULL, of columns that the tables name\n"),
        "{text}"
    );
    let text = page(
        "schema s from mysql \"s.sql\"\n\nmap m from s.* -> dms -> kinesis all {\n  field *\n}\n",
        &products(),
        Format::Text,
    );
    for lost in ["empty text is left out, as NULL is", "text is cut where it holds a NUL character"] {
        let lost = format!("  dms: {lost}");
        assert!(text.split("what is lost\n").nth(1).is_some_and(|rest| rest.contains(&lost)), "{lost}\n{text}");
    }
}
