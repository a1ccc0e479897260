//! What somebody meets in the first hour: likely mistakes, each with what is said of it.

use crate::support::compile::{Memory, compile};

/// Tables of a shop, as a dump of MySQL has them.
const SHOP: &str =
    "CREATE TABLE related (product_id int NOT NULL, related_id int NOT NULL, PRIMARY KEY (product_id, related_id));
CREATE TABLE setting (name varchar(32) NOT NULL, shop int NOT NULL, remark varchar(90), PRIMARY KEY (shop, name));
";

/// The findings of a text behind the schema `shop`: code, message and helps, one a line.
fn said(text: &str) -> String {
    let mut files = Memory::shipped();
    files.put("shop.sql", SHOP);
    let output = compile(&format!("schema shop from mysql \"shop.sql\"\n\n{text}"), &files);
    let mut lines = Vec::new();
    for finding in output.diagnostics.iter() {
        lines.push(format!("{}: {}", finding.code.name, finding.message));
        lines.extend(finding.help.iter().map(|help| format!("  help: {help}")));
    }
    lines.join("\n")
}

fn related(lines: &str) -> String {
    said(&format!("map related from shop.related -> dms -> dynamodb related {{\n{lines}\n}}\n"))
}

fn setting(lines: &str) -> String {
    said(&format!("map setting from shop.setting -> dms -> dynamodb setting {{\n{lines}\n}}\n"))
}

#[test]
fn a_hole_without_its_dollar_is_noticed() {
    let keys = "  partition key product_id\n  sort key related_id\n";
    for (value, written) in [
        ("{product_id}-{related_id}", Some("{product_id}")),
        ("${product_id}-{related_id}", Some("{related_id}")),
        ("$related_id", Some("$related_id")),
        ("${product_id}-${related_id}", None),
        ("{other} costs 5$ or $other, {} {", None),
    ] {
        let said = related(&format!("{keys}  field label = \"{value}\""));
        match written {
            Some(written) => assert!(
                said.starts_with(&format!("map/no-hole: every record gets the text `{written}`")),
                "{value}: {said}"
            ),
            None => assert_eq!(said, "", "{value}"),
        }
    }
    let said = related("  partition key link = \"{product_id}-{related_id}\"\n  field *");
    assert!(said.contains("map/no-hole"), "{said}");
    assert!(said.contains("help: put `product_id` into the key, in a text as `${product_id}`"), "{said}");
}

#[test]
fn the_help_for_a_reserved_word_mends_it() {
    let lines = "  partition key shop\n  sort key name\n  field remark";
    let help = "sort key name_value = name";
    assert_eq!(
        setting(lines),
        format!(
            "dms/reserved-name: DMS cannot write an attribute called `name`\n  help: give it another name: `{help}`"
        )
    );
    assert_eq!(setting(&lines.replace("sort key name", help)), "");
}
