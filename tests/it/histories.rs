//! Histories in examples: what changes end in, what is refused, and what cannot have happened.

use crate::support::compile::{Memory, compile, findings};

/// A map in which a row is an item.
const ITEM: &str = r#"map m from mydatabase.purchase -> rust -> dynamodb orders {
  partition key customer_orderid = "${customerid}|${orderid}"
  sort key productid
  field quantity
  assume customerid not contains "|"
"#;

/// A map in which the rows of an order are an item.
const PIVOT: &str = r#"map m from mydatabase.purchase -> rust -> dynamodb orders {
  partition key customerid
  sort key orderid
  pivot "p#${productid}" = quantity
  on empty keep
"#;

/// As [`ITEM`], of events in any order.
const NEWER: &str = r#"map m from mydatabase.purchase -> rust -> dynamodb orders {
  partition key customer_orderid = "${customerid}|${orderid}"
  sort key productid
  field quantity
  field position = $position
  assume customerid not contains "|"
  version $position
  rust {
    events unordered
    tombstone gone, 7
  }
"#;

const ORDERED: &str = "  rust {\n    events ordered\n  }\n";

/// A row of an order: its customer, its product, and how many.
fn row(customer: &str, product: &str, quantity: u32) -> String {
    format!("{{ customerid: \"{customer}\", orderid: \"o\", productid: \"{product}\", quantity: {quantity} }}")
}

/// What is found in `map`, with more `lines`, and an example; a row in it is `CUSTOMER/PRODUCT/QUANTITY`.
fn tried(map: &str, lines: &str, example: &str) -> Vec<String> {
    let spelled = |word: &str| match word.split('/').collect::<Vec<_>>().as_slice() {
        [customer, product, quantity] if !customer.is_empty() && quantity.parse::<u32>().is_ok() => {
            row(customer, product, quantity.parse().unwrap_or_default())
        }
        _ => word.to_owned(),
    };
    let example: Vec<String> =
        example.lines().map(|line| line.split(' ').map(spelled).collect::<Vec<_>>().join(" ")).collect();
    let text = format!(
        "schema mydatabase from mysql \"mydatabase.sql\"\n{map}{lines}}}\nexample m \"one\" {{\n{}\n}}\n",
        example.join("\n")
    );
    findings(&compile(&text, &Memory::shipped()))
}

#[track_caller]
fn holds(map: &str, lines: &str, example: &str) {
    assert_eq!(tried(map, lines, example), [""; 0], "{example}");
}

#[track_caller]
fn fails(map: &str, lines: &str, example: &str, code: &str, says: &str) {
    let found = tried(map, lines, example);
    assert!(found.len() == 1 && found[0].contains(code) && found[0].contains(says), "{example}\n{found:#?}");
}

/// An item of one row.
const C1: &str = r#"gives { customer_orderid: "c|o", productid: "p", quantity: 4 }"#;

#[test]
fn a_history_ends_in_the_items_of_the_rows_at_the_end() {
    let ordered = format!("  on key change replace\n{ORDERED}");
    holds(ITEM, &ordered, &format!("row c/p/3\nupdate c/p/3 to c/p/4\n{C1}"));
    holds(ITEM, &ordered, &format!("insert c/p/3\ndelete c/p/3\ninsert c/p/4\n{C1}"));
    holds(ITEM, &ordered, "insert c/p/3\ndelete c/p/3\ngives nothing");
    holds(ITEM, &ordered, &format!("insert d/p/4\nupdate d/p/4 to c/p/4\n{C1}"));
    let differs = format!("insert c/p/3\nupdate c/p/3 to c/p/5\n{C1}");
    fails(ITEM, &ordered, &differs, "example/differs", "`quantity` is expected to be `4`, and is `5`");
    fails(ITEM, &ordered, "insert c/p/3\ngives nothing", "example/differs", "");
    fails(ITEM, &ordered, &format!("insert c/p/4\ndelete c/p/4\n{C1}"), "example/differs", "no row becomes");
}

