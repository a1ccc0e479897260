//! What all rules have, and the locator.

use super::fields::{Fields, Reading};
use super::{mapping, selection, settings, transformation};
use crate::dms_document::errors;
use crate::dms_document::json::Json;
use crate::dms_document::model::{Locator, Rule, Says};
use crate::dms_document::words::{RuleType, Word};

/// Keys of a locator that belong to DMS Schema Conversion, whose rules look alike.
const FOREIGN: &[&str] = &["server-name", "category-name", "database-name"];

/// One rule; `None` where it is no object or says no type.
pub fn rule(json: &Json, reading: &mut Reading<'_>) -> Option<Rule> {
    let mut fields = Fields::of(json, "a rule", reading)?;
    let span = fields.span;
    let Some(kind) = fields.word::<RuleType>("rule-type", reading) else {
        reading.diags.push(errors::missing_key(span, "a rule", "rule-type"));
        return None;
    };
    let id = fields.text("rule-id", reading);
    let name = fields.text("rule-name", reading);
    if id.is_none() {
        reading.diags.push(errors::missing_key(span, "a rule", "rule-id"));
    }
    let locator = locator(&mut fields, reading);
    let says = match kind.known {
        Some(RuleType::Selection) => Says::Selection(selection::selection(&mut fields, reading)),
        Some(RuleType::Transformation) => {
            Says::Transformation(Box::new(transformation::transformation(&mut fields, reading)))
        }
        Some(RuleType::TableSettings) => Says::TableSettings(settings::table_settings(&mut fields, reading)),
        Some(RuleType::ObjectMapping) => Says::ObjectMapping(Box::new(mapping::object_mapping(&mut fields, reading))),
        Some(RuleType::PostProcessing) => Says::PostProcessing(settings::post_processing(&mut fields, reading)),
        Some(RuleType::Validation) => Says::Validation(settings::validation(&mut fields, reading)),
        None => {
            reading.diags.push(errors::unknown_word(&kind.written, "rule-type", RuleType::ALL_WORDS));
            Says::Unknown
        }
    };
    match says {
        Says::Unknown => {}
        Says::Selection(_)
        | Says::Transformation(_)
        | Says::TableSettings(_)
        | Says::ObjectMapping(_)
        | Says::PostProcessing(_)
        | Says::Validation(_) => fields.finish(reading),
    }
    if locator.span.is_none() {
        let what = match says {
            Says::Selection(_) => "a selection rule",
            Says::Transformation(_)
            | Says::TableSettings(_)
            | Says::ObjectMapping(_)
            | Says::PostProcessing(_)
            | Says::Validation(_)
            | Says::Unknown => "a rule",
        };
        reading.diags.push(errors::missing_key(span, what, "object-locator"));
    }
    Some(Rule { id, name, locator, says, kind, span })
}

fn locator(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Locator {
    let Some(mut fields) = fields.object("object-locator", "the locator", reading) else {
        return Locator::default();
    };
    let mut locator = Locator {
        schema: fields.text("schema-name", reading),
        table: fields.text("table-name", reading),
        table_type: fields.word("table-type", reading),
        column: fields.text("column-name", reading),
        data_type: fields.text("data-type", reading),
        table_tablespace: fields.text("table-tablespace-name", reading),
        index_tablespace: fields.text("index-tablespace-name", reading),
        foreign: Vec::new(),
        span: Some(fields.span),
    };
    for key in FOREIGN {
        locator.foreign.extend(fields.text(key, reading).map(|mut text| {
            text.value = (*key).to_owned();
            text
        }));
    }
    fields.finish(reading);
    locator
}
