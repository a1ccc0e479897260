//! What becomes of a column in files of Parquet and of CSV, and in a table over the Parquet, at the edges of each dialect's
//! types.
//!
//! The expectations are written by hand: from the tables "Source data types" of the DMS user guide's pages on MySQL, PostgreSQL, Oracle
//! and SQL Server, and from the table of Parquet types on its page on S3 as a target. A type in CSV is `text` where nothing tells how a
//! reader would find the value again.

use mapc::diag::Diagnostics;
use mapc::plan::Plan;
use mapc::shape::{Content, Form, Origin};

use crate::support::compile::Memory;
use crate::support::planned::with_plan;

/// A declared type; in Parquet, in CSV; in a table over Parquet. A code stands for its finding.
type Row = (&'static str, &'static str, &'static str, &'static str);

const OFF: &str = "dms/unsupported-column";
const LOB: &str = "dms/large-object";
const DIGITS: &str = "dms/too-many-digits";
const NONE: &str = "glue/no-type";
const UNSIGNED: &str = "s3/unsigned";

#[test]
fn mysql() {
    check(
        "mysql",
        &[
            ("tinyint", "tinyint", "tinyint", "tinyint"),
            ("tinyint(1)", "tinyint", "tinyint", "tinyint"),
            ("tinyint unsigned", "tinyint unsigned", "tinyint unsigned", UNSIGNED),
            ("smallint", "smallint", "smallint", "smallint"),
            ("mediumint", "int", "int", "int"),
            ("int unsigned", "int unsigned", "int unsigned", UNSIGNED),
            ("bigint", "bigint", "bigint", "bigint"),
            ("bigint unsigned", "bigint unsigned", "bigint unsigned", UNSIGNED),
            ("decimal(10, 2)", "decimal(10, 2)", "decimal(10, 2)", "decimal(10,2)"),
            ("decimal(38, 10)", "decimal(38, 10)", "decimal(38, 10)", "decimal(38,10)"),
            ("decimal(39, 10)", DIGITS, DIGITS, DIGITS),
            ("year", "smallint", "smallint", "smallint"),
            ("bit(1)", "boolean", "text", "boolean"),
            ("bit(64)", "binary", "text", "binary"),
            ("float", "double", "double", "double"),
            ("double", "double", "double", "double"),
            ("date", "date", "date", "date"),
            // DMS reads it as a STRING.
            ("time", "text", "text", "string"),
            ("datetime", "timestamp(0)", "timestamp(6)", "timestamp"),
            ("datetime(6)", "timestamp(6)", "timestamp(6)", "timestamp"),
            ("timestamp", "timestamp(0) in utc", "timestamp(6) in utc", "timestamp"),
            ("char(3)", "text", "text", "string"),
            ("varchar(255)", "text", "text", "string"),
            ("text", "text", "text", "string"),
            ("mediumtext", LOB, LOB, LOB),
            ("binary(4)", "binary(4)", "text", "binary"),
            ("blob", "binary(65535)", "text", "binary"),
            ("longblob", LOB, LOB, LOB),
            ("enum('a', 'b')", "text", "text", "string"),
            ("set('a', 'b')", "text", "text", "string"),
            ("json", LOB, LOB, LOB),
        ],
    );
}

#[test]
fn postgres() {
    check(
        "postgres",
        &[
            ("smallint", "smallint", "smallint", "smallint"),
            ("bigint", "bigint", "bigint", "bigint"),
            ("numeric(38, 4)", "decimal(38, 4)", "decimal(38, 4)", "decimal(38,4)"),
            // More than 38 digits are a STRING.
            ("numeric(39, 4)", "text", "text", "string"),
            ("numeric", "decimal(28, 6)", "decimal(28, 6)", "decimal(28,6)"),
            ("money", "decimal(38, 4)", "decimal(38, 4)", "decimal(38,4)"),
            ("real", "float", "float", "float"),
            ("double precision", "double", "double", "double"),
            // `true` and `false`, as text.
            ("boolean", "text", "text", "string"),
            ("varchar(20)", "text", "text", "string"),
            ("text", LOB, LOB, LOB),
            ("bytea", LOB, LOB, LOB),
            ("timestamp(3)", "timestamp(3)", "timestamp(6)", "timestamp"),
            ("timestamptz", "timestamp(6) in utc", "timestamp(6) in utc", "timestamp"),
            ("date", "date", "date", "date"),
            ("time", "time(6)", "text", NONE),
            ("interval", "text", "text", "string"),
            ("inet", "text", "text", "string"),
            ("uuid", "text", "text", "string"),
            ("bit(8)", "text", "text", "string"),
            ("point", "text", "text", "string"),
            ("jsonb", LOB, LOB, LOB),
            ("integer[]", LOB, LOB, LOB),
        ],
    );
}

