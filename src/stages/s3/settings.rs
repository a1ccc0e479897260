//! The settings of `s3 { … }`: those of the S3 endpoint of DMS, which writes the files.
//!
//! Source: service model of DMS, `S3Settings`; user guide, "Using Amazon S3 as a target".

use crate::settings::{Form, Setting, SettingValue, Spec};
use crate::stage::At;
use crate::value::Constant;

/// Settings in `s3 { … }`.
pub(super) static SETTINGS: &[Spec] = &[
    word("DataFormat", &["csv", "parquet"], "the format of the files; `csv` without this line"),
    word("CompressionType", &["none", "gzip"], "whether files are compressed"),
    text("ServiceAccessRoleArn", "the role by which DMS writes into the bucket"),
    text("ExpectedBucketOwner", "the account that must own the bucket"),
    word(
        "CannedAclForObjects",
        &[
            "none",
            "private",
            "public-read",
            "public-read-write",
            "authenticated-read",
            "aws-exec-read",
            "bucket-owner-read",
            "bucket-owner-full-control",
        ],
        "who may read the objects besides their owner",
    ),
    word("EncryptionMode", &["sse-s3", "sse-kms"], "how objects are encrypted"),
    text("ServerSideEncryptionKmsKeyId", "the key of `sse-kms`"),
    flag("IncludeOpForFullLoad", "whether rows of the full load hold the operation; follows from `$operation`"),
    flag("CdcInsertsOnly", "whether inserts are the only changes that are written"),
    flag("CdcInsertsAndUpdates", "whether deletes are left out; follows from `on delete ignore`"),
    text("TimestampColumnName", "the column of the time; follows from `$commit-timestamp`"),
    flag("UseTaskStartTimeForFullLoadTimestamp", "whether rows of the full load bear the time at which the task began"),
    flag("DatePartitionEnabled", "whether changes go to folders by the day of their commit"),
    word(
        "DatePartitionSequence",
        &["YYYYMMDD", "YYYYMMDDHH", "YYYYMM", "MMYYYYDD", "DDMMYYYY"],
        "what the folders of a day are made of, in order",
    ),
    word("DatePartitionDelimiter", &["SLASH", "UNDERSCORE", "DASH", "NONE"], "what stands between the parts of a day"),
    text("DatePartitionTimezone", "the zone of the day, `Area/Location`"),
    flag("PreserveTransactions", "whether changes are written transaction by transaction, all tables in one file"),
    text("CdcPath", "the folder of the files of transactions"),
    flag("ParquetTimestampInMillisecond", "whether times in Parquet count milliseconds; follows where a table is read"),
    word("ParquetVersion", &["parquet-1-0", "parquet-2-0"], "the version of Parquet"),
    word("EncodingType", &["plain", "plain-dictionary", "rle-dictionary"], "how values are encoded in Parquet"),
    number("DictPageSizeLimit", 1, 1_073_741_824, "bytes after which a dictionary is given up"),
    number("RowGroupLength", 1, 2_147_483_647, "rows of a group in Parquet"),
    number("DataPageSize", 1, 1_073_741_824, "bytes of a page in Parquet"),
    flag("EnableStatistics", "whether pages and groups hold statistics"),
    text("CsvDelimiter", "what stands between two values; a comma without this line"),
    text("CsvRowDelimiter", "what ends a line; a line feed without this line"),
    text("CsvNullValue", "what stands for NULL; `NULL` without this line"),
    flag("UseCsvNoSupValue", "whether values that the log does not hold are told from NULL"),
    text("CsvNoSupValue", "what stands for a value that the log does not hold"),
    flag("AddColumnName", "whether the first line of a file holds the names of the columns"),
    flag("Rfc4180", "whether values with quotes, delimiters and line breaks are quoted; they are without this line"),
    flag("AddTrailingPaddingCharacter", "whether texts are padded"),
    number("MaxFileSize", 1, 1_048_576, "kilobytes after which a file of the full load ends"),
    number("CdcMaxBatchInterval", 1, 2_147_483_647, "seconds after which changes are written"),
    number("CdcMinFileSize", 1, 2_147_483_647, "kilobytes after which changes are written"),
];

const fn flag(key: &'static str, about: &'static str) -> Spec {
    Spec { key, form: Form::Flag, about }
}

const fn number(key: &'static str, min: i64, max: i64, about: &'static str) -> Spec {
    Spec { key, form: Form::Number { min, max }, about }
}

const fn text(key: &'static str, about: &'static str) -> Spec {
    Spec { key, form: Form::Text, about }
}

const fn word(key: &'static str, words: &'static [&'static str], about: &'static str) -> Spec {
    Spec { key, form: Form::Word(words), about }
}

/// Whether a flag is on in the block; all but `Rfc4180` are off by default.
pub(super) fn is_on(at: &At<'_>, key: &str) -> bool {
    at.settings().flag(key).unwrap_or(false)
}

/// Whether the files are Parquet; DMS writes CSV by default.
pub(super) fn is_parquet(at: &At<'_>) -> bool {
    at.settings().word("DataFormat") == Some("parquet")
}

/// The value of a setting as the endpoint is asked for it.
pub(super) fn constant(setting: &Setting) -> Option<Constant> {
    match &setting.value {
        SettingValue::Flag(flag) => Some(Constant::Boolean(*flag)),
        SettingValue::Number(number) => Some(Constant::Number(number.to_string().into())),
        SettingValue::Text(text) => Some(Constant::Text(text.clone())),
        SettingValue::Word(word) => Some(Constant::Text((*word).into())),
        SettingValue::Template(_)
        | SettingValue::Block(_)
        | SettingValue::Choice(..)
        | SettingValue::List(_)
        | SettingValue::Lines(_) => None,
    }
}
