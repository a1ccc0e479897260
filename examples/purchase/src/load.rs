//! A dump becomes items: lines of DynamoDB JSON, which DynamoDB imports from S3.
//!
//! The rows of one order must stand together. `ORDER BY BINARY customerid, BINARY orderid` in the query that dumps them does it.

use std::io::{self, Read, Write};

use mapc_runtime::{Format, JsonLines, Reader};

use crate::orders;

/// How the dump is written: `SELECT … INTO OUTFILE '…' FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"'`.
pub const DUMP: Format = Format::mysql().delimiter(b',').quote(b'"');

/// What became of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows that were read.
    pub rows: u64,
    /// Rows, and items of several rows, that were refused.
    pub refused: u64,
}

/// Converts a dump. What is no row, and why, goes to `rejects`; nothing is passed over.
///
/// # Errors
///
/// The dump cannot be read, or something cannot be written.
pub fn load(dump: impl Read, items: &mut impl Write, rejects: &mut impl Write) -> io::Result<Summary> {
    let mut reader = Reader::new(dump, DUMP, &orders::COLUMNS).layout(&orders::LAYOUT);
    let mut groups = orders::groups();
    let mut lines = JsonLines::new();
    let mut summary = Summary::default();
    while let Some(batch) = reader.next_batch().map_err(io::Error::other)? {
        for record in batch {
            summary.rows += 1;
            let refused = match record {
                Err(refused) => Some((refused.to_string(), refused.bytes())),
                Ok(record) => orders::Row::from_record(&record)
                    .and_then(|row| groups.push(&row, &mut lines))
                    .err()
                    .map(|error| (format!("line {}: {error}", record.line()), record.bytes())),
            };
            if let Some((why, bytes)) = refused {
                summary.refused += 1;
                reject(rejects, &why, bytes)?;
            }
        }
        lines.write_to(items)?;
    }
    while let Err(error) = groups.finish(&mut lines) {
        summary.refused += 1;
        reject(rejects, &error.to_string(), b"")?;
    }
    lines.write_to(items)?;
    items.flush()?;
    rejects.flush()?;
    Ok(summary)
}

/// The reason as a comment, and the record as it stood in the dump.
fn reject(rejects: &mut impl Write, why: &str, bytes: &[u8]) -> io::Result<()> {
    writeln!(rejects, "# {}", why.replace(['\n', '\r'], " "))?;
    rejects.write_all(bytes)
}
