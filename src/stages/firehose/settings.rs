//! The settings of a delivery stream that converts.
//!
//! Source: service model of Firehose, `ExtendedS3DestinationConfiguration` and below.

use super::errors;
use super::format::Format;
use crate::diag::Diagnostics;
use crate::settings::{Form, Spec};
use crate::shape::{Content, Field, Form as Written, Origin, Presence};
use crate::stage::{At, Remark, Wish};
use crate::text::Span;
use crate::types::Type;

/// Settings in `firehose { … }`.
pub(super) static SETTINGS: &[Spec] = &[
    Spec { key: "RoleARN", form: Form::Text, about: "the role by which Firehose reads the catalog table" },
    Spec { key: "CatalogId", form: Form::Text, about: "the account of the catalog, when it is another" },
    Spec { key: "Region", form: Form::Text, about: "the region of the catalog, when it is another" },
    Spec {
        key: "VersionId",
        form: Form::Text,
        about: "the version of the table that is converted by; the latest without this line",
    },
    Spec {
        key: "format",
        form: Form::Word(&["parquet", "orc"]),
        about: "the format of the objects; Parquet without this line",
    },
    Spec {
        key: "Compression",
        form: Form::Word(&["SNAPPY", "GZIP", "ZLIB", "UNCOMPRESSED", "NONE"]),
        about: "how pages are compressed; SNAPPY without this line",
    },
    Spec {
        key: "time-folders",
        form: Form::Word(&["year", "month", "day", "hour"]),
        about: "the finest of the folders `year=`, `month=`, `day=`, `hour=`, which become partitions of the table",
    },
    Spec {
        key: "SizeInMBs",
        form: Form::Number { min: 64, max: 128 },
        about: "megabytes that are gathered before an object is written; at least 64 when records are converted",
    },
    Spec {
        key: "IntervalInSeconds",
        form: Form::Number { min: 0, max: 900 },
        about: "seconds that are waited before an object is written",
    },
    Spec { key: "ErrorOutputPrefix", form: Form::Text, about: "where records go that cannot be converted" },
];

/// The most characters of a prefix.
const PREFIX_CHARACTERS: usize = 1_024;
/// The most characters of what names something of the catalog.
const NAME_CHARACTERS: usize = 1_024;

/// The folders of time, coarsest first, with the expressions that Firehose fills in.
const TIME_FOLDERS: [(&str, &str); 4] = [
    ("year", "!{timestamp:yyyy}"),
    ("month", "!{timestamp:MM}"),
    ("day", "!{timestamp:dd}"),
    ("hour", "!{timestamp:HH}"),
];

/// Reports settings that contradict each other or the service.
pub(super) fn check(at: &At<'_>, diags: &mut Diagnostics) {
    errors::check_stream_name(at.clause(), diags);
    errors::check_role(at, diags);
    if catalog_table(at).is_none() {
        diags.push(errors::no_table(at.clause().span));
    }
    if let Some(setting) = at.settings().get("Compression") {
        let fits = match at.settings().word("Compression") {
            Some("GZIP" | "UNCOMPRESSED") => format(at) == Format::Parquet,
            Some("ZLIB" | "NONE") => format(at) == Format::Orc,
            Some(_) | None => true,
        };
        if !fits {
            diags.push(errors::compression(setting.span, format(at)));
        }
    }
    if let Some(setting) = at.settings().get("ErrorOutputPrefix")
        && let Some(prefix) = at.settings().text("ErrorOutputPrefix")
    {
        if prefix.contains("!{") && !prefix.contains("!{firehose:error-output-type}") {
            diags.push(errors::error_prefix(setting.span));
        }
        if prefix.chars().count() > PREFIX_CHARACTERS {
            diags.push(errors::prefix_too_long(setting.span, "prefix of errors", PREFIX_CHARACTERS));
        }
    }
    check_folder(at, diags);
    check_names(at, diags);
}

