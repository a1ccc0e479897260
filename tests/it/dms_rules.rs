//! Every rule of DMS has a spelling: each is compiled here, over schemas that no file describes, and gives the rule as the user
//! guide writes it.
//!
//! [`KINDS`] is the guide's list of rule types, actions and parameters; one without an entry in [`SPELLINGS`] fails the test, as
//! does one that the page of the book does not name.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use crate::support::compile::{Memory, compile, findings};
use crate::support::oracle::repository;

/// Rule types and actions, with what they act on; then parameters. Source: user guide, the pages on table mapping and on each
/// target.
const KINDS: &[&str] = &[
    "selection include",
    "selection exclude",
    "selection explicit",
    "selection table-type",
    "selection load-order",
    "selection filters lte",
    "selection filters gte",
    "selection filters eq",
    "selection filters noteq",
    "selection filters between",
    "selection filters notbetween",
    "selection filters null",
    "selection filters notnull",
    "transformation rename schema",
    "transformation rename table",
    "transformation rename column",
    "transformation rename table-tablespace",
    "transformation rename index-tablespace",
    "transformation convert-lowercase table",
    "transformation convert-uppercase column",
    "transformation add-prefix table",
    "transformation add-suffix schema",
    "transformation remove-prefix table",
    "transformation remove-suffix column",
    "transformation replace-prefix table",
    "transformation replace-suffix table",
    "transformation add-column column",
    "transformation include-column column",
    "transformation remove-column column",
    "transformation define-primary-key table",
    "transformation change-data-type column",
    "transformation change-data-type data-type",
    "transformation add-before-image-columns column",
    "transformation data-masking-digits-mask column",
    "transformation data-masking-digits-randomize column",
    "transformation data-masking-hash-mask column",
    "table-settings parallel-load none",
    "table-settings parallel-load partitions-auto",
    "table-settings parallel-load subpartitions-auto",
    "table-settings parallel-load partitions-list",
    "table-settings parallel-load ranges",
    "table-settings lob-settings",
    "object-mapping map-record-to-record",
    "object-mapping map-record-to-document",
    "object-mapping partition-key-type",
    "object-mapping attribute-mappings scalar",
    "object-mapping attribute-mappings dynamodb-map",
    "object-mapping attribute-mappings dynamodb-list",
    "object-mapping attribute-mappings json",
    "object-mapping condition-expression",
    "object-mapping kafka-target-topic",
    "object-mapping disable-kafka-topic-normalization",
    "post-processing add-tag",
    "validation override-validation-function",
];

