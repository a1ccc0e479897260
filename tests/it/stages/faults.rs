//! Ten planted faults for each stage: a change of one thing in a mapping that is accepted, the finding it must give, and
//! where. Nothing else may be found.

use mapc::diag::Level;

use super::base::{FILES, ITEMS, LAKE, SHOP, TRIP, files};
use crate::support::compile::{compile, findings};

/// A mapping with something wrong in it.
pub struct Fault {
    /// The mapping.
    pub text: String,
    /// The schema of its shop.
    pub shop: String,
    /// The schema of its trips.
    pub trip: String,
    code: &'static str,
    /// What the finding's place begins with.
    place: &'static str,
}

/// Changes of a mapping and of its schema, `(from, to)` each.
struct Edits<'a>(&'a [(&'a str, &'a str)], &'a [(&'a str, &'a str)]);

fn edited(text: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "`{from}` is not in:\n{text}");
        text.replacen(from, to, 1)
    })
}

fn items(edits: Edits<'_>, code: &'static str, place: &'static str) -> Fault {
    Fault { text: edited(ITEMS, edits.0), shop: edited(SHOP, edits.1), trip: TRIP.to_owned(), code, place }
}

fn lake(edits: Edits<'_>, code: &'static str, place: &'static str) -> Fault {
    Fault { text: edited(LAKE, edits.0), shop: SHOP.to_owned(), trip: edited(TRIP, edits.1), code, place }
}

fn of_files(edits: Edits<'_>, code: &'static str, place: &'static str) -> Fault {
    Fault { text: edited(FILES, edits.0), shop: edited(SHOP, edits.1), trip: TRIP.to_owned(), code, place }
}

/// All of them, stage by stage.
pub fn all() -> Vec<Fault> {
    [dms(), kinesis(), firehose(), s3(), glue(), dynamodb()].into_iter().flatten().collect()
}

fn dms() -> Vec<Fault> {
    let threads = "ParallelLoadThreads 4";
    let remark = "remark varchar(200)";
    vec![
        items(
            Edits(&[("field remark", "field remarks = \"${product}: ${remark}\"\n  exclude remark")], &[]),
            "dms/null-in-template",
            "field remarks",
        ),
        items(Edits(&[], &[(remark, "remark mediumtext")]), "dms/unsupported-column", "field remark"),
        items(
            Edits(
                &[("field remark", "field remark_twice = \"a ${remark}\"\n  exclude remark")],
                &[(remark, "remark blob NOT NULL")],
            ),
            "dms/unsupported-column",
            "field remark_twice",
        ),
        items(Edits(&[], &[("decimal(12, 2)", "decimal(60, 2)")]), "dms/too-many-digits", "field price"),
        items(Edits(&[("field remark", "field comment = remark")], &[]), "dms/reserved-name", "field comment"),
        items(Edits(&[(threads, "BatchApplyEnabled true")], &[]), "dms/task-setting", "BatchApplyEnabled true"),
        items(
            Edits(&[(threads, "SupportLobs false")], &[(remark, "remark json")]),
            "dms/task-setting",
            "SupportLobs false",
        ),
        items(Edits(&[("from mysql", "from sqlite")], &[]), "dms/not-a-source", "shop.orders"),
        items(
            Edits(&[("partition key order_id", "partition key product")], &[("(order_id, line)", "(line)")]),
            "dms/mutable-key",
            "partition key product",
        )
        .and(&[("sort key line\n  field product", "sort key line\n  field order_id")]),
        items(
            Edits(
                &[("field remark", "field detail = \"{\\\"product\\\": \\\"${product}\\\"}\"\n  exclude remark")],
                &[],
            ),
            "dms/json-in-text",
            "field detail",
        ),
        items(
            Edits(&[("field remark", "exclude `re-mark`")], &[(remark, "`re-mark` varchar(200)")]),
            "dms/special-name",
            "dms",
        ),
        lake(Edits(&[], &[(" PRIMARY KEY", "")]), "dms/no-primary-key", "public.trip")
            .and(&[("partition-key \"${trip_id}\"", "partition-key schema-table")]),
        lake(
            Edits(&[("field *", "field chauffeur = driver\n  field driver = \"no ${trip_id}\"\n  field *")], &[]),
            "dms/attribute-twice",
            "field driver",
        )
        .and(&[("  field label = \"${driver}/${trip_id}\"\n", "")]),
        lake(Edits(&[], &[("numeric(8, 2)", "text")]), "dms/large-object", "*"),
        lake(Edits(&[], &[("numeric(8, 2)", "bigint")]), "dms/large-integer", "*"),
        lake(Edits(&[], &[("numeric(8, 2)", "numeric(30, 2)")]), "dms/too-many-digits", "*"),
        lake(Edits(&[("ShardCount 2", "MessageFormat json")], &[]), "dms/message-format", "MessageFormat json"),
        lake(Edits(&[("\"${trip_id}\"", "\"${driver}-${trip_id}\"\n    ")], &[]), "dms/partition-key", "partition-key")
            .and(&[("field *", "field *\n  assume immutable driver")]),
        lake(
            Edits(
                &[("  kinesis {", "  dms {\n    TargetMetadata {\n      FullLobMode true\n    }\n  }\n  kinesis {")],
                &[],
            ),
            "dms/task-setting",
            "FullLobMode true",
        ),
    ]
}

