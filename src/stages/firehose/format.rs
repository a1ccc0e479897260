//! The formats that Firehose converts to.

use crate::shape::FileFormat;

/// A format of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Apache Parquet.
    Parquet,
    /// Apache ORC.
    Orc,
}

impl From<Format> for FileFormat {
    fn from(format: Format) -> FileFormat {
        match format {
            Format::Parquet => FileFormat::Parquet,
            Format::Orc => FileFormat::Orc,
        }
    }
}
