//! `load DUMP ITEMS REJECTS`: a dump of MySQL becomes lines of DynamoDB JSON.

use std::fs::File;
use std::io::BufWriter;
use std::process::ExitCode;

use mapc_runtime::{Counts, ReadError};
use purchase_example::load::load;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [dump, items, rejects] = arguments.as_slice() else {
        eprintln!("usage: load DUMP ITEMS REJECTS");
        return ExitCode::from(2);
    };
    match run(dump, items, rejects) {
        Ok(counts) => {
            eprintln!("{} rows, {} refused", counts.records, counts.refused);
            ExitCode::from(u8::from(counts.refused > 0))
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(dump: &str, items: &str, rejects: &str) -> Result<Counts, ReadError> {
    let dump = File::open(dump)?;
    let (mut items, mut rejects) = (BufWriter::new(File::create(items)?), BufWriter::new(File::create(rejects)?));
    load(dump, &mut items, &mut rejects)
}
