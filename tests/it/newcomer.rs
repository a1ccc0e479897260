//! What somebody meets in the first hour: likely mistakes, each with what is said of it.

use mapc::Options;
use mapc::artefact::Kind;

use crate::support::compile::{Memory, compile, compile_with, findings};

/// Tables of a shop, as a dump of MySQL has them.
const SHOP: &str =
    "CREATE TABLE related (product_id int NOT NULL, related_id int NOT NULL, PRIMARY KEY (product_id, related_id));
CREATE TABLE setting (name varchar(32) NOT NULL, shop int NOT NULL, remark varchar(90), PRIMARY KEY (shop, name));
";

/// The findings of a text behind the schema `shop`: code, message and helps, one a line.
fn said(text: &str) -> String {
    let mut files = Memory::shipped();
    files.put("shop.sql", SHOP);
    let output = compile(&format!("schema shop from mysql \"shop.sql\"\n\n{text}"), &files);
    let mut lines = Vec::new();
    for finding in output.diagnostics.iter() {
        lines.push(format!("{}: {}", finding.code.name, finding.message));
        lines.extend(finding.help.iter().map(|help| format!("  help: {help}")));
    }
    lines.join("\n")
}

fn related(lines: &str) -> String {
    said(&format!("map related from shop.related -> dms -> dynamodb related {{\n{lines}\n}}\n"))
}

fn setting(lines: &str) -> String {
    said(&format!("map setting from shop.setting -> dms -> dynamodb setting {{\n{lines}\n}}\n"))
}

#[test]
fn a_hole_without_its_dollar_is_noticed() {
    let keys = "  partition key product_id\n  sort key related_id\n";
    for (value, written) in [
        ("{product_id}-{related_id}", Some("{product_id}")),
        ("${product_id}-{related_id}", Some("{related_id}")),
        ("$related_id", Some("$related_id")),
        ("${product_id}-${related_id}", None),
        ("{other} costs 5$ or $other, {} {", None),
    ] {
        let said = related(&format!("{keys}  field label = \"{value}\""));
        match written {
            Some(written) => assert!(
                said.starts_with(&format!("map/no-hole: every record gets the text `{written}`")),
                "{value}: {said}"
            ),
            None => assert_eq!(said, "", "{value}"),
        }
    }
    let said = related("  partition key link = \"{product_id}-{related_id}\"\n  field *");
    assert!(said.contains("map/no-hole"), "{said}");
    assert!(said.contains("help: put `product_id` into the key, in a text as `${product_id}`"), "{said}");
}

/// Source: user guide of DMS, "Using a MySQL-compatible database as a source": zero dates become NULL.
#[test]
fn a_day_of_zeros_in_a_template_is_refused() {
    let mut files = Memory::shipped();
    files.put("v.sql", "CREATE TABLE visit (id int NOT NULL, d date NOT NULL, PRIMARY KEY (id));");
    let text = "schema shop from mysql \"v.sql\"\nmap visit from shop.visit -> dms -> dynamodb visit {\n  partition key id\n  field seen = \"on ${d}\"\n";
    let with = |line: &str| findings(&compile(&format!("{text}{line}}}\n"), &files));
    assert_eq!(
        with(""),
        ["test.mapc:4:3: error[dms/null-in-template]: `seen` is made of `d`, which can arrive as NULL"]
    );
    assert_eq!(with("  assume d >= \"1000-01-01\"\n"), [""; 0]);
}

#[test]
fn the_help_for_a_reserved_word_mends_it() {
    let lines = "  partition key shop\n  sort key name\n  field remark";
    let help = "sort key name_value = name";
    assert_eq!(
        setting(lines),
        format!(
            "dms/reserved-name: DMS cannot write an attribute called `name`\n  help: give it another name: `{help}`"
        )
    );
    assert_eq!(setting(&lines.replace("sort key name", help)), "");
}

/// The artefact of this kind of a map of `shop.related` through `pipeline`.
fn made(kind: Kind, pipeline: &str) -> String {
    let mut files = Memory::shipped();
    files.put("shop.sql", SHOP);
    let text = format!("schema shop from mysql \"shop.sql\"\n\nmap related from shop.related {pipeline}\n");
    let output = compile(&text, &files);
    let made = output.artefacts.iter().find(|artefact| artefact.kind == kind);
    let made = made.unwrap_or_else(|| panic!("{:#?}", findings(&output)));
    String::from_utf8(made.bytes().into_owned()).expect("UTF-8")
}

