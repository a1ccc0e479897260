//! "No row is lost, doubled or merged, and every stage accepts it": small mappings that would break the promise, each found
//! by a reviewer or tester once, and the code that keeps it.

use crate::support::compile::{Memory, compile, serious_codes};

/// The codes of errors and warnings of a mapping over one table of a dialect.
fn codes(dialect: &str, table: &str, maps: &str) -> Vec<&'static str> {
    let mut files = Memory::shipped();
    files.put("s.sql", table);
    serious_codes(&compile(&format!("schema s from {dialect} \"s.sql\"\n{maps}"), &files))
}

/// A map of `s.t` into items, with these lines.
fn items(lines: &str) -> String {
    format!("map t from s.t -> dms -> dynamodb items {{\n{lines}\n}}\n")
}

/// A map of `s.t` into a table over `location`.
fn lake(name: &str, glue: &str, location: &str) -> String {
    format!(
        "map {name} from s.t -> dms -> kinesis {name}-stream -> firehose {name}-delivery -> glue {glue} {{\n  field *\n  \
         rename field replace \"-\" with \"_\"\n  firehose {{\n    RoleARN \"arn:aws:iam::123456789012:role/r\"\n  }}\n  glue \
         {{\n    location \"{location}\"\n  }}\n}}\n"
    )
}

const ORDERS: &str = "CREATE TABLE t (id int NOT NULL PRIMARY KEY, note varchar(20));";

#[test]
fn a_key_that_is_cut_or_rounded_on_its_way_is_refused() {
    let key = "partition key n";
    let pg = "CREATE TABLE t (n numeric NOT NULL PRIMARY KEY);";
    assert_eq!(codes("postgres", pg, &items(key)), ["dms/lossy-key"]);
    let oracle = |ty: &str| {
        let table = format!("CREATE TABLE T (N {ty} NOT NULL PRIMARY KEY);");
        codes("oracle", &table, "map t from s.T -> dms -> dynamodb items {\n  partition key N\n}\n")
    };
    assert_eq!(oracle("NUMBER"), ["dms/lossy-key"]);
    assert_eq!(oracle("NUMBER(38,-5)"), ["dms/lossy-key"]);
    assert_eq!(oracle("FLOAT(126)"), ["dms/lossy-key"]);
    assert_eq!(oracle("NUMBER(10)"), [""; 0]);
    assert_eq!(oracle("NUMBER(10,2)"), [""; 0]);
}

#[test]
fn a_key_that_a_zero_date_would_lose_wants_a_claim() {
    let table = |ty: &str| format!("CREATE TABLE t (id int NOT NULL, ts {ty} NOT NULL, PRIMARY KEY (id, ts));");
    let keys = "partition key id\nsort key ts";
    assert_eq!(codes("mysql", &table("datetime"), &items(keys)), ["dms/lossy-key"]);
    let claimed = format!("{keys}\nassume ts >= \"1000-01-01\"");
    assert_eq!(codes("mysql", &table("datetime"), &items(&claimed)), [""; 0]);
    // No claim about days brings back the sixth digit of a second.
    assert_eq!(codes("mysql", &table("datetime(6)"), &items(&claimed)), ["dms/lossy-key"]);
    assert_eq!(codes("postgres", &table("timestamp"), &items(keys)), [""; 0]);
}

#[test]
fn a_large_object_that_would_be_cut_is_refused_in_items_too() {
    let table = "CREATE TABLE t (id int NOT NULL PRIMARY KEY, doc json);";
    assert_eq!(codes("mysql", table, &items("partition key id\nfield doc")), ["dms/large-object"]);
}

#[test]
fn a_pipeline_without_its_stream_does_not_fit() {
    let direct = lake("a", "db.a", "s3://lake/a/").replace(" -> kinesis a-stream", "");
    assert_eq!(codes("mysql", ORDERS, &direct), ["pipeline/does-not-fit"]);
    let twice = lake("a", "db.a", "s3://lake/a/").replace(" -> firehose", " -> kinesis other -> firehose");
    assert_eq!(codes("mysql", ORDERS, &twice), ["pipeline/does-not-fit"]);
}

#[test]
fn two_maps_do_not_share_a_folder_or_a_table() {
    let two = |first: &str, second: &str| lake("a", "db.a", first) + &lake("b", "db.b", second);
    let one_code = |maps: String| codes("mysql", ORDERS, &maps);
    assert_eq!(one_code(two("s3://lake/f/", "s3://lake/f/")), ["pipeline/shared-resource"]);
    assert_eq!(one_code(two("s3://lake/f/g/", "s3://lake/f/")), ["pipeline/shared-resource"]);
    assert_eq!(one_code(two("s3://lake/f/", "s3://lake/fg/")), [""; 0]);
    assert_eq!(one_code(two("s3://lake/f/", "s3://pond/f/")), [""; 0]);
    // Glue stores names in lower case.
    let folded = lake("a", "db.ta", "s3://lake/a/") + &lake("b", "db.TA", "s3://lake/b/");
    assert!(one_code(folded).contains(&"pipeline/shared-resource"));
}

#[test]
fn a_primary_key_too_long_for_a_partition_key_is_refused() {
    let table = |length: u32| format!("CREATE TABLE t (id varchar({length}) NOT NULL PRIMARY KEY);");
    assert_eq!(codes("mysql", &table(300), &lake("a", "db.a", "s3://lake/a/")), ["kinesis/key-length"]);
    assert_eq!(codes("mysql", &table(200), &lake("a", "db.a", "s3://lake/a/")), [""; 0]);
}
