//! The service models of AWS, walked strictly by `tests/oracles/aws/strict_walk.py`.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::support::{oracle, out_folder};

/// What the script says about an output folder, a finding a line; `None` without the oracle.
pub fn strict_walk(folder: &Path) -> Option<Vec<String>> {
    let python = oracle::cache().join("python/bin/python");
    if !oracle::is_there("AWS service models", oracle::missing(&[&python])) {
        return None;
    }
    let script = oracle::repository("tests/oracles/aws/strict_walk.py");
    let said = oracle::findings_of(Command::new(python).arg(script).arg(folder));
    let mut lines: Vec<String> = said.lines().map(str::to_owned).collect();
    let summary = lines.pop().unwrap_or_default();
    assert!(summary.starts_with("checked "), "the script ended early: {said}");
    Some(lines)
}

/// A change that makes a document wrong: the place, the value to put there (`null` takes the member away), and what must
/// be said.
type Fault = (&'static str, Value, &'static str);

/// A right document of each kind, and its faults.
fn planted() -> Vec<(&'static str, Value, Vec<Fault>)> {
    vec![
        (
            "create-table",
            create_table(),
            vec![
                ("/TableName", json!("ab"), "$.TableName: 'ab' is no name of a table"),
                ("/TableName", json!(null), "$: member TableName is missing"),
                ("/BillingMode", json!("ON_DEMAND"), "$.BillingMode: 'ON_DEMAND' is none of"),
                (
                    "/AttributeDefinitions/0/AttributeType",
                    json!("BOOL"),
                    "$.AttributeDefinitions[0].AttributeType: 'BOOL'",
                ),
                ("/KeySchema", json!([]), "$.KeySchema: length 0 is below 1"),
                ("/Billing", json!("x"), "$.Billing: unknown member"),
            ],
        ),
        (
            "table-input",
            table_input(),
            vec![
                ("/Name", json!("n".repeat(300)), "$.TableInput.Name: length 300 is above 255"),
                ("/Parameters/EXTERNAL", json!(true), "$.TableInput.Parameters['EXTERNAL']: not a text"),
                (
                    "/StorageDescriptor/Columns/0/Comment",
                    json!("two\nlines"),
                    "$.TableInput.StorageDescriptor.Columns[0].Comment: does not match",
                ),
                (
                    "/StorageDescriptor/Columns/0/Type",
                    json!("t".repeat(200_000)),
                    "Columns[0].Type: length 200000 is above 131072",
                ),
                ("/StorageDescriptor/SerDeInfo", json!({}), "$.TableInput.StorageDescriptor.SerDeInfo: unknown member"),
                ("/Retention", json!(-1), "$.TableInput.Retention: -1 is out of"),
            ],
        ),
        (
            "stream",
            json!({"StreamName": "race-entries", "StreamModeDetails": {"StreamMode": "ON_DEMAND"}}),
            vec![
                ("/StreamName", json!("race entries"), "$.StreamName: does not match"),
                (
                    "/StreamModeDetails/StreamMode",
                    json!("on-demand"),
                    "$.StreamModeDetails.StreamMode: 'on-demand' is none of",
                ),
            ],
        ),
        (
            "data-format-conversion",
            data_format_conversion(),
            vec![
                ("/SchemaConfiguration/RoleARN", json!("a role"), "SchemaConfiguration.RoleARN: does not match"),
                ("/SchemaConfiguration/TableName", json!(null), "SchemaConfiguration.TableName: missing"),
                ("/OutputFormatConfiguration/Serializer/ParquetSerDe/Compression", json!("LZ4"), "'LZ4' is none of"),
                ("/OutputFormatConfiguration/Serializer/OrcSerDe", json!({}), "Serializer: 2 are chosen, want one"),
                (
                    "/InputFormatConfiguration/Deserializer/OpenXJsonSerDe/ColumnToJsonKeyMappings/record_type",
                    json!(""),
                    "ColumnToJsonKeyMappings['record_type']: length 0 is below 1",
                ),
            ],
        ),
        (
            "destination-update",
            json!({
                "Prefix": "race_entry/",
                "BufferingHints": {"SizeInMBs": 128, "IntervalInSeconds": 300},
                "DataFormatConversionConfiguration": data_format_conversion(),
            }),
            vec![
                ("/BufferingHints/SizeInMBs", json!(5), "BufferingHints.SizeInMBs: 5 is below 64"),
                ("/CompressionFormat", json!("GZIP"), "CompressionFormat: chosen, though conversion is enabled"),
                ("/BucketARN", json!("bucket"), "BucketARN: does not match"),
                (
                    "/DataFormatConversionConfiguration/SchemaConfiguration/RoleARN",
                    json!(null),
                    "SchemaConfiguration.RoleARN: missing",
                ),
            ],
        ),
        (
            "endpoint-settings",
            json!({"EngineName": "kinesis", "KinesisSettings": {"MessageFormat": "json-unformatted"}}),
            vec![
                (
                    "/KinesisSettings/MessageFormat",
                    json!("json unformatted"),
                    "$.KinesisSettings.MessageFormat: 'json unformatted'",
                ),
                ("/KinesisSettings/IncludeNulls", json!(true), "$.KinesisSettings.IncludeNulls: unknown member"),
            ],
        ),
        (
            "task-settings",
            json!({"TargetMetadata": {"SupportLobs": false}}),
            vec![("/TargetMetadata", json!("text"), "$: not an object of groups")],
        ),
        (
            "table-mappings",
            table_mappings(),
            vec![
                ("/rules/1/rule-id", json!("1"), "$.rules[1].rule-id: 1 stands twice"),
                ("/rules/0/rule-id", json!(1), "$.rules[0].rule-id: 1 is not the text"),
                ("/rules/1/rule-action", json!("include"), "$.rules[1].rule-action: 'include' is no action"),
                ("/rules/0/rule-type", json!("select"), "$.rules[0].rule-type: 'select' is none of"),
                ("/rules/0/object-locator", json!(null), "$.rules[0].object-locator: names no schema"),
                ("/rules", json!([]), "$.rules: no selection rule"),
            ],
        ),
    ]
}