fn kinesis() -> Vec<Fault> {
    let key = "partition-key \"${trip_id}\"";
    let length = "varchar(300) NOT NULL PRIMARY KEY";
    vec![
        lake(Edits(&[("kinesis trips", "kinesis \"all trips\"")], &[]), "kinesis/stream-name", "\"all trips\""),
        lake(Edits(&[("kinesis trips", "kinesis \"trips/1\"")], &[]), "kinesis/stream-name", "\"trips/1\""),
        lake(Edits(&[("kinesis trips", "kinesis `täglich`")], &[]), "kinesis/stream-name", "`täglich`"),
        lake(Edits(&[(key, "partition-key \"trip\"")], &[]), "kinesis/partition-key", "partition-key"),
        lake(Edits(&[(key, "partition-key \"\"")], &[]), "kinesis/partition-key", "partition-key"),
        lake(Edits(&[(key, "partition-key \"${distance}\"")], &[]), "kinesis/partition-key", "partition-key"),
        lake(Edits(&[(key, "partition-key \"${lower(driver)}\"")], &[]), "kinesis/partition-key", "partition-key"),
        lake(Edits(&[(key, "partition-key transaction-id")], &[]), "kinesis/order", "partition-key transaction-id"),
        lake(Edits(&[(key, "partition-key \"${driver}\"")], &[]), "kinesis/order", "partition-key"),
        lake(Edits(&[], &[("integer NOT NULL PRIMARY KEY", length)]), "kinesis/key-length", "partition-key"),
    ]
}

fn firehose() -> Vec<Fault> {
    let role = "RoleARN \"arn:aws:iam::123456789012:role/firehose\"";
    let distance = "distance numeric(8, 2)";
    vec![
        lake(
            Edits(&[("firehose trips-to-lake", "firehose \"trips to lake\"")], &[]),
            "firehose/stream-name",
            "\"trips",
        ),
        lake(
            Edits(&[(role, "Compression GZIP"), ("day\n    Compression GZIP", "day")], &[]),
            "firehose/no-role",
            "firehose trips",
        ),
        lake(Edits(&[(role, "RoleARN \"arn:aws:iam::12345:role/firehose\"")], &[]), "firehose/role", "RoleARN"),
        lake(
            Edits(&[("rename field replace \"-\" with \"_\"", "exclude paid")], &[]),
            "firehose/names",
            "firehose trips",
        ),
        lake(Edits(&[], &[(distance, "table_name varchar(9)")]), "firehose/ambiguous-key", "*"),
        lake(Edits(&[], &[(distance, "\"Transaction_Id\" integer")]), "firehose/ambiguous-key", "*"),
        lake(Edits(&[], &[(distance, "\"PAID\" boolean")]), "firehose/same-name", "*"),
        lake(Edits(&[("Compression GZIP", "Compression ZLIB")], &[]), "firehose/compression", "Compression ZLIB"),
        lake(Edits(&[("Compression GZIP", "Region \"\"")], &[]), "firehose/catalog-name", "Region"),
        lake(
            Edits(&[("Compression GZIP", "ErrorOutputPrefix \"trip/bad/\"")], &[]),
            "firehose/error-prefix",
            "ErrorOutputPrefix",
        ),
        lake(
            Edits(&[("Compression GZIP", "ErrorOutputPrefix \"bad/!{timestamp:yyyy}/\"")], &[]),
            "firehose/error-prefix",
            "ErrorOutputPrefix",
        ),
        lake(Edits(&[("lake-bucket/trip/", "lake-bucket/")], &[]), "firehose/error-prefix", "location"),
        lake(Edits(&[("lake-bucket/trip/", "lake-bucket/!{x}/")], &[]), "firehose/prefix", "location"),
    ]
}

