//! A dump becomes items: lines of DynamoDB JSON, which DynamoDB imports from S3.
//!
//! The rows of one order must stand together. `ORDER BY BINARY customerid, BINARY orderid` in the query that dumps them does it.

use std::io::{Read, Write};

use mapc_runtime::{Counts, Format, ReadError, Reader, convert_groups};

use crate::orders;

/// How the dump is written: `SELECT … INTO OUTFILE '…' FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"'`.
pub const DUMP: Format = Format::mysql().delimiter(b',').quote(b'"');

/// Converts a dump. What becomes no item, and why, goes to `rejects`; nothing is passed over.
///
/// # Errors
///
/// The dump cannot be read, or something cannot be written.
pub fn load(dump: impl Read, items: &mut impl Write, rejects: &mut impl Write) -> Result<Counts, ReadError> {
    let mut reader = Reader::new(dump, DUMP, &orders::COLUMNS).layout(&orders::LAYOUT);
    let counts = convert_groups::<orders::Table>(&mut reader, items, orders::groups(), |rejected| {
        // The reason as a comment, and the records as they stood in the dump.
        writeln!(rejects, "# {}", rejected.to_string().replace(['\n', '\r'], " "))?;
        rejects.write_all(rejected.bytes)
    })?;
    items.flush()?;
    rejects.flush()?;
    Ok(counts)
}