/// The table's folder, which is the start of the objects' names.
fn check_folder(at: &At<'_>, diags: &mut Diagnostics) {
    let Some((folder, span)) = folder_and_line(at) else { return };
    if folder.contains("!{") {
        diags.push(errors::expression_in_folder(span));
    }
    if prefix(at).is_some_and(|prefix| prefix.chars().count() > PREFIX_CHARACTERS) {
        diags.push(errors::prefix_too_long(span, "prefix of the objects", PREFIX_CHARACTERS));
    }
    if error_prefix(at).starts_with(folder) {
        diags
            .push(errors::errors_in_table(at.settings().get("ErrorOutputPrefix").map_or(span, |setting| setting.span)));
    }
}

/// What names something of the catalog: not empty, without blanks, not too long. (The role has a finding of its own.)
fn check_names(at: &At<'_>, diags: &mut Diagnostics) {
    for key in ["CatalogId", "Region", "VersionId"] {
        if let (Some(setting), Some(text)) = (at.settings().get(key), at.settings().text(key))
            && (text.is_empty() || text.contains(char::is_whitespace) || text.chars().count() > NAME_CHARACTERS)
        {
            diags.push(errors::catalog_name(setting.span, key, NAME_CHARACTERS));
        }
    }
}

/// The format of the objects.
pub(super) fn format(at: &At<'_>) -> Format {
    if at.settings().word("format") == Some("orc") { Format::Orc } else { Format::Parquet }
}

/// Database and name of the table by whose columns records are converted, in lower case as the catalog keeps them.
pub(super) fn catalog_table(at: &At<'_>) -> Option<(String, String)> {
    match at.next()?.resource.as_ref()?.parts.as_slice() {
        [database, table] => Some((database.to_lowercase(), table.to_lowercase())),
        _ => None,
    }
}

/// The folder that the table's objects stand in, inside the bucket, and the line that says so.
fn folder_and_line<'a>(at: &At<'a>) -> Option<(&'a str, Span)> {
    at.needs.iter().find_map(|need| match &need.what {
        Wish::ObjectsUnder(folder) => Some((&*folder.prefix, need.span)),
        Wish::OneMessagePerLine | Wish::PartitionKey(_) | Wish::EndpointSetting { .. } => None,
    })
}

fn time_folders(at: &At<'_>) -> &'static [(&'static str, &'static str)] {
    let Some(finest) = at.settings().word("time-folders") else { return &[] };
    let count = TIME_FOLDERS.iter().position(|(name, _)| *name == finest).map_or(0, |place| place + 1);
    &TIME_FOLDERS[..count]
}

/// The prefix of objects: the table's folder, then the folders of time.
pub(super) fn prefix(at: &At<'_>) -> Option<String> {
    let mut prefix = folder_and_line(at)?.0.to_owned();
    for (name, expression) in time_folders(at) {
        prefix.push_str(&format!("{name}={expression}/"));
    }
    Some(prefix)
}

/// The prefix of what cannot be converted: outside the table's folder, or the table would read it.
pub(super) fn error_prefix(at: &At<'_>) -> String {
    at.settings().text("ErrorOutputPrefix").map_or_else(
        || format!("errors/{}/!{{firehose:error-output-type}}/", crate::artefact::folder(&at.mapping.name)),
        ToString::to_string,
    )
}

/// The columns that are folders.
pub(super) fn partitions(at: &At<'_>) -> Vec<Field> {
    let span = at.settings().get("time-folders").map_or(at.clause().span, |setting| setting.span);
    time_folders(at)
        .iter()
        .map(|(name, _)| Field {
            name: (*name).into(),
            content: Content::Scalar { ty: Type::TEXT, form: Written::Native },
            presence: Presence::Always,
            origin: Origin::Envelope((*name).into()),
            doc: Some("of the moment at which Firehose read the record, in UTC".into()),
            span,
        })
        .collect()
}

/// What a reviewer should know.
pub(super) fn remarks(at: &At<'_>) -> Vec<Remark> {
    let mut remarks =
        vec![Remark::note(format!("records that cannot be converted go to `{}`", error_prefix(at))).of_table()];
    if at.settings().get("VersionId").is_none() {
        remarks.push(Remark::note("conversion follows the latest version of the catalog table"));
    }
    if at.settings().lacks("RoleARN") {
        remarks.push(Remark::to_give("`RoleARN`, the role by which Firehose reads the catalog table"));
    }
    remarks.push(Remark::unconfirmed(
        "that the key map reaches names inside structures (it does in the reader that AWS names)",
    ));
    remarks
}
