//! Messages in topics of Kafka: what the task and its endpoint say, and what DMS cannot do there.

use serde_json::{Value, json};

use super::base::{SHOP, TOPIC, TRIP, files};
use crate::support::compile::{Memory, compile, findings};

fn json_of(output: &mapc::Output, path: &str) -> Value {
    let artefact = output.artefacts.iter().find(|artefact| artefact.path == path);
    serde_json::from_slice(&artefact.unwrap_or_else(|| panic!("{path} is missing")).bytes()).expect("it is JSON")
}

#[test]
fn the_topic_stands_in_the_rule_and_the_connection_in_the_endpoint() {
    let output = compile(TOPIC, &files(SHOP, TRIP));
    assert_eq!(findings(&output), Vec::<String>::new());
    let document = json_of(&output, "order_topic/dms.table-mappings.json");
    let rule = &document["rules"][1];
    assert_eq!(rule["rule-type"], "object-mapping");
    assert_eq!(rule["kafka-target-topic"], "Order-Lines");
    assert_eq!(rule["disable-kafka-topic-normalization"], true);
    assert_eq!(rule["mapping-parameters"], json!({"partition-key-type": "primary-key"}));
    assert_eq!(
        json_of(&output, "order_topic/dms.endpoint-settings.json"),
        json!({"EndpointType": "target", "EngineName": "kafka", "KafkaSettings": {
            "MessageFormat": "json-unformatted", "MessageMaxBytes": 500_000, "Topic": "Order-Lines",
            "UseLargeIntegerValue": true}})
    );
}

#[test]
fn tables_of_one_task_go_to_topics_of_their_own() {
    let mut files = Memory::default();
    files.put("shop.sql", "CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (id int PRIMARY KEY);\n");
    let text =
        "schema shop from mysql \"shop.sql\"\nmap m from shop.* -> dms -> kafka \"shop-${$table}\" {\n field *\n}\n";
    let output = compile(text, &files);
    assert_eq!(findings(&output), Vec::<String>::new());
    let document = json_of(&output, "m/dms.table-mappings.json");
    let topics: Vec<&Value> = document["rules"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|rule| &rule["kafka-target-topic"])
        .filter(|topic| !topic.is_null())
        .collect();
    assert_eq!(topics, [&json!("shop-a"), &json!("shop-b")]);
    // There is not one topic for all.
    assert_eq!(json_of(&output, "m/dms.endpoint-settings.json")["KafkaSettings"], json!({}));
}

#[test]
fn what_dms_cannot_do_for_kafka_is_refused() {
    let mut files = Memory::default();
    files.put("shop.sql", "CREATE TABLE a (id int PRIMARY KEY, name varchar(20) NOT NULL, note mediumtext);\n");
    let refused = |body: &str| {
        let text = format!(
            "schema shop from mysql \"shop.sql\"\nmap m from shop.a -> dms -> kafka topic {{\n field *\n {body}\n}}\n"
        );
        let output = compile(&text, &files);
        output
            .diagnostics
            .iter()
            .map(|found| format!("{} {} {}\n", found.code.name, found.message, found.notes.join("; ")))
            .collect::<String>()
    };
    for (body, reason) in [
        ("", "dms/unsupported-column"),
        ("exclude note\n field x: string(9) = sqlite \"upper($name)\"", "not both"),
        ("exclude note\n kafka {\n partition-key \"${id}\"\n }", "dms/partition-key"),
        ("exclude note\n kafka {\n partition-key \"${name}-x\"\n }", "kafka/order"),
    ] {
        let found = refused(body);
        assert!(found.contains(reason), "{body}: {found}");
    }
    assert_eq!(refused("exclude note\n field key = id\n kafka {\n partition-key \"${id}\"\n }"), "");
}
