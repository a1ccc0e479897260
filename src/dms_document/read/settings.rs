//! Rules of one table: how it is loaded, its tags, its validation.

use super::fields::{Fields, Reading, scalar};
use crate::dms_document::errors;
use crate::dms_document::json::{Json, Kind};
use crate::dms_document::model::{At, LobSettings, ParallelLoad, PostProcessing, TableSettings, Text, Validation};

/// What a rule of settings says beside its locator.
pub fn table_settings(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> TableSettings {
    TableSettings { parallel_load: parallel_load(fields, reading), lob: lob(fields, reading) }
}

fn parallel_load(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Option<ParallelLoad> {
    let mut fields = fields.object("parallel-load", "a parallel load", reading)?;
    let load = ParallelLoad {
        kind: fields.word("type", reading),
        columns: fields.texts("columns", reading),
        boundaries: fields.list("boundaries", reading).iter().filter_map(|json| boundary(json, reading)).collect(),
        partitions: fields.texts("partitions", reading),
        subpartitions: fields.texts("subpartitions", reading),
        segment_names: fields.texts("segment-names", reading),
        others: fields.others(reading),
        span: fields.span,
    };
    fields.finish(reading);
    Some(load)
}

fn boundary(json: &Json, reading: &mut Reading<'_>) -> Option<At<Vec<Text>>> {
    let span = reading.span(json);
    let Kind::List(values) = &json.kind else {
        reading.diags.push(errors::wrong_form(span, "a boundary", "a list", json.word()));
        return None;
    };
    let value = values.iter().filter_map(|json| scalar(json, "boundaries", reading)).collect();
    Some(At { value, span })
}

fn lob(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Option<LobSettings> {
    let mut fields = fields.object("lob-settings", "the settings of large objects", reading)?;
    let settings = LobSettings {
        mode: fields.word("mode", reading),
        size: fields.given("bulk-max-size", reading),
        span: fields.span,
    };
    fields.finish(reading);
    Some(settings)
}

/// What a post-processing rule says beside its locator.
pub fn post_processing(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> PostProcessing {
    let action = fields.text("rule-action", reading);
    only_action(action.as_ref(), fields, "a post-processing rule", &["add-tag"], reading);
    let tags = fields.list("tag-set", reading).iter().filter_map(|json| tag(json, reading)).collect();
    PostProcessing { action, tags }
}

fn tag(json: &Json, reading: &mut Reading<'_>) -> Option<(Text, Text)> {
    let mut fields = Fields::of(json, "a tag", reading)?;
    let (key, value) = (fields.text("key", reading), fields.text("value", reading));
    fields.finish(reading);
    Some((key?, value?))
}

/// What a validation rule says beside its locator.
pub fn validation(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Validation {
    let action = fields.text("rule-action", reading);
    only_action(action.as_ref(), fields, "a validation rule", &["override-validation-function"], reading);
    Validation {
        action,
        target: fields.word("rule-target", reading),
        source_function: fields.text("source-function", reading),
        target_function: fields.text("target-function", reading),
    }
}

fn only_action(
    action: Option<&Text>,
    fields: &Fields<'_>,
    what: &'static str,
    known: &'static [&'static str],
    reading: &mut Reading<'_>,
) {
    match action {
        None => reading.diags.push(errors::missing_key(fields.span, what, "rule-action")),
        Some(action) if !known.contains(&action.value.as_str()) => {
            reading.diags.push(errors::unknown_word(action, "rule-action", known));
        }
        Some(_) => {}
    }
}
