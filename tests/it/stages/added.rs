//! Columns that DMS adds, keys and tablespaces that it makes, views that it copies: over tables that a file describes.

use serde_json::{Value, json};

use crate::support::compile::{Memory, compile, findings};

const SHOP: &str = "CREATE TABLE orders (
  ID int NOT NULL PRIMARY KEY,
  phone varchar(80) NOT NULL,
  total decimal(12, 4)
);
CREATE VIEW open_orders AS SELECT ID, phone FROM orders;
";

fn output(from: &str, body: &str) -> mapc::Output {
    let mut files = Memory::default();
    files.put("shop.sql", SHOP);
    compile(&format!("schema shop from mysql \"shop.sql\"\nmap m from {from} {{\n field *\n {body}\n}}\n"), &files)
}

/// The rules of this action.
fn rules(from: &str, body: &str, action: &str) -> Vec<Value> {
    let output = output(from, body);
    assert_eq!(findings(&output), Vec::<String>::new());
    let mappings = output.artefacts.iter().find(|artefact| artefact.path == "m/dms.table-mappings.json");
    let document: Value = serde_json::from_slice(&mappings.expect("there are mappings").bytes()).expect("it is JSON");
    let all = document["rules"].as_array().expect("a list");
    all.iter().filter(|rule| rule["rule-action"] == action).cloned().collect()
}

/// The codes of the findings, and their notes.
fn refused(from: &str, body: &str) -> String {
    let output = output(from, body);
    output.diagnostics.iter().map(|found| format!("{} {}\n", found.code.name, found.notes.join("; "))).collect()
}

#[test]
fn an_expression_becomes_an_added_column() {
    for target in ["database warehouse", "kinesis orders", "s3 \"s3://lake/raw/\""] {
        // Each record of a file of changes says which change it is.
        let operation = if target.starts_with("s3") { "field Op = $operation\n" } else { "" };
        let body = format!("{operation}field label: string(20) = sqlite \"$phone || '-' || $ID\"");
        let found = rules(&format!("shop.orders -> dms -> {target}"), &body, "add-column");
        let [rule] = found.as_slice() else { panic!("{target}: {found:?}") };
        assert_eq!(rule["expression"], "$phone || '-' || $ID");
        assert_eq!(rule["value"], "label");
        assert_eq!(rule["data-type"], json!({"type": "string", "length": 20}));
        assert_eq!(rule["object-locator"], json!({"schema-name": "shop", "table-name": "orders"}));
    }
}

#[test]
fn constants_and_facts_of_the_change_become_columns_of_a_table() {
    let body = "field source: string(10) = \"it's\"\n field op: string(10) = $operation\n field later: date = null";
    let found = rules("shop.orders -> dms -> database warehouse", body, "add-column");
    let expressions: Vec<&Value> = found.iter().map(|rule| &rule["expression"]).collect();
    assert_eq!(expressions, [&json!("'it''s'"), &json!("$AR_H_OPERATION"), &Value::Null]);
}

#[test]
fn what_cannot_be_added_is_refused_with_the_reason() {
    let to_database = "shop.orders -> dms -> database warehouse";
    for (from, line, reason) in [
        (to_database, "field x: string = sqlite \"upper($fone)\"", "no column `fone`"),
        (to_database, "field x = sqlite \"upper($phone)\"", "needs a type"),
        (to_database, "field Phone: string = sqlite \"'x'\"", "the table has a column `phone`"),
        (to_database, "field x: string = sqlite \"load_extension($phone)\"", "none of the functions"),
        (to_database, "field x: string = sqlite \"$AR_H_NOTHING\"", "none of the facts"),
        (to_database, "field x: string = sqlite \"$AR_H_USER\"", "Oracle and SQL Server"),
        (to_database, "field x: string = perl \"$phone\"", "SQLite, not in `perl`"),
        (to_database, "field x: string = \"${phone}-${ID}\"", "sqlite"),
        (
            "shop.orders -> dms -> dynamodb orders",
            "partition key ID\n field x = sqlite \"1\"",
            "not attributes of items",
        ),
    ] {
        let found = refused(from, line);
        assert!(found.contains(reason), "{line}: {found}");
    }
}