#[test]
fn planted_faults_are_seen_and_right_documents_pass() {
    let mut artefacts = Vec::new();
    let mut expected = Vec::new();
    for (kind, right, faults) in planted() {
        artefacts.push((format!("{kind}.json"), kind, right.to_string().into_bytes()));
        for (number, (place, value, says)) in faults.into_iter().enumerate() {
            let path = format!("{kind}.{number}.json");
            artefacts.push((path.clone(), kind, planted_at(&right, place, value).to_string().into_bytes()));
            expected.push((path, says));
        }
    }
    for (path, content, says) in [
        ("cut.json", r#"{"StreamName": "#, "no JSON"),
        ("twice.json", r#"{"StreamName": "a", "StreamName": "b"}"#, "member StreamName stands twice"),
    ] {
        artefacts.push((path.to_owned(), "stream", content.as_bytes().to_vec()));
        expected.push((path.to_owned(), says));
    }
    let folder = out_folder::write(&artefacts);
    let Some(findings) = strict_walk(folder.path()) else { return };

    for (path, says) in &expected {
        let about: Vec<&String> = findings.iter().filter(|line| line.starts_with(&format!("{path}: "))).collect();
        assert!(about.iter().any(|line| line.contains(says)), "{path}: expected `{says}`, found {about:#?}");
    }
    let unexpected: Vec<&String> = findings
        .iter()
        .filter(|line| !expected.iter().any(|(path, _)| line.starts_with(&format!("{path}: "))))
        .collect();
    assert!(unexpected.is_empty(), "right documents are refused: {unexpected:#?}");
}

#[test]
fn a_folder_that_its_manifest_does_not_describe_is_seen() {
    let stream = br#"{"StreamName": "s"}"#.to_vec();
    let folder =
        out_folder::write(&[("a.json".to_owned(), "stream", stream.clone()), ("b.json".to_owned(), "poem", stream)]);
    std::fs::write(folder.path().join("a.json"), r#"{"StreamName": "t"}"#).expect("a file can be written");
    std::fs::write(folder.path().join("stray.json"), "{}").expect("a file can be written");
    let Some(findings) = strict_walk(folder.path()) else { return };
    assert_eq!(
        findings,
        [
            "a.json: its sha256 is not the one of the manifest",
            "b.json: kind poem is not known to this check",
            "stray.json: is not in the manifest",
        ]
    );
}

/// `document` with `value` at the JSON pointer `place`, or without what stands there.
fn planted_at(document: &Value, place: &str, value: Value) -> Value {
    let mut document = document.clone();
    let (parent, name) = place.rsplit_once('/').expect("a pointer begins with a slash");
    let parent = document.pointer_mut(parent).expect("the place exists");
    match parent {
        Value::Object(members) if value.is_null() => {
            members.remove(name);
        }
        Value::Object(members) => {
            members.insert(name.to_owned(), value);
        }
        Value::Array(elements) => elements[name.parse::<usize>().expect("a number")] = value,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => panic!("{place} leads nowhere"),
    }
    document
}

fn create_table() -> Value {
    json!({
        "TableName": "purchase",
        "AttributeDefinitions": [
            {"AttributeName": "customer_orderid", "AttributeType": "S"},
            {"AttributeName": "productid", "AttributeType": "S"},
        ],
        "KeySchema": [
            {"AttributeName": "customer_orderid", "KeyType": "HASH"},
            {"AttributeName": "productid", "KeyType": "RANGE"},
        ],
        "BillingMode": "PAY_PER_REQUEST",
    })
}

fn table_input() -> Value {
    json!({
        "Name": "race_entry",
        "TableType": "EXTERNAL_TABLE",
        "Parameters": {"EXTERNAL": "TRUE"},
        "PartitionKeys": [],
        "StorageDescriptor": {
            "Columns": [{"Name": "data", "Type": "struct<meet_code:bigint>", "Comment": "The row"}],
            "Location": "s3://bucket/race_entry/",
            "SerdeInfo": {"SerializationLibrary": "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"},
        },
    })
}

fn data_format_conversion() -> Value {
    json!({
        "Enabled": true,
        "SchemaConfiguration": {
            "RoleARN": "arn:aws:iam::123456789012:role/sample-firehose-delivery-role",
            "DatabaseName": "sample_db",
            "TableName": "race_entry",
        },
        "InputFormatConfiguration": {
            "Deserializer": {"OpenXJsonSerDe": {"ColumnToJsonKeyMappings": {"record_type": "record-type"}}},
        },
        "OutputFormatConfiguration": {"Serializer": {"ParquetSerDe": {"Compression": "SNAPPY"}}},
    })
}

/// The published document of the purchase migration, shortened.
fn table_mappings() -> Value {
    json!({"rules": [
        {
            "rule-type": "selection", "rule-id": "1", "rule-name": "1", "rule-action": "include",
            "object-locator": {"schema-name": "mydatabase", "table-name": "purchase"},
        },
        {
            "rule-type": "object-mapping", "rule-id": "2", "rule-name": "2", "rule-action": "map-record-to-record",
            "object-locator": {"schema-name": "mydatabase", "table-name": "purchase"},
            "target-table-name": "purchase", "mapping-parameters": {"partition-key-name": "customer_orderid"},
        },
    ]})
}
