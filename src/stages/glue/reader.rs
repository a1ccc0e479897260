//! The programs that read the files of a table, and what they are told.
//!
//! Source: the class names are those of Hive 2.3; what the two readers of CSV do with quotes, escapes and NULL is read in
//! their sources (Hive's `LazySimpleSerDe` and `OpenCSVSerde`, opencsv 2.3).

use crate::formats::csv::may_break;
use crate::shape::{Content, Csv, Field, FileFormat, Form};

/// A reader of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// Of Parquet.
    Parquet,
    /// Of ORC.
    Orc,
    /// Of values between delimiters. It knows types and NULL, and no quotes.
    Delimited(Csv),
    /// Of values that may stand in quotes. To it all values are text, NULL too.
    Quoted(Csv),
}

/// The Java classes that read and write a format.
pub(super) struct Classes {
    pub(super) input: &'static str,
    pub(super) output: &'static str,
    pub(super) serde: &'static str,
}

/// An escape character that takes nothing from a text: with the usual backslash, backslashes of the text would be dropped.
const NO_ESCAPE: &str = "\u{1}";

impl Reader {
    /// The reader for files of this format and these columns.
    pub(super) fn of(format: Option<&FileFormat>, fields: &[Field]) -> Reader {
        match format {
            // Whoever writes objects says of what format.
            Some(FileFormat::Parquet) | None => Reader::Parquet,
            Some(FileFormat::Orc) => Reader::Orc,
            Some(FileFormat::Csv(csv)) if csv.is_quoted && fields.iter().any(|field| is_free_text(field, csv)) => {
                Reader::Quoted(csv.clone())
            }
            Some(FileFormat::Csv(csv)) => Reader::Delimited(csv.clone()),
        }
    }

    /// Its classes.
    pub(super) fn classes(&self) -> Classes {
        const LINES: &str = "org.apache.hadoop.mapred.TextInputFormat";
        const TEXT: &str = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";
        match self {
            Reader::Parquet => Classes {
                input: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
                output: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
                serde: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
            },
            Reader::Orc => Classes {
                input: "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat",
                output: "org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat",
                serde: "org.apache.hadoop.hive.ql.io.orc.OrcSerde",
            },
            Reader::Delimited(_) => {
                Classes { input: LINES, output: TEXT, serde: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe" }
            }
            Reader::Quoted(_) => {
                Classes { input: LINES, output: TEXT, serde: "org.apache.hadoop.hive.serde2.OpenCSVSerde" }
            }
        }
    }

    /// The parameter `classification`, without which Glue's jobs refuse a table.
    pub(super) fn classification(&self) -> &'static str {
        match self {
            Reader::Parquet => "parquet",
            Reader::Orc => "orc",
            Reader::Delimited(_) | Reader::Quoted(_) => "csv",
        }
    }

    /// What the reader is told, in order of key; nothing where the format says all.
    pub(super) fn properties(&self) -> Vec<(&'static str, &str)> {
        match self {
            Reader::Parquet | Reader::Orc => Vec::new(),
            Reader::Delimited(csv) => vec![
                ("field.delim", &csv.delimiter),
                ("serialization.format", &csv.delimiter),
                ("serialization.null.format", &csv.null),
            ],
            Reader::Quoted(csv) => {
                vec![("escapeChar", NO_ESCAPE), ("quoteChar", "\""), ("separatorChar", &csv.delimiter)]
            }
        }
    }

    /// Whether the first line of a file is no record.
    pub(super) fn skips_a_line(&self) -> bool {
        match self {
            Reader::Parquet | Reader::Orc => false,
            Reader::Delimited(csv) | Reader::Quoted(csv) => csv.has_header,
        }
    }

    /// How CSV is spelled, where it is CSV.
    pub(super) fn csv(&self) -> Option<&Csv> {
        match self {
            Reader::Parquet | Reader::Orc => None,
            Reader::Delimited(csv) | Reader::Quoted(csv) => Some(csv),
        }
    }
}

/// Whether a column of CSV may hold delimiters, quotes and line breaks.
pub(super) fn is_free_text(field: &Field, csv: &Csv) -> bool {
    match &field.content {
        Content::Scalar { ty, form: Form::Text } => may_break(ty, &csv.delimiter),
        Content::Scalar { .. } | Content::Struct(_) | Content::List(_) => false,
    }
}