fn s3() -> Vec<Fault> {
    let (parquet, start) = ("DataFormat parquet", "UseTaskStartTimeForFullLoadTimestamp true");
    let address = "\"s3://shop-lake/raw/\"";
    let (operation, time) = ("  field Op = $operation\n", "  field committed_at = $commit-timestamp\n");
    let with = |setting: &str| format!("{parquet}\n    {setting}");
    let set = |setting: &str, code, place| of_files(Edits(&[(parquet, &with(setting))], &[]), code, place);
    let at = |wrong: &str| of_files(Edits(&[(address, wrong)], &[]), "s3/address", "\"");
    let in_csv = |edits: &[(&str, &str)], code, place| {
        let fault =
            of_files(Edits(edits, &[("bit(1)", "int")]), code, place).and(&[("DataFormat parquet", "DataFormat csv")]);
        // Of texts the table over CSV has findings of its own.
        fault.and(&[("  -> glue lake.order_change\n", "")])
    };
    vec![
        at("\"s3://shop-lake/raw\""),
        at("\"s3a://shop-lake/raw/\""),
        at("\"s3://Shop-Lake/raw/\""),
        at("\"s3://shop-lake//raw/\""),
        of_files(
            Edits(&[("  s3 {", "  glue {\n    location \"s3://shop-lake/raw/shop/\"\n  }\n  s3 {")], &[]),
            "s3/location",
            "location",
        ),
        set("IncludeOpForFullLoad false", "s3/contradicts", "IncludeOpForFullLoad"),
        set("TimestampColumnName \"other\"", "s3/contradicts", "TimestampColumnName"),
        set("ParquetTimestampInMillisecond false", "s3/contradicts", "ParquetTimestampInMillisecond"),
        of_files(Edits(&[(operation, "")], &[]), "s3/operation", "s3 \"s3"),
        of_files(
            Edits(&[(time, ""), (start, "TimestampColumnName \"committed_at\"")], &[]),
            "s3/unasked-column",
            "TimestampColumnName",
        ),
        of_files(Edits(&[(&format!("\n    {start}"), "")], &[]), "s3/two-clocks", "field committed_at"),
        set("CdcInsertsOnly true\n    CdcInsertsAndUpdates true", "s3/clash", "CdcInsertsOnly true"),
        in_csv(
            &[(start, "PreserveTransactions true\n    AddColumnName true\n    CdcPath \"x/\""), (time, "")],
            "s3/clash",
            "AddColumnName",
        ),
        in_csv(&[(start, "PreserveTransactions true"), (time, "")], "s3/clash", "PreserveTransactions"),
        in_csv(&[(start, "CdcPath \"x/\""), (time, "")], "s3/idle-setting", "CdcPath"),
        in_csv(&[(start, "Rfc4180 false"), (time, "")], "s3/unquoted", "Rfc4180"),
        set("CsvDelimiter \";\"", "s3/idle-setting", "CsvDelimiter"),
        set("DatePartitionDelimiter DASH", "s3/idle-setting", "DatePartitionDelimiter"),
        set("ServerSideEncryptionKmsKeyId \"k\"", "s3/idle-setting", "ServerSide"),
        set("ServiceAccessRoleArn \"role\"", "s3/value", "ServiceAccessRoleArn"),
        set("ExpectedBucketOwner \"1234\"", "s3/value", "ExpectedBucketOwner"),
        of_files(Edits(&[], &[("line int NOT NULL", "line int unsigned NOT NULL")]), "s3/unsigned", "*"),
    ]
}

fn glue() -> Vec<Fault> {
    let location = "location \"s3://lake-bucket/trip/\"";
    vec![
        lake(Edits(&[("lake.trip", "lake.Trip")], &[]), "glue/table-name", "lake.Trip")
            .and(&[("map Trip", "map trip")]),
        lake(Edits(&[("glue lake.trip", "glue lake-1.trip")], &[]), "glue/table-name", "lake-1.trip"),
        lake(Edits(&[("lake-bucket/trip/", "lake-bucket/trip")], &[]), "glue/location", "location"),
        lake(Edits(&[("lake-bucket/trip/", "lake-bucket/trip/*/")], &[]), "glue/location", "location"),
        lake(Edits(&[("s3://lake-bucket", "https://lake-bucket")], &[]), "glue/location", "location"),
        lake(Edits(&[("s3://lake-bucket/trip/", "")], &[]), "glue/location", "location"),
        lake(Edits(&[(location, "")], &[]), "glue/location", "glue lake.trip"),
        lake(
            Edits(&[("with \"_\"", "with \"_\"\n  rename field replace \"metadata\" with \"day\"")], &[]),
            "glue/duplicate-name",
            "",
        ),
        lake(Edits(&[], &[("distance numeric(8, 2)", "\"2d_length\" numeric(8, 2)")]), "glue/risky-name", "*"),
        lake(Edits(&[], &[("distance numeric(8, 2)", "\"längе\" numeric(8, 2)")]), "glue/risky-name", "*"),
        long_name(),
    ]
}

/// A table of the catalog whose name has 256 letters.
fn long_name() -> Fault {
    let name = format!("glue lake.{}", "t".repeat(256));
    lake(Edits(&[("glue lake.trip", &name)], &[]), "glue/too-long", "lake.t")
}

