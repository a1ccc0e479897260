//! The shipped mappings against what was published about these migrations, in meaning; and what mapc refuses that was
//! published or done in them.

use mapc::Output;
use mapc::artefact::Kind;
use mapc::diag::Level;
use serde_json::{Value, json};

use crate::support::compile::{Memory, compile, findings};
use crate::support::shipped::{self, Shipped};

fn shipped_mapping(name: &str) -> Shipped {
    shipped::all().into_iter().find(|mapping| mapping.name == name).expect("a shipped mapping")
}

/// The one artefact of `kind`, as JSON.
fn document(output: &Output, kind: Kind) -> Value {
    let of_kind: Vec<_> = output.artefacts.iter().filter(|artefact| artefact.kind == kind).collect();
    assert_eq!(of_kind.len(), 1, "artefacts of kind {}\n{}", kind.word(), findings(output).join("\n"));
    serde_json::from_slice(&of_kind[0].bytes()).expect("the artefact is JSON")
}

/// The rules of one type in a DMS document.
fn rules<'a>(document: &'a Value, kind: &str) -> Vec<&'a Value> {
    let rules = document["rules"].as_array().expect("a list of rules");
    rules.iter().filter(|rule| rule["rule-type"] == kind).collect()
}

#[test]
fn purchase_gives_the_published_rules() {
    let document = document(&shipped_mapping("purchase").compile(), Kind::TableMappings);
    let locator = json!({"schema-name": "mydatabase", "table-name": "purchase"});

    let selection = rules(&document, "selection");
    assert_eq!(selection.len(), 1);
    assert_eq!(selection[0]["rule-action"], "include");
    assert_eq!(selection[0]["object-locator"], locator);

    let mapping = rules(&document, "object-mapping");
    assert_eq!(mapping.len(), 1);
    assert_eq!(mapping[0]["rule-action"], "map-record-to-record");
    assert_eq!(mapping[0]["object-locator"], locator);
    assert_eq!(mapping[0]["target-table-name"], "purchase");

    let parameters = &mapping[0]["mapping-parameters"];
    assert_eq!(parameters["partition-key-name"], "customer_orderid");
    assert_eq!(parameters["sort-key-name"], "productid");
    let key = attribute(parameters, "customer_orderid").expect("the key is mapped");
    assert_eq!(key["attribute-type"], "scalar");
    assert_eq!(key["attribute-sub-type"], "string");
    assert_eq!(key["value"], "${customerid}|${orderid}");
}

/// The published document maps `productid` and does not exclude it, so that the column is written twice.
#[test]
fn purchase_writes_each_attribute_once() {
    let document = document(&shipped_mapping("purchase").compile(), Kind::TableMappings);
    let parameters = &rules(&document, "object-mapping")[0]["mapping-parameters"];
    let excluded: Vec<&str> = parameters["exclude-columns"]
        .as_array()
        .map(|columns| columns.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    for column in ["customerid", "orderid"] {
        assert!(excluded.contains(&column), "{column} arrives beside the key that holds it");
    }
    for column in ["productid", "quantity"] {
        let by_itself = usize::from(!excluded.contains(&column));
        let mapped = usize::from(attribute(parameters, column).is_some());
        assert_eq!(by_itself + mapped, 1, "{column} must be written once");
    }
}

fn attribute<'a>(parameters: &'a Value, name: &str) -> Option<&'a Value> {
    let attributes = parameters["attribute-mappings"].as_array()?;
    attributes.iter().find(|attribute| attribute["target-attribute-name"] == name)
}

#[test]
fn purchase_without_its_assumption_shows_two_rows_that_share_a_key() {
    let mapping = shipped_mapping("purchase");
    let text = without_line(&mapping.text, "assume customerid");
    let output = mapping.compile_as(&text);
    let errors: Vec<_> = output.diagnostics.iter().filter(|finding| finding.level == Level::Error).collect();
    assert_eq!(errors.len(), 1, "{}", findings(&output).join("\n"));
    let told = format!("{} {} {}", errors[0].message, errors[0].notes.join(" "), errors[0].help.join(" "));
    assert!(told.contains("customerid") && told.contains("orderid"), "{told}");
    assert!(told.contains("assume"), "the help says what may be relied on: {told}");
}

