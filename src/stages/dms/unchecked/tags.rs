//! Tags of objects in S3, and functions by which columns are compared when a task is validated.
//!
//! Sources: user guide, "Using Amazon S3 as a target", tagging; "AWS DMS data validation".

use super::draft::{Draft, Rule};
use super::pattern::selected;
use super::{errors, settings};
use crate::diag::Diagnostics;
use crate::shape::Carrier;
use crate::stage::Blind;
use crate::stages::dms::document::{Locator, Other};
use crate::stages::dms::rules::others::{self, Validated};
use crate::stages::dms::rules::transformation::Locator as Place;

/// The rules.
pub(super) fn drafts(blind: &Blind<'_>, diags: &mut Diagnostics) -> Vec<Draft> {
    let mut drafts = Vec::new();
    if blind.carrier == Carrier::Files
        && let Some(next) = blind.next()
        && let Some((setting, tags)) = others::tags(&next.settings)
    {
        if let Some(reason) = others::wrong_tags(&tags) {
            diags.push(errors::no_rule(setting.span, reason));
        }
        for source in &blind.map.sources {
            // What cannot be spelled was reported of the selection.
            let (Ok(schema_name), Ok(table_name)) = (selected(&source.schema), selected(&source.table)) else {
                continue;
            };
            let words = format!("tag {schema_name}.{table_name}");
            let locator = Locator { schema_name, table_name, table_type: None };
            drafts.push(Draft {
                key: words.clone(),
                words,
                rule: Rule::Other(Box::new(Other::tag(locator, tags.clone()))),
                span: setting.span,
            });
        }
    }
    for (schema, table, block) in settings::of_tables(blind.map) {
        for Validated { setting, columns } in others::validated(&block.settings.list) {
            if blind.carrier != Carrier::Tables {
                diags.push(errors::no_rule(setting.span, "DMS validates tasks that write to a relational database"));
            }
            for column in columns {
                let column = match column {
                    Ok(column) => column,
                    Err(reason) => {
                        diags.push(errors::no_rule(setting.span, reason));
                        continue;
                    }
                };
                let words = format!("validate {schema}.{table}.{}", column.name);
                let locator = Place {
                    schema_name: schema.to_string(),
                    table_name: Some(table.to_string()),
                    column_name: Some(column.name.clone()),
                    ..Place::default()
                };
                drafts.push(Draft {
                    key: words.clone(),
                    words,
                    rule: Rule::Other(Box::new(Other::validation(locator, column.source, column.target))),
                    span: setting.span,
                });
            }
        }
    }
    drafts
}
