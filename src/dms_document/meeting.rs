//! Which transformations act on one object, so that DMS applies one of them only.
//!
//! Source: user guide, "Transformation rules and actions": one action for each schema, table, column or tablespace; if there
//! are several, that with the lower id. A mask may share a column with an added column or a change of its type.

use super::model::{OneOf, Rule, Text};
use super::pattern::Pattern;
use super::words::{Action, Target};

/// What a transformation does, to what; `None` for other rules and those that do not say it.
pub fn transformation(rule: &Rule) -> Option<(Action, Target)> {
    let says = rule.says.as_transformation()?;
    Some((OneOf::get(&says.action)?, OneOf::get(&says.target)?))
}

/// Whether two rules of one target, which share a table, act on one object and do not bear each other.
pub fn meet(rule: &Rule, action: Action, other: &Rule) -> bool {
    let Some((second, _)) = transformation(other) else { return false };
    let bears = |mask: Action, change: Action| mask.is_mask() && change == Action::ChangeDataType;
    if bears(action, second) || bears(second, action) {
        return false;
    }
    // A column that comes along is what a second action may change; it is the list that matters.
    if action == Action::IncludeColumn && second == Action::IncludeColumn {
        return false;
    }
    shares_object(rule, other)
}

/// Whether two rules of one target, which share a table, speak of one object of it.
pub fn shares_object(rule: &Rule, other: &Rule) -> bool {
    let overlap = |one: &Option<Text>, other: &Option<Text>| match (one, other) {
        (Some(one), Some(other)) => Pattern::new(&one.value).overlaps(&Pattern::new(&other.value)),
        (Some(_) | None, Some(_) | None) => true,
    };
    let same_type = match (&rule.locator.data_type, &other.locator.data_type) {
        (Some(one), Some(other)) => one.value == other.value,
        (Some(_) | None, Some(_) | None) => true,
    };
    same_type
        && overlap(&rule.locator.column, &other.locator.column)
        && overlap(&rule.locator.table_tablespace, &other.locator.table_tablespace)
        && overlap(&rule.locator.index_tablespace, &other.locator.index_tablespace)
}

/// Whether every object of `rule` is one of `other`, as far as that can be told; both share a target and all tables.
pub fn covers_object(other: &Rule, rule: &Rule) -> bool {
    let covers = |one: &Option<Text>, other: &Option<Text>| match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => Pattern::new(&one.value).covers(&Pattern::new(&other.value)),
        (Some(_), None) | (None, Some(_)) => false,
    };
    let types = match (&other.locator.data_type, &rule.locator.data_type) {
        (None, _) => true,
        (Some(one), Some(other)) => one.value == other.value,
        (Some(_), None) => false,
    };
    types
        && covers(&other.locator.column, &rule.locator.column)
        && covers(&other.locator.table_tablespace, &rule.locator.table_tablespace)
        && covers(&other.locator.index_tablespace, &rule.locator.index_tablespace)
}
