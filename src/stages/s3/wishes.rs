//! What is asked of the stage that writes the files: its endpoint's settings, given or derived.

use super::added::{self, Added};
use super::{address, settings};
use crate::mapping::{DeletePolicy, Mapping, OnPolicy, Policy, StageClause};
use crate::shape::Folder;
use crate::stage::{At, Need, Wish};
use crate::text::{Name, Span};
use crate::value::Constant;

/// A setting that follows from a line.
pub(super) struct Derived {
    /// Its key.
    pub(super) key: &'static str,
    /// The only value that fits.
    pub(super) value: Constant,
    /// The line.
    pub(super) line: Span,
}

/// The settings that follow from lines.
pub(super) fn derived(at: &At<'_>) -> Vec<Derived> {
    let mapping = at.mapping;
    let mut list = Vec::new();
    if let Some(place) = added::place(mapping, Added::Operation) {
        let line = mapping.record.fields[place].span;
        list.push(Derived { key: "IncludeOpForFullLoad", value: Constant::Boolean(true), line });
    }
    if let Some(place) = added::place(mapping, Added::Time) {
        let line = mapping.record.fields[place].span;
        list.push(Derived { key: "TimestampColumnName", value: Constant::Text(mapping.final_name(place)), line });
    }
    if let Some(policy) = ignored_deletes(mapping).filter(|_| !settings::is_on(at, "CdcInsertsOnly")) {
        list.push(Derived { key: "CdcInsertsAndUpdates", value: Constant::Boolean(true), line: policy.span });
    }
    if settings::is_parquet(at) && !at.later().is_empty() {
        let line = at.next().map_or(at.clause().span, |next| next.span);
        list.push(Derived { key: "ParquetTimestampInMillisecond", value: Constant::Boolean(true), line });
    }
    list
}

fn ignored_deletes<'m>(mapping: &'m Mapping<'_>) -> Option<&'m Policy> {
    mapping.policies.iter().find(|policy| policy.on == OnPolicy::Delete(DeletePolicy::Ignore))
}

/// Where the files of all tables stand; `None` where the address is none, which is reported.
pub(super) fn root(at: &At<'_>) -> Option<Folder> {
    let resource = at.clause().resource.as_ref()?;
    address::folder(resource.parts.first()?).ok()
}

/// Where the files of this table stand. Source: user guide, "Using Amazon S3 as a target".
pub(super) fn folder(at: &At<'_>) -> Option<Folder> {
    let root = root(at)?;
    let target = &at.mapping.target;
    let prefix: Name = format!("{}{}/{}/", root.prefix, target.schema, target.table).into();
    Some(Folder { prefix, ..root })
}

/// What stands for the folder of an address that was refused: another one for each table.
pub(super) fn nowhere(at: &At<'_>) -> Folder {
    let target = &at.mapping.target;
    Folder { bucket: "bucket".into(), prefix: format!("{}/{}/", target.schema, target.table).into() }
}

/// The settings of the endpoint of a map over tables that no schema describes: where the files go, and what the block says.
pub(super) fn by_pattern(clause: &StageClause) -> Vec<Need> {
    let mut wishes: Vec<(&'static str, Constant, Span)> = Vec::new();
    if clause.settings.get("DataFormat").is_none() {
        wishes.push(("DataFormat", Constant::Text("csv".into()), clause.span));
    }
    let address = clause.resource.as_ref().and_then(|resource| resource.parts.first());
    if let Some(Ok(root)) = address.map(|address| address::folder(address)) {
        wishes.push(("BucketName", Constant::Text(root.bucket.clone()), clause.span));
        if let Some(folder) = root.prefix.strip_suffix('/') {
            wishes.push(("BucketFolder", Constant::Text(folder.into()), clause.span));
        }
    }
    let given = clause.settings.list.iter();
    wishes.extend(given.filter_map(|setting| Some((setting.key, settings::constant(setting)?, setting.span))));
    let need = |(key, value, span)| Need { what: Wish::EndpointSetting { key, value }, by: "s3", span };
    wishes.into_iter().map(need).collect()
}

/// All settings of the endpoint: where the files go, what follows from lines, what the block says.
pub(super) fn needs(at: &At<'_>) -> Vec<Need> {
    let here = at.clause().span;
    let mut wishes: Vec<(&'static str, Constant, Span)> = Vec::new();
    let format = if settings::is_parquet(at) { "parquet" } else { "csv" };
    wishes.push(("DataFormat", Constant::Text(format.into()), here));
    if let Some(root) = root(at) {
        wishes.push(("BucketName", Constant::Text(root.bucket.clone()), here));
        if let Some(folder) = root.prefix.strip_suffix('/') {
            wishes.push(("BucketFolder", Constant::Text(folder.into()), here));
        }
    }
    wishes.extend(derived(at).into_iter().map(|Derived { key, value, line }| (key, value, line)));
    for setting in &at.settings().list {
        if wishes.iter().all(|(key, ..)| *key != setting.key) {
            wishes.extend(settings::constant(setting).map(|value| (setting.key, value, setting.span)));
        }
    }
    wishes
        .into_iter()
        .map(|(key, value, span)| Need { what: Wish::EndpointSetting { key, value }, by: "s3", span })
        .collect()
}
