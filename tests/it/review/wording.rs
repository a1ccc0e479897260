//! What a page says of each kind of change, and how little of it changes with a line.

use mapc::review::Format;

use super::{differing, page};
use crate::support::compile::Memory;

/// A table with a column of many kinds.
const KINDS: &str = "CREATE TABLE t (
  id bigint unsigned NOT NULL PRIMARY KEY,
  day datetime(6) NOT NULL,
  price decimal(12,2) NOT NULL,
  kind enum('a','b') DEFAULT NULL,
  body varchar(20) DEFAULT NULL,
  rank_no int unsigned DEFAULT NULL
);";

fn files() -> Memory {
    let mut files = Memory::shipped();
    files.put("s.sql", KINDS);
    files
}

fn items(body: &str) -> String {
    format!("schema s from mysql \"s.sql\"\n\nmap m from s.t -> dms -> dynamodb items {{\n{body}}}\n")
}

#[track_caller]
fn shows(page: &str, lines: &[&str]) {
    for line in lines {
        assert!(page.lines().any(|shown| shown == format!("  {line}")), "`{line}` is not in\n{page}");
    }
}

#[test]
fn every_change_of_an_item_is_shown_with_its_line() {
    let text = items(
        "  partition key id\n  field cost = price\n  field parts {\n    field body\n  }\n  field rank_no\n  null omit\n  exclude kind, day // not wanted\n  assume body is not null\n",
    );
    shows(
        &page(&text, &files(), Format::Text),
        &[
            "id: bigint unsigned not null, primary key 1",
            "renames `price` to `cost`: decimal(12, 2) -> text(17), by `field cost = price`",
            "adds `parts`: struct = `{ body = body }`, by `field parts`",
            "changes `rank_no`: may be NULL -> may be missing",
            "leaves out `rank_no` where it is NULL, by `null omit`",
            "removes `kind`, by `exclude kind, day`",
            "takes `id` as the partition key, by `partition key id`",
            "dms: `cost`: decimal(12, 2) becomes text: an object mapping writes text only",
            "dms: `rank_no`: NULL is left out",
            "the source: `body is not null`",
            "kind -> left out, by `exclude kind, day`",
            "body -> inside parts",
            "price -> cost",
        ],
    );
}

#[test]
fn losses_are_collected_with_stage_and_field() {
    let text = "schema s from mysql \"s.sql\"\n\nmap m from s.t -> dms -> s3 \"s3://lake/raw/\" {\n  field Op = $operation\n  field *\n  s3 {\n    DataFormat parquet\n    ParquetTimestampInMillisecond true\n  }\n}\n";
    let page = page(text, &files(), Format::Text);
    let (_, lost) = page.split_once("\nwhat is lost\n").expect("there is such a section");
    let (lost, _) = lost.split_once("\n\n").expect("another follows");
    assert!(lost.contains("  s3: `day`: a time is kept to milliseconds"), "{page}");
    assert!(lost.contains("  dms: `day`: fractions of a second arrive for one to five digits only"), "{page}");
}

#[test]
fn a_line_that_changes_is_few_lines_of_the_page() {
    let before = items("  partition key id\n  field price\n  field body\n  exclude day, kind, rank_no\n");
    let page_of = |text: &str| page(text, &files(), Format::Text);
    let old = page_of(&before);
    // The comment of a line, a line above, and a longer name move nothing else.
    assert_eq!(page_of(&before.replace("field price", "field price // kept")), old);
    let longer = page_of(&before.replace("field body", "field a_very_long_name_for_a_body = body"));
    assert!(differing(&old, &longer) <= 8, "{old}\n{longer}");
    let added = page_of(&before.replace("  field price\n", "  assume price >= 0\n  field price\n"));
    assert_eq!(differing(&old, &added), 1, "{old}\n{added}");
}

#[test]
fn a_table_of_glue_has_the_name_that_glue_stores() {
    let text = "schema s from mysql \"s.sql\"\n\nmap m from s.t -> dms -> s3 \"s3://lake/raw/\" -> glue Lake.Days {\n  field id\n  field Op = $operation\n  exclude day, price, kind, body, rank_no\n  s3 {\n    DataFormat parquet\n  }\n}\n";
    let mut files = files();
    files.put("s.sql", &KINDS.replace("bigint unsigned", "bigint"));
    let page = page(text, &files, Format::Text);
    assert!(page.contains("  -> glue lake.days\n") && page.contains("\nafter glue lake.days\n"), "{page}");
    assert!(!page.contains("Lake.Days"), "{page}");
}

#[test]
fn what_lines_decide_comes_before_what_follows() {
    let columns: String = (0..30).map(|place| format!("c{place} int NOT NULL, ")).collect();
    let mut files = files();
    files.put("s.sql", &format!("CREATE TABLE t (id int NOT NULL, {columns}PRIMARY KEY (id));"));
    let text = "schema s from mysql \"s.sql\"\n\nmap m from s.t -> dms -> s3 \"s3://lake/raw/\" {\n  field Op = $operation\n  field *\n  exclude c29\n}\n\nexample m \"a row\" {\n  row { id: 1";
    let row: String = (0..29).map(|place| format!(", c{place}: {place}")).collect();
    let text = format!("{text}{row} }}\n  gives {{ Op: \"I\", id: 1{row} }}\n}}\n");
    let page = page(&text, &files, Format::Markdown);
    let at = |part: &str| page.find(part).unwrap_or_else(|| panic!("no `{part}` in\n{page}"));
    assert!(at("- removes `c29`, by `exclude c29`") < at("<summary>29 changes that follow</summary>"), "{page}");
    assert!(at("<summary>29 changes that follow</summary>") < at("- changes `c0`: always there"), "{page}");
    assert!(page.contains("### what the examples show\n\n- `a row`\n"), "{page}");
    assert!(page.contains("- s3: readers know which of two records of a row is newer"), "{page}");
}
