//! Names and comments that would break a page: each stays text, in text and in Markdown.

use mapc::review::Format;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::page;
use crate::support::compile::Memory;

const NAMES: &[&str] = &[
    "a|b",
    "a\\|b",
    "`x`",
    "``",
    "<script>",
    "&amp;",
    "*a*",
    "[x](y)",
    "a\nb",
    "\u{202e}rtl",
    "| --- |",
    "</details>",
    "- x",
    "# x",
    "1. x",
    "~~x~~",
    "a -> b",
    "$x$",
    "\\",
    "!",
    " x ",
];

fn project(map: &str) -> (String, Memory) {
    let columns: String = NAMES.iter().map(|name| format!("  `{}` varchar(9),\n", name.replace('`', "``"))).collect();
    let table = format!("CREATE TABLE t (\n  id int NOT NULL,\n{columns}  PRIMARY KEY (id)\n);");
    let other = "CREATE TABLE `</summary>|<b>` (id int NOT NULL PRIMARY KEY);";
    let mut files = Memory::shipped();
    files.put("s.sql", &format!("{table}\n{other}\n"));
    let doc = "/// <script>alert(1)</script> | *x* \u{202e}\n/// - no list\n/// # no heading\n";
    let text = format!(
        "schema s from mysql \"s.sql\"\n\n{doc}map m from {map} -> dms -> s3 \"s3://lake/raw/\" {{\n  field Op = $operation\n  field *\n  s3 {{\n    DataFormat parquet\n  }}\n}}\n"
    );
    (text, files)
}

/// The texts of the first cells of all rows, and how many cells each row has, as GitHub would find them.
fn rows(markdown: &str) -> Vec<(String, usize)> {
    let mut rows = Vec::new();
    let (mut first, mut cells) = (String::new(), 0);
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::TableRow) => (first, cells) = (String::new(), 0),
            Event::Start(Tag::TableCell) => cells += 1,
            Event::End(TagEnd::TableRow) => rows.push((first.clone(), cells)),
            Event::Text(text) | Event::Code(text) if cells == 1 => first.push_str(&text),
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Strong | Tag::Emphasis | Tag::Strikethrough) => {
                panic!("a name became markup:\n{markdown}")
            }
            _ => {}
        }
    }
    rows
}

/// The HTML of a page.
fn html(markdown: &str) -> Vec<String> {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
    let tags = events.filter_map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Some(html.trim().to_owned()),
        _ => None,
    });
    tags.filter(|html| !html.is_empty()).collect()
}

/// A name as a page may show it.
fn shown(name: &str) -> String {
    name.replace('\n', "\\n").replace('\u{202e}', "\\u{202e}")
}

#[test]
fn every_name_is_the_first_cell_of_a_row_and_nothing_else() {
    for (map, cells, tables) in [("s.t", 2, 2), ("s.*", 3, 1)] {
        let (text, files) = project(map);
        let markdown = page(&text, &files, Format::Markdown);
        let rows = rows(&markdown);
        assert!(rows.iter().all(|(_, count)| *count == cells), "{rows:#?}\n{markdown}");
        for name in NAMES {
            let count = rows.iter().filter(|(first, _)| *first == shown(name)).count();
            assert_eq!(count, tables, "{name:?}\n{markdown}");
        }
    }
}

#[test]
fn the_only_html_is_our_own() {
    let (text, files) = project("s.*");
    let markdown = page(&text, &files, Format::Markdown);
    for tag in html(&markdown) {
        let is_ours = tag == "<details>" || tag == "</details>" || tag == "<code>" || tag == "</code>";
        let is_summary = tag.starts_with("<summary>table <code>s.") && tag.ends_with("</code></summary>");
        assert!(is_ours || is_summary, "{tag}\n{markdown}");
    }
    assert!(markdown.contains("<summary>table <code>s.&lt;/summary&gt;|&lt;b&gt;</code></summary>"), "{markdown}");
    assert_eq!(markdown.matches("\n<details>\n").count(), markdown.matches("\n</details>\n").count());
}

#[test]
fn nothing_turns_or_hides_text() {
    let (text, files) = project("s.*");
    for format in [Format::Text, Format::Markdown] {
        let page = page(&text, &files, format);
        assert!(page.chars().all(|c| c == '\n' || !(c.is_control() || c == '\u{202e}')), "{page}");
        let shown = if format == Format::Markdown { "&#92;u&#123;202e&#125;rtl" } else { "\\u{202e}rtl" };
        assert!(page.contains(shown), "{page}");
    }
    let text_page = page(&text, &files, Format::Text);
    assert!(text_page.contains("\n  `a -> b`: varchar(9) -> `a -> b`\n"), "{text_page}");
}
