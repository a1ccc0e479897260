//! `mapc explain --document`: what a document of table mappings does.

use std::fs;

use super::{folder, refuses, run};

const DOCUMENT: &str = r#"{"rules": [
  {"rule-type": "selection", "rule-id": "1", "rule-name": "a", "rule-action": "include",
   "object-locator": {"schema-name": "shop", "table-name": "orders"}},
  {"rule-type": "transformation", "rule-id": "12", "rule-name": "b", "rule-action": "rename", "rule-target": "column",
   "object-locator": {"schema-name": "shop", "table-name": "orders", "column-name": "town"}, "value": "city"},
  {"rule-type": "transformation", "rule-id": "13", "rule-name": "c", "rule-action": "remove-column", "rule-target": "column",
   "object-locator": {"schema-name": "shop", "table-name": "orders", "column-name": "card"}}
]}
"#;

const RULES: &str = " 1  selects the tables `shop.orders`
12  renames the column `shop.orders.town` to `city`
13  leaves out the column `shop.orders.card`
";

#[test]
fn each_rule_and_each_table_is_explained() {
    let place = folder();
    fs::write(place.path().join("shop.json"), DOCUMENT).expect("a file");
    fs::write(
        place.path().join("shop.sql"),
        "create table orders (id int, town text, card text);\ncreate table lines (id int);",
    )
    .expect("a file");
    let ran = run(place.path(), &["explain", "--document", "shop.json"]);
    let without = "\nWithout a schema it is not known which tables and columns there are: `--schema DIALECT:FILE`.\n";
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(ran.stdout, format!("{RULES}{without}"));
    let ran = run(place.path(), &["explain", "--document", "shop.json", "--schema", "mysql:shop.sql"]);
    let tables = "\n1 of 2 tables come along.\n\nshop.orders -> shop.orders  (rules 1, 12, 13)\n  id  int\n  town -> city  text\n  - card\n";
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(ran.stdout, format!("{RULES}{tables}"));
}

#[test]
fn what_dms_refuses_is_explained_all_the_same() {
    let place = folder();
    let content = DOCUMENT.replace("\"13\"", "\"12\"");
    fs::write(place.path().join("shop.json"), content).expect("a file");
    let ran = run(place.path(), &["explain", "--document", "shop.json", "--message-format", "json"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stdout.starts_with(" 1  selects") && ran.stderr.contains("document/repeated-id"), "{}", ran.stderr);
}

#[test]
fn wrong_usage_is_told_in_a_sentence() {
    let place = folder();
    fs::write(place.path().join("shop.json"), DOCUMENT).expect("a file");
    let with = |schema| ["explain", "--document", "shop.json", "--schema", schema];
    refuses(place.path(), &with("shop.sql"), "`--schema` is written `DIALECT:FILE`, such as `oracle:shop.sql`");
    refuses(
        place.path(),
        &with("maria:shop.sql"),
        "no dialect is called `maria`; there is `mysql`, `postgres`, `oracle`, `mssql`, `sqlite`, `yaml`",
    );
    refuses(place.path(), &with("mysql:none.sql"), "`none.sql` cannot be read: no such file or folder");
}