fn dynamodb() -> Vec<Fault> {
    let table = "dynamodb order-lines";
    let key = "partition key order_id";
    let id = "order_id bigint NOT NULL";
    vec![
        items(Edits(&[(table, "dynamodb \"order lines\"")], &[]), "dynamodb/table-name", "\"order lines\""),
        items(Edits(&[(table, "dynamodb ol")], &[]), "dynamodb/table-name", "ol"),
        items(Edits(&[(key, "field order_id"), ("sort key line", "field line")], &[]), "dynamodb/no-key", table),
        items(
            Edits(
                &[("sort key line", "sort key paid\n  field line"), ("field remark\n  field paid", "field remark")],
                &[("(order_id, line)", "(order_id, paid)")],
            ),
            "dynamodb/key-type",
            "sort key paid",
        ),
        items(Edits(&[], &[(id, "order_id varchar(600) NOT NULL")]), "dynamodb/key-length", key),
        items(
            Edits(&[], &[("line int NOT NULL", "line varchar(300) NOT NULL")]),
            "dynamodb/key-length",
            "sort key line",
        ),
        items(
            Edits(
                &[
                    ("sort key line", "sort key remark\n  field line\n  assume immutable remark"),
                    ("\n  field remark", ""),
                ],
                &[("(order_id, line)", "(order_id)")],
            ),
            "dynamodb/null-key",
            "sort key remark",
        ),
        items(Edits(&[("    WriteCapacityUnits 5\n", "")], &[]), "dynamodb/capacity", "BillingMode"),
        items(Edits(&[("    ReadCapacityUnits 5\n", "")], &[]), "dynamodb/capacity", "BillingMode"),
        items(
            Edits(&[("PROVISIONED\n    ReadCapacityUnits 5", "PAY_PER_REQUEST")], &[]),
            "dynamodb/capacity",
            "WriteCapacityUnits 5",
        ),
        deep(),
        long_key(),
    ]
}

/// A field below 32 others.
fn deep() -> Fault {
    let nested = format!("{}field x = product\n{}", "field m {\n".repeat(32), "}\n".repeat(32));
    items(Edits(&[("field product", &nested)], &[]), "dynamodb/nesting", "field x = product")
}

/// A key whose name has 256 letters.
fn long_key() -> Fault {
    let line = format!("partition key {} = \"${{order_id}}\"", "k".repeat(256));
    items(Edits(&[("partition key order_id", &line)], &[]), "dynamodb/attribute-name", "partition key kkk")
}

impl Fault {
    /// With further changes of the mapping.
    fn and(self, edits: &[(&str, &str)]) -> Fault {
        let edits: Vec<(&str, &str)> = edits.iter().copied().filter(|(from, _)| self.text.contains(from)).collect();
        Fault { text: edited(&self.text, &edits), ..self }
    }
}

#[test]
fn table_mappings_of_more_than_two_megabytes_are_refused() {
    // A line has at most 1 MB.
    let fields: String = (0..3).map(|n| format!("  field t{n} = \"{}\"\n", "x".repeat(700_000))).collect();
    let text = edited(ITEMS, &[("  field remark\n", "  field remark\n@")]).replace('@', &fields);
    let fault = Fault { text, shop: SHOP.to_owned(), trip: TRIP.to_owned(), code: "dms/document-size", place: "dms" };
    check("dms", &fault).expect("it is refused");
}

#[test]
fn the_mappings_are_accepted_as_they_are() {
    for text in [ITEMS, LAKE, FILES] {
        assert_eq!(findings(&compile(text, &files(SHOP, TRIP))), Vec::<String>::new());
    }
}

#[test]
fn every_stage_refuses_its_planted_faults_by_code_and_place() {
    let mut wrong: Vec<String> = Vec::new();
    for (stage, faults) in [
        ("dms", dms()),
        ("kinesis", kinesis()),
        ("firehose", firehose()),
        ("s3", s3()),
        ("glue", glue()),
        ("dynamodb", dynamodb()),
    ] {
        assert!(faults.len() >= 10, "{stage} has {} faults", faults.len());
        wrong.extend(faults.iter().filter_map(|fault| check(stage, fault).err()));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check(stage: &str, fault: &Fault) -> Result<(), String> {
    assert!(fault.code.starts_with(&format!("{stage}/")), "{} is no finding of {stage}", fault.code);
    let output = compile(&fault.text, &files(&fault.shop, &fault.trip));
    let serious: Vec<_> = output.diagnostics.iter().filter(|finding| finding.level > Level::Note).collect();
    let right = match serious.as_slice() {
        [only] => {
            let place = only.place.as_ref().map_or("", |label| output.texts.slice(label.span));
            only.code.name == fault.code && place.starts_with(fault.place)
        }
        _ => false,
    };
    let shown = || format!("{} at `{}` was planted; found: {:#?}", fault.code, fault.place, findings(&output));
    if right { Ok(()) } else { Err(shown()) }
}