#[test]
fn oracle() {
    check(
        "oracle",
        &[
            ("NUMBER(2)", "tinyint", "tinyint", "tinyint"),
            ("NUMBER(4)", "smallint", "smallint", "smallint"),
            ("NUMBER(9)", "int", "int", "int"),
            ("NUMBER(10)", "decimal(10, 0)", "decimal(10, 0)", "decimal(10,0)"),
            ("NUMBER(38)", "decimal(38, 0)", "decimal(38, 0)", "decimal(38,0)"),
            ("NUMBER(8, 2)", "decimal(8, 2)", "decimal(8, 2)", "decimal(8,2)"),
            ("NUMBER(5, -2)", "double", "double", "double"),
            ("NUMBER", "decimal(38, 10)", "decimal(38, 10)", "decimal(38,10)"),
            ("BINARY_FLOAT", "float", "float", "float"),
            ("FLOAT(25)", "double", "double", "double"),
            ("DATE", "timestamp(0)", "timestamp(6)", "timestamp"),
            ("TIMESTAMP(9)", "timestamp(6)", "timestamp(6)", "timestamp"),
            ("TIMESTAMP(6) WITH TIME ZONE", "text", "text", "string"),
            ("TIMESTAMP(6) WITH LOCAL TIME ZONE", "text", "text", "string"),
            ("INTERVAL DAY TO SECOND", "text", "text", "string"),
            ("VARCHAR2(4000)", "text", "text", "string"),
            ("VARCHAR2(4001)", LOB, LOB, LOB),
            ("RAW(16)", "binary(16)", "text", "binary"),
            ("CLOB", LOB, LOB, LOB),
            ("ROWID", OFF, OFF, OFF),
        ],
    );
}

#[test]
fn sql_server() {
    check(
        "mssql",
        &[
            ("tinyint", "tinyint unsigned", "tinyint unsigned", UNSIGNED),
            ("smallint", "smallint", "smallint", "smallint"),
            ("bigint", "bigint", "bigint", "bigint"),
            ("bit", "boolean", "text", "boolean"),
            ("decimal(38, 10)", "decimal(38, 10)", "decimal(38, 10)", "decimal(38,10)"),
            ("smallmoney", "decimal(10, 4)", "decimal(10, 4)", "decimal(10,4)"),
            ("real", "float", "float", "float"),
            ("float", "double", "double", "double"),
            ("datetime", "timestamp(3)", "timestamp(6)", "timestamp"),
            ("datetime2", "timestamp(6)", "timestamp(6)", "timestamp"),
            ("datetimeoffset", "text", "text", "string"),
            ("date", "date", "date", "date"),
            ("time", "time(6)", "text", NONE),
            ("uniqueidentifier", "text", "text", "string"),
            ("varchar(100)", "text", "text", "string"),
            ("varchar(max)", LOB, LOB, LOB),
            ("binary(8)", "binary(8)", "text", "binary"),
            ("image", LOB, LOB, LOB),
            ("hierarchyid", "text", "text", "string"),
        ],
    );
}

