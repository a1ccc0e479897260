//! Settings of tables, tags, validation.

use crate::diag::Diagnostics;
use crate::dms_document::errors;
use crate::dms_document::model::{LobSettings, OneOf, ParallelLoad, PostProcessing, Rule, Says, Text};
use crate::dms_document::pattern::Pattern;
use crate::dms_document::words::{LobMode, ParallelLoadType, Target, Word};

/// The most columns of ranges. Source: user guide, "Table and collection settings rules and operations".
const MOST_COLUMNS: usize = 10;
/// The most tags of an object. Source: user guide, "Using Amazon S3 as a target".
const MOST_TAGS: usize = 10;

/// Reports on one rule.
pub fn check(rule: &Rule, diags: &mut Diagnostics) {
    match &rule.says {
        Says::TableSettings(settings) => {
            for name in [&rule.locator.schema, &rule.locator.table].into_iter().flatten() {
                if Pattern::new(&name.value).is_wild() {
                    diags.push(errors::wildcard_refused(name));
                }
            }
            if let Some(load) = &settings.parallel_load {
                parallel_load(load, diags);
            }
            if let Some(lob) = &settings.lob {
                lob_settings(lob, diags);
            }
            if settings.parallel_load.is_none() && settings.lob.is_none() {
                diags.push(errors::dead_rule(rule.span.before(), "the rule sets nothing"));
            }
        }
        Says::PostProcessing(tags) => self::tags(rule, tags, diags),
        Says::Validation(validation) => {
            if OneOf::get(&validation.target) != Some(Target::Column) {
                let at = validation.target.as_ref().map_or(rule.span.before(), |target| target.written.span);
                diags.push(errors::action_target(at, "override-validation-function", "anything but `column`", true));
            }
            if validation.source_function.is_none() && validation.target_function.is_none() {
                diags.push(errors::incomplete_rule(rule.span, "the validation", "source-function"));
            }
        }
        Says::Selection(_) | Says::Transformation(_) | Says::ObjectMapping(_) | Says::Unknown => {}
    }
}

fn parallel_load(load: &ParallelLoad, diags: &mut Diagnostics) {
    let Some(kind) = &load.kind else {
        diags.push(errors::incomplete_rule(load.span, "the parallel load", "type"));
        return;
    };
    let Some(kind) = kind.known else {
        diags.push(errors::unknown_value(&kind.written, "type", ParallelLoadType::ALL_WORDS));
        return;
    };
    match kind {
        ParallelLoadType::None | ParallelLoadType::PartitionsAuto | ParallelLoadType::SubpartitionsAuto => {}
        ParallelLoadType::PartitionsList => {
            if load.partitions.is_empty() && load.subpartitions.is_empty() {
                diags.push(errors::incomplete_rule(load.span, "the list of partitions", "partitions"));
            }
        }
        ParallelLoadType::Ranges => ranges(load, diags),
    }
}

fn ranges(load: &ParallelLoad, diags: &mut Diagnostics) {
    if load.columns.is_empty() {
        diags.push(errors::incomplete_rule(load.span, "a load by ranges", "columns"));
        return;
    }
    if load.boundaries.is_empty() {
        diags.push(errors::incomplete_rule(load.span, "a load by ranges", "boundaries"));
    }
    if load.columns.len() > MOST_COLUMNS {
        let problem = format!("the ranges are of {} columns", load.columns.len());
        diags.push(errors::parallel_load(load.span, problem, "DMS takes at most 10"));
    }
    let mut below: Option<&[Text]> = None;
    for boundary in &load.boundaries {
        if boundary.value.len() != load.columns.len() {
            let problem = format!(
                "the boundary has {} values, and there are {} columns",
                boundary.value.len(),
                load.columns.len()
            );
            diags.push(errors::parallel_load(boundary.span, problem, "each boundary has a value for each column"));
            return;
        }
        if below.is_some_and(|below| is_not_above(&boundary.value, below)) {
            let why = "boundaries are upper limits, in ascending order";
            diags.push(errors::parallel_load(boundary.span, "the boundary is not above the one before", why));
        }
        below = Some(&boundary.value);
    }
    let (names, segments) = (load.segment_names.len(), load.boundaries.len() + 1);
    if names != 0 && names != segments {
        let problem = format!("{names} segments have names, and there are {segments}");
        diags.push(errors::parallel_load(load.span, problem, "there is one segment more than boundaries"));
    }
}

/// Whether two boundaries of whole numbers stand in the wrong order; of other values that cannot be told here.
fn is_not_above(values: &[Text], below: &[Text]) -> bool {
    let numbers = |list: &[Text]| -> Option<Vec<i128>> { list.iter().map(|text| text.value.parse().ok()).collect() };
    match (numbers(values), numbers(below)) {
        (Some(values), Some(below)) => values <= below,
        (Some(_) | None, Some(_) | None) => {
            values.iter().map(|text| &text.value).eq(below.iter().map(|text| &text.value))
        }
    }
}

fn lob_settings(lob: &LobSettings, diags: &mut Diagnostics) {
    let size = lob.size.as_ref().map(|size| size.value.parse::<u64>());
    if let (Some(Err(_)), Some(size)) = (&size, &lob.size) {
        let problem = format!("`{}` is no size in kilobytes", size.value);
        diags.push(errors::lob_settings(size.span, problem, "`bulk-max-size` is a whole number"));
        return;
    }
    let size = size.and_then(Result::ok);
    let mode = match &lob.mode {
        None => LobMode::Limited,
        Some(OneOf { known: Some(mode), .. }) => *mode,
        Some(OneOf { known: None, written }) => {
            diags.push(errors::unknown_value(written, "mode", LobMode::ALL_WORDS));
            return;
        }
    };
    match (mode, size) {
        (LobMode::Limited, None | Some(0)) => {
            let why = "`limited`, which is the mode where none is given, cuts at `bulk-max-size`, and that is not 0";
            diags.push(errors::lob_settings(lob.span, "large objects are cut, and it is not said where", why));
        }
        (LobMode::None, Some(1..)) => {
            let why = "in the mode `none` the settings of the task hold";
            diags.push(errors::lob_settings(lob.span, "the size has no effect", why));
        }
        (LobMode::Limited, Some(1..)) | (LobMode::Unlimited, _) | (LobMode::None, None | Some(0)) => {}
    }
}

fn tags(rule: &Rule, says: &PostProcessing, diags: &mut Diagnostics) {
    if says.tags.is_empty() {
        diags.push(errors::incomplete_rule(rule.span, "the tagging", "tag-set"));
    }
    if says.tags.len() > MOST_TAGS {
        let problem = format!("the rule sets {} tags", says.tags.len());
        diags.push(errors::tags(rule.span.before(), problem, "an object has at most 10 tags"));
        return;
    }
    for (at, (key, _)) in says.tags.iter().enumerate() {
        if says.tags[..at].iter().any(|(other, _)| other.value == key.value) {
            let problem = format!("two tags have the key `{}`", key.value);
            diags.push(errors::tags(key.span, problem, "one of two tags with the same key is set"));
        }
    }
}