#[test]
fn the_members_of_an_item_come_and_go_with_their_rows() {
    let ordered = format!("  on key change replace\n{ORDERED}");
    let gives = r#"gives { customerid: "c", orderid: "o", "p#a": 4 }"#;
    holds(PIVOT, &ordered, &format!("insert c/a/3\ninsert c/b/1\nupdate c/a/3 to c/a/4\ndelete c/b/1\n{gives}"));
    // Another name, and another item.
    holds(PIVOT, &ordered, &format!("insert c/b/4\nupdate c/b/4 to c/a/4\n{gives}"));
    holds(PIVOT, &ordered, &format!("insert d/a/4\nupdate d/a/4 to c/a/4\n{gives}"));
    // An item without rows is none.
    holds(PIVOT, &ordered, "insert c/a/3\ndelete c/a/3\ngives nothing");
    fails(PIVOT, &ordered, "insert c/a/3\ninsert c/b/3\ndelete c/a/3\ngives nothing", "example/differs", "");
}

#[test]
fn what_a_deleted_row_gave_stays_where_the_mapping_says_so() {
    let ignore = format!("  on delete ignore\n  on key change replace\n{ORDERED}");
    holds(ITEM, &ignore, &format!("insert c/p/4\ndelete c/p/4\n{C1}"));
    // Until another row gives it.
    holds(ITEM, &ignore, &format!("insert c/p/3\ndelete c/p/3\ninsert c/p/4\n{C1}"));
    holds(
        ITEM,
        &ignore,
        "insert c/p/3\ndelete c/p/3\ninsert c/p/4\nupdate c/p/4 to d/p/4\n\
         gives { customer_orderid: \"d|o\", productid: \"p\", quantity: 4 }",
    );
    fails(ITEM, &ignore, "insert c/p/4\ndelete c/p/4\ngives nothing", "example/differs", "");
    let both = r#"gives { customerid: "c", orderid: "o", "p#a": 4, "p#b": 1 }"#;
    holds(PIVOT, &ignore, &format!("insert c/a/4\ndelete c/a/4\ninsert c/b/1\n{both}"));
    holds(PIVOT, &ignore, &format!("insert c/a/3\ndelete c/a/3\ninsert c/a/4\ninsert c/b/1\n{both}"));
}

#[test]
fn a_changed_key_is_refused_unless_it_replaces() {
    for lines in [ORDERED.to_owned(), format!("  on key change refuse\n{ORDERED}")] {
        let change = "insert d/p/4\nupdate d/p/4 to c/p/4\n";
        holds(ITEM, &lines, &format!("{change}rejects example/key-change"));
        fails(ITEM, &lines, &format!("{change}{C1}"), "example/key-change", "the key `customer_orderid` changes");
        holds(PIVOT, &lines, &format!("{change}rejects example/key-change"));
        // Another name in the same item is no other key.
        holds(
            PIVOT,
            &lines,
            "insert c/a/4\nupdate c/a/4 to c/b/4\n\
             gives { customerid: \"c\", orderid: \"o\", \"p#b\": 4 }",
        );
    }
    let replace = format!("  on key change replace\n{ORDERED}");
    let history = "insert d/p/4\nupdate d/p/4 to c/p/4\nrejects example/key-change";
    fails(ITEM, &replace, history, "example/differs", "the last change is not rejected");
}

#[test]
fn a_truncated_table_is_refused() {
    holds(ITEM, ORDERED, "insert c/p/4\ntruncate\nrejects example/truncated");
    fails(ITEM, ORDERED, "insert c/p/4\ntruncate\ngives nothing", "example/truncated", "mydatabase.purchase");
    fails(ITEM, ORDERED, "truncate\ninsert c/p/4\nrejects example/truncated", "example/truncated", "");
    fails(ITEM, ORDERED, "insert c/p/4\ntruncate\nrejects example/key-change", "example/truncated", "");
}

#[test]
fn a_change_whose_row_makes_no_item_is_refused() {
    let none = r#"{ customerid: null, orderid: "o", productid: "p", quantity: 1 }"#;
    holds(ITEM, ORDERED, &format!("insert c/p/4\ninsert {none}\nrejects example/null-in-template"));
    fails(ITEM, ORDERED, "insert c/p/4\nrejects example/null-in-template", "example/differs", "not rejected");
}