/// A size that somebody states is known to him: what is longer is cut, which the review says.
#[test]
fn large_objects_arrive_where_their_size_is_stated() {
    let mut files = Memory::shipped();
    files.put("t.sql", "CREATE TABLE t (id int NOT NULL PRIMARY KEY, c text, d bytea);");
    let text = "schema s from postgres \"t.sql\"\n\nmap m from s.t -> dms -> s3 \"s3://lake/raw/\" -> glue lake.t {\n  field Op = $operation\n  field *\n\n  dms {\n    TargetMetadata {\n      LobMaxSize 64\n    }\n  }\n  s3 {\n    DataFormat parquet\n  }\n}\n";
    with_plan(text, &files, |plan, diags| {
        assert!(diags.is_empty(), "{diags:?}");
        let lost: Vec<&str> = plan.hops[0].passed.losses.iter().map(|loss| &*loss.what).collect();
        assert_eq!(
            lost,
            ["text is cut after the kilobytes of `LobMaxSize`", "bytes are cut after the kilobytes of `LobMaxSize`"]
        );
    });
}

fn check(dialect: &str, rows: &[Row]) {
    let schema = if dialect == "oracle" {
        "CREATE TABLE T (ID NUMBER(9) NOT NULL PRIMARY KEY, C"
    } else {
        "CREATE TABLE t (id int NOT NULL PRIMARY KEY, c"
    };
    let (table, c) = if dialect == "oracle" { ("T", "C") } else { ("t", "c") };
    let mut wrong = Vec::new();
    for (declared, parquet, csv, hive) in rows {
        let mut files = Memory::shipped();
        files.put("t.sql", &format!("{schema} {declared});"));
        let text = |format: &str, after: &str| {
            format!(
                "schema s from {dialect} \"t.sql\"\n\nmap m from s.{table} -> dms -> s3 \"s3://lake/raw/\"{after} {{\n  field Op = $operation\n  field *\n\n  s3 {{\n    DataFormat {format}\n  }}\n}}\n"
            )
        };
        let in_file = |format: &str| with_plan(&text(format, ""), &files, |plan, diags| found(plan, diags, c));
        let in_table = with_plan(&text("parquet", " -> glue lake.t"), &files, |plan, diags| column(plan, diags, c));
        for (is, wanted, found) in
            [("Parquet", parquet, in_file("parquet")), ("CSV", csv, in_file("csv")), ("a table", hive, in_table)]
        {
            if found != **wanted {
                wrong.push(format!("{dialect} {declared} in {is}: {wanted} expected, found {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn codes(diags: &Diagnostics) -> Option<String> {
    let mut codes: Vec<&str> = diags.iter().map(|finding| finding.code.name).collect();
    codes.sort_unstable();
    (!codes.is_empty()).then(|| codes.join(" "))
}

/// The findings, else the type in the file.
fn found(plan: &Plan<'_>, diags: &Diagnostics, column: &str) -> String {
    if let Some(codes) = codes(diags) {
        return codes;
    }
    let field = plan.hops[1].passed.shape.fields.iter().find(|field| &*field.name == column);
    let Some(field) = field.filter(|field| matches!(field.origin, Origin::Field(_))) else {
        return "nothing".to_owned();
    };
    match &field.content {
        Content::Scalar { ty, form: Form::Native } => ty.to_string(),
        Content::Scalar { form: Form::Text, .. } => "text".to_owned(),
        Content::Scalar { .. } | Content::Struct(_) | Content::List(_) => format!("{:?}", field.content),
    }
}

/// The findings, else the type in the statement that makes the table.
fn column(plan: &Plan<'_>, diags: &Diagnostics, column: &str) -> String {
    if let Some(codes) = codes(diags) {
        return codes;
    }
    let documents = plan.stages[2].emit(&plan.at(2), &plan.hops[2], &[]);
    let start = format!("  `{}` ", column.to_lowercase());
    documents
        .iter()
        .filter_map(|document| match &document.body {
            mapc::emit::Body::Text { text, .. } => text.lines().find_map(|line| line.strip_prefix(&start)),
            mapc::emit::Body::Json(_) | mapc::emit::Body::List(_) => None,
        })
        .map(|ty| ty.trim_end_matches(',').to_owned())
        .next()
        .unwrap_or_else(|| "nothing".to_owned())
}
