//! The stage on shapes made by hand: what it writes, and ten and more faults by code and place.

use super::Glue;
use super::document::TableInput;
use crate::artefact::Artefact;
use crate::diag::Diagnostics;
use crate::emit::Assembly;
use crate::formats::hive::{Place, check_text};
use crate::lock::Lock;
use crate::mapping::{Mapping, Resource, Source, StageClause};
use crate::schema::{Dialect, Schema, Table, TableKind};
use crate::settings::{Setting, SettingValue, Settings};
use crate::shape::{Carrier, Content, Field, FileFormat, Form, Origin, Presence, Shape};
use crate::stage::{At, Hop, Stage};
use crate::text::{Span, TextId, Texts};
use crate::types::{Type, Zone};

/// Places: each field has its own, so that a finding tells whom it blames.
const CLAUSE: u32 = 1;
const RESOURCE: u32 = 2;
const LOCATION: u32 = 3;
const MAPPING: u32 = 4;

fn text_id() -> TextId {
    Texts::new().add("test.mapc", "")
}

fn span(start: u32) -> Span {
    Span { text: text_id(), start, end: start }
}

fn field(name: &str, place: u32, content: Content) -> Field {
    Field {
        name: name.into(),
        content,
        presence: Presence::Nullable,
        origin: Origin::Member,
        doc: None,
        span: span(place),
    }
}

fn scalar(name: &str, place: u32, ty: Type) -> Field {
    field(name, place, Content::Scalar { ty, form: Form::Native })
}

fn with_doc(doc: &str, field: Field) -> Field {
    Field { doc: Some(doc.into()), ..field }
}

/// What a test changes about a table that is otherwise in order.
struct Given {
    resource: [String; 2],
    location: Option<String>,
    format: FileFormat,
    doc: Option<String>,
    fields: Vec<Field>,
    partitions: Vec<Field>,
}

fn given(fields: Vec<Field>) -> Given {
    Given {
        resource: ["sample_db".to_owned(), "race_entry".to_owned()],
        location: Some("s3://abc-streaming-bucket/race_entry/".to_owned()),
        format: FileFormat::Parquet,
        doc: None,
        fields,
        partitions: Vec::new(),
    }
}