#[test]
fn changes_that_no_table_goes_through_are_errors_at_their_line() {
    let code = "example/impossible-history";
    let ordered = format!("  on key change replace\n{ORDERED}");
    for (history, says) in [
        ("insert c/p/3\ninsert c/p/4", "a row with this key is there"),
        ("row c/p/3\ninsert c/p/4", "a row with this key is there"),
        ("insert c/p/4\ninsert d/p/4\nupdate d/p/4 to c/p/4", "a row with this key is there"),
        ("insert d/p/4\ndelete c/p/4", "there is no such row"),
        ("insert c/p/4\ndelete c/p/4\ndelete c/p/4", "there is no such row"),
        ("update c/p/3 to c/p/4", "there is no such row"),
        ("insert c/p/4\ndelete c/p/3", "other values"),
        ("insert c/p/4\nupdate c/p/3 to c/p/4", "other values"),
        ("insert d/p/4\nrow c/p/4", "was there before the changes"),
        ("at $position = \"7\"\ninsert c/p/4\nat $position = \"6\"", "`$position` goes back"),
        ("at $operation = \"insert\"\ninsert c/p/4", "follows from the lines"),
        ("at $position = 7\ninsert c/p/4", "is a text"),
    ] {
        fails(ITEM, &ordered, &format!("{history}\n{C1}"), code, says);
    }
    fails(ITEM, &ordered, &format!("at $positon = \"7\"\ninsert c/p/4\n{C1}"), "map/unknown-event", "no `$positon`");
}

#[test]
fn facts_are_known_where_the_history_says_them() {
    let gives =
        |position: &str| format!("gives {{ customer_orderid: \"c|o\", productid: \"p\", quantity: 4{position} }}");
    let history = "at $position = \"7\"\ninsert c/p/3\nat $position = \"8\"\nupdate c/p/3 to c/p/4\n";
    holds(NEWER, "", &format!("{history}{}", gives(", position: \"8\"")));
    fails(NEWER, "", &format!("{history}{}", gives(", position: \"7\"")), "example/differs", "and is `\"8\"`");
    // Without, they stay unknown.
    let history = "insert c/p/3\nupdate c/p/3 to c/p/4\n";
    holds(NEWER, "", &format!("{history}{}", gives("")));
    fails(NEWER, "", &format!("{history}{}", gives(", position: \"7\"")), "example/differs", "no row decides it");
    // What does not tell the newer of two changes of a row cannot order them.
    let one = "at $position = \"7\"\ninsert c/p/3\nupdate c/p/3 to c/p/4\n";
    fails(NEWER, "", &format!("{one}{}", gives("")), "example/impossible-history", "nothing tells that this change");
    let again = "at $position = \"7\"\ninsert c/p/3\ndelete c/p/3\ninsert c/p/4\n";
    fails(NEWER, "", &format!("{again}{}", gives("")), "example/impossible-history", "nothing tells that this change");
}

#[test]
fn changes_keep_what_is_assumed() {
    let lines = format!("  assume immutable quantity\n  assume quantity < 9\n{ORDERED}");
    fails(
        ITEM,
        &lines,
        &format!("insert c/p/3\nupdate c/p/3 to c/p/4\n{C1}"),
        "example/breaks-assumption",
        "immutable",
    );
    fails(ITEM, &lines, "insert c/p/9\ndelete c/p/9\ngives nothing", "example/breaks-assumption", "quantity < 9");
}

#[test]
fn a_pipeline_of_which_no_end_of_changes_is_known_takes_none() {
    let code = "example/no-history";
    let dms = ITEM.replace("-> rust ->", "-> dms ->");
    let history = format!("row c/p/3\nupdate c/p/3 to c/p/4\n{C1}");
    fails(ITEM, "", &history, code, "unless `rust { events ordered }`");
    holds(&dms, "", &history);
    holds(&dms, "", "insert c/p/3\ndelete c/p/3\ngives nothing");
    fails(&dms, "  dms {\n    migration-type full-load\n  }\n", &history, code, "no changes");
    fails(
        &dms,
        "",
        "insert d/p/4\nupdate d/p/4 to c/p/4\nrejects example/key-change",
        code,
        "of a changed key DMS fails",
    );
    fails(&dms, "", "insert c/p/4\ntruncate\ngives nothing", code, "documented nowhere");
    let stream = "map m from mydatabase.purchase -> dms -> kinesis changes {\n  field *\n";
    fails(stream, "", "insert c/p/4\ngives nothing", code, "a record for each change comes out");
}
