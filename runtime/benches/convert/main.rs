//! Converts a file of rows as a user would, and compares the time with that of other converters.
//!
//! ```text
//! convert read|record|pivot FROM TO
//! ```

mod rows;

use std::fs::File;
use std::io::Write;

use mapc_runtime::{Duplicates, Format, Groups, JsonLines, Reader, Table, convert_rows};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, mode, from, to] = arguments.as_slice() {
        convert(mode, from, to);
    }
}

fn convert(mode: &str, from: &str, to: &str) {
    let input = File::open(from).expect("the input can be read");
    let mut out = File::create(to).expect("the output can be written");
    let mut reader = Reader::new(input, Format::csv().header(), rows::record::Table::COLUMNS);
    match mode {
        "read" => {
            let mut bytes = 0;
            while let Some(batch) = reader.next_batch().expect("the input can be read") {
                for record in batch.records().flatten() {
                    bytes += (0..record.len()).filter_map(|column| record.field(column)).map(str::len).sum::<usize>();
                }
            }
            println!("{bytes} bytes of fields");
        }
        "record" => {
            let reject = |rejected: mapc_runtime::Rejected<'_>| writeln!(std::io::stderr(), "{rejected}");
            convert_rows::<rows::record::Table>(&mut reader, &mut out, reject).expect("files can be read and written");
        }
        _ => pivot(&mut reader, &mut out),
    }
}

fn pivot(reader: &mut Reader<File>, out: &mut File) {
    let mut lines = JsonLines::with_capacity(1 << 18);
    let mut groups = Groups::with_duplicates(Duplicates::Last);
    while let Some(batch) = reader.next_batch().expect("the input can be read") {
        for record in batch {
            let record = record.expect("a good record");
            let row = rows::pivot::Table::row(&record).expect("a good row");
            groups.push(&row, &mut lines).expect("a good item");
            if lines.as_bytes().len() >= 1 << 17 {
                lines.write_to(out).expect("the output can be written");
            }
        }
    }
    groups.finish(&mut lines).expect("a good item");
    lines.write_to(out).expect("the output can be written");
}