/// Sources: service models of DMS (`KinesisSettings`, `S3Settings`) and Firehose (`SchemaConfiguration`).
#[test]
fn what_only_the_account_can_give_is_named_in_the_review() {
    let glue = "-> glue lake.related {\n  field *\n  glue {\n    location \"s3://lake/related/\"\n  }\n";
    let hive = "  rename field replace \"-\" with \"_\"\n";
    let role = |key: &str| format!("{key} \"arn:aws:iam::123456789012:role/r\"");
    let section = |pipeline: &str| {
        let review = made(Kind::Review, pipeline);
        let rest = review.split("\nwhat the account must give\n").nth(1).unwrap_or("");
        rest.split("\n\n").next().unwrap_or("").to_owned()
    };
    let stream = "  dms: `StreamArn`, the stream that the endpoint writes to\n  dms: `ServiceAccessRoleArn`, the role by which DMS writes to the stream";
    let firehose = "  firehose: `RoleARN`, the role by which Firehose reads the catalog table";
    let bucket = "  s3: `ServiceAccessRoleArn`, the role by which DMS writes into the bucket";
    let arn = "StreamArn \"arn:aws:kinesis:eu-west-1:123456789012:stream/orders\"";
    for (pipeline, missing) in [
        ("-> dms -> kinesis orders {\n  field *\n}".to_owned(), stream.to_owned()),
        (
            format!(
                "-> dms -> kinesis orders {{\n  field *\n  kinesis {{\n    {arn}\n    {}\n  }}\n}}",
                role("ServiceAccessRoleArn")
            ),
            String::new(),
        ),
        (format!("-> dms -> kinesis orders -> firehose f {glue}{hive}}}"), format!("{stream}\n{firehose}")),
        ("-> dms -> s3 \"s3://lake/raw/\" {\n  field Op = $operation\n  field *\n}".to_owned(), bucket.to_owned()),
        (
            format!(
                "-> dms -> s3 \"s3://lake/raw/\" {{\n  field Op = $operation\n  field *\n  s3 {{\n    {}\n  }}\n}}",
                role("ServiceAccessRoleArn")
            ),
            String::new(),
        ),
        (
            "-> dms -> dynamodb related {\n  partition key product_id\n  sort key related_id\n}".to_owned(),
            "  dms: the target endpoint, with the `ServiceAccessRoleArn` by which DMS writes items".to_owned(),
        ),
        (
            "-> rust -> dynamodb related {\n  partition key product_id\n  sort key related_id\n}".to_owned(),
            String::new(),
        ),
    ] {
        assert_eq!(section(&pipeline), missing, "{pipeline}");
    }
}

#[test]
fn the_endpoint_of_a_stream_names_the_stream_of_the_pipeline() {
    let map = |lines: &str| format!("-> dms -> kinesis orders {{\n  field *\n  kinesis {{\n    {lines}\n  }}\n}}");
    let arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/orders";
    let settings = made(Kind::EndpointSettings, &map(&format!("StreamArn \"{arn}\"")));
    assert!(settings.contains(&format!("\"StreamArn\": \"{arn}\"")), "{settings}");
    for (line, message) in [
        ("StreamArn \"orders\"", "`orders` is not the ARN of a stream"),
        (
            "StreamArn \"arn:aws:kinesis:eu-west-1:123456789012:stream/order\"",
            "the endpoint would write to the stream `order`",
        ),
        ("ServiceAccessRoleArn \"dms\"", "`dms` is not the ARN of a role"),
    ] {
        let said = said(&format!("map related from shop.related {}\n", map(line)));
        assert!(said.starts_with(&format!("dms/endpoint-arn: {message}\n")), "{said}");
    }
}

#[test]
fn a_bucket_that_cannot_be_is_refused_wherever_it_stands() {
    for bucket in ["b", "Lake", "la_ke"] {
        let files = said(&format!(
            "map related from shop.related -> dms -> s3 \"s3://{bucket}/raw/\" {{\n  field Op = $operation\n  field *\n}}\n"
        ));
        assert!(files.contains("s3/"), "{files}");
        let table = said(&format!(
            "map related from shop.related\n  -> dms\n  -> kinesis orders\n  -> firehose f\n  -> glue lake.related\n{{\n  field *\n  rename field replace \"-\" with \"_\"\n  glue {{\n    location \"s3://{bucket}/raw/\"\n  }}\n}}\n"
        ));
        assert!(table.contains(&format!("glue/location: `s3://{bucket}/raw/` is not a folder of S3")), "{table}");
    }
}

#[test]
fn a_dialect_under_another_name_is_told_its_word() {
    for (word, meant) in
        [("mariadb", "mysql"), ("PostgreSQL", "postgres"), ("sqlserver", "mssql"), ("Oracle", "oracle")]
    {
        let output = compile(
            &format!(
                "schema shop from {word} \"shop.sql\"\nmap a from shop.related -> dms -> dynamodb aaa {{\n  field *\n}}\n"
            ),
            &Memory::shipped(),
        );
        let fixes: Vec<&str> =
            output.diagnostics.iter().flat_map(|finding| &finding.fixes).map(|fix| fix.message.as_str()).collect();
        assert_eq!(fixes, [format!("write `{meant}`")], "{word}");
    }
}

