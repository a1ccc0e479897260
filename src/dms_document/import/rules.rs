//! Which line of which map a rule is.

use super::build::Reason;
use super::task::Task;
use super::{changes, objects, settings};
use crate::dms_document::model::{OneOf, Rule, Says};

/// Adds what a rule says to one of the maps.
pub fn add<'d>(rule: &'d Rule, task: &mut Task<'d>) -> Result<(), Reason> {
    match &rule.says {
        Says::Selection(selection) => match OneOf::get(&selection.action) {
            Some(_) => Ok(()),
            None => Err("its action is none that a selection has".to_owned()),
        },
        Says::Transformation(says) => changes::add(rule, says, task),
        Says::TableSettings(says) => settings::table_settings(rule, says, task),
        Says::ObjectMapping(says) => objects::add(rule, says, task),
        Says::PostProcessing(says) => settings::tags(rule, says, task),
        Says::Validation(says) => settings::validation(rule, says, task),
        Says::Unknown => Err("DMS has no rules of its type".to_owned()),
    }
}
