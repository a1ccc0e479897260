//! Reads a text, and says what came of it.

use mapc_runtime::{Format, Reader, RowFault};

/// A record that was read, or one that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// The fields, the line, the offset and the bytes.
    Row(Vec<Option<String>>, u64, u64, Vec<u8>),
    /// The fault, the column, the line, the offset, the bytes, and whether more of it comes.
    Refused(RowFault, Option<String>, u64, u64, Vec<u8>, bool),
}

/// The fields of a good record, or line, column and fault of a bad one.
pub type Outcome = Result<Vec<Option<String>>, (u64, String, RowFault)>;

/// All that a reader gives; the pieces of a record that is refused are one.
pub fn all<R: std::io::Read>(reader: Reader<R>) -> Vec<Read> {
    joined(pieces(reader))
}

/// All that a reader gives, piece by piece.
pub fn pieces<R: std::io::Read>(mut reader: Reader<R>) -> Vec<Read> {
    let mut found = Vec::new();
    while let Some(batch) = reader.next_batch().expect("memory can be read") {
        for record in batch {
            found.push(match record {
                Ok(record) => {
                    let fields = (0..record.len()).map(|column| record.field(column).map(str::to_owned)).collect();
                    Read::Row(fields, record.line(), record.offset(), record.bytes().to_vec())
                }
                Err(refused) => Read::Refused(
                    refused.fault().clone(),
                    refused.column().map(str::to_owned),
                    refused.line(),
                    refused.offset(),
                    refused.bytes().to_vec(),
                    refused.goes_on(),
                ),
            });
        }
    }
    found
}

/// The pieces of a record that is refused as one.
fn joined(found: Vec<Read>) -> Vec<Read> {
    let mut whole: Vec<Read> = Vec::new();
    for read in found {
        if let (Some(Read::Refused(_, _, _, _, kept, goes_on @ true)), Read::Refused(_, _, _, _, bytes, more)) =
            (whole.last_mut(), &read)
        {
            kept.extend_from_slice(bytes);
            *goes_on = *more;
        } else {
            whole.push(read);
        }
    }
    whole
}

/// The columns of the files of these tests.
pub const COLUMNS: [&str; 3] = ["a", "b", "c"];

/// What a text of three columns holds: fields of good records, and faults with line and column of bad ones.
pub fn read(format: Format, text: impl AsRef<[u8]>) -> Vec<Outcome> {
    let text = text.as_ref();
    let fast = all(Reader::new(text, format, &COLUMNS));
    // The other ways to read it.
    assert_eq!(all(Reader::new(text, format, &COLUMNS).plodding(1)), fast);
    assert_eq!(all(Reader::new(text, format, &COLUMNS).chunk(7)), fast);
    let fields = fast.into_iter().map(|read| match read {
        Read::Row(fields, ..) => Ok(fields),
        Read::Refused(fault, column, line, ..) => Err((line, column.unwrap_or_default(), fault)),
    });
    fields.collect()
}

/// A good record.
pub fn row<const COUNT: usize>(fields: [&str; COUNT]) -> Outcome {
    Ok(fields.into_iter().map(|field| (field != "NULL!").then(|| field.to_owned())).collect())
}

/// Stands for NULL in the rows that are expected.
pub const NULL: &str = "NULL!";

/// A bad record.
pub fn bad(line: u64, column: &str, fault: RowFault) -> Outcome {
    Err((line, column.to_owned(), fault))
}
