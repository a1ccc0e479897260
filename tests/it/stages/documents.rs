//! What the documents hold, in the forms that the services' guides show.

use serde_json::{Value, json};

use super::base::{ITEMS, LAKE, SHOP, TRIP, files};
use crate::support::compile::{Memory, compile, findings};

/// The artefact at `path`, as JSON.
fn document(text: &str, files: &Memory, path: &str) -> Value {
    let output = compile(text, files);
    let found = output.artefacts.iter().find(|artefact| artefact.path == path);
    let found = found.unwrap_or_else(|| panic!("{path} is not written: {:#?}", findings(&output)));
    serde_json::from_slice(&found.bytes()).expect("it is JSON")
}

fn selection_of(table: &str, neighbour: &str) -> Value {
    let mut files = Memory::default();
    let of = |name: &str| format!("CREATE TABLE `{name}` (id int NOT NULL PRIMARY KEY);\n");
    files.put("s.sql", &format!("{}{}", of(table), of(neighbour)));
    let text = format!(
        "schema s from mysql \"s.sql\"\n\nmap m from s.`{table}` -> dms -> dynamodb items {{\n  partition key id\n}}\n"
    );
    document(&text, &files, "m/dms.table-mappings.json")["rules"][0].clone()
}

#[test]
fn a_name_that_would_select_another_table_is_selected_exactly() {
    // `_` stands for any one character, `%` for any text, `[` begins a set: "Wildcards in table mapping".
    assert_eq!(selection_of("order_lines", "order_line")["rule-action"], "include");
    assert_eq!(selection_of("order_lines", "orderXlines")["rule-action"], "explicit");
    assert_eq!(selection_of("order_lines", "orders")["object-locator"]["table-name"], "order_lines");
    assert_eq!(selection_of("a%", "b")["rule-action"], "explicit");
    assert_eq!(selection_of("a[b]", "c")["rule-action"], "explicit");
}

#[test]
fn nested_fields_of_items_bear_the_tags_of_dynamodb() {
    let nested = "field goods {\n    field product\n    field price\n    field of {\n      field placed_on\n    }\n  }";
    let list = "field labels list {\n    item product\n    item line\n  }";
    let text = ITEMS.replace(
        "field product\n  field price\n  field placed_on",
        &format!("{nested}\n  {list}\n  assume placed_on >= \"1000-01-01\""),
    );
    let document = document(&text, &files(SHOP, TRIP), "order_line/dms.table-mappings.json");
    let parameters = &document["rules"][1]["mapping-parameters"];
    assert_eq!(parameters["exclude-columns"], json!(["product", "price", "placed_on"]));
    assert_eq!(
        parameters["attribute-mappings"],
        json!([
            {
                "target-attribute-name": "goods",
                "attribute-type": "document",
                "attribute-sub-type": "dynamodb-map",
                "value": {"M": {
                    "product": {"S": "${product}"},
                    "price": {"N": "${price}"},
                    "of": {"M": {"placed_on": {"S": "${placed_on}"}}},
                }},
            },
            {
                "target-attribute-name": "labels",
                "attribute-type": "document",
                "attribute-sub-type": "dynamodb-list",
                "value": {"L": [{"S": "${product}"}, {"N": "${line}"}]},
            },
        ])
    );
}

#[test]
fn a_key_of_values_is_taken_from_the_attribute_that_holds_them() {
    let parameters =
        document(LAKE, &files(SHOP, TRIP), "trip/dms.table-mappings.json")["rules"][1]["mapping-parameters"].clone();
    assert_eq!(parameters["partition-key-type"], "attribute-name");
    assert_eq!(parameters["partition-key-name"], "trip_id");
}

#[test]
fn what_the_mapping_relies_on_is_among_the_settings() {
    let items = document(ITEMS, &files(SHOP, TRIP), "order_line/dms.task-settings.json");
    assert_eq!(items["TargetMetadata"], json!({"BatchApplyEnabled": false, "ParallelLoadThreads": 4}));
    assert_eq!(items["FullLoadSettings"], json!({"TargetTablePrepMode": "DO_NOTHING"}));
    let endpoint = document(LAKE, &files(SHOP, TRIP), "trip/dms.endpoint-settings.json");
    assert_eq!(
        endpoint["KinesisSettings"],
        json!({"MessageFormat": "json-unformatted", "IncludePartitionValue": true})
    );
}

#[test]
fn objects_stand_in_folders_of_time_below_the_table_and_errors_elsewhere() {
    let text = LAKE.replace("lake.trip", "Lake.Trip\n").replace("Lake.Trip\n\n", "Lake.Trip\n");
    let text = text.replacen(
        "  field *",
        "  allow glue/table-name because \"it is there\" until \"2099-12-31\"\n  field *",
        1,
    );
    let update = document(&text, &files(SHOP, TRIP), "trip/firehose.destination-update.json");
    assert_eq!(update["Prefix"], "trip/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/");
    assert_eq!(update["ErrorOutputPrefix"], "errors/trip/!{firehose:error-output-type}/");
    assert_eq!(update["CompressionFormat"], "UNCOMPRESSED");
    let conversion = &update["DataFormatConversionConfiguration"];
    // As the catalog keeps the names.
    assert_eq!(conversion["SchemaConfiguration"]["DatabaseName"], "lake");
    assert_eq!(conversion["SchemaConfiguration"]["TableName"], "trip");
    assert_eq!(conversion["OutputFormatConfiguration"]["Serializer"], json!({"ParquetSerDe": {"Compression": "GZIP"}}));
    let keys = &conversion["InputFormatConfiguration"]["Deserializer"]["OpenXJsonSerDe"]["ColumnToJsonKeyMappings"];
    assert_eq!(keys["partition_key_value"], "partition-key-value");
    assert_eq!(keys.as_object().map(serde_json::Map::len), Some(6));
}

#[test]
fn the_review_says_what_the_table_relies_on() {
    let review = |schema: &str| {
        let output = compile(ITEMS, &files(schema, TRIP));
        let page = output.artefacts.iter().find(|artefact| artefact.path == "order_line/review.txt");
        String::from_utf8(page.expect("there is a review").bytes().into_owned()).expect("it is text")
    };
    // The range of a number: developer guide, "Supported data types and naming rules".
    assert!(!review(SHOP).contains("1E-130"));
    assert!(review(&SHOP.replace("decimal(12, 2)", "double")).contains("`price` is between 1E-130 and 9.99E+125"));
    // An empty text is no key.
    assert!(!review(SHOP).contains("never empty"));
    assert!(review(&SHOP.replace("line int", "line varchar(9)")).contains("`line` is never empty"));
}

#[test]
fn a_table_is_made_with_exactly_the_attributes_of_its_key() {
    assert_eq!(
        document(ITEMS, &files(SHOP, TRIP), "order_line/dynamodb.create-table.json"),
        json!({
            "TableName": "order-lines",
            "AttributeDefinitions": [
                {"AttributeName": "order_id", "AttributeType": "N"},
                {"AttributeName": "line", "AttributeType": "N"},
            ],
            "KeySchema": [
                {"AttributeName": "order_id", "KeyType": "HASH"},
                {"AttributeName": "line", "KeyType": "RANGE"},
            ],
            "BillingMode": "PROVISIONED",
            "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
        })
    );
}
