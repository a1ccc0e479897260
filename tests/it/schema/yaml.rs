//! mapc's own form.

use mapc::schema::{json_schema, to_yaml};

use super::reading::{facts, read_as};

#[test]
fn yaml_says_the_same_in_few_words() {
    let yaml = "dialect: oracle\ntables:\n- name: RACE_ENTRY\n  comment: one horse in one race\n  columns:\n  - name: RACE_ENTRY_CODE\n    type: NUMBER(10)\n    nullable: false\n  - name: Odd name\n    type: VARCHAR2(10 CHAR)\n    comment: \"yes: no\"\n  - name: MEET_DATE\n    type: DATE\n  primary_key:\n  - RACE_ENTRY_CODE\n  unique:\n  - - MEET_DATE\n    - Odd name\n  checks:\n  - MEET_DATE > DATE '2000-01-01'\n";
    insta::assert_snapshot!(facts("yaml", yaml), @r#"
    app.RACE_ENTRY -- one horse in one race
      RACE_ENTRY_CODE: decimal(10, 0) not null
      Odd name: text(10) -- yes: no
      MEET_DATE: timestamp(0)
      primary (RACE_ENTRY_CODE)
      unique (MEET_DATE, Odd name)
      check (MEET_DATE > DATE '2000-01-01')
    "#);
    assert_eq!(to_yaml(&read_as("yaml", yaml).0), yaml);
}

#[test]
fn what_the_reader_of_yaml_says_is_passed_on() {
    let (_, diags, _) = read_as("yaml", "dialect: mysql\ntables:\n  - name: t\n    colums: []\n");
    let notes: Vec<&String> = diags.iter().flat_map(|finding| &finding.notes).collect();
    insta::assert_snapshot!(format!("{notes:?}"), @r#"["the reader says: unknown field `colums`, expected one of name, schema, kind, comment, rows, columns, primary_key, unique, checks"]"#);
}

#[test]
fn findings_in_yaml_stand_at_their_place() {
    insta::assert_snapshot!(facts("yaml", "dialect: mysql\ntables:\n  - name: ä\n    columns: [{name: a, type: int}, {name: A, type: nope}]\n    primary_key: [b]\n  - {name: ä, columns: []}\n"), @r#"
    app.ä
      a: int
    schema/duplicate-column at `A`: table `ä` has two columns `A`
    schema/unknown-column at `b`: table `ä` has no column `b`
    schema/unread-column at `ä`: a table with columns is expected here
    schema/duplicate-table at `ä`: table `app.ä` is declared twice
    "#);
    insta::assert_snapshot!(facts("yaml", "dialect: sybase\ntables: []\n"), @r#"schema/unread-yaml at `sybase`: `sybase` is no dialect"#);
    insta::assert_snapshot!(facts("yaml", "dialect: mysql\ntables:\n  - name: [a\n"), @r#"schema/unread-yaml at `[`: this is not a schema in YAML"#);
    insta::assert_snapshot!(facts("yaml", "dialect: mysql\ntables: []\n"), @r#"schema/no-table at ``: no table is declared in this file"#);
    insta::assert_snapshot!(facts("yaml", "- a\n"), @r#"schema/unread-yaml at ``: this is not a schema in YAML"#);
    insta::assert_snapshot!(facts("yaml", ""), @r#"schema/unread-yaml at ``: this is not a schema in YAML"#);
}

#[test]
fn the_json_schema_takes_what_the_reader_takes() {
    let validator = jsonschema::draft7::new(&json_schema()).expect("it is a JSON Schema");
    let good =
        serde_json::json!({"dialect": "mysql", "tables": [{"name": "t", "columns": [{"name": "a", "type": "int"}]}]});
    assert!(validator.is_valid(&good));
    for bad in [
        serde_json::json!({"dialect": "sybase", "tables": []}),
        serde_json::json!({"dialect": "mysql", "tables": [{"name": "t", "colums": []}]}),
        serde_json::json!({"dialect": "mysql", "tables": [{"name": "t", "columns": [{"name": "a"}]}]}),
        serde_json::json!({"tables": []}),
    ] {
        assert!(!validator.is_valid(&bad), "{bad}");
        assert!(read_as("yaml", &bad.to_string()).1.any_errors(), "{bad}");
    }
}
