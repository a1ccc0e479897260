//! Transformation rules of files. What is expected is written by hand from the user guide, "Transformation rules and actions"
//! and "Using data masking to hide sensitive information".

use serde_json::{Value, json};

use crate::support::compile::{Memory, compile, compile_with, findings};

const SHOP: &str = "CREATE TABLE ORDERS (
  ID bigint NOT NULL PRIMARY KEY,
  PHONE varchar(20),
  TOTAL decimal(10, 2) NOT NULL,
  A_B int NOT NULL,
  remark varchar(200)
);";

fn output(lines: &str) -> mapc::Output {
    let mut files = Memory::default();
    files.put("shop.sql", SHOP);
    compile(&text(lines), &files)
}

fn text(lines: &str) -> String {
    let lines = lines.replacen("  field *", "  field Op = $operation\n  field *", 1);
    format!(
        "schema shop from mysql \"shop.sql\"\n\nmap orders from shop.ORDERS -> dms -> s3 \"s3://lake/raw/\" {{\n{lines}\n}}\n"
    )
}

/// The rules after the selection, without their numbers and names.
fn rules(lines: &str) -> Vec<Value> {
    let output = output(lines);
    let found = output.artefacts.iter().find(|artefact| artefact.path == "orders/dms.table-mappings.json");
    let found = found.unwrap_or_else(|| panic!("{lines}: {:#?}", findings(&output)));
    let document: Value = serde_json::from_slice(&found.bytes()).expect("it is JSON");
    let mut rules = Vec::new();
    for rule in document["rules"].as_array().expect("rules are a list") {
        if rule["rule-type"] != "selection" {
            let mut rule = rule.as_object().expect("a rule is an object").clone();
            assert_eq!(rule.remove("rule-type"), Some(json!("transformation")));
            let id: u32 = rule.remove("rule-id").and_then(|id| id.as_str()?.parse().ok()).expect("an id of digits");
            let is_of_map = rule["object-locator"]["table-name"] == "%" || rule["rule-target"] == "schema";
            assert_eq!(id > 1_000_000_000, is_of_map, "rules for all stand back behind those for one: {rule:?}");
            assert!(rule.remove("rule-name").is_some());
            rules.push(Value::Object(rule));
        }
    }
    rules
}

/// A rule for one column, with what else it says.
fn of_column(column: &str, action: &str, more: Value) -> Value {
    let mut rule = json!({
        "rule-target": "column",
        "object-locator": {"schema-name": "shop", "table-name": "ORDERS", "column-name": column},
        "rule-action": action,
    });
    rule.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    rule
}

/// A rule for all columns or tables.
fn of_all(target: &str, action: &str, more: Value) -> Value {
    let mut locator = json!({"schema-name": "%", "table-name": "%"});
    if target == "column" {
        locator["column-name"] = json!("%");
    }
    let mut rule = json!({"rule-target": target, "object-locator": locator, "rule-action": action});
    rule.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    rule
}

#[test]
fn columns_leave_and_get_names() {
    assert_eq!(rules("  field *"), [json!(null); 0]);
    assert_eq!(
        rules("  field *\n  exclude PHONE, remark"),
        [of_column("PHONE", "remove-column", json!({})), of_column("remark", "remove-column", json!({}))]
    );
    assert_eq!(rules("  field *\n  field number = PHONE"), [of_column("PHONE", "rename", json!({"value": "number"}))]);
    assert_eq!(
        rules("  field *\n  rename field PHONE to number"),
        [of_column("PHONE", "rename", json!({"value": "number"}))]
    );
    // What DMS has no action for is a rule for each column that it touches.
    assert_eq!(
        rules("  field *\n  rename field replace \"_\" with \"x\""),
        [of_column("A_B", "rename", json!({"value": "AxB"}))]
    );
}