#[test]
fn a_key_of_a_table_is_defined_under_its_name() {
    let body = "primary key ID\n dms {\n table shop.orders {\n primary-key pk_orders, unique-index\n }\n }";
    let found = rules("shop.orders -> dms -> database warehouse", body, "define-primary-key");
    assert_eq!(found[0]["rule-target"], "table");
    assert_eq!(found[0]["primary-key-def"], json!({"name": "pk_orders", "origin": "unique-index", "columns": ["ID"]}));
    // DMS makes one change of a table.
    assert!(
        refused("shop.orders -> dms -> database warehouse", "primary key ID\n rename table to t")
            .contains("one transformation")
    );
}

#[test]
fn tablespaces_are_renamed_into_oracle_alone() {
    let line = "rename tablespace USERS to DATA\n rename index tablespace INDX to DATA";
    let body = format!("{line}\n database {{\n engine oracle\n }}");
    let found = rules("shop.orders -> dms -> database warehouse", &body, "rename");
    assert_eq!(found.len(), 2);
    assert_eq!(found[0]["rule-target"], "table-tablespace");
    assert_eq!(found[0]["object-locator"]["table-tablespace-name"], "USERS");
    assert_eq!(found[1]["rule-target"], "index-tablespace");
    assert_eq!(found[1]["object-locator"]["index-tablespace-name"], "INDX");
    assert!(refused("shop.orders -> dms -> database warehouse", line).contains("Oracle targets only"));
}

#[test]
fn a_view_is_copied_by_a_task_that_moves_no_changes() {
    let full_load = "dms {\n migration-type full-load\n }";
    let found = rules("view shop.open_orders -> dms -> database warehouse", full_load, "include");
    assert_eq!(found[0]["object-locator"]["table-type"], "view");
    let found = refused("view shop.open_orders -> dms -> database warehouse", "");
    assert!(found.contains("leaves views out"), "{found}");
}

#[test]
fn large_objects_of_a_table_have_settings_into_databases_alone() {
    let body = "dms {\n table orders {\n lob-settings limited, 16\n }\n }";
    let output = output("shop.orders -> dms -> database warehouse", body);
    assert_eq!(findings(&output), Vec::<String>::new());
    let text = String::from_utf8(output.artefacts[0].bytes().into_owned()).expect("text");
    assert!(text.contains("\"bulk-max-size\": \"16\""), "{text}");
    assert!(refused("shop.orders -> dms -> kinesis orders", body).contains("relational targets only"));
    for wrong in ["limited", "limited, 0", "unlimited, 5", "all", "limited, many"] {
        let found = refused("shop.orders -> dms -> database warehouse", &body.replace("limited, 16", wrong));
        assert!(found.starts_with("dms/table-settings"), "{wrong}: {found}");
    }
}

#[test]
fn columns_are_compared_and_objects_tagged_as_blocks_say() {
    let body = "dms {\n table orders {\n validate phone, \"lower(\\${phone})\", \"\"\n }\n }";
    let found = rules("shop.orders -> dms -> database warehouse", body, "override-validation-function");
    assert_eq!(found[0]["source-function"], "lower(${phone})");
    assert_eq!(found[0]["target-function"], Value::Null);
    let key = body.replace("phone,", "ID,");
    assert!(refused("shop.orders -> dms -> database warehouse", &key).contains("part of the key"));
    let tagged = "field Op = $operation\n s3 {\n tag \"team\", \"sales\"\n tag \"table\", \"\\${table-name}\"\n }";
    let found = rules("shop.orders -> dms -> s3 \"s3://lake/raw/\"", tagged, "add-tag");
    assert_eq!(
        found[0]["tag-set"],
        json!([{"key": "team", "value": "sales"}, {"key": "table", "value": "${table-name}"}])
    );
}

#[test]
fn two_tables_of_one_name_in_a_database_are_refused() {
    let mut files = Memory::default();
    files.put("shop.sql", "CREATE TABLE a_t (id int PRIMARY KEY);\nCREATE TABLE b_T (id int PRIMARY KEY);\n");
    let text = "schema shop from mysql \"shop.sql\"\nmap m from shop.* -> dms -> database d {\n field *\n rename table remove prefix \"a_\"\n rename table remove prefix \"b_\"\n}\n";
    let output = compile(text, &files);
    let codes: Vec<&str> = output.diagnostics.iter().map(|found| found.code.name).collect();
    assert_eq!(codes, ["pipeline/shared-resource"]);
}