/// The findings, as `code place`, and the artefacts; those only where no finding is an error, as in a compilation.
fn run(given: Given) -> (Vec<String>, Vec<Artefact>) {
    let table = Table {
        schema: "SH".into(),
        name: "RACE_ENTRY".into(),
        kind: TableKind::Table,
        columns: Vec::new(),
        primary_key: None,
        unique: Vec::new(),
        checks: Vec::new(),
        comment: Some("A horse entered in a race".into()),
        rows: None,
        span: span(0),
    };
    let location = given.location.map(|location| Setting {
        key: "location",
        value: SettingValue::Text(location.as_str().into()),
        span: span(LOCATION),
    });
    let clause = StageClause {
        stage: "glue",
        resource: Some(Resource {
            parts: given.resource.iter().map(|part| part.as_str().into()).collect(),
            per_table: false,
            span: span(RESOURCE),
        }),
        settings: Settings { list: location.into_iter().collect(), ..Settings::default() },
        span: span(CLAUSE),
    };
    let schema = Schema::new("SH".into(), Dialect::Oracle, vec![table], None);
    let source = Source { table: &schema.tables[0], schema: &schema, dialect: Dialect::Oracle, span: span(0) };
    let mapping = Mapping {
        doc: given.doc.map(|doc| doc.as_str().into()),
        pipeline: vec![clause],
        ..Mapping::new("race_entry".into(), span(MAPPING), source)
    };
    let stages: [&'static dyn Stage; 1] = [&Glue];
    let at = At { mapping: &mapping, stages: &stages, index: 0, needs: &[] };
    let incoming = Shape {
        carrier: Carrier::Objects,
        format: Some(given.format),
        folder: None,
        fields: given.fields.into(),
        open: Vec::new(),
        partitions: given.partitions,
    };
    let mut diags = Diagnostics::new();
    let passed = Glue.pass(&at, &incoming, &[], &mut diags);
    let place = |finding: &crate::diag::Diagnostic| finding.place.as_ref().map_or(0, |place| place.span.start);
    let findings = diags.iter().map(|finding| format!("{} {}", finding.code.name, place(finding))).collect();
    let hop = Hop { incoming, taken: Vec::new(), passed, needs: Vec::new() };
    let mut artefacts = Vec::new();
    if !diags.any_errors() {
        let mut files = Assembly::new("race_entry".into(), span(MAPPING), false);
        files.add(&"RACE_ENTRY".into(), Glue.emit(&at, &hop, &[]), &mut diags);
        files.finish(&mut Lock::default(), &mut |artefact| artefacts.push(artefact));
    }
    (findings, artefacts)
}

#[track_caller]
fn refused(given: Given, expected: &[&str]) {
    assert_eq!(run(given).0, expected);
}

fn text(artefact: &Artefact) -> String {
    String::from_utf8(artefact.bytes().into_owned()).expect("UTF-8")
}

/// The record of a change stream as it arrives after conversion, with a partition key.
fn streamed() -> Given {
    let data = vec![
        with_doc("The meeting", scalar("meet_code", 11, Type::Decimal { precision: 10, scale: 0 })),
        scalar("meet_date", 12, Type::Timestamp { precision: 0, zone: Zone::None }),
    ];
    let metadata = vec![
        scalar("timestamp", 21, Type::Timestamp { precision: 6, zone: Zone::Utc }),
        scalar("record_type", 22, Type::TEXT),
        scalar("transaction_id", 23, Type::int(64)),
    ];
    let mut given = given(vec![
        with_doc("The row's\ncolumns; `it's` all", field("data", 10, Content::Struct(data.into()))),
        field("metadata", 20, Content::Struct(metadata.into())),
    ]);
    given.partitions = vec![scalar("dt", 30, Type::TEXT)];
    given
}

#[test]
fn a_streamed_record_becomes_a_table_of_two_structs() {
    let (findings, artefacts) = run(streamed());
    assert_eq!(findings, [""; 0]);
    let [input, statement] = &artefacts[..] else { panic!("{} artefacts", artefacts.len()) };
    assert_eq!((&*input.path, &*statement.path), ("race_entry/glue.table-input.json", "race_entry/glue.athena.sql"));
    insta::assert_snapshot!(text(input), @r#"
    {
      "Name": "race_entry",
      "Description": "A horse entered in a race",
      "StorageDescriptor": {
        "Columns": [
          {
            "Name": "data",
            "Type": "struct<meet_code:decimal(10,0),meet_date:timestamp>",
            "Comment": "The row's columns; `it's` all"
          },
          {
            "Name": "metadata",
            "Type": "struct<timestamp:timestamp,record_type:string,transaction_id:bigint>"
          }
        ],
        "Location": "s3://abc-streaming-bucket/race_entry/",
        "InputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
        "OutputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        "SerdeInfo": {
          "SerializationLibrary": "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
        }
      },
      "PartitionKeys": [
        {
          "Name": "dt",
          "Type": "string"
        }
      ],
      "TableType": "EXTERNAL_TABLE",
      "Parameters": {
        "EXTERNAL": "TRUE",
        "classification": "parquet"
      }
    }
    "#);
    insta::assert_snapshot!(text(statement), @r"
    CREATE EXTERNAL TABLE IF NOT EXISTS `sample_db`.`race_entry` (
      `data` struct<`meet_code`:decimal(10,0),`meet_date`:timestamp> COMMENT 'The row\'s columns; `it\'s` all',
      `metadata` struct<`timestamp`:timestamp,`record_type`:string,`transaction_id`:bigint>
    )
    COMMENT 'A horse entered in a race'
    PARTITIONED BY (
      `dt` string
    )
    STORED AS PARQUET
    LOCATION 's3://abc-streaming-bucket/race_entry/'
    TBLPROPERTIES (
      'classification' = 'parquet'
    )
    ");
}

#[test]
fn the_document_is_read_back_as_it_was() {
    let (_, artefacts) = run(streamed());
    let input: TableInput = serde_json::from_slice(&artefacts[0].bytes()).expect("it is read");
    let mut again = serde_json::to_vec_pretty(&input).expect("it is written");
    again.push(b'\n');
    assert_eq!(again, *artefacts[0].bytes());
}

#[test]
fn every_type_that_is_written_is_without_a_flaw() {
    let (_, artefacts) = run(streamed());
    let input: serde_json::Value = serde_json::from_slice(&artefacts[0].bytes()).expect("it is read");
    let types = |list: &serde_json::Value| -> Vec<String> {
        let list = list.as_array().expect("a list");
        list.iter().map(|column| column["Type"].as_str().expect("a text").to_owned()).collect()
    };
    let columns = types(&input["StorageDescriptor"]["Columns"]);
    let partitions = types(&input["PartitionKeys"]);
    assert_eq!((columns.len(), partitions.len()), (2, 1));
    for ty in columns {
        assert_eq!(check_text(&ty, Place::Column), [], "{ty}");
    }
    for ty in partitions {
        assert_eq!(check_text(&ty, Place::PartitionKey), [], "{ty}");
    }
}

#[test]
fn orc_and_the_comment_of_the_mapping() {
    let mut given = given(vec![scalar("id", 11, Type::int(32))]);
    given.format = FileFormat::Orc;
    given.doc = Some("One line.\nAnother.".to_owned());
    let (findings, artefacts) = run(given);
    assert_eq!(findings, [""; 0]);
    insta::assert_snapshot!(text(&artefacts[1]), @r"
    CREATE EXTERNAL TABLE IF NOT EXISTS `sample_db`.`race_entry` (
      `id` int
    )
    COMMENT 'One line.\nAnother.'
    STORED AS ORC
    LOCATION 's3://abc-streaming-bucket/race_entry/'
    TBLPROPERTIES (
      'classification' = 'orc'
    )
    ");
    let input: serde_json::Value = serde_json::from_slice(&artefacts[0].bytes()).expect("it is read");
    assert_eq!(input["Description"], "One line.\nAnother.");
    assert_eq!(
        input["StorageDescriptor"]["SerdeInfo"]["SerializationLibrary"],
        "org.apache.hadoop.hive.ql.io.orc.OrcSerde"
    );
}

#[test]
fn capitals_of_columns_go_and_those_of_members_are_a_risk() {
    let given = given(vec![
        scalar("MEET_CODE", 11, Type::int(32)),
        field("Data", 12, Content::Struct([scalar("meetDate", 13, Type::Date)].into())),
    ]);
    let (findings, artefacts) = run(given);
    assert_eq!(findings, ["glue/risky-name 13"]);
    assert!(
        text(&artefacts[1]).contains("`meet_code` int")
            && text(&artefacts[1]).contains("`data` struct<`meetDate`:date>")
    );
}

#[test]
fn a_folder_is_wanted() {
    let id = || vec![scalar("id", 11, Type::int(32))];
    refused(Given { location: None, ..given(id()) }, &["glue/location 1"]);
    for wrong in
        ["abc", "s3://abc", "s3:///x/", "s3://abc/x", "s3://abc/*/", "s3://abc/x/part-0.parquet", "https://abc/x/"]
    {
        refused(Given { location: Some(wrong.to_owned()), ..given(id()) }, &["glue/location 3"]);
    }
    for right in ["s3://abc/", "s3://abc/x/", "s3://a.b-c/x/dt=1/"] {
        refused(Given { location: Some(right.to_owned()), ..given(id()) }, &[]);
    }
}

#[test]
fn lengths_are_those_of_the_model() {
    let id = || vec![scalar("id", 11, Type::int(32))];
    let location = |length: usize| Some(format!("s3://abc/{}/", "x".repeat(length - "s3://abc//".len())));
    refused(Given { location: location(2_056), ..given(id()) }, &[]);
    refused(Given { location: location(2_057), ..given(id()) }, &["glue/too-long 3"]);
    let named = |length: usize| ["db".to_owned(), "t".repeat(length)];
    refused(Given { resource: named(255), ..given(id()) }, &[]);
    refused(Given { resource: named(256), ..given(id()) }, &["glue/too-long 2"]);
    refused(given(vec![scalar(&"c".repeat(255), 11, Type::Date)]), &[]);
    refused(given(vec![scalar(&"c".repeat(256), 11, Type::Date)]), &["glue/too-long 11"]);
    // `struct<…>` is 8 characters, `m` and `:date` are 6 for each member, and 999 commas: 131,007 and 132,007 in all.
    let wide = |length: usize| {
        let members = (0..1_000).map(|place| scalar(&format!("m{place:0length$}"), 12, Type::Date)).collect();
        given(vec![field("all", 11, Content::Struct(members))])
    };
    refused(wide(124), &[]);
    refused(wide(125), &["glue/too-long 11"]);
}

#[test]
fn names_that_hive_cannot_hold_are_refused_where_they_come_from() {
    let metadata = vec![scalar("timestamp", 21, Type::TEXT), scalar("record-type", 22, Type::TEXT)];
    let given =
        given(vec![scalar("event-id", 11, Type::TEXT), field("metadata", 20, Content::Struct(metadata.into()))]);
    refused(given, &["glue/name 11", "glue/name 22"]);
}

#[test]
fn names_that_some_reader_cannot_hold_are_a_risk() {
    for name in ["_x", "1a", "a.b", "a b", "日本"] {
        refused(given(vec![scalar(name, 11, Type::TEXT)]), &["glue/risky-name 11"]);
    }
    let upper = ["Sample".to_owned(), "race-entry".to_owned()];
    let fields = vec![scalar("id", 11, Type::TEXT)];
    refused(Given { resource: upper, ..given(fields) }, &["glue/table-name 2", "glue/table-name 2"]);
}

#[test]
fn one_name_twice_is_refused_on_every_level() {
    refused(given(vec![scalar("id", 11, Type::TEXT), scalar("ID", 12, Type::TEXT)]), &["glue/duplicate-name 12"]);
    let members = vec![scalar("a", 12, Type::TEXT), scalar("b", 13, Type::TEXT), scalar("a", 14, Type::TEXT)];
    refused(given(vec![field("x", 11, Content::Struct(members.into()))]), &["glue/duplicate-name 14"]);
    let mut partitioned = given(vec![scalar("dt", 11, Type::TEXT)]);
    partitioned.partitions = vec![scalar("dt", 12, Type::TEXT)];
    refused(partitioned, &["glue/duplicate-name 12"]);
    let inner = field("b", 12, Content::Struct([scalar("a", 13, Type::TEXT)].into()));
    refused(given(vec![field("a", 11, Content::Struct([inner].into()))]), &[]);
}

#[test]
fn what_no_file_holds_is_refused() {
    refused(given(Vec::new()), &["glue/no-column 1"]);
    refused(given(vec![field("x", 11, Content::Struct([].into()))]), &["glue/empty-struct 11"]);
    refused(given(vec![field("x", 11, Content::List([].into()))]), &["glue/mixed-list 11"]);
    let mixed = vec![scalar("", 12, Type::TEXT), scalar("", 13, Type::int(8))];
    refused(given(vec![field("x", 11, Content::List(mixed.into()))]), &["glue/mixed-list 11"]);
    let equal = vec![scalar("", 12, Type::TEXT), scalar("", 13, Type::Uuid)];
    refused(given(vec![field("x", 11, Content::List(equal.into()))]), &[]);
}

#[test]
fn every_value_without_a_type_is_named() {
    let fields = vec![
        scalar("amount", 11, Type::Number),
        scalar("digits", 12, Type::Decimal { precision: 65, scale: 30 }),
        field(
            "x",
            13,
            Content::Struct([scalar("t", 14, Type::Interval), scalar("r", 15, Type::Opaque("ROWID".into()))].into()),
        ),
    ];
    refused(given(fields), &["glue/no-type 11", "glue/no-type 12", "glue/no-type 14", "glue/no-type 15"]);
}

#[test]
fn a_partition_key_is_one_value() {
    let mut partitioned = given(vec![scalar("id", 11, Type::TEXT)]);
    partitioned.partitions = vec![field("p", 12, Content::Struct([scalar("a", 13, Type::TEXT)].into()))];
    refused(partitioned, &["glue/partition-type 12"]);
}

#[test]
fn comments_that_do_not_fit_are_cut_aloud() {
    let long = |length: usize| with_doc(&"x".repeat(length), scalar("id", 11, Type::TEXT));
    refused(given(vec![long(255)]), &[]);
    refused(given(vec![long(256)]), &["glue/comment-cut 11"]);
    let described = |length| Given { doc: Some("x".repeat(length)), ..given(vec![scalar("id", 11, Type::TEXT)]) };
    refused(described(2_048), &[]);
    refused(described(2_049), &["glue/comment-cut 4"]);
}

#[test]
fn a_statement_that_athena_does_not_take_is_not_written() {
    let fields =
        (0..1_000).map(|place| with_doc(&"x".repeat(255), scalar(&format!("column_{place}"), 100 + place, Type::TEXT)));
    let (findings, artefacts) = run(given(fields.collect()));
    assert_eq!(findings, ["glue/statement-length 1"]);
    assert_eq!(artefacts.iter().map(|artefact| artefact.kind.word()).collect::<Vec<_>>(), ["table-input"]);
}
