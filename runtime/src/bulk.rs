//! A file of rows to a file of items: reads, converts, writes, and hands out what is refused.

use std::io::{self, Read, Write};

use crate::error::{Error, Fault};
use crate::groups::{Groups, Kin, Trouble};
use crate::json::JsonLines;
use crate::open_rows::OpenRows;
use crate::rejected::{Counts, Rejected, rejected};
use crate::row::{ToItem, ToMembers};
use crate::rows::{ReadError, Reader, Record};

/// Items are written when there are so many bytes of them.
const FLUSH: usize = 128 << 10;

/// The most bytes of rows of one item that are kept until the item is complete, beside those of the batch that is read.
const KEPT: usize = 4 << 20;

/// A table whose rows are read and converted.
pub trait Table {
    /// A row.
    type Row<'a>;
    /// The columns that a row is made of.
    const COLUMNS: &'static [&'static str];
    /// The row of a record of these columns.
    fn row<'a>(record: &Record<'a>) -> Result<Self::Row<'a>, Error>;
}

/// Writes the item of each row as a line of DynamoDB JSON. What becomes none is given to `reject`, in the order of the file.
pub fn convert_rows<T: Table>(
    reader: &mut Reader<impl Read>,
    out: &mut impl Write,
    mut reject: impl FnMut(Rejected<'_>) -> io::Result<()>,
) -> Result<Counts, ReadError>
where
    for<'a> T::Row<'a>: ToItem,
{
    let mut lines = JsonLines::with_capacity(2 * FLUSH);
    let mut counts = Counts::default();
    while let Some(batch) = reader.next_batch()? {
        for record in batch {
            let record = match record {
                Ok(record) => record,
                Err(refused) => {
                    counts.add(&refused);
                    reject(refused.into())?;
                    continue;
                }
            };
            counts.records += 1;
            if let Err(error) = T::row(&record).and_then(|row| lines.push(&row)) {
                counts.refused += 1;
                reject(rejected(&record, error))?;
            }
            if lines.as_bytes().len() >= FLUSH {
                lines.write_to(out)?;
            }
        }
    }
    lines.write_to(out)?;
    Ok(counts)
}

/// Writes the items that rows make together as lines of DynamoDB JSON. The rows are sorted by key: `groups` notices if they
/// are not. Where an item cannot be made all of its rows are given to `reject`, some of them perhaps after rows that come
/// later in the file; those of an item that is longer than 4 MiB are rejected as well.
pub fn convert_groups<T: Table>(
    reader: &mut Reader<impl Read>,
    out: &mut impl Write,
    mut groups: Groups,
    reject: impl FnMut(Rejected<'_>) -> io::Result<()>,
) -> Result<Counts, ReadError>
where
    for<'a> T::Row<'a>: ToMembers,
{
    let mut lines = JsonLines::with_capacity(2 * FLUSH);
    let mut rows = OpenRows::new(reject);
    while let Some(batch) = reader.next_batch()? {
        rows.begin();
        for record in batch {
            let record = match record {
                Ok(record) => record,
                Err(refused) => {
                    rows.counts.add(&refused);
                    rows.pass_over(&batch, refused.into())?;
                    continue;
                }
            };
            rows.counts.records += 1;
            let step = match T::row(&record) {
                Ok(row) => groups.step(&row, &mut lines),
                Err(error) => Err(Box::new(Trouble::NoKey(error))),
            };
            match step {
                Ok(Kin::Same) => rows.count += 1,
                Ok(Kin::New) => rows.open(&batch, &record),
                Err(trouble) => rows.trouble(&batch, &record, *trouble)?,
            }
            if lines.as_bytes().len() >= FLUSH {
                lines.write_to(out)?;
            }
        }
        if rows.keep(&batch) > KEPT {
            let error = groups.refuse(Fault::RowsTooLong { limit: KEPT }, &mut lines);
            rows.give_up(error)?;
        }
    }
    if let Err(error) = groups.finish(&mut lines) {
        rows.give_up(error)?;
    }
    lines.write_to(out)?;
    Ok(rows.counts)
}
