//! Both programs, on the rows and events of the publication.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mapc_runtime::Counts;
use mapc_runtime::events::Request;
use purchase_example::consume::{Batch, Failure, Kinesis, Record, Report, Table, consume};
use purchase_example::load::load;

const ROWS: &str = "customeridA74187,orderid100,productid1,99\n\
                    customeridA74187,orderidA1,productid1,100\n\
                    customeridA74187,orderidA1,\"productid,2\",1\n";

#[test]
fn rows_of_an_order_are_one_item() {
    let (mut items, mut rejects) = (Vec::new(), Vec::new());
    let counts = load(ROWS.as_bytes(), &mut items, &mut rejects).expect("memory");
    assert_eq!(counts, Counts { records: 3, refused: 0 });
    assert_eq!(rejects, b"");
    assert_eq!(
        String::from_utf8(items).expect("text"),
        r#"{"Item":{"customerid":{"S":"customeridA74187"},"orderid":{"S":"orderid100"},"p#productid1":{"N":"99"}}}
{"Item":{"customerid":{"S":"customeridA74187"},"orderid":{"S":"orderidA1"},"p#productid1":{"N":"100"},"p#productid,2":{"N":"1"}}}
"#
    );
}

#[test]
fn what_is_no_row_is_kept_with_its_reason() {
    let dump = format!("{ROWS}c,o\nc,o2,p,many\nc,o3,p,1\n");
    let (mut items, mut rejects) = (Vec::new(), Vec::new());
    let counts = load(dump.as_bytes(), &mut items, &mut rejects).expect("memory");
    assert_eq!(counts, Counts { records: 6, refused: 2 });
    let rejects = String::from_utf8(rejects).expect("text");
    let lines: Vec<&str> = rejects.lines().collect();
    assert!(lines[0].starts_with("# line 4") && lines[1] == "c,o", "{rejects}");
    assert!(lines[2].starts_with("# line 5") && lines[3] == "c,o2,p,many", "{rejects}");
    assert_eq!(String::from_utf8(items).expect("text").lines().count(), 3);
}

/// Keeps what is sent; refuses from a number on.
struct Kept {
    sent: Vec<Request>,
    most: usize,
}

impl Table for Kept {
    fn send(&mut self, request: &Request) -> Result<(), String> {
        if self.sent.len() == self.most {
            return Err("ProvisionedThroughputExceededException".to_owned());
        }
        self.sent.push(request.clone());
        Ok(())
    }
}

fn record(number: u32, kind: &str, row: &str) -> Record {
    let message = format!(r#"{{"schema":"mydatabase","table":"purchase","type":"{kind}RowsEvent","row":{row}}}"#);
    Record { kinesis: Kinesis { data: STANDARD.encode(message), sequence_number: number.to_string() } }
}

fn batch() -> Batch {
    let row = |quantity: u32| format!(r#"{{"customerid":"c","orderid":"o","productid":"p","quantity":{quantity}}}"#);
    Batch {
        records: vec![
            record(1, "Write", &format!(r#"{{"values":{}}}"#, row(1))),
            record(2, "Update", &format!(r#"{{"before_values":{},"after_values":{}}}"#, row(1), row(2))),
            record(3, "Delete", &format!(r#"{{"values":{}}}"#, row(2))),
        ],
    }
}

#[test]
fn every_event_of_a_batch_is_written() {
    let mut table = Kept { sent: Vec::new(), most: usize::MAX };
    let report = consume(&batch(), &mut table, &mut |why| panic!("{why}"));
    assert_eq!(report, Report::default());
    assert_eq!(table.sent.len(), 3);
}

/// Published: what went wrong was passed over, and Kinesis moved on.
#[test]
fn a_record_that_fails_comes_again_with_all_after_it() {
    let mut table = Kept { sent: Vec::new(), most: 1 };
    let mut log = Vec::new();
    let report = consume(&batch(), &mut table, &mut |why| log.push(why.to_owned()));
    assert_eq!(report.batch_item_failures, [Failure { item_identifier: "2".to_owned() }]);
    assert_eq!(serde_json::to_string(&report).expect("JSON"), r#"{"batchItemFailures":[{"itemIdentifier":"2"}]}"#);
    assert_eq!(log, ["record 2: ProvisionedThroughputExceededException"]);
    let mut damaged = batch();
    damaged.records[0].kinesis.data = STANDARD.encode("{");
    let report = consume(&damaged, &mut Kept { sent: Vec::new(), most: 9 }, &mut |_| {});
    assert_eq!(report.batch_item_failures, [Failure { item_identifier: "1".to_owned() }]);
}
