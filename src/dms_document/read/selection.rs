//! Selection rules and their filters.

use super::fields::{Fields, Reading, refused_word};
use crate::dms_document::errors;
use crate::dms_document::json::Json;
use crate::dms_document::model::{Condition, Filter, Selection};

/// What a selection rule says beside its locator.
pub fn selection(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Selection {
    let action = fields.word("rule-action", reading);
    match &action {
        None => reading.diags.push(errors::missing_key(fields.span, "a selection rule", "rule-action")),
        Some(_) => refused_word(&action, "rule-action", reading),
    }
    // What the console adds to each selection.
    fields.ignore("parallel-load");
    fields.ignore("isAutoSegmentationChecked");
    let load_order = fields.given("load-order", reading);
    let filters = fields.list("filters", reading).iter().filter_map(|json| filter(json, reading)).collect();
    Selection { action, load_order, filters }
}

fn filter(json: &Json, reading: &mut Reading<'_>) -> Option<Filter> {
    let mut fields = Fields::of(json, "a filter", reading)?;
    let span = fields.span;
    let kind = fields.text("filter-type", reading);
    let column = fields.text("column-name", reading);
    let conditions: Vec<Condition> =
        fields.list("filter-conditions", reading).iter().filter_map(|json| condition(json, reading)).collect();
    fields.finish(reading);
    Some(Filter { kind, column, conditions, span })
}

fn condition(json: &Json, reading: &mut Reading<'_>) -> Option<Condition> {
    let mut fields = Fields::of(json, "a condition", reading)?;
    let condition = Condition {
        operator: fields.word("filter-operator", reading),
        value: fields.text("value", reading),
        start: fields.text("start-value", reading),
        end: fields.text("end-value", reading),
        span: fields.span,
    };
    fields.finish(reading);
    Some(condition)
}
