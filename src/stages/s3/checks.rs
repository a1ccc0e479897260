//! What S3 or DMS would refuse of the files, ignore, or write so that a reader goes wrong.

use super::added::{self, Added};
use super::wishes::{Derived, derived, folder};
use super::{address, columns, errors, settings};
use crate::diag::Diagnostics;
use crate::formats::arn::is_role;
use crate::formats::csv::may_break;
use crate::settings::{Setting, SettingValue};
use crate::shape::{Content, Field, Form};
use crate::stage::{At, Wish};
use crate::types::Type;

/// Checks the address, the block, and the columns.
pub(super) fn check(at: &At<'_>, columns: &[Field], diags: &mut Diagnostics) {
    place(at, diags);
    derived_settings(at, diags);
    operation(at, diags);
    key(at, diags);
    time(at, diags);
    pairs(at, diags);
    idle(at, diags);
    texts(at, diags);
    self::columns(at, columns, diags);
    if !at.later().is_empty() {
        for_readers(at, columns, diags);
    }
}

/// The address, and whether a table over the files looks for them where they stand.
fn place(at: &At<'_>, diags: &mut Diagnostics) {
    let Some(resource) = &at.clause().resource else { return };
    if let Some(Err(fault)) = resource.parts.first().map(|text| address::folder(text)) {
        diags.push(errors::address(resource, &fault));
    }
    let Some(own) = folder(at) else { return };
    for need in at.needs {
        match &need.what {
            Wish::ObjectsUnder(wanted) if *wanted != own => diags.push(errors::elsewhere(need, wanted, &own)),
            Wish::ObjectsUnder(_) | Wish::OneMessagePerLine | Wish::PartitionKey(_) | Wish::EndpointSetting { .. } => {}
        }
    }
}

/// Settings that say otherwise than the line they follow from.
fn derived_settings(at: &At<'_>, diags: &mut Diagnostics) {
    for Derived { key, value, line } in derived(at) {
        if let Some(setting) = at.settings().get(key)
            && settings::constant(setting).is_some_and(|given| given != value)
        {
            diags.push(match key {
                "ParquetTimestampInMillisecond" => errors::microseconds(setting.span, line),
                _ => errors::contradicts(setting, &value, line),
            });
        }
    }
}

/// Every record of a change begins with the operation: some line must say so, and then it stands in all records.
fn operation(at: &At<'_>, diags: &mut Diagnostics) {
    let asked = added::place(at.mapping, Added::Operation);
    if asked.is_some() {
        return;
    }
    if let Some(setting) = on(at, "IncludeOpForFullLoad") {
        diags.push(errors::unasked(setting.span, "the operation", "field Op = $operation"));
    } else if at.reads().changes && on(at, "CdcInsertsOnly").is_none() {
        diags.push(errors::no_operation(at.clause().span));
    }
}

/// What tells rows apart must stand in the records of updates and deletes.
fn key(at: &At<'_>, diags: &mut Diagnostics) {
    if !at.reads().changes || on(at, "CdcInsertsOnly").is_some() {
        return;
    }
    let mapping = at.mapping;
    let table = mapping.source.table;
    let declared = table.primary_key.as_ref().map(|key| &key.columns);
    let Some(columns) = mapping.row_key.as_ref().map(|key| &key.columns).or(declared) else { return };
    for column in columns.iter().filter(|column| mapping.field_of(**column).is_none()) {
        let line = mapping.record.left_out.iter().find(|left_out| left_out.column == *column);
        let span = line.map_or(at.clause().span, |left_out| left_out.span);
        diags.push(errors::key_left_out(&table.columns[*column], span));
    }
}

/// The time of changes and that of the full load come from two clocks.
fn time(at: &At<'_>, diags: &mut Diagnostics) {
    let Some(place) = added::place(at.mapping, Added::Time) else {
        if let Some(setting) = at.settings().get("TimestampColumnName") {
            let name = at.settings().text("TimestampColumnName").map_or("NAME", |name| &**name);
            diags.push(errors::unasked(setting.span, "the time", &format!("field {name} = $commit-timestamp")));
        }
        return;
    };
    let reads = at.reads();
    if reads.rows && reads.changes && on(at, "UseTaskStartTimeForFullLoadTimestamp").is_none() {
        diags.push(errors::two_clocks(at.mapping.record.fields[place].span));
    }
}

