//! Examples of mappings: what they say of rows, and what is said of examples that are wrong.

use mapc::Output;
use mapc::diag::Level;

use crate::support::compile::{Memory, compile, findings};
use crate::support::shipped;

/// The shipped mapping of orders, without an example.
const PURCHASE: &str = r#"schema mydatabase from mysql "mydatabase.sql"

map purchase from mydatabase.purchase -> dms -> dynamodb purchase {
  partition key customer_orderid = "${customerid}|${orderid}"
  sort key productid
  field quantity
  assume customerid not contains "|"
}

"#;

/// A table with a column of each of many kinds.
const KINDS: &str = "CREATE TABLE kinds (
  id int NOT NULL PRIMARY KEY,
  tiny tinyint,
  price decimal(6, 2),
  code varchar(4),
  born date,
  seen datetime,
  phase enum('new', 'paid'),
  note varchar(100)
);";

/// A table without a key of its own, and no NULL.
const MADE: &str = "CREATE TABLE made (
  id int NOT NULL,
  whole decimal(10, 0) NOT NULL DEFAULT 0,
  code varchar(4) NOT NULL DEFAULT '',
  price decimal(10, 2) NOT NULL DEFAULT 0,
  ratio double NOT NULL DEFAULT 0,
  flag bit(1) NOT NULL,
  born date NOT NULL DEFAULT '2000-01-01',
  seen datetime NOT NULL DEFAULT '2000-01-01',
  PRIMARY KEY (id)
);";

fn purchase(example: &str) -> Vec<String> {
    findings(&compile(&format!("{PURCHASE}example purchase \"one\" {{\n{example}\n}}\n"), &Memory::shipped()))
}

fn kinds(body: &str, example: &str) -> Output {
    let mut files = Memory::shipped();
    files.put("kinds.sql", KINDS);
    let text = format!(
        "schema shop from mysql \"kinds.sql\"\nmap kinds from shop.kinds -> dms -> dynamodb kinds {{\n  partition key id\n{body}\n}}\n\
         example kinds \"one\" {{\n{example}\n}}\n"
    );
    compile(&text, &files)
}

/// A map of a table whose rows can become keys of many kinds; `body` names all its fields.
fn compile_made(body: &str, example: &str) -> Output {
    let mut files = Memory::shipped();
    files.put("made.sql", MADE);
    let text = format!(
        "schema shop from mysql \"made.sql\"\nmap made from shop.made -> dms -> dynamodb made {{\n{body}\n}}\n\
         example made \"one\" {{\n{example}\n}}\n"
    );
    compile(&text, &files)
}

/// The codes of the findings that are about examples.
fn codes(output: &Output) -> Vec<&'static str> {
    output.diagnostics.iter().map(|finding| finding.code.name).filter(|code| code.starts_with("example/")).collect()
}

/// The findings besides the warning that a key can change.
fn problems(output: &Output) -> Vec<String> {
    findings(output).into_iter().filter(|finding| !finding.contains("dms/mutable-key")).collect()
}

#[test]
fn an_example_that_holds_says_nothing() {
    let one = r#"  row { customerid: "c1", orderid: "o1", productid: "p1", quantity: 3 }
  gives { customer_orderid: "c1|o1", productid: "p1", quantity: 3 }"#;
    assert_eq!(purchase(one), [""; 0]);
    // Neither the order of members nor that of records matters, and numbers are equal by value.
    let two = r#"  row { quantity: 3, productid: "p1", orderid: "o1", customerid: "c1" }
  row purchase { quantity: 04, productid: "p2", orderid: "o1", customerid: "c1" }
  gives { customer_orderid: "c1|o1", quantity: 4.0, productid: "p2" }
  gives { customer_orderid: "c1|o1", quantity: 3, productid: "p1" }"#;
    assert_eq!(purchase(two), [""; 0]);
}

#[test]
fn rows_of_one_key_are_one_item() {
    let example = r#"  row { customerid: "c1", orderid: "o1", productid: "p1", quantity: 3 }
  row { customerid: "c1", orderid: "o1", productid: "p1", quantity: 5 }
  gives { customer_orderid: "c1|o1", productid: "p1", quantity: 5 }"#;
    assert_eq!(purchase(example), [""; 0]);
}