#[test]
fn a_line_for_all_columns_is_one_rule_for_the_map() {
    for (line, action, more) in [
        ("lowercase", "convert-lowercase", json!({})),
        ("uppercase", "convert-uppercase", json!({})),
        ("add prefix \"t_\"", "add-prefix", json!({"value": "t_"})),
        ("add suffix \"_t\"", "add-suffix", json!({"value": "_t"})),
        ("remove prefix \"A_\"", "remove-prefix", json!({"value": "A_"})),
        ("remove suffix \"_B\"", "remove-suffix", json!({"value": "_B"})),
        ("replace prefix \"A_\" with \"x\"", "replace-prefix", json!({"value": "x", "old-value": "A_"})),
        ("replace suffix \"_B\" with \"x\"", "replace-suffix", json!({"value": "x", "old-value": "_B"})),
    ] {
        assert_eq!(rules(&format!("  field *\n  rename field {line}")), [of_all("column", action, more)], "{line}");
    }
    // A rule of a column's own stands before the one for all, and gives the name that all lines make.
    assert_eq!(
        rules("  field *\n  rename field lowercase\n  rename field A_* add prefix \"x_\"\n  exclude PHONE"),
        [
            of_all("column", "convert-lowercase", json!({})),
            of_column("PHONE", "remove-column", json!({})),
            of_column("A_B", "rename", json!({"value": "x_a_b"})),
        ]
    );
    // Two lines for all are no one action: each column gets its name.
    let two = rules(
        "  field *\n  exclude PHONE, remark, TOTAL, A_B\n  rename field lowercase\n  rename field add prefix \"t_\"",
    );
    assert_eq!(two[0], of_column("ID", "rename", json!({"value": "t_id"})));
    assert_eq!(two.len(), 5);
}

#[test]
fn schemas_and_tables_get_names() {
    assert_eq!(
        rules("  field *\n  rename schema to lake\n  rename table lowercase"),
        [
            json!({
                "rule-target": "schema", "object-locator": {"schema-name": "shop"},
                "rule-action": "rename", "value": "lake",
            }),
            of_all("table", "convert-lowercase", json!({})),
        ]
    );
    assert_eq!(
        rules("  field *\n  rename table ORDERS to sales"),
        [json!({
            "rule-target": "table", "object-locator": {"schema-name": "shop", "table-name": "ORDERS"},
            "rule-action": "rename", "value": "sales",
        })]
    );
}

#[test]
fn columns_get_types() {
    let cast = |data_type: Value| of_column("TOTAL", "change-data-type", json!({"data-type": data_type}));
    for (ty, expected) in [
        ("decimal(14, 4)", json!({"type": "numeric", "precision": 14, "scale": 4})),
        ("string", json!({"type": "string", "length": 13})),
        ("string(40)", json!({"type": "string", "length": 40})),
    ] {
        assert_eq!(rules(&format!("  field *\n  field TOTAL: {ty}")), [cast(expected.clone())], "{ty}");
        assert_eq!(rules(&format!("  field *\n  cast TOTAL to {ty}")), [cast(expected)], "{ty}");
    }
    assert_eq!(
        rules("  field *\n  cast every bigint to string"),
        [of_column("ID", "change-data-type", json!({"data-type": {"type": "string", "length": 20}}))]
    );
    assert_eq!(
        rules("  field *\n  cast A_B to bigint"),
        [of_column("A_B", "change-data-type", json!({"data-type": {"type": "int8"}}))]
    );
    assert_eq!(
        rules("  field *\n  cast remark to timestamp"),
        [of_column("remark", "change-data-type", json!({"data-type": {"type": "datetime", "precision": 6}}))]
    );
}

#[test]
fn values_are_masked() {
    assert_eq!(
        rules("  field *\n  mask PHONE digits \"#\""),
        [of_column("PHONE", "data-masking-digits-mask", json!({"value": "#"}))]
    );
    assert_eq!(
        rules("  field *\n  mask TOTAL random digits"),
        [of_column("TOTAL", "data-masking-digits-randomize", json!({}))]
    );
    assert_eq!(rules("  field *\n  mask remark hash"), [of_column("remark", "data-masking-hash-mask", json!({}))]);
    // A hash has 64 characters; the change of the type has the lower number.
    assert_eq!(
        rules("  field *\n  mask PHONE hash"),
        [
            of_column("PHONE", "change-data-type", json!({"data-type": {"type": "wstring", "length": 64}})),
            of_column("PHONE", "data-masking-hash-mask", json!({})),
        ]
    );
    assert_eq!(
        rules("  field *\n  cast ID to string\n  mask ID hash"),
        [
            of_column("ID", "change-data-type", json!({"data-type": {"type": "string", "length": 64}})),
            of_column("ID", "data-masking-hash-mask", json!({})),
        ]
    );
}