#[test]
fn the_assumption_of_purchase_is_in_its_review() {
    let output = shipped_mapping("purchase").compile();
    let review = output.artefacts.iter().find(|artefact| artefact.kind == Kind::Review).expect("a review");
    let text = String::from_utf8_lossy(&review.bytes()).into_owned();
    assert!(text.contains(r#"customerid not contains "|""#), "{text}");
}

/// The hyphenated fields of the published record, as the published configuration maps them.
const PUBLISHED_KEYS: [(&str, &str); 5] = [
    ("partition_key_type", "partition-key-type"),
    ("record_type", "record-type"),
    ("schema_name", "schema-name"),
    ("table_name", "table-name"),
    ("transaction_id", "transaction-id"),
];

fn key_mappings(output: &Output) -> Value {
    document(output, Kind::DataFormatConversion)["InputFormatConfiguration"]["Deserializer"]["OpenXJsonSerDe"]
        ["ColumnToJsonKeyMappings"]
        .clone()
}

#[test]
fn race_entries_gives_the_published_key_mappings() {
    let output = shipped_mapping("race-entries").compile();
    let published: serde_json::Map<String, Value> =
        PUBLISHED_KEYS.iter().map(|(name, key)| ((*name).to_owned(), json!(key))).collect();
    assert_eq!(key_mappings(&output), Value::Object(published));
}

#[test]
fn race_entries_has_no_hyphen_in_a_type() {
    let table = document(&shipped_mapping("race-entries").compile(), Kind::TableInput);
    let columns = table["StorageDescriptor"]["Columns"].as_array().expect("columns").clone();
    assert!(!columns.is_empty());
    for column in columns {
        let ty = column["Type"].as_str().expect("a type");
        assert!(!ty.contains('-'), "{ty}");
    }
}

#[test]
fn race_entries_without_its_rename_names_all_five_fields() {
    let mapping = shipped_mapping("race-entries");
    let output = mapping.compile_as(&without_line(&mapping.text, "rename field"));
    assert!(output.diagnostics.any_errors());
    let told: String = output
        .diagnostics
        .iter()
        .map(|finding| {
            let labels: Vec<&str> = finding.also.iter().map(|label| label.text.as_str()).collect();
            format!(
                "{}\n{}\n{}\n{}\n",
                finding.message,
                labels.join("\n"),
                finding.notes.join("\n"),
                finding.help.join("\n")
            )
        })
        .collect();
    for (_, key) in PUBLISHED_KEYS {
        assert!(told.contains(key), "{key} is not named in:\n{told}");
    }
    assert!(told.to_lowercase().contains("firehose"), "{told}");
    assert!(told.contains(r#"rename field replace "-" with "_""#), "{told}");
}

#[test]
fn race_entries_follows_the_names_of_transaction_details() {
    let mapping = shipped_mapping("race-entries");
    let text = mapping.text.replace("  kinesis {\n", "  kinesis {\n    IncludeTransactionDetails true\n");
    let output = mapping.compile_as(&text);
    assert!(!output.diagnostics.any_errors(), "{}", findings(&output).join("\n"));
    let mappings = key_mappings(&output);
    for name in [
        "transaction_record_id",
        "prev_transaction_id",
        "prev_transaction_record_id",
        "commit_timestamp",
        "stream_position",
    ] {
        assert_eq!(mappings[name], name.replace('_', "-"), "{mappings}");
    }
}

/// The SerDe applies a key mapping by bare name at every depth, so that the column would come out NULL.
#[test]
fn a_column_that_is_called_like_a_mapped_field_is_refused() {
    for column in ["TABLE_NAME", "\"table_name\"", "\"Table_Name\""] {
        let mapping = shipped_mapping("race-entries");
        let mut files = Memory::shipped();
        files.put(
            "sh.sql",
            &format!("CREATE TABLE RACE_ENTRY (RACE_ENTRY_CODE NUMBER(10) PRIMARY KEY, {column} VARCHAR2(30));"),
        );
        let output = compile(&mapping.text, &files);
        assert!(output.diagnostics.any_errors(), "{column}: {}", findings(&output).join("\n"));
        let told = findings(&output).join("\n").to_lowercase();
        assert!(told.contains("table_name"), "{column}: {told}");
    }
}

/// The published endpoint: Parquet under `dmsdata`, with a column of the time, in milliseconds.
#[test]
fn retail_transactions_gives_the_published_endpoint() {
    let output = shipped_mapping("retail-transactions").compile();
    let endpoint = document(&output, Kind::EndpointSettings);
    assert_eq!((&endpoint["EndpointType"], &endpoint["EngineName"]), (&json!("target"), &json!("s3")));
    let settings = &endpoint["S3Settings"];
    assert_eq!(settings["BucketFolder"], "dmsdata");
    assert_eq!(settings["DataFormat"], "parquet");
    assert_eq!(settings["TimestampColumnName"], "dms_received_ts");
    assert_eq!(settings["ParquetTimestampInMillisecond"], true);
    // Published were two property files, one of which adds the column by hand: DMS writes it into both kinds of file.
    assert_eq!(settings["IncludeOpForFullLoad"], true);
    // A change during the load would look older than the row that it changes.
    assert_eq!(settings["UseTaskStartTimeForFullLoadTimestamp"], true);

    let rules = document(&output, Kind::TableMappings);
    assert_eq!(rules["rules"].as_array().map(Vec::len), Some(self::rules(&rules, "selection").len()));
    assert_eq!(
        self::rules(&rules, "selection")[0]["object-locator"],
        json!({"schema-name": "dev", "table-name": "retail_transactions"})
    );
}

/// The columns of the published table, what DMS adds before them, over the published folder.
#[test]
fn retail_transactions_is_a_table_over_the_published_folder() {
    let table = document(&shipped_mapping("retail-transactions").compile(), Kind::TableInput);
    let storage = &table["StorageDescriptor"];
    assert_eq!(storage["Location"], "s3://dmsbucket/dmsdata/dev/retail_transactions/");
    let columns: Vec<(&str, &str)> = storage["Columns"]
        .as_array()
        .expect("columns")
        .iter()
        .filter_map(|column| Some((column["Name"].as_str()?, column["Type"].as_str()?)))
        .collect();
    assert_eq!(
        columns,
        [
            ("op", "string"),
            ("dms_received_ts", "string"),
            ("tran_id", "int"),
            ("tran_date", "date"),
            ("store_id", "int"),
            ("store_city", "string"),
            ("store_state", "string"),
            ("item_code", "string"),
            ("quantity", "int"),
            // DMS reads a FLOAT of MySQL as a REAL8.
            ("total", "double"),
        ]
    );
}

/// The published table has no key, so that the record of a change says not which row it is of.
#[test]
fn retail_transactions_needs_to_say_what_identifies_a_row() {
    let mapping = shipped_mapping("retail-transactions");
    for (line, code) in [
        ("primary key tran_id", "dms/no-primary-key"),
        ("assume unique tran_id", "key/row-key"),
        ("assume tran_id is not null", "key/null-row-key"),
        ("field Op", "s3/operation"),
    ] {
        let output = mapping.compile_as(&without_line(&mapping.text, line));
        let codes: Vec<&str> = output.diagnostics.iter().map(|finding| finding.code.name).collect();
        // The example still expects what the line brought.
        let codes: Vec<&str> = codes.into_iter().filter(|code| !code.starts_with("example/")).collect();
        assert_eq!(codes, [code], "without `{line}`:\n{}", findings(&output).join("\n"));
    }
    // Rows that are only loaded are told apart by nobody.
    let text = without_line(&mapping.text, "primary key tran_id")
        .replace("  s3 {\n", "  dms {\n    migration-type full-load\n  }\n  s3 {\n");
    let output = mapping.compile_as(&text);
    assert!(!output.diagnostics.any_errors(), "{}", findings(&output).join("\n"));
}

/// `text` without the line that begins with `start`; there must be one.
fn without_line(text: &str, start: &str) -> String {
    let kept: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with(start)).collect();
    assert_eq!(kept.len() + 1, text.lines().count(), "one line begins with `{start}`");
    kept.join("\n") + "\n"
}
