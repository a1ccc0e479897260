//! DynamoDB as dynalite imitates it, driven by `tests/oracles/dynalite/drive.mjs`.

use std::process::Command;

use serde_json::{Value, json};

use crate::support::oracle;

/// What the server has against the tables and items of `plan`, a finding a line; `None` without the oracle.
pub fn drive(plan: &Value) -> Option<Vec<String>> {
    let package = oracle::cache().join("dynalite/node_modules/dynalite");
    if !oracle::is_there("dynalite", oracle::missing(&[&package])) {
        return None;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("plan.json");
    std::fs::write(&file, plan.to_string()).expect("a file can be written");
    let script = oracle::repository("tests/oracles/dynalite/drive.mjs");
    let said = oracle::findings_of(Command::new("node").arg(script).arg(&file).env("MAPC_CACHE", oracle::cache()));
    let mut lines: Vec<String> = said.lines().map(str::to_owned).collect();
    let summary = lines.pop().unwrap_or_default();
    assert!(summary.starts_with("checked "), "the script ended early: {said}");
    Some(lines)
}

/// A table with a partition key `pk` and a sort key `sk`, both text.
fn table(name: &str) -> Value {
    json!({
        "TableName": name,
        "AttributeDefinitions": [
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": "S"},
        ],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        "BillingMode": "PAY_PER_REQUEST",
    })
}

fn item(pk: &str, sk: &str, quantity: Value) -> Value {
    json!({"pk": {"S": pk}, "sk": {"S": sk}, "quantity": quantity})
}

/// A table or an item that the service refuses, and what it says.
fn planted() -> Vec<(Value, Vec<Value>, &'static str)> {
    let with = |name: &str, member: &str, value: Value| {
        let mut table = table(name);
        table[member] = value;
        table
    };
    let one = json!({"N": "1"});
    vec![
        (table("ab"), vec![], "ab: create: "),
        (
            with("undefined-key", "AttributeDefinitions", json!([{"AttributeName": "pk", "AttributeType": "S"}])),
            vec![],
            "undefined-key: create: ",
        ),
        (
            with(
                "range-first",
                "KeySchema",
                json!([{"AttributeName": "sk", "KeyType": "RANGE"}, {"AttributeName": "pk", "KeyType": "HASH"}]),
            ),
            vec![],
            "range-first: create: ",
        ),
        (with("no-throughput", "BillingMode", json!("PROVISIONED")), vec![], "no-throughput: create: "),
        (table("empty-key"), vec![item("", "p1", one.clone())], "empty-key: item 0: "),
        (table("number-key"), vec![json!({"pk": {"N": "1"}, "sk": {"S": "p1"}})], "number-key: item 0: "),
        (table("no-sort-key"), vec![json!({"pk": {"S": "c1|o1"}})], "no-sort-key: item 0: "),
        (table("long-key"), vec![item(&"k".repeat(2049), "p1", one.clone())], "long-key: item 0: "),
        (table("digits"), vec![item("c1|o1", "p1", json!({"N": "1".repeat(39)}))], "digits: item 0: "),
        (table("plain-number"), vec![item("c1|o1", "p1", json!({"N": "three"}))], "plain-number: item 0: "),
        (table("empty-set"), vec![item("c1|o1", "p1", json!({"SS": []}))], "empty-set: item 0: "),
        (table("too-large"), vec![item("c1|o1", "p1", json!({"S": "x".repeat(409_600)}))], "too-large: item 0: "),
        // The published composite key, unescaped: customers `a|b` and `a` share an item.
        (
            table("merged"),
            vec![item("a|b|c", "p1", one.clone()), item("a|b|c", "p1", json!({"N": "2"}))],
            "merged: count: 2 items were put, the table holds 1",
        ),
        // Numbers come back in their own form, so a test that looks at bytes alone would see it.
        (table("padded"), vec![item("c1|o1", "p1", json!({"N": "3.0"}))], "padded: item 0: came back as "),
    ]
}

#[test]
fn planted_faults_are_seen_and_a_right_table_passes() {
    let right = json!({"create": table("right"), "items": [
        item("c1|o1", "p1", json!({"N": "3"})),
        item("c1|o1", "p2", json!({"NULL": true})),
        json!({"pk": {"S": "c2|o1"}, "sk": {"S": "p1"}, "doc": {"M": {"list": {"L": [{"BOOL": true}]}}}}),
    ]});
    let mut tables = vec![right];
    tables.extend(planted().into_iter().map(|(create, items, _)| json!({"create": create, "items": items})));
    let Some(findings) = drive(&json!({"tables": tables})) else { return };

    for (_, _, says) in planted() {
        assert!(findings.iter().any(|line| line.starts_with(says)), "expected `{says}…` in {findings:#?}");
    }
    assert!(!findings.iter().any(|line| line.starts_with("right: ")), "a right table is refused: {findings:#?}");
}