/// Settings that the service does not take together. Source: user guide, "Using Amazon S3 as a target".
fn pairs(at: &At<'_>, diags: &mut Diagnostics) {
    let transactions = on(at, "PreserveTransactions");
    let path = at.settings().get("CdcPath");
    let clash = |one: Option<&Setting>, other: Option<&Setting>, why: &str, diags: &mut Diagnostics| {
        if let (Some(one), Some(other)) = (one, other) {
            diags.push(errors::clash(one, other, why));
        }
    };
    clash(on(at, "CdcInsertsOnly"), on(at, "CdcInsertsAndUpdates"), "either says which changes are written", diags);
    let apart = "files of transactions hold all tables and stand elsewhere";
    clash(on(at, "AddColumnName"), transactions.or(path), apart, diags);
    clash(on(at, "DatePartitionEnabled"), transactions.or(path), apart, diags);
    let parquet = at.settings().get("DataFormat").filter(|_| settings::is_parquet(at));
    clash(parquet, transactions, "files of transactions are always CSV", diags);
    match (transactions, path) {
        (Some(transactions), None) => diags.push(errors::no_path(transactions.span)),
        (None, Some(path)) => diags.push(errors::idle(path, "without `PreserveTransactions true`")),
        (Some(_), Some(_)) | (None, None) => {}
    }
    if let Some(setting) = at.settings().get("ServerSideEncryptionKmsKeyId")
        && at.settings().word("EncryptionMode") != Some("sse-kms")
    {
        diags.push(errors::idle(setting, "without `EncryptionMode sse-kms`"));
    }
    // The guide contradicts itself on what such a file holds without the operation.
    if let Some(setting) = on(at, "CdcInsertsAndUpdates")
        && added::place(at.mapping, Added::Operation).is_none()
        && on(at, "CdcInsertsOnly").is_some()
    {
        diags.push(errors::idle(setting, "beside `CdcInsertsOnly true`"));
    }
}

/// Settings that change nothing here.
fn idle(at: &At<'_>, diags: &mut Diagnostics) {
    let changes = at.reads().changes;
    for setting in &at.settings().list {
        let reason = match setting.key {
            "ParquetVersion"
            | "EncodingType"
            | "DictPageSizeLimit"
            | "RowGroupLength"
            | "DataPageSize"
            | "EnableStatistics"
            | "ParquetTimestampInMillisecond"
                if !settings::is_parquet(at) =>
            {
                "without `DataFormat parquet`"
            }
            "CsvDelimiter" | "CsvRowDelimiter" | "CsvNullValue" | "UseCsvNoSupValue" | "CsvNoSupValue"
            | "AddColumnName" | "Rfc4180" | "MaxFileSize"
                if settings::is_parquet(at) =>
            {
                "for Parquet"
            }
            "DatePartitionSequence" | "DatePartitionDelimiter" | "DatePartitionTimezone"
                if on(at, "DatePartitionEnabled").is_none() =>
            {
                "without `DatePartitionEnabled true`"
            }
            "CsvNoSupValue" if on(at, "UseCsvNoSupValue").is_none() => "without `UseCsvNoSupValue true`",
            "UseTaskStartTimeForFullLoadTimestamp" if added::place(at.mapping, Added::Time).is_none() => {
                "without a field of `$commit-timestamp`"
            }
            "CdcInsertsOnly"
            | "CdcInsertsAndUpdates"
            | "DatePartitionEnabled"
            | "PreserveTransactions"
            | "CdcMaxBatchInterval"
            | "CdcMinFileSize"
            | "UseCsvNoSupValue"
                if !changes =>
            {
                "in a task that moves no changes"
            }
            _ => continue,
        };
        diags.push(errors::idle(setting, reason));
    }
}