#[test]
fn what_comes_out_is_shown_of_wide_records_too() {
    let columns: String = (0..32).map(|place| format!("column_{place} varchar(20) NOT NULL, ")).collect();
    let mut files = Memory::shipped();
    files.put("wide.sql", &format!("CREATE TABLE wide (id int NOT NULL, {columns}PRIMARY KEY (id));"));
    let row: String = (0..32).map(|place| format!(", column_{place}: \"value {place}\"")).collect();
    let text = format!(
        "schema shop from mysql \"wide.sql\"\nmap wide from shop.wide -> dms -> dynamodb wide {{\n  partition key id\n  field *\n}}\n\
         example wide \"w\" {{\n  row {{ id: 1{row} }}\n  gives {{ id: 1 }}\n}}\n"
    );
    let output = compile(&text, &files);
    let finding = output.diagnostics.iter().next().expect("a finding");
    let gives = format!("what comes out: `gives {{ id: 1{row} }}`");
    assert_eq!((finding.code.name, &finding.help), ("example/differs", &vec![gives]));
}

/// Lines of a map, and what must be said of them.
const SLIPS: &[(&str, &[&str])] = &[
    ("  assume uniqe related_id", &["syntax/other-spelling: unexpected `uniqe`"]),
    (
        "  field label = product_id + \"#\" + related_id",
        &["help: to join texts, write them as one: `\"${product_id}#${related_id}\"`"],
    ),
    (
        "  field copy = related_id\n  field other = related_id\n  field other = related_id",
        &["map/same-name: two fields are called `other`: the column `related_id` each time"],
    ),
    ("  settings { k = 1 }", &["help: a setting has no sign: `k VALUE`"]),
    (
        "  dynamodb {\n    BillingMode \"PAY_PER_REQUEST\"\n  }",
        &["help: a word stands without quotes: `BillingMode PAY_PER_REQUEST`"],
    ),
    ("  allow dms/mutable-key because \"x\" until \"20270630\"", &["level/bad-date"]),
    (
        "}\nexample related \"e\" {\n  row { product_id: \"x\", related_id: 1 }\n  gives { product_id: 1, related_id: 1 }",
        &["cannot hold `\"x\"`: it is a text; a number stands without quotes"],
    ),
    (
        "}\nexample related \"e\" {\n  row { product_id: \"7\", related_id: 1 }\n  gives { product_id: 1, related_id: 1 }",
        &["help: write `7`"],
    ),
];

#[test]
fn slips_are_told_with_what_to_write() {
    for (lines, expected) in SLIPS {
        let said = related(&format!("  partition key product_id\n  sort key related_id\n{lines}"));
        assert!(expected.iter().all(|expected| said.contains(expected)), "{lines}\n{said}");
        assert!(!said.contains("write `x`"), "{said}");
    }
    let map = |head: &str| said(&format!("{head} {{\n  field *\n}}\n"));
    let arrow = map("map related from shop.related => dms => kinesis k");
    assert!(arrow.starts_with("syntax/other-spelling: unexpected `=>`"), "{arrow}");
    let colon = map("map c: related from shop.related -> dms -> kinesis k");
    assert!(colon.contains("help: a map begins with `map NAME from SCHEMA.TABLE -> STAGE`"), "{colon}");
    let upper = |selector: &str| {
        said(&format!(
            "map related from shop.related -> dms -> kinesis k {{\n  field *\n  rename field{selector} uppercase\n}}\n"
        ))
    };
    assert!(
        upper("").contains(
            "help: a stage put these fields there; a line for columns alone has a selector: `rename field * …`"
        )
    );
    assert_eq!(upper(" *"), "");
    let nullable = setting("  partition key shop\n  sort key remark\n  field title = name");
    assert!(nullable.contains("help: if it never is, say so: `assume remark is not null`"), "{nullable}");
}

#[test]
fn a_parameter_without_a_value_is_one_finding() {
    let map = "map related from shop.related -> dms -> kinesis k -> firehose f -> glue lake.related {\n  field *\n  rename field replace \"-\" with \"_\"\n  firehose {\n    RoleARN \"arn:aws:iam::$(account):role/x\"\n  }\n  glue {\n    location \"s3://lake-$(account)/a/\"\n  }\n}\n";
    let said = said(&format!("param account\n\n{map}"));
    assert_eq!(said.lines().filter(|line| !line.starts_with("  ")).count(), 1, "{said}");
    assert!(said.starts_with("param/no-value"), "{said}");
}

#[test]
fn a_file_of_values_that_cannot_be_read_is_one_finding() {
    let mut files = Memory::shipped();
    files.put("shop.sql", SHOP);
    let text = "schema shop from mysql \"shop.sql\"\nparam account\nparam bucket\n\nmap related from shop.related -> dms -> kinesis \"k-$(account)\" {\n  field *\n}\n";
    let env = Some(("env/prod.yaml".to_owned(), b"account: 1\naccount: 2\n".to_vec()));
    let output = compile_with(text, &files, Options { env, ..Options::default() });
    let codes: Vec<&str> = output.diagnostics.iter().map(|finding| finding.code.name).collect();
    assert_eq!(codes, ["param/values-file"]);
    let notes = output.diagnostics.iter().flat_map(|finding| finding.notes.clone()).collect::<Vec<String>>();
    assert_eq!(notes, ["the reader says: duplicate mapping key: account"]);
}
