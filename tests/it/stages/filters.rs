//! `where` lines as source filters. What is expected is written by hand from the user guide, "Using source filters".

use serde_json::{Value, json};

use crate::support::compile::{Memory, compile, findings};

const MYSQL: &str = "CREATE TABLE orders (
  id int NOT NULL PRIMARY KEY,
  n int, total decimal(10, 2), ratio double, code varchar(10), state enum('new', 'paid'),
  day date, at datetime, exact datetime(3), flag tinyint(1), bits bit(1), body longtext, raw varbinary(10), t time
);";

fn output(dialect: &str, sql: &str, lines: &str) -> mapc::Output {
    let mut files = Memory::default();
    files.put("s.sql", sql);
    let text = format!(
        "schema s from {dialect} \"s.sql\"\n\nmap m from s.orders -> dms -> kinesis orders {{\n  field id\n  exclude *\n{lines}\n  dms {{\n    migration-type full-load\n  }}\n}}\n"
    );
    // `exclude *` would name the key, too: the fields are spelled out by what the table has.
    let others: Vec<&str> = mysql_columns(sql).into_iter().filter(|name| *name != "id" && *name != "ID").collect();
    let key = if sql.contains("ID ") { "ID" } else { "id" };
    let text = text
        .replace("field id", &format!("field {key}"))
        .replace("exclude *", &format!("exclude {}", others.join(", ")));
    compile(&text, &files)
}

/// The first word of each column's declaration.
fn mysql_columns(sql: &str) -> Vec<&str> {
    let (_, inner) = sql.split_once('(').expect("a table has columns");
    let mut names = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                names.extend(inner[start..at].split_whitespace().next());
                start = at + 1;
            }
            _ => {}
        }
    }
    names.extend(inner[start..].split_whitespace().next());
    names
}

/// The filters of the selection rule.
fn filters(lines: &str) -> Value {
    let output = output("mysql", MYSQL, lines);
    let found = output.artefacts.iter().find(|artefact| artefact.path == "m/dms.table-mappings.json");
    let found = found.unwrap_or_else(|| panic!("{lines}: {:#?}", findings(&output)));
    let document: Value = serde_json::from_slice(&found.bytes()).expect("it is JSON");
    assert_eq!(document["rules"][0]["rule-action"], "include");
    document["rules"][0]["filters"].clone()
}

/// One filter with conditions `(operator, values)`.
fn filter(column: &str, conditions: &[(&str, &[&str])]) -> Value {
    let conditions: Vec<Value> = conditions
        .iter()
        .map(|(operator, values)| match values {
            [] => json!({"filter-operator": operator}),
            [value] => json!({"filter-operator": operator, "value": value}),
            [start, end] => json!({"filter-operator": operator, "start-value": start, "end-value": end}),
            _ => panic!("a condition has at most two values"),
        })
        .collect();
    json!({"filter-type": "source", "column-name": column, "filter-conditions": conditions})
}

#[test]
fn each_operator_has_its_spelling() {
    for (line, expected) in [
        ("n = 5", filter("n", &[("eq", &["5"])])),
        ("n != 5", filter("n", &[("noteq", &["5"])])),
        ("n <= 5", filter("n", &[("lte", &["5"])])),
        ("n >= -5", filter("n", &[("gte", &["-5"])])),
        ("n between 1 and 5", filter("n", &[("between", &["1", "5"])])),
        ("n not between 1 and 5", filter("n", &[("notbetween", &["1", "5"])])),
        ("n is null", filter("n", &[("null", &[])])),
        ("n is not null", filter("n", &[("notnull", &[])])),
        ("n in (1, 2)", filter("n", &[("eq", &["1"]), ("eq", &["2"])])),
        // Whole values have a next one.
        ("n < 5", filter("n", &[("lte", &["4"])])),
        ("n > 5", filter("n", &[("gte", &["6"])])),
        ("n < 4.5", filter("n", &[("lte", &["4"])])),
        ("n > -4.5", filter("n", &[("gte", &["-4"])])),
        ("day < \"2024-03-01\"", filter("day", &[("lte", &["2024-02-29"])])),
        ("day > \"2023-12-31\"", filter("day", &[("gte", &["2024-01-01"])])),
        ("at < \"2024-01-01\"", filter("at", &[("lte", &["2023-12-31 23:59:59"])])),
        ("at >= \"2024-01-01\"", filter("at", &[("gte", &["2024-01-01 00:00:00"])])),
        ("exact >= \"2024-01-01 10:00:00\"", filter("exact", &[("gte", &["2024-01-01 10:00:00"])])),
        ("day = \"2024-01-01 00:00:00\"", filter("day", &[("eq", &["2024-01-01"])])),
        ("total <= 4.50", filter("total", &[("lte", &["4.5"])])),
        ("ratio >= 1", filter("ratio", &[("gte", &["1"])])),
        ("code = \"a\"", filter("code", &[("eq", &["a"])])),
        ("code between \"a\" and \"b\"", filter("code", &[("between", &["a", "b"])])),
        ("state = \"new\"", filter("state", &[("eq", &["new"])])),
        ("flag = true", filter("flag", &[("eq", &["1"])])),
        ("bits is null", filter("bits", &[("null", &[])])),
        ("raw is not null", filter("raw", &[("notnull", &[])])),
        // One of several conditions on one column.
        ("n = 1 or n >= 5", filter("n", &[("eq", &["1"]), ("gte", &["5"])])),
        ("code = \"a\" or code is null", filter("code", &[("eq", &["a"]), ("null", &[])])),
        // In company a negative is spelled by its neighbours, where it has some.
        ("n != 5 or n is null", filter("n", &[("lte", &["4"]), ("gte", &["6"]), ("null", &[])])),
        ("n not between 1 and 5 or n is null", filter("n", &[("lte", &["0"]), ("gte", &["6"]), ("null", &[])])),
        ("n is not null or n = 5", filter("n", &[("notnull", &[])])),
        // De Morgan.
        ("not (n < 5)", filter("n", &[("gte", &["5"])])),
        ("not (n != 5)", filter("n", &[("eq", &["5"])])),
        ("not (n != 5 and n != 6)", filter("n", &[("eq", &["5"]), ("eq", &["6"])])),
    ] {
        assert_eq!(filters(&format!("  where {line}")), json!([expected]), "{line}");
    }
}

