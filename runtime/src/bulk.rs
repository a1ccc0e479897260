//! A file of rows to a file of items: reads, converts, writes, and hands out what is refused.

use std::fmt;
use std::io::{self, Read, Write};

use crate::error::Error;
use crate::json::JsonLines;
use crate::row::ToItem;
use crate::rows::{ReadError, Reader, Record, Refused, RowFault};

/// Items are written when there are so many bytes of them.
const FLUSH: usize = 128 << 10;

/// A table whose rows are read and converted.
pub trait Table {
    /// A row.
    type Row<'a>;
    /// The columns that a row is made of.
    const COLUMNS: &'static [&'static str];
    /// The row of a record of these columns.
    fn row<'a>(record: &Record<'a>) -> Result<Self::Row<'a>, Error>;
}

/// What a conversion did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Records that were read, the refused among them.
    pub records: u64,
    /// Records that were refused; where rows make items together, with their whole item.
    pub refused: u64,
}

/// Why records are refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason<'b> {
    /// The record is no row: the fault, and the column where it is one.
    Record(RowFault, Option<&'b str>),
    /// The row becomes no item.
    Item(Error),
}

/// Records that become no item, with their bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected<'b> {
    /// What is wrong.
    pub reason: Reason<'b>,
    /// The line of the file on which the first of the records begins.
    pub line: u64,
    /// The bytes of the file before the records.
    pub offset: u64,
    /// The records as they stand in the file.
    pub bytes: &'b [u8],
    /// More bytes follow that are refused for the same reason.
    pub goes_on: bool,
}

impl fmt::Display for Rejected<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        match &self.reason {
            Reason::Record(fault, None) => write!(f, ": {fault}"),
            Reason::Record(fault, Some(column)) => write!(f, ", column {column:?}: {fault}"),
            Reason::Item(error) => write!(f, ": {error}"),
        }
    }
}

impl<'b> From<Refused<'b>> for Rejected<'b> {
    fn from(refused: Refused<'b>) -> Rejected<'b> {
        Rejected {
            reason: Reason::Record(refused.fault().clone(), refused.column()),
            line: refused.line(),
            offset: refused.offset(),
            bytes: refused.bytes(),
            goes_on: refused.goes_on(),
        }
    }
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

#[cold]
fn rejected<'b>(record: &Record<'b>, error: Error) -> Rejected<'b> {
    Rejected {
        reason: Reason::Item(error),
        line: record.line(),
        offset: record.offset(),
        bytes: record.bytes(),
        goes_on: false,
    }
}

impl Counts {
    #[cold]
    fn add(&mut self, refused: &Refused<'_>) {
        // Counted with the last of its pieces.
        self.records += u64::from(!refused.goes_on());
        self.refused += u64::from(!refused.goes_on());
    }
}
