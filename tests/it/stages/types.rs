//! What becomes of a column on its way through DMS, at the edges of each dialect's types.
//!
//! The expectations are written by hand, from the tables "Source data types" of the DMS user guide's pages on MySQL,
//! PostgreSQL, Oracle and SQL Server, and from its page on DynamoDB as a target.

use mapc::diag::Diagnostics;
use mapc::plan::Plan;
use mapc::shape::{Content, Field, Form, Origin, walk};

use crate::support::compile::Memory;
use crate::support::planned::with_plan;

/// A declared type, what it is as an attribute of an item, and what it is in a message. A code stands for its finding.
type Row = (&'static str, &'static str, &'static str);

const OFF: &str = "dms/unsupported-column";
const LOB: &str = "dms/large-object";

#[test]
fn mysql() {
    check(
        "mysql",
        &[
            ("tinyint", "N tinyint", "number tinyint"),
            ("tinyint(1)", "N tinyint", "number tinyint"),
            ("tinyint unsigned", "N tinyint unsigned", "number tinyint unsigned"),
            ("mediumint", "N int", "number int"),
            ("mediumint unsigned", "N int unsigned", "number int unsigned"),
            ("bigint", "N bigint", "dms/large-integer"),
            ("bigint unsigned", "N bigint unsigned", "dms/large-integer"),
            ("decimal(16, 2)", "N decimal(16, 2)", "number decimal(16, 2)"),
            ("decimal(17, 2)", "N decimal(17, 2)", "dms/large-integer"),
            ("decimal(19, 2)", "N decimal(19, 2)", "dms/too-many-digits"),
            ("decimal(38, 2)", "N decimal(38, 2)", "dms/too-many-digits"),
            ("decimal(39, 2)", "dms/too-many-digits", "dms/too-many-digits"),
            ("year", "N smallint", "number smallint"),
            ("bit(1)", "BOOL boolean", "boolean boolean"),
            ("bit(64)", OFF, "string text"),
            ("float", "N double", "number double"),
            ("double", "N double", "number double"),
            ("date", "S date", "string date"),
            ("time", "S text", "string text"),
            ("datetime(3)", "S timestamp(3) in utc", "string timestamp(3) in utc"),
            ("timestamp", "S timestamp(0) in utc", "string timestamp(0) in utc"),
            ("char(3)", "S text", "string text"),
            ("varchar(255)", "S text", "string text"),
            ("tinytext", "S text", "string text"),
            ("text", "S text", "string text"),
            ("mediumtext", OFF, LOB),
            ("longtext", OFF, LOB),
            ("binary(4)", OFF, "string text"),
            ("varbinary(40)", OFF, "string text"),
            ("tinyblob", OFF, "string text"),
            ("blob", OFF, "string text"),
            ("mediumblob", OFF, LOB),
            ("enum('a', 'b')", "S text", "string text"),
            ("set('a', 'b')", "S text", "string text"),
            ("json", LOB, LOB),
            ("point", OFF, LOB),
        ],
    );
}

#[test]
fn postgres() {
    check(
        "postgres",
        &[
            ("smallint", "N smallint", "number smallint"),
            ("integer", "N int", "number int"),
            ("bigint", "N bigint", "dms/large-integer"),
            ("numeric(38, 4)", "N decimal(38, 4)", "dms/too-many-digits"),
            ("numeric(39, 4)", "S text", "string text"),
            ("numeric", "N decimal(28, 6)", "dms/large-integer"),
            ("money", "N decimal(38, 4)", "dms/too-many-digits"),
            ("real", "N float", "number float"),
            ("double precision", "N double", "number double"),
            ("boolean", "S text", "string text"),
            ("char", "S text", "string text"),
            ("varchar(20)", "S text", "string text"),
            ("text", OFF, LOB),
            ("varchar", OFF, LOB),
            ("bytea", OFF, LOB),
            ("timestamp", "S timestamp(6) in utc", "string timestamp(6) in utc"),
            ("timestamptz", "S timestamp(6) in utc", "string timestamp(6) in utc"),
            ("date", "S date", "string date"),
            ("time", OFF, "string time(6)"),
            ("interval", "S text", "string text"),
            ("inet", "S text", "string text"),
            ("cidr", "S text", "string text"),
            ("macaddr", "S text", "string text"),
            ("bit(8)", "S text", "string text"),
            ("uuid", "S text", "string text"),
            ("tsvector", LOB, LOB),
            ("xml", LOB, LOB),
            ("point", "S text", "string text"),
            ("polygon", LOB, LOB),
            ("json", OFF, LOB),
            ("jsonb", OFF, LOB),
            ("integer[]", OFF, LOB),
            ("hstore", OFF, LOB),
            ("int4range", "S text", "string text"),
        ],
    );
}

#[test]
fn oracle() {
    check(
        "oracle",
        &[
            ("NUMBER(2)", "N tinyint", "number tinyint"),
            ("NUMBER(3)", "N smallint", "number smallint"),
            ("NUMBER(4)", "N smallint", "number smallint"),
            ("NUMBER(5)", "N int", "number int"),
            ("NUMBER(9)", "N int", "number int"),
            ("NUMBER(10)", "N decimal(10, 0)", "number decimal(10, 0)"),
            ("NUMBER(8, 2)", "N decimal(8, 2)", "number decimal(8, 2)"),
            ("NUMBER(5, -2)", "N double", "number double"),
            ("NUMBER", "N decimal(38, 10)", "dms/large-integer"),
            ("INTEGER", "N decimal(38, 0)", "dms/too-many-digits"),
            ("FLOAT(24)", "N float", "number float"),
            ("FLOAT(25)", "N double", "number double"),
            ("BINARY_FLOAT", "N float", "number float"),
            ("BINARY_DOUBLE", "N double", "number double"),
            ("DATE", "S timestamp(0) in utc", "string timestamp(0) in utc"),
            ("TIMESTAMP(6)", "S timestamp(6) in utc", "string timestamp(6) in utc"),
            ("TIMESTAMP(6) WITH TIME ZONE", "S text", "string text"),
            ("TIMESTAMP(6) WITH LOCAL TIME ZONE", "S text", "string text"),
            ("INTERVAL DAY TO SECOND", "S text", "string text"),
            ("CHAR(3)", "S text", "string text"),
            ("VARCHAR2(4000)", "S text", "string text"),
            ("VARCHAR2(4001)", LOB, LOB),
            ("NVARCHAR2(20)", "S text", "string text"),
            ("RAW(16)", OFF, "string text"),
            ("BLOB", OFF, LOB),
            ("CLOB", LOB, LOB),
            ("NCLOB", OFF, LOB),
            ("LONG", LOB, LOB),
            ("XMLTYPE", LOB, LOB),
            ("ROWID", OFF, OFF),
            ("BFILE", OFF, OFF),
            ("NUMBER(9) GENERATED ALWAYS AS (1) VIRTUAL", OFF, OFF),
        ],
    );
}

#[test]
fn sql_server() {
    check(
        "mssql",
        &[
            ("tinyint", "N tinyint unsigned", "number tinyint unsigned"),
            ("smallint", "N smallint", "number smallint"),
            ("int", "N int", "number int"),
            ("bigint", "N bigint", "dms/large-integer"),
            ("bit", "BOOL boolean", "boolean boolean"),
            ("decimal(10, 2)", "N decimal(10, 2)", "number decimal(10, 2)"),
            ("smallmoney", "N decimal(10, 4)", "number decimal(10, 4)"),
            ("real", "N float", "number float"),
            ("float", "N double", "number double"),
            ("datetime", "S timestamp(3) in utc", "string timestamp(3) in utc"),
            ("datetime2", "S timestamp(7) in utc", "string timestamp(7) in utc"),
            ("datetimeoffset", "S text", "string text"),
            ("date", "S date", "string date"),
            ("time", OFF, "string time(6)"),
            ("uniqueidentifier", "S text", "string text"),
            ("varchar(100)", "S text", "string text"),
            ("varchar(max)", LOB, LOB),
            ("text", LOB, LOB),
            ("nvarchar(100)", "S text", "string text"),
            ("nvarchar(max)", OFF, LOB),
            ("ntext", OFF, LOB),
            ("xml", OFF, LOB),
            ("binary(8)", OFF, "string text"),
            ("rowversion", OFF, "string text"),
            ("varbinary(max)", OFF, LOB),
            ("image", OFF, LOB),
            ("hierarchyid", "S text", "string text"),
            (
                "sql_variant",
                "dms/unsupported-column dms/unsupported-table",
                "dms/unsupported-column dms/unsupported-table",
            ),
        ],
    );
}

fn check(dialect: &str, rows: &[Row]) {
    let schema = if dialect == "oracle" {
        "CREATE TABLE T (ID NUMBER(9) NOT NULL PRIMARY KEY, C"
    } else {
        "CREATE TABLE t (id int NOT NULL PRIMARY KEY, c"
    };
    let (table, id, c) = if dialect == "oracle" { ("T", "ID", "C") } else { ("t", "id", "c") };
    let mut wrong = Vec::new();
    for (declared, item, message) in rows {
        let mut files = Memory::shipped();
        files.put("t.sql", &format!("{schema} {declared});"));
        let head = format!("schema s from {dialect} \"t.sql\"\n\nmap m from s.{table} -> dms -> ");
        let items = format!("{head}dynamodb items {{\n  partition key {id}\n  field {c}\n}}\n");
        let messages = format!("{head}kinesis stream {{\n  field *\n}}\n");
        for (text, wanted) in [(items, item), (messages, message)] {
            let found = with_plan(&text, &files, |plan, diags| found(plan, diags, c));
            if found != **wanted {
                wrong.push(format!("{dialect} {declared}: {wanted} expected, found {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The findings of DMS, else what leaves it.
fn found(plan: &Plan<'_>, diags: &Diagnostics, column: &str) -> String {
    let mut codes: Vec<&str> = diags.iter().map(|finding| finding.code.name).collect();
    codes.retain(|code| code.starts_with("dms/"));
    codes.sort_unstable();
    if !codes.is_empty() {
        return codes.join(" ");
    }
    let is_item = plan.stages[1].name() == "dynamodb";
    let mut spelled = "nothing".to_owned();
    walk(&plan.hops[0].passed.shape.fields, &mut |_, field| {
        if &*field.name == column && matches!(field.origin, Origin::Field(_)) {
            spelled = spell(field, is_item);
        }
    });
    spelled
}

fn spell(field: &Field, is_item: bool) -> String {
    let Content::Scalar { ty, form } = &field.content else { return "nested".to_owned() };
    let form = match (form, is_item) {
        (Form::Native, _) => "native",
        (Form::Number, true) => "N",
        (Form::Text, true) => "S",
        (Form::Boolean, true) => "BOOL",
        (Form::Binary, true) => "B",
        (Form::Number, false) => "number",
        (Form::Text, false) => "string",
        (Form::Boolean, false) => "boolean",
        (Form::Binary, false) => "bytes",
    };
    let ty = ty.to_string();
    // Lengths are the column's own, and not what this is about.
    let is_text = ty.starts_with("text") || ty.starts_with("char(");
    format!("{form} {}", if is_text { "text" } else { &ty })
}