#[test]
fn what_must_all_hold_stands_in_filters_of_its_own() {
    let n = |operator: &str, value: &str| filter("n", &[(operator, &[value])]);
    for (lines, expected) in [
        ("n >= 1 and n <= 5", json!([n("gte", "1"), n("lte", "5")])),
        ("n != 1 and n != 2", json!([n("noteq", "1"), n("noteq", "2")])),
        ("n not in (1, 2)", json!([n("noteq", "1"), n("noteq", "2")])),
        ("not (n = 1 or code = \"a\")", json!([n("noteq", "1"), filter("code", &[("noteq", &["a"])])])),
        ("n = 1\n  where code = \"a\"", json!([n("eq", "1"), filter("code", &[("eq", &["a"])])])),
        // `(n = 1 and code = a) or (n = 1 and code = b)`: what both have is asked once.
        (
            "(n = 1 and code = \"a\") or (n = 1 and code = \"b\")",
            json!([n("eq", "1"), filter("code", &[("eq", &["a"]), ("eq", &["b"])])]),
        ),
        ("(n is null or n is not null) and n <= 5", json!([n("lte", "5")])),
    ] {
        assert_eq!(filters(&format!("  where {lines}")), expected, "{lines}");
    }
}

/// The notes of the one finding that the lines make.
fn refused(dialect: &str, sql: &str, line: &str) -> String {
    let output = output(dialect, sql, &format!("  where {line}"));
    let all: Vec<_> = output.diagnostics.iter().collect();
    let [finding] = all.as_slice() else { panic!("{line}: {:#?}", findings(&output)) };
    assert_eq!(finding.code.name, "pipeline/no-taker", "{line}");
    finding.notes.join("; ")
}

#[test]
fn what_filters_cannot_say_is_refused_with_the_reason() {
    for (line, reason) in [
        ("n = 1 or code = \"a\"", "different columns"),
        ("code like \"a%\"", "no `like`"),
        ("code contains \"a\"", "no `contains`"),
        ("code starts with \"a\"", "no `starts with`"),
        ("code < \"a\"", "write `<=`"),
        ("total < 5", "write `total <= 4.99`"),
        ("total > 5", "write `total >= 5.01`"),
        ("total = 1.005", "no value of `total` is `1.005`"),
        ("n = 4.5", "no value of `n` is `4.5`"),
        ("ratio = 0.1", "binary fractions"),
        ("state <= \"new\"", "an order of their own"),
        ("code != \"a\" or code is null", "in a filter of its own"),
        ("code not between \"a\" and \"b\" or code is null", "in a filter of its own"),
        ("body is null", "large object"),
        ("bits = 1", "truth values"),
        ("raw = \"a\"", "bytes"),
        ("t = \"10:00:00\"", "values of `time(0)`"),
        ("day = \"2024-1-1\"", "is not a day"),
        ("day = \"2024-02-30\"", "is not a day"),
        ("day = \"2024-01-01 10:00:00\"", "is not a day"),
        ("at = \"2024-01-01T10:00:00\"", "is not a moment"),
        ("exact < \"2024-01-01\"", "not whole"),
        ("n between 5 and 1", "nothing lies between"),
        ("day between \"2024-12-31\" and \"2024-01-01\"", "nothing lies between"),
    ] {
        let said = refused("mysql", MYSQL, line);
        assert!(said.contains(reason), "{line}: {said}");
    }
    let oracle = "CREATE TABLE orders (ID NUMBER(10) PRIMARY KEY, C CHAR(4), V VARCHAR2(10), B CLOB);";
    for (line, reason) in
        [("C = \"ab\"", "padded with blanks to 4"), ("V = \"\"", "write `is null`"), ("B is not null", "large object")]
    {
        let said = refused("oracle", &oracle.replace("orders", "\"orders\""), line);
        assert!(said.contains(reason), "{line}: {said}");
    }
}

#[test]
fn a_condition_that_grows_without_end_is_refused() {
    // Each pair doubles the clauses: 2^20 of them.
    let pairs: Vec<String> = (0..20).map(|place| format!("(n = {place} and code = \"{place}\")")).collect();
    let said = refused("mysql", MYSQL, &pairs.join(" or "));
    assert!(said.contains("too long"), "{said}");
}

#[test]
fn a_filter_needs_a_name_that_means_one_table() {
    let mut files = Memory::default();
    let table = |name: &str| format!("CREATE TABLE `{name}` (id int NOT NULL PRIMARY KEY);\n");
    let text = "schema s from mysql \"s.sql\"\n\nmap m from s.order_lines -> dms -> kinesis orders {\n  field *\n  where id >= 5\n}\n";
    files.put("s.sql", &format!("{}{}", table("order_lines"), table("orders")));
    assert_eq!(findings(&compile(text, &files)), [""; 0]);
    files.put("s.sql", &format!("{}{}", table("order_lines"), table("orderXlines")));
    let output = compile(text, &files);
    let notes: Vec<String> = output.diagnostics.iter().flat_map(|finding| finding.notes.clone()).collect();
    assert!(notes.iter().any(|note| note.contains("named exactly")), "{notes:#?}");
}
