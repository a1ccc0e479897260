//! `consume < EVENT`: one call of a Lambda function, from the command line. Requests go to standard error, one a line; the report
//! goes to standard output.

use std::io;
use std::process::ExitCode;

use mapc_runtime::events::Request;
use purchase_example::consume::{Table, consume};

/// Shows what would be sent. A program puts a client of the SDK here.
struct Shown;

impl Table for Shown {
    fn send(&mut self, request: &Request) -> Result<(), String> {
        eprintln!("{request:?}");
        Ok(())
    }
}

fn main() -> ExitCode {
    let batch = match serde_json::from_reader(io::stdin().lock()) {
        Ok(batch) => batch,
        Err(error) => {
            eprintln!("no batch of Kinesis: {error}");
            return ExitCode::from(2);
        }
    };
    let report = consume(&batch, &mut Shown, &mut |why| eprintln!("{why}"));
    println!("{}", serde_json::to_string(&report).expect("a report is JSON"));
    ExitCode::from(u8::from(!report.batch_item_failures.is_empty()))
}