#[test]
fn a_wrong_expectation_is_reported_at_its_entry() {
    let example = r#"  row { customerid: "c1", orderid: "o1", productid: "p1", quantity: 3 }
  gives { customer_orderid: "c1|o1", productid: "p1", quantity: 4 }"#;
    assert_eq!(
        purchase(example),
        ["test.mapc:12:65: error[example/differs]: `quantity` is expected to be `4`, and is `3`"]
    );
}

#[test]
fn several_differences_are_one_finding() {
    let example = r#"  row { customerid: "c1", orderid: "o1", productid: "p1", quantity: 3 }
  gives { customer_orderid: "c1/o1", productid: "p1", amount: 3 }"#;
    let text = format!("{PURCHASE}example purchase \"one\" {{\n{example}\n}}\n");
    let output = compile(&text, &Memory::shipped());
    let all: Vec<_> = output.diagnostics.iter().collect();
    let [finding] = all.as_slice() else { panic!("{:?}", findings(&output)) };
    assert_eq!(finding.message, "the record differs in `customer_orderid`, `amount`, `quantity`");
    assert_eq!(
        finding.notes,
        [
            "`customer_orderid` is expected to be `\"c1/o1\"`, and is `\"c1|o1\"`",
            "`amount` is expected to be `3`, and is not there",
            "`quantity` is not expected, and is `3`",
        ]
    );
    assert_eq!(
        finding.help,
        [r#"what comes out: `gives { customer_orderid: "c1|o1", productid: "p1", quantity: 3 }`"#]
    );
}

#[test]
fn missing_and_surplus_records_are_told() {
    let row = r#"  row { customerid: "c1", orderid: "o1", productid: "p1", quantity: 3 }"#;
    let record = r#"  gives { customer_orderid: "c1|o1", productid: "p1", quantity: 3 }"#;
    assert_eq!(
        purchase(&format!("{row}\n{record}\n{record}")),
        ["test.mapc:13:9: error[example/differs]: no row becomes this record"]
    );
    assert_eq!(
        purchase(&format!("{row}\n  gives nothing")),
        ["test.mapc:12:3: error[example/differs]: the rows become a record that the example does not give"]
    );
    assert_eq!(purchase("  gives nothing"), [""; 0]);
}

#[test]
fn rows_that_cannot_be_are_told_column_by_column() {
    let example = r#"  row { customer: "c1", orderid: 1, productid: null, quantity: 3000000000, quantity: 1 }
  row { customerid: "c1", productid: "p1", quantity: 3 }
  row orders { customerid: "c1", orderid: "o1", productid: "p1", quantity: 3 }
  gives { customer_orderid: "c1|o1", productid: "p1", quantity: 3 }"#;
    assert_eq!(
        purchase(example),
        [
            "test.mapc:11:9: error[example/unknown-column]: the table `mydatabase.purchase` has no column `customer`",
            "test.mapc:11:34: error[example/wrong-value]: the column `orderid` cannot hold `1`: it is a number: a text stands in quotes",
            "test.mapc:11:48: error[example/wrong-value]: the column `productid` is never NULL",
            "test.mapc:11:64: error[example/wrong-value]: the column `quantity` cannot hold `3000000000`: it is out of range",
            "test.mapc:11:76: error[example/twice]: `quantity` stands twice",
            "test.mapc:12:3: error[example/missing-column]: the row does not say `orderid`",
            "test.mapc:13:7: error[example/other-table]: the map does not read this table",
        ]
    );
}

#[test]
fn a_row_must_be_as_assumed() {
    let example = r#"  row { customerid: "c|1", orderid: "o1", productid: "p1", quantity: 3 }
  gives { customer_orderid: "c|1|o1", productid: "p1", quantity: 3 }"#;
    let text = format!("{PURCHASE}example purchase \"one\" {{\n{example}\n}}\n");
    let output = compile(&text, &Memory::shipped());
    let all: Vec<_> = output.diagnostics.iter().collect();
    let [finding] = all.as_slice() else { panic!("{:?}", findings(&output)) };
    assert_eq!(finding.code.name, "example/breaks-assumption");
    assert_eq!(finding.message, "the row breaks what is assumed: customerid not contains \"|\"");
    assert_eq!(output.texts.slice(finding.also[0].span), "assume customerid not contains \"|\"");
    assert_eq!(finding.notes, ["`customerid` is `\"c|1\"`"]);
}

#[test]
fn rows_may_be_shown_to_be_rejected() {
    let null = r#"  row { customerid: null, orderid: "o1", productid: "p1", quantity: 3 }"#;
    let empty = r#"  row { customerid: "c1", orderid: "o1", productid: "", quantity: 3 }"#;
    assert_eq!(purchase(&format!("{null}\n  rejects example/null-in-template")), [""; 0]);
    assert_eq!(purchase(&format!("{empty}\n  rejects example/empty-key")), [""; 0]);
    assert_eq!(
        purchase(&format!("{null}\n  rejects example/empty-key")),
        [
            "test.mapc:12:11: error[example/null-in-template]: the row is rejected: a column in the template of `customer_orderid` is NULL"
        ]
    );
    assert_eq!(
        purchase(&format!("{empty}\n  gives {{ customer_orderid: \"c1|o1\", productid: \"\", quantity: 3 }}")),
        ["test.mapc:11:3: error[example/empty-key]: the row is rejected: the key `productid` is empty"]
    );
    assert_eq!(
        purchase(&format!("{null}\n  rejects example/empty-keys")),
        ["test.mapc:12:11: error[example/unknown-rejection]: no row is rejected as `example/empty-keys`"]
    );
    let good = r#"  row { customerid: "c1", orderid: "o1", productid: "p1", quantity: 3 }"#;
    assert_eq!(
        purchase(&format!("{good}\n  rejects example/empty-key")),
        ["test.mapc:12:11: error[example/differs]: the row is not rejected"]
    );
}

#[test]
fn null_is_left_out_of_items() {
    let output = kinds("  field *", "  row { id: 1, tiny: 2, note: null }\n  gives { id: 1, tiny: 2 }");
    assert_eq!(findings(&output), [""; 0]);
    let output = kinds("  field *", "  row { id: 1, tiny: 2 }\n  gives { id: 1, tiny: 2, note: null }");
    assert_eq!(codes(&output), ["example/differs"]);
}

#[test]
fn what_an_object_mapping_makes_is_text() {
    let body = "  field price_text = price\n  field nested_part {\n    field tiny\n    field label = \"n\"\n  }\n  exclude code, born, seen, phase, note\n  assume tiny is not null";
    let example = "  row { id: 1, price: 3.50, tiny: 7 }\n  gives { id: 1, price_text: \"3.50\", nested_part: { label: \"n\", tiny: 7 } }";
    let output = kinds(body, example);
    assert_eq!(findings(&output), [""; 0]);
}

#[test]
fn moments_are_equal_by_what_they_name() {
    let body = "  field born\n  field seen\n  exclude tiny, price, code, phase, note";
    let example = "  row { id: 1, born: \"2024-01-31\", seen: \"2024-01-31 10:00:00\" }\n  gives { id: 1, born: \"2024-01-31\", seen: \"2024-01-31T10:00:00Z\" }";
    assert_eq!(findings(&kinds(body, example)), [""; 0]);
}

#[test]
fn a_template_is_only_as_sure_as_the_spelling_of_its_holes() {
    let run = |body: &str, example: &str| problems(&compile_made(body, example));
    // Texts and whole numbers have one spelling, however the row says them.
    let sure =
        "  partition key pk = \"${id}|${whole}|${code}\"\n  exclude id, whole, code, price, ratio, flag, born, seen";
    assert_eq!(run(sure, "  row { id: 1.0, whole: 07, code: \"a\" }\n  gives { pk: \"1|7|a\" }"), [""; 0]);
    let row = "row { id: 1, price: 3.5, ratio: 0.5, flag: true, born: \"2024-01-31\", seen: \"2024-01-31T10:00\" }";
    for (hole, guess) in [
        ("price", "3.5"),
        ("price", "3.50"),
        ("ratio", "0.5"),
        ("flag", "true"),
        ("born", "2024-01-31"),
        ("seen", "2024-01-31T10:00"),
    ] {
        let body = format!(
            "  partition key id\n  field pk = \"${{id}}|${{{hole}}}\"\n  exclude whole, code, price, ratio, flag, born, seen\n  assume born >= \"1000-01-01\"\n  assume seen >= \"1000-01-01\""
        );
        assert_eq!(run(&body, &format!("  {row}\n  gives {{ id: 1 }}")), [""; 0], "{hole}");
        let output = compile_made(&body, &format!("  {row}\n  gives {{ id: 1, pk: \"1|{guess}\" }}"));
        assert_eq!(codes(&output), ["example/differs"], "{hole}");
        let finding =
            output.diagnostics.iter().find(|finding| finding.code.name == "example/differs").expect("there is one");
        assert_eq!(finding.message, format!("`pk` is expected to be `\"1|{guess}\"`, and no row decides it"));
        assert_eq!(finding.help, ["what comes out: `gives { id: 1 }`"]);
    }
}

#[test]
fn rows_are_told_apart_where_their_key_has_no_sure_spelling() {
    let body =
        "  partition key pk = \"${id}|${price}\"\n  field whole\n  exclude id, code, price, ratio, flag, born, seen";
    let row = |price: &str, whole: u8| format!("  row {{ id: 1, price: {price}, whole: {whole} }}\n");
    let different = row("3.5", 1) + &row("3.25", 2) + "  gives { whole: 1 }\n  gives { whole: 2 }";
    assert_eq!(problems(&compile_made(body, &different)), [""; 0]);
    let same = row("3.5", 1) + &row("3.50", 2) + "  gives { whole: 2 }";
    assert_eq!(problems(&compile_made(body, &same)), [""; 0]);
}

#[test]
fn a_list_is_only_as_sure_as_its_elements() {
    let body = "  partition key pk = \"${id}\"\n  field parts list {\n    item \"n${whole}\"\n    item \"p${price}\"\n  }\n  exclude id, whole, code, price, ratio, flag, born, seen";
    let example = "  row { id: 1, price: 3.5, whole: 2 }\n  gives { pk: \"1\" }";
    assert_eq!(problems(&compile_made(body, example)), [""; 0]);
}

#[test]
fn times_of_many_hours_are_compared_as_numbers() {
    let mut files = Memory::shipped();
    files.put("s.sql", "CREATE TABLE t (id int NOT NULL PRIMARY KEY, spent time NOT NULL);");
    let run = |time: &str| {
        let text = format!(
            "schema s from mysql \"s.sql\"\nmap t from s.t -> dms -> dynamodb times {{\n  partition key id\n  exclude spent\n  \
             assume spent < \"99:00:00\"\n}}\nexample t \"one\" {{\n  row {{ id: 1, spent: \"{time}\" }}\n  gives {{ id: 1 }}\n}}\n"
        );
        problems(&compile(&text, &files))
    };
    assert_eq!(
        run("100:00:00"),
        [r#"test.mapc:8:3: error[example/breaks-assumption]: the row breaks what is assumed: spent < "99:00:00""#]
    );
    assert_eq!(run("98:59:59"), [""; 0]);
    assert_eq!(run("-100:00:00"), [""; 0]);
    assert_eq!(
        run("10:00+"),
        [
            r#"test.mapc:8:23: error[example/wrong-value]: the column `spent` cannot hold `"10:00+"`: it is not spelled `HH:MM:SS`"#
        ]
    );
}

#[test]
fn values_fit_their_columns() {
    let row = "  row { id: 1, tiny: 200, price: 12345, code: \"abcde\", born: \"1.2.2024\", phase: \"New\" }\n  gives { id: 1 }";
    assert_eq!(codes(&kinds("  field *", row)), ["example/wrong-value"; 5]);
}

#[test]
fn a_wrong_map_is_told_once() {
    let example = "  row { id: 1, tiny: 2 }\n  gives { id: 1, tiny: 2 }";
    for body in [
        "  feild tiny\n  field *",
        "  field tinny\n  field *",
        "  field *\n  null reject",
        "  pivot \"p#${code}\" = tiny",
    ] {
        let output = kinds(body, example);
        assert!(output.diagnostics.any_errors(), "{body}");
        assert_eq!(codes(&output), [""; 0], "{body}");
    }
}

#[test]
fn a_message_has_what_the_row_decides() {
    let text = |gives: &str| {
        format!(
            r#"schema SH from oracle "sh.sql"
map race_entry from SH.RACE_ENTRY -> dms -> kinesis race-entries {{
  field *
}}
example race_entry "an entry" {{
  row {{ RACE_ENTRY_CODE: 11671651, MEET_DATE: "2020-02-21T19:20:04", HORSE_CODE: 5042811 }}
  gives {gives}
}}
"#
        )
    };
    let run = |gives: &str| findings(&compile(&text(gives), &Memory::shipped()));
    let data = r#"data: { RACE_ENTRY_CODE: 11671651, MEET_DATE: "2020-02-21 19:20:04", HORSE_CODE: 5042811 }"#;
    assert_eq!(run(&format!("{{ {data} }}")), [""; 0]);
    let metadata =
        r#"metadata: { record-type: "data", operation: "load", schema-name: "SH", table-name: "RACE_ENTRY" }"#;
    assert_eq!(run(&format!("{{ {data}, {metadata} }}")), [""; 0]);
    assert_eq!(
        run(&format!("{{ {data}, metadata: {{ timestamp: \"2020-02-21T19:20:04Z\" }} }}")),
        [
            "test.mapc:7:126: error[example/differs]: `metadata.timestamp` is expected to be `\"2020-02-21T19:20:04Z\"`, and no row decides it"
        ]
    );
    assert_eq!(
        run(&format!("{{ {data}, metadata: {{ operation: \"insert\" }} }}")),
        [
            "test.mapc:7:126: error[example/differs]: `metadata.operation` is expected to be `\"insert\"`, and is `\"load\"`"
        ]
    );
    assert_eq!(
        run("{ metadata: {} }"),
        [
            "test.mapc:7:9: error[example/differs]: `data` is not expected, and is `{ MEET_DATE: \"2020-02-21T19:20:04\", RACE_ENTRY_CODE: 11671651, HORSE_CODE: 5042811 }`"
        ]
    );
}

#[test]
fn a_column_of_a_file_is_never_missing() {
    let shipped = shipped::all().into_iter().find(|mapping| mapping.name == "race-entries").expect("it is shipped");
    let run = |gives: &str| {
        let row = "row { RACE_ENTRY_CODE: 11671651, MEET_DATE: \"2020-02-21T19:20:04\" }";
        let example = format!("\nexample race_entry \"an entry\" {{\n  {row}\n  gives {gives}\n}}\n");
        let output = shipped.compile_as(&(shipped.text.clone() + &example));
        let help = output.diagnostics.iter().flat_map(|finding| finding.help.clone());
        output.diagnostics.iter().map(|finding| finding.message.clone()).chain(help).collect::<Vec<String>>()
    };
    // The names are those of the table in Glue, and what is NULL may be left out or said.
    let short = r#"{ data: { race_entry_code: 11671651, meet_date: "2020-02-21 19:20:04" } }"#;
    let long = r#"{
    data: { race_entry_code: 11671651, meet_date: "2020-02-21 19:20:04", horse_code: null },
    metadata: { record_type: "data", operation: "load", table_name: "RACE_ENTRY", transaction_id: null },
  }"#;
    assert_eq!(run(short), [""; 0]);
    assert_eq!(run(long), [""; 0]);
    assert_eq!(
        run("{ data: { race_entry_code: 1 } }"),
        [
            "the record differs in `data.race_entry_code`, `data.meet_date`",
            r#"what comes out: `gives { data: { meet_date: "2020-02-21T19:20:04", race_entry_code: 11671651 } }`"#,
        ]
    );
}

#[test]
fn many_rows_in_any_order_are_compared_in_time() {
    let row = |place: usize| {
        format!("  row {{ customerid: \"c{place}\", orderid: \"o\", productid: \"p\", quantity: {place} }}\n")
    };
    let gives =
        |place: usize| format!("  gives {{ customer_orderid: \"c{place}|o\", productid: \"p\", quantity: {place} }}\n");
    let rows: String = (0..3_000).map(row).collect();
    let records: String = (0..3_000).rev().map(gives).collect();
    assert_eq!(purchase(&(rows + &records)), [""; 0]);
}

/// A session of a web shop, towards `pipeline`; what the finding says of an example whose row has an empty text and a day of
/// zeros, or nothing.
fn session(pipeline: &str, gives: &str) -> Vec<String> {
    let mut files = Memory::shipped();
    files.put(
        "cart.sql",
        "CREATE TABLE session (session_id varchar(32) NOT NULL, payload varchar(99) NOT NULL, expire datetime NOT NULL, PRIMARY KEY (session_id));",
    );
    let text = format!(
        "schema cart from mysql \"cart.sql\"\nmap session from cart.session {pipeline}\n\
         example session \"zeros\" {{\n  row {{ session_id: \"a\", payload: \"\", expire: \"0000-00-00 00:00:00\" }}\n  gives {gives}\n}}\n"
    );
    let output = compile(&text, &files);
    let errors = output.diagnostics.iter().filter(|finding| finding.level == Level::Error);
    errors.map(|finding| finding.code.name.to_owned()).collect()
}

/// Source: user guide of DMS, "Using a MySQL-compatible database as a source" (zero dates), "Using Amazon Kinesis Data Streams
/// as a target" (`IncludeNullAndEmpty`).
#[test]
fn what_dms_reads_as_null_or_leaves_out_is_not_there_in_an_example() {
    let items = "-> dms -> dynamodb session {\n  partition key session_id\n  field *\n}";
    let stream = "-> dms -> kinesis sessions {\n  field *\n}";
    let kept = "-> dms -> kinesis sessions {\n  field *\n  kinesis {\n    IncludeNullAndEmpty true\n  }\n}";
    let files =
        "-> dms -> s3 \"s3://lake/raw/\" {\n  field Op = $operation\n  field *\n  s3 {\n    DataFormat parquet\n  }\n}";
    let days =
        "-> dms -> dynamodb session {\n  partition key session_id\n  field *\n  assume expire >= \"1000-01-01\"\n}";
    for (pipeline, gives, expected) in [
        (items, r#"{ session_id: "a", payload: "" }"#, None),
        (items, r#"{ session_id: "a", payload: "", expire: "0000-00-00 00:00:00" }"#, Some("example/differs")),
        (items, r#"{ session_id: "a" }"#, Some("example/differs")),
        (stream, r#"{ data: { session_id: "a" } }"#, None),
        (stream, r#"{ data: { session_id: "a", payload: "" } }"#, Some("example/differs")),
        (stream, r#"{ data: { session_id: "a", expire: "0000-00-00 00:00:00" } }"#, Some("example/differs")),
        (kept, r#"{ data: { session_id: "a", payload: "", expire: null } }"#, None),
        (files, r#"{ Op: "I", session_id: "a", payload: "", expire: null }"#, None),
        (files, r#"{ Op: "I", session_id: "a", payload: "" }"#, None),
        (files, r#"{ Op: "I", session_id: "a", payload: "", expire: "0000-00-00" }"#, Some("example/differs")),
        // The row is not as assumed.
        (days, r#"{ session_id: "a", payload: "" }"#, Some("example/breaks-assumption")),
    ] {
        let expected: Vec<&str> = expected.into_iter().collect();
        assert_eq!(session(pipeline, gives), expected, "{pipeline} {gives}");
    }
}