/// Texts that the service reads as something.
fn texts(at: &At<'_>, diags: &mut Diagnostics) {
    for setting in &at.settings().list {
        let SettingValue::Text(text) = &setting.value else { continue };
        let wrong = match setting.key {
            "CsvDelimiter" | "CsvRowDelimiter" if text.is_empty() => "it must not be empty",
            "CsvDelimiter" if text.contains(['"', '\n', '\r']) => "a quote or a line break has a meaning of its own",
            "CsvRowDelimiter" if text.contains('"') => "a quote has a meaning of its own",
            "TimestampColumnName" if text.trim().is_empty() => "a column has a name",
            "ServiceAccessRoleArn" if !is_role(text) => "a role is written `arn:aws:iam::ACCOUNT:role/NAME`",
            "ExpectedBucketOwner" if text.len() != 12 || !text.bytes().all(|byte| byte.is_ascii_digit()) => {
                "an account has twelve digits"
            }
            "DatePartitionTimezone" if !text.contains('/') => "a zone is written `Area/Location`",
            "CdcPath" if text.is_empty() || text.starts_with('/') || text.contains("//") => {
                "it is a folder of the bucket, such as `changes/`"
            }
            _ => continue,
        };
        diags.push(errors::value(setting, wrong));
    }
    let delimiters = (at.settings().text("CsvDelimiter"), at.settings().text("CsvRowDelimiter"));
    if let (Some(one), Some(other)) = delimiters
        && one == other
        && let Some(setting) = at.settings().get("CsvRowDelimiter")
    {
        diags.push(errors::value(setting, "what ends a line cannot stand between its values, too"));
    }
}

/// Columns that a file spoils for every reader.
fn columns(at: &At<'_>, columns: &[Field], diags: &mut Diagnostics) {
    let unquoted = at.settings().get("Rfc4180").filter(|_| at.settings().flag("Rfc4180") == Some(false));
    if let Some(setting) = unquoted.filter(|_| !settings::is_parquet(at))
        && let Some(field) = columns.iter().find(|field| is_free_text(at, field))
    {
        diags.push(errors::unquoted(setting.span, field));
    }
}

/// Whether a value may hold a delimiter or a line break.
fn is_free_text(at: &At<'_>, field: &Field) -> bool {
    let delimiter = at.settings().text("CsvDelimiter").map_or(",", |text| &**text);
    match &field.content {
        Content::Scalar { ty, form: Form::Text } => may_break(ty, delimiter),
        Content::Scalar { .. } | Content::Struct(_) | Content::List(_) => false,
    }
}

/// What a table over the files would misread.
fn for_readers(at: &At<'_>, columns: &[Field], diags: &mut Diagnostics) {
    let transactions = on(at, "PreserveTransactions");
    if let Some(setting) = transactions {
        diags.push(errors::changes_elsewhere(setting.span, at.clause().span));
    }
    if settings::is_parquet(at) {
        for field in columns {
            if let Content::Scalar { ty: Type::Int { signed: false, .. }, form: Form::Native } = &field.content {
                diags.push(errors::unsigned(field));
            }
        }
        return;
    }
    if let Some(setting) = at.settings().get("CsvRowDelimiter")
        && at.settings().text("CsvRowDelimiter").is_some_and(|text| &**text != "\n")
    {
        diags.push(errors::value(setting, "a table is read line by line: `CsvRowDelimiter \"\\n\"`"));
    }
    // Values have places in CSV, and where DMS puts what it adds is documented for the operation alone.
    for field in columns.iter().filter(|field| columns::column_of(at, field).is_none()) {
        let is_operation =
            added::place(at.mapping, Added::Operation).is_some_and(|place| field.name == at.mapping.final_name(place));
        if !is_operation {
            diags.push(errors::no_place(field));
        }
    }
}

/// The setting, where it is a flag that is on.
fn on<'a>(at: &At<'a>, key: &str) -> Option<&'a Setting> {
    at.settings().get(key).filter(|_| settings::is_on(at, key))
}
