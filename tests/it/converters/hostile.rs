//! Names and comments that would break a generator which pushes text together.

use std::fmt::Write as _;

use super::workshop::{Taken, Workshop, module};
use crate::support::compile::{Memory, compile};

/// Names of columns.
const NAMES: &[&str] = &[
    "type",
    "self",
    "Self",
    "crate",
    "super",
    "fn",
    "a b",
    "a-b",
    "A_B",
    "a_b",
    "aB",
    "注文番号",
    "数量",
    "é",
    "1st",
    "2",
    "\"quoted\"",
    "back\\slash",
    "*/ }",
    "{}",
    "r#type",
    "_",
    "__",
    "await",
    "gen",
    "async",
    "Row",
    "out",
    "rt",
    "Ok",
    "Err",
    "O",
    "I",
    "rows",
    "row",
    "members",
    "key",
    "item",
    "items",
    "groups",
    "tests",
    "Option",
    "struct Row;",
    "😀",
    "#[test]",
    "'a",
    "/// x",
    "//! y",
    "$crate",
    "macro_rules!",
    "a\tb",
    "union",
    "dyn",
    "yield",
    "box",
    "🇩🇪",
    "Ⅷ",
    "ſ",
    "x'); DROP TABLE t; --",
    "${x}",
    "é́",
];

/// Comments of columns and maps, which become documentation.
const COMMENTS: &[&str] = &[
    "plain",
    "*/ fn main() {}",
    "```rust panic!() ```",
    "``` ",
    "    indented();",
    "- a list",
    "1. one",
    "[Row] and [x]: y",
    "<script>",
    "\\ end",
    "ends with a quote \"",
    "# heading",
    "> quoted",
    "{{}} {",
    "tab\there",
    "==== ====",
    "| a | b |",
    "!",
    "",
];

/// Types of columns, with a value for an example and what it becomes.
const TYPES: &[(&str, &str)] = &[
    ("varchar(40)", "\"x\\\"y\\\\ {} */ ü\""),
    ("integer", "-7"),
    ("numeric(12, 3)", "1.500"),
    ("boolean", "true"),
    ("date", "\"2024-02-29\""),
    ("bigint", "-9223372036854775808"),
    ("text", "\"line\\nline\""),
];

fn quoted(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// A table of five columns, beginning at the `turn`-th name, and a map over it with an example.
fn case(turn: usize) -> (String, String) {
    let column = |place: usize| NAMES[(turn * 3 + place) % NAMES.len()];
    let kind = |place: usize| TYPES[(turn + place) % TYPES.len()];
    let comment = |place: usize| COMMENTS[(turn + place) % COMMENTS.len()].replace('\'', "''");
    let mut sql = String::from("CREATE TABLE t (\n  id integer NOT NULL PRIMARY KEY");
    let mut comments = String::new();
    let mut row = String::from("id: 1");
    for place in 0..5 {
        let (name, (ty, value)) = (column(place), kind(place));
        let null = if place % 2 == 0 { "NOT NULL" } else { "NULL" };
        let column = format!("\"{}\"", name.replace('"', "\"\""));
        write!(sql, ",\n  {column} {ty} {null}").expect("memory");
        writeln!(comments, "COMMENT ON COLUMN t.{column} IS '{}';", comment(place)).expect("memory");
        write!(row, ", {}: {value}", text(name)).expect("memory");
    }
    sql.push_str("\n);\n");
    sql.push_str(&comments);
    let pivot = turn % 3 == 2;
    let (first, second) = (quoted(column(0)), quoted(column(1)));
    let lines = if pivot {
        format!(
            "  pivot \"p#*/\\\"}}{{ ${{{first}}}\" = {second}\n  exclude {}",
            [2, 3, 4].map(|place| quoted(column(place))).join(", ")
        )
    } else {
        format!(
            "  field *\n  field `nested {turn}` {{\n    field {first}\n    field `in \" it` = \"a\\\"${{id}}\\\\\"\n  }}\n  field `l` list {{\n    item {second}\n    item 1\n  }}"
        )
    };
    let lines: Vec<&str> = lines.lines().collect();
    let doc = COMMENTS[turn % COMMENTS.len()];
    let doc = if doc.is_empty() { String::new() } else { format!("/// {doc}\n") };
    let text = format!(
        "schema public from postgres \"t.sql\"\n\n{doc}map m{turn} from public.t -> rust -> dynamodb table{turn} {{\n  partition key id\n{}\n}}\n\n\
         example m{turn} \"fn main() {{ */ {turn}\" {{\n  row {{ {row} }}\n  rejects example/empty-key\n}}\n",
        lines.join("\n")
    );
    (sql, text)
}

/// A name of a record's entry.
fn text(name: &str) -> String {
    let mut text = String::from("\"");
    for c in name.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            '\t' => text.push_str("\\t"),
            '$' => text.push_str("\\$"),
            c => text.push(c),
        }
    }
    text + "\""
}

/// The module of a case. What its example gives is taken from the finding about the one that was expected to be refused: the test
/// in the module then says that converter and evaluator agree.
fn made(turn: usize) -> (String, String) {
    let (sql, text) = case(turn);
    let mut files = Memory::default();
    files.put("t.sql", &sql);
    let output = compile(&text, &files);
    let given = output.diagnostics.iter().flat_map(|finding| &finding.help).find_map(|help| {
        help.strip_prefix("what comes out: `").and_then(|help| help.strip_suffix('`')).map(str::to_owned)
    });
    let Some(given) = given else {
        panic!("{sql}\n{text}\n{:#?}", crate::support::compile::findings(&output));
    };
    let text = text.replace("rejects example/empty-key", &given);
    let map = format!("m{turn}");
    let module = module(&compile(&text, &files), &map);
    assert!(module.contains("#[test]"), "{module}");
    (map, module)
}

#[test]
fn no_name_and_no_comment_breaks_a_module() {
    let modules: Vec<(String, String)> = (0..NAMES.len() / 3 + 1).map(made).collect();
    assert!(modules.len() >= 20);
    let included = Workshop::new("hostile", "2021", Taken::Included, &modules);
    included.cargo(&["test"]);
    included.cargo(&["clippy", "--all-targets"]);
    Workshop::new("hostile-files", "2024", Taken::AsFile, &modules).cargo(&["clippy", "--all-targets"]);
}