/// What a spelling is for, the map's header from `from` on, its body, and the rule: all that it says but its number and name.
struct Spelling(&'static str, &'static str, &'static str, Value);

const TO_DATABASE: &str = "from HR.EMP -> dms -> database d";

fn emp() -> Value {
    json!({"schema-name": "HR", "table-name": "EMP"})
}

fn column(name: &str) -> Value {
    json!({"schema-name": "HR", "table-name": "EMP", "column-name": name})
}

/// `rule` with further members.
fn with(mut rule: Value, more: Value) -> Value {
    if let (Value::Object(rule), Value::Object(more)) = (&mut rule, more) {
        rule.extend(more);
    }
    rule
}

fn filtered(kind: &'static str, line: &'static str, conditions: Value) -> Spelling {
    let rule = json!({"rule-type": "selection", "rule-action": "include", "object-locator": emp(),
        "filters": [{"filter-type": "source", "column-name": "A", "filter-conditions": conditions}]});
    Spelling(kind, TO_DATABASE, line, rule)
}

fn rule(target: &str, locator: Value, action: &str, more: Value) -> Value {
    let rule = json!({"rule-type": "transformation", "rule-target": target, "object-locator": locator,
        "rule-action": action});
    with(rule, more)
}

fn changed(
    kind: &'static str,
    line: &'static str,
    action: &str,
    target: &str,
    locator: Value,
    more: Value,
) -> Spelling {
    Spelling(kind, TO_DATABASE, line, rule(target, locator, action, more))
}

fn settings(more: Value) -> Value {
    with(json!({"rule-type": "table-settings", "object-locator": emp()}), more)
}

fn loaded(kind: &'static str, line: &'static str, load: Value) -> Spelling {
    Spelling(kind, TO_DATABASE, line, settings(json!({"parallel-load": load})))
}

fn mapped(action: &str, target: Option<&str>, parameters: Value) -> Value {
    let mut rule = json!({"rule-type": "object-mapping", "rule-action": action, "object-locator": emp(),
        "mapping-parameters": parameters});
    if let Some(target) = target {
        rule["target-table-name"] = target.into();
    }
    rule
}

fn attribute(name: &str, kind: &str, sub: &str, value: Value) -> Value {
    json!({"target-attribute-name": name, "attribute-type": kind, "attribute-sub-type": sub, "value": value})
}

fn spellings() -> Vec<Spelling> {
    [selections(), renames(), changes(), table_settings(), object_mappings(), others()].into_iter().flatten().collect()
}

fn selections() -> Vec<Spelling> {
    vec![
        Spelling(
            "selection include",
            "from HR.E[a-d]_?* -> dms -> database d",
            "",
            json!({"rule-type": "selection", "rule-action": "include",
                   "object-locator": {"schema-name": "HR", "table-name": "E[a-d][_]_%"}}),
        ),
        Spelling(
            "selection exclude",
            "from HR.* except HR.TMP_* -> dms -> database d",
            "",
            json!({"rule-type": "selection", "rule-action": "exclude",
                   "object-locator": {"schema-name": "HR", "table-name": "TMP[_]%"}}),
        ),
        Spelling(
            "selection explicit",
            "from HR.`A%B_C` -> dms -> database d",
            "dms {\n selection explicit\n }",
            json!({"rule-type": "selection", "rule-action": "explicit",
                   "object-locator": {"schema-name": "HR", "table-name": "A%B_C"}}),
        ),
        Spelling(
            "selection table-type",
            "from view HR.V_* -> dms -> database d",
            "dms {\n migration-type full-load\n }",
            json!({"rule-type": "selection", "rule-action": "include",
                   "object-locator": {"schema-name": "HR", "table-name": "V[_]%", "table-type": "view"}}),
        ),
        Spelling(
            "selection load-order",
            TO_DATABASE,
            "dms {\n table HR.EMP {\n load-order 2\n }\n }",
            json!({"rule-type": "selection", "rule-action": "include", "object-locator": emp(), "load-order": "2"}),
        ),
        filtered("selection filters lte", "where A <= 5", json!([{"filter-operator": "lte", "value": "5"}])),
        filtered("selection filters gte", "where EMP.A >= 5", json!([{"filter-operator": "gte", "value": "5"}])),
        filtered(
            "selection filters eq",
            "where A in (1, \"x\")",
            json!([{"filter-operator": "eq", "value": "1"}, {"filter-operator": "eq", "value": "x"}]),
        ),
        filtered("selection filters noteq", "where A != 5", json!([{"filter-operator": "noteq", "value": "5"}])),
        filtered(
            "selection filters between",
            "where A between 1 and 5 or A is null",
            json!([{"filter-operator": "between", "start-value": "1", "end-value": "5"}, {"filter-operator": "null"}]),
        ),
        filtered(
            "selection filters notbetween",
            "where A not between 1 and 5",
            json!([{"filter-operator": "notbetween", "start-value": "1", "end-value": "5"}]),
        ),
        filtered("selection filters null", "where A is null", json!([{"filter-operator": "null"}])),
        filtered("selection filters notnull", "where A is not null", json!([{"filter-operator": "notnull"}])),
    ]
}

fn renames() -> Vec<Spelling> {
    vec![
        changed(
            "transformation rename schema",
            "rename schema HR to people",
            "rename",
            "schema",
            json!({"schema-name": "HR"}),
            json!({"value": "people"}),
        ),
        changed(
            "transformation rename table",
            "rename table HR.EMP to staff",
            "rename",
            "table",
            emp(),
            json!({"value": "staff"}),
        ),
        changed("transformation rename column", "field b = A", "rename", "column", column("A"), json!({"value": "b"})),
        Spelling(
            "transformation rename table-tablespace",
            TO_DATABASE,
            "rename tablespace *.*.USERS to DATA\n database {\n engine oracle\n }",
            rule(
                "table-tablespace",
                json!({"schema-name": "%", "table-name": "%", "table-tablespace-name": "USERS"}),
                "rename",
                json!({"value": "DATA"}),
            ),
        ),
        Spelling(
            "transformation rename index-tablespace",
            TO_DATABASE,
            "rename index tablespace USERS to DATA\n database {\n engine oracle\n }",
            rule(
                "index-tablespace",
                json!({"schema-name": "HR", "table-name": "EMP", "index-tablespace-name": "USERS"}),
                "rename",
                json!({"value": "DATA"}),
            ),
        ),
        changed(
            "transformation convert-lowercase table",
            "rename table *.* lowercase",
            "convert-lowercase",
            "table",
            json!({"schema-name": "%", "table-name": "%"}),
            json!({}),
        ),
        changed(
            "transformation convert-uppercase column",
            "rename field uppercase",
            "convert-uppercase",
            "column",
            column("%"),
            json!({}),
        ),
        changed(
            "transformation add-prefix table",
            "rename table add prefix \"t_\"",
            "add-prefix",
            "table",
            emp(),
            json!({"value": "t_"}),
        ),
        changed(
            "transformation add-suffix schema",
            "rename schema add suffix \"_new\"",
            "add-suffix",
            "schema",
            json!({"schema-name": "HR"}),
            json!({"value": "_new"}),
        ),
        changed(
            "transformation remove-prefix table",
            "rename table EMP remove prefix \"t_\"",
            "remove-prefix",
            "table",
            emp(),
            json!({"value": "t_"}),
        ),
        changed(
            "transformation remove-suffix column",
            "rename field EMP.A* remove suffix \"_v1\"",
            "remove-suffix",
            "column",
            column("A%"),
            json!({"value": "_v1"}),
        ),
        changed(
            "transformation replace-prefix table",
            "rename table replace prefix \"A_\" with \"B_\"",
            "replace-prefix",
            "table",
            emp(),
            json!({"value": "B_", "old-value": "A_"}),
        ),
        changed(
            "transformation replace-suffix table",
            "rename table replace suffix \"_A\" with \"_B\"",
            "replace-suffix",
            "table",
            emp(),
            json!({"value": "_B", "old-value": "_A"}),
        ),
    ]
}

fn changes() -> Vec<Spelling> {
    vec![
        changed(
            "transformation add-column column",
            "field full_name: string(50) = sqlite \"$FIRST || ' ' || $LAST\"",
            "add-column",
            "column",
            emp(),
            json!({"value": "full_name", "expression": "$FIRST || ' ' || $LAST",
                   "data-type": {"type": "string", "length": 50}}),
        ),
        Spelling(
            "transformation include-column column",
            TO_DATABASE,
            "only field A",
            rule("column", column("A"), "include-column", json!({})),
        ),
        changed(
            "transformation remove-column column",
            "exclude TMP_*",
            "remove-column",
            "column",
            column("TMP_%"),
            json!({}),
        ),
        changed(
            "transformation define-primary-key table",
            "primary key A, B\n dms {\n table HR.EMP {\n primary-key pk_emp, unique-index\n }\n }",
            "define-primary-key",
            "table",
            emp(),
            json!({"primary-key-def": {"name": "pk_emp", "origin": "unique-index", "columns": ["A", "B"]}}),
        ),
        changed(
            "transformation change-data-type column",
            "cast A to decimal(18, 2)",
            "change-data-type",
            "column",
            column("A"),
            json!({"data-type": {"type": "numeric", "precision": 18, "scale": 2}}),
        ),
        changed(
            "transformation change-data-type data-type",
            "cast every bigint to string(20)",
            "change-data-type",
            "column",
            json!({"schema-name": "HR", "table-name": "EMP", "column-name": "%", "data-type": "int8"}),
            json!({"data-type": {"type": "string", "length": 20}}),
        ),
        changed(
            "transformation add-before-image-columns column",
            "before image non-lob suffix \"_OLD\"",
            "add-before-image-columns",
            "column",
            emp(),
            json!({"before-image-def": {"column-prefix": "", "column-suffix": "_OLD", "column-filter": "non-lob"}}),
        ),
        changed(
            "transformation data-masking-digits-mask column",
            "mask A digits \"#\"",
            "data-masking-digits-mask",
            "column",
            column("A"),
            json!({"value": "#"}),
        ),
        changed(
            "transformation data-masking-digits-randomize column",
            "mask A random digits",
            "data-masking-digits-randomize",
            "column",
            column("A"),
            json!({}),
        ),
        changed(
            "transformation data-masking-hash-mask column",
            "mask A hash",
            "data-masking-hash-mask",
            "column",
            column("A"),
            json!({}),
        ),
    ]
}

fn table_settings() -> Vec<Spelling> {
    vec![
        loaded(
            "table-settings parallel-load none",
            "dms {\n table HR.EMP {\n parallel-load none\n }\n }",
            json!({"type": "none"}),
        ),
        loaded(
            "table-settings parallel-load partitions-auto",
            "dms {\n table HR.EMP {\n parallel-load partitions-auto {\n number-of-partitions 4\n collection-count-from-metadata true\n max-records-skip-per-page 100\n batch-size 10\n }\n }\n }",
            json!({"type": "partitions-auto", "number-of-partitions": 4, "collection-count-from-metadata": true,
                   "max-records-skip-per-page": 100, "batch-size": 10}),
        ),
        loaded(
            "table-settings parallel-load subpartitions-auto",
            "dms {\n table EMP {\n parallel-load subpartitions-auto\n }\n }",
            json!({"type": "subpartitions-auto"}),
        ),
        loaded(
            "table-settings parallel-load partitions-list",
            "dms {\n table EMP {\n parallel-load partitions-list {\n partitions P1, P2\n subpartitions S1\n }\n }\n }",
            json!({"type": "partitions-list", "partitions": ["P1", "P2"], "subpartitions": ["S1"]}),
        ),
        loaded(
            "table-settings parallel-load ranges",
            "dms {\n table EMP {\n parallel-load ranges {\n columns A, B\n boundary 1000, \"NORTH\"\n segment-names low, high\n }\n }\n }",
            json!({"type": "ranges", "columns": ["A", "B"], "boundaries": [["1000", "NORTH"]],
                   "segment-names": ["low", "high"]}),
        ),
        Spelling(
            "table-settings lob-settings",
            TO_DATABASE,
            "dms {\n table EMP {\n lob-settings limited, 16\n }\n }",
            settings(json!({"lob-settings": {"mode": "limited", "bulk-max-size": "16"}})),
        ),
    ]
}

fn object_mappings() -> Vec<Spelling> {
    vec![
        Spelling(
            "object-mapping map-record-to-record",
            "from HR.EMP -> dms -> dynamodb staff",
            "partition key id = \"${A}|${B}\"\n sort key C\n exclude A, B",
            mapped(
                "map-record-to-record",
                Some("staff"),
                json!({"partition-key-name": "id", "sort-key-name": "C", "exclude-columns": ["A", "B"],
                       "attribute-mappings": [attribute("id", "scalar", "string", json!("${A}|${B}"))]}),
            ),
        ),
        Spelling(
            "object-mapping map-record-to-document",
            "from HR.EMP -> dms -> dynamodb staff",
            "only partition key A\n field _doc {\n field *\n }\n exclude B",
            mapped(
                "map-record-to-document",
                Some("staff"),
                json!({"partition-key-name": "A", "exclude-columns": ["B"]}),
            ),
        ),
        Spelling(
            "object-mapping partition-key-type",
            "from HR.EMP -> dms -> kinesis staff",
            "field id = \"${A}|${B}\"\n kinesis {\n partition-key \"${A}|${B}\"\n }",
            mapped(
                "map-record-to-record",
                None,
                json!({"partition-key-name": "id", "partition-key-type": "attribute-name",
                       "attribute-mappings": [attribute("id", "scalar", "string", json!("${A}|${B}"))]}),
            ),
        ),
        Spelling(
            "object-mapping attribute-mappings scalar",
            "from HR.EMP -> dms -> dynamodb \"${$table}\"",
            "field b = A",
            mapped(
                "map-record-to-record",
                None,
                json!({"exclude-columns": ["A"], "attribute-mappings": [attribute("b", "scalar", "string", json!("${A}"))]}),
            ),
        ),
        Spelling(
            "object-mapping attribute-mappings dynamodb-map",
            "from HR.EMP -> dms -> dynamodb staff",
            "field contact {\n field phone = HOME\n field age: int = AGE\n }",
            mapped(
                "map-record-to-record",
                Some("staff"),
                json!({"attribute-mappings": [attribute("contact", "document", "dynamodb-map",
                       json!({"M": {"age": {"N": "${AGE}"}, "phone": {"S": "${HOME}"}}}))]}),
            ),
        ),
        Spelling(
            "object-mapping attribute-mappings dynamodb-list",
            "from HR.EMP -> dms -> dynamodb staff",
            "field phones list {\n item HOME\n item WORK\n }",
            mapped(
                "map-record-to-record",
                Some("staff"),
                json!({"attribute-mappings": [attribute("phones", "document", "dynamodb-list",
                       json!({"L": [{"S": "${HOME}"}, {"S": "${WORK}"}]}))]}),
            ),
        ),
        Spelling(
            "object-mapping attribute-mappings json",
            "from HR.EMP -> dms -> kinesis staff",
            "field contact {\n field home {\n field phone = HOME\n }\n }",
            mapped(
                "map-record-to-record",
                None,
                json!({"attribute-mappings": [attribute("contact", "document", "json",
                       json!({"home": {"phone": "${HOME}"}}))]}),
            ),
        ),
        Spelling(
            "object-mapping condition-expression",
            "from HR.EMP -> dms -> dynamodb staff",
            "partition key A\n dynamodb {\n condition {\n expression \"attribute_not_exists(A) OR B < :v\"\n value \":v\", \"5\"\n apply-during-cdc true\n apply-during-full-load false\n }\n }",
            mapped(
                "map-record-to-record",
                Some("staff"),
                json!({"partition-key-name": "A",
                       "condition-expression": {
                           "expression": "attribute_not_exists(A) OR B < :v",
                           "expression-attribute-values": [{"name": ":v", "value": "5"}],
                           "apply-during-cdc": true, "apply-during-full-load": false}}),
            ),
        ),
        Spelling(
            "object-mapping kafka-target-topic",
            "from HR.EMP -> dms -> kafka staff",
            "",
            json!({"rule-type": "object-mapping", "rule-action": "map-record-to-record", "object-locator": emp(),
                   "kafka-target-topic": "staff", "mapping-parameters": {}}),
        ),
        Spelling(
            "object-mapping disable-kafka-topic-normalization",
            "from HR.EMP -> dms -> kafka Staff",
            "kafka {\n partition-key constant\n }",
            json!({"rule-type": "object-mapping", "rule-action": "map-record-to-record", "object-locator": emp(),
                   "kafka-target-topic": "Staff", "disable-kafka-topic-normalization": true,
                   "mapping-parameters": {"partition-key-type": "constant"}}),
        ),
    ]
}

fn others() -> Vec<Spelling> {
    vec![
        Spelling(
            "post-processing add-tag",
            "from HR.E* -> dms -> s3 \"s3://lake/\"",
            "s3 {\n tag \"table\", \"\\${table-name}\"\n }",
            json!({"rule-type": "post-processing", "rule-action": "add-tag",
                   "object-locator": {"schema-name": "HR", "table-name": "E%"},
                   "tag-set": [{"key": "table", "value": "${table-name}"}]}),
        ),
        Spelling(
            "validation override-validation-function",
            TO_DATABASE,
            "dms {\n table HR.EMP {\n validate A, \"lower(\\${A})\", \"upper(\\${A})\"\n }\n }",
            json!({"rule-type": "validation", "rule-target": "column", "object-locator": column("A"),
                   "rule-action": "override-validation-function",
                   "source-function": "lower(${A})", "target-function": "upper(${A})"}),
        ),
    ]
}

/// The rules of a map, without numbers and names.
fn rules(from: &str, body: &str) -> Vec<Value> {
    let body = match body.strip_prefix("only ") {
        Some(body) => body.to_owned(),
        None => format!("field *\n {body}"),
    };
    let text = format!(
        "allow schema/unchecked because \"it is a test\" until \"2099-12-31\"\nschema HR unchecked oracle\nmap m {from} {{\n {body}\n}}\n"
    );
    let output = compile(&text, &Memory::default());
    assert_eq!(findings(&output), Vec::<String>::new(), "{text}");
    let mappings = output.artefacts.iter().find(|artefact| artefact.path == "m/dms.table-mappings.json");
    let document: Value = serde_json::from_slice(&mappings.expect("there are mappings").bytes()).expect("it is JSON");
    let mut rules = document["rules"].as_array().expect("a list").clone();
    let mut ids = BTreeSet::new();
    for rule in &mut rules {
        let rule = rule.as_object_mut().expect("an object");
        let id = rule.remove("rule-id").expect("a number");
        assert!(ids.insert(id.to_string()), "{text}");
        rule.remove("rule-name");
    }
    rules
}

#[test]
fn every_rule_has_a_spelling_that_gives_it() {
    for Spelling(kind, from, body, expected) in spellings() {
        let rules = rules(from, body);
        assert!(rules.contains(&expected), "{kind}: {expected:#}\nis none of\n{rules:#?}");
    }
}

#[test]
fn every_kind_of_rule_is_spelled_and_stands_in_the_book() {
    let page = fs::read_to_string(repository("book/src/reference/dms-rules.md")).expect("the page");
    let spelled: BTreeSet<&str> = spellings().iter().map(|Spelling(kind, ..)| *kind).collect();
    for kind in KINDS {
        assert!(spelled.contains(kind), "{kind} has no spelling");
        // The type is a heading; what a rule acts on need not be said.
        let words: Vec<&str> = kind.split(' ').collect();
        let word = words[1];
        assert!(page.contains(&format!("`{word}")), "the page does not name `{word}`");
    }
    assert_eq!(spelled.len(), KINDS.len(), "a spelling is of no kind");
}