#[test]
fn a_mask_keeps_a_greater_number_than_a_type_that_is_given_later() {
    let mut files = Memory::default();
    files.put("shop.sql", SHOP);
    let first = compile(&text("  field *\n  mask remark digits \"x\""), &files);
    let options = mapc::Options { lock: Some(("mapc.lock".to_owned(), first.lock.clone())), ..Default::default() };
    let second = compile_with(&text("  field *\n  mask remark digits \"x\"\n  cast remark to string"), &files, options);
    let third = compile_with(&text("  field *\n  mask remark digits \"x\"\n  cast remark to string(300)"), &files, {
        mapc::Options { lock: Some(("mapc.lock".to_owned(), first.lock)), ..Default::default() }
    });
    for output in [second, third] {
        let found = output.artefacts.iter().find(|artefact| artefact.path == "orders/dms.table-mappings.json");
        let found = found.unwrap_or_else(|| panic!("{:#?}", findings(&output)));
        let document: Value = serde_json::from_slice(&found.bytes()).expect("it is JSON");
        let id = |action: &str| -> Option<u32> {
            let rules = document["rules"].as_array()?;
            rules.iter().find(|rule| rule["rule-action"] == action)?["rule-id"].as_str()?.parse().ok()
        };
        assert!(id("change-data-type").is_none_or(|cast| Some(cast) < id("data-masking-digits-mask")), "{document:#}");
    }
}

#[test]
fn old_values_come_along() {
    let image = |prefix: &str, suffix: &str, filter: &str| {
        json!({
            "rule-target": "column", "object-locator": {"schema-name": "shop", "table-name": "ORDERS"},
            "rule-action": "add-before-image-columns",
            "before-image-def": {"column-prefix": prefix, "column-suffix": suffix, "column-filter": filter},
        })
    };
    for (line, expected) in [
        ("key", image("BI_", "", "pk-only")),
        ("non-lob", image("BI_", "", "non-lob")),
        ("all prefix \"old_\"", image("old_", "", "all")),
        ("key suffix \"_before\"", image("", "_before", "pk-only")),
        ("key prefix \"a\" suffix \"b\"", image("a", "b", "pk-only")),
    ] {
        assert_eq!(rules(&format!("  field *\n  before image {line}")), [expected], "{line}");
    }
}

/// The notes of the one finding, which is that no stage does it.
fn refused(lines: &str) -> String {
    let output = output(&format!("  field *\n{lines}"));
    let all: Vec<_> = output.diagnostics.iter().collect();
    let [finding] = all.as_slice() else { panic!("{lines}: {:#?}", findings(&output)) };
    assert_eq!(finding.code.name, "pipeline/no-taker", "{lines}");
    finding.notes.join("; ")
}

#[test]
fn what_rules_cannot_say_is_refused_with_the_reason() {
    for (lines, reason) in [
        ("  mask TOTAL hash", "text columns only"),
        ("  mask TOTAL digits \"#\"", "text columns only"),
        ("  mask PHONE digits \"##\"", "one printable character"),
        ("  mask PHONE digits \" \"", "one printable character"),
        ("  mask PHONE digits \"é\"", "one printable character"),
        ("  cast ID to string(30)\n  mask ID hash", "64 characters"),
        ("  cast remark to int", "confirmed nowhere"),
        ("  cast ID to boolean", "confirmed nowhere"),
        ("  cast ID to date", "confirmed nowhere"),
        ("  before image key prefix \"\"", "another name than the new one"),
        ("  before image non-lob of PHONE", "not by their names"),
        ("  before image key\n  before image all", "one such rule for a table"),
        ("  before image key\n  dms {\n    migration-type full-load\n  }", "moves no changes"),
    ] {
        let said = refused(lines);
        assert!(said.contains(reason), "{lines}: {said}");
    }
}

#[test]
fn lines_about_many_tables_are_rules_for_the_map() {
    let mut files = Memory::default();
    files.put(
        "sis.sql",
        "CREATE TABLE SIS.TERM (ID NUMBER(10) PRIMARY KEY, YEAR NUMBER(4) NOT NULL, SSN VARCHAR2(11));
         CREATE TABLE SIS.COURSE (ID NUMBER(10) PRIMARY KEY, TITLE VARCHAR2(80));",
    );
    let text = "schema SIS from oracle \"sis.sql\"

map sis from SIS.* -> dms -> s3 \"s3://lake/sis/\" {
  field Op = $operation
  field *
  exclude SSN
  rename table lowercase
  rename field lowercase
  rename field COURSE.TITLE to name
  where TERM.YEAR >= 2018
  assume immutable TERM.YEAR
}
";
    let output = compile(text, &files);
    let found = output.artefacts.iter().find(|artefact| artefact.path == "sis/dms.table-mappings.json");
    let found = found.unwrap_or_else(|| panic!("{:#?}", findings(&output)));
    let document: Value = serde_json::from_slice(&found.bytes()).expect("it is JSON");
    let said: Vec<String> = document["rules"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|rule| {
            let locator = &rule["object-locator"];
            let name = |key: &str| locator[key].as_str().unwrap_or("-").to_owned();
            format!(
                "{} {} {}.{}.{} {} {}",
                rule["rule-id"].as_str().unwrap_or_default(),
                rule["rule-action"].as_str().unwrap_or_default(),
                name("schema-name"),
                name("table-name"),
                name("column-name"),
                rule["value"].as_str().unwrap_or("-"),
                rule["filters"],
            )
        })
        .collect();
    let filter = r#"[{"column-name":"YEAR","filter-conditions":[{"filter-operator":"gte","value":"2018"}],"filter-type":"source"}]"#;
    assert_eq!(
        said,
        [
            "1000000001 convert-lowercase %.%.- - null".to_owned(),
            "1000000002 convert-lowercase %.%.% - null".to_owned(),
            "1 include SIS.COURSE.- - null".to_owned(),
            "2 rename SIS.COURSE.TITLE name null".to_owned(),
            format!("3 include SIS.TERM.- - {filter}"),
            "4 remove-column SIS.TERM.SSN - null".to_owned(),
        ]
    );
}

#[test]
fn tables_are_loaded_in_turn_and_in_parts() {
    let block = |inner: &str| text(&format!("  field *\n  dms {{\n    table shop.ORDERS {{\n{inner}\n    }}\n  }}"));
    let mut files = Memory::default();
    files.put("shop.sql", SHOP);
    let ranges = "      load-order 2
      parallel-load ranges {
        columns ID, A_B
        boundary 1000, 5
        boundary 1000, 7
        boundary 2000, 1
        segment-names a, b, c, d
      }";
    let output = compile(&block(ranges), &files);
    let found = output.artefacts.iter().find(|artefact| artefact.path == "orders/dms.table-mappings.json");
    let found = found.unwrap_or_else(|| panic!("{:#?}", findings(&output)));
    let document: Value = serde_json::from_slice(&found.bytes()).expect("it is JSON");
    assert_eq!(document["rules"][0]["load-order"], "2");
    assert_eq!(
        document["rules"][1],
        json!({
            "rule-type": "table-settings", "rule-id": "2", "rule-name": "2 settings ORDERS",
            "object-locator": {"schema-name": "shop", "table-name": "ORDERS"},
            "parallel-load": {
                "type": "ranges", "columns": ["ID", "A_B"],
                "boundaries": [["1000", "5"], ["1000", "7"], ["2000", "1"]],
                "segment-names": ["a", "b", "c", "d"],
            },
        })
    );
    for (inner, code, reason) in [
        ("parallel-load subpartitions-auto", "dms/table-settings", "Oracle only"),
        ("parallel-load partitions-list {\n subpartitions S\n}", "dms/table-settings", "Oracle only"),
        ("parallel-load partitions-list {\n}", "dms/table-settings", "at least one partition"),
        ("parallel-load ranges {\n columns ID\n}", "dms/table-settings", "at least one boundary"),
        ("parallel-load ranges {\n columns ID\n boundary 1, 2\n}", "dms/table-settings", "a value for each"),
        ("parallel-load ranges {\n columns ID\n boundary 2\n boundary 2\n}", "dms/table-settings", "ascend"),
        ("parallel-load ranges {\n columns ID\n boundary 10\n boundary 9\n}", "dms/table-settings", "ascend"),
        ("parallel-load ranges {\n columns ID\n boundary 1\n segment-names a\n}", "dms/table-settings", "make 2 parts"),
        ("parallel-load ranges {\n columns NONE\n boundary 1\n}", "dms/table-settings", "no column `NONE`"),
        ("parallel-load ranges {\n columns PHONE\n boundary \"1\"\n}", "dms/nullable-range", "no part"),
        ("lob-settings limited, 16", "dms/table-settings", "relational targets only"),
        ("load-order 0", "setting/value", "when the table begins"),
        ("parallel-load anyhow", "setting/value", "in which parts"),
    ] {
        let output = compile(&block(inner), &files);
        let first = output.diagnostics.iter().next().unwrap_or_else(|| panic!("{inner}: nothing is found"));
        assert_eq!(first.code.name, code, "{inner}: {:#?}", findings(&output));
        assert!(first.notes.join(" ").contains(reason), "{inner}: {:?}", first.notes);
    }
    let other = block("load-order 2").replace("table shop.ORDERS", "table shop.OTHER");
    assert_eq!(
        compile(&other, &files).diagnostics.iter().map(|finding| finding.code.name).collect::<Vec<_>>(),
        ["setting/misplaced"]
    );
}
