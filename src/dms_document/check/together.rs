//! Transformations that meet on one object, of which DMS applies one.
//!
//! Source: user guide, "Transformation rules and actions": one action for each schema, table, column or tablespace; if there
//! are several, that with the lower id. A mask may share a column with an added column or a change of its type.

use crate::diag::Diagnostics;
use crate::dms_document::errors;
use crate::dms_document::meeting::{meet, shares_object, transformation};
use crate::dms_document::model::{Document, Rule};
use crate::dms_document::pattern::Pattern;
use crate::dms_document::tables::{Index, Tables};
use crate::dms_document::words::{Action, Target};

/// Reports, for each rule, the first with which it meets.
pub fn check(document: &Document, diags: &mut Diagnostics) {
    for target in [Target::Schema, Target::Table, Target::Column, Target::TableTablespace, Target::IndexTablespace] {
        let of_target = || {
            document.rules.iter().filter_map(|rule| {
                let (action, of) = transformation(rule)?;
                // What is added is no object that was there.
                let adds = matches!(action, Action::AddColumn | Action::AddBeforeImageColumns);
                (of == target && !adds).then_some((rule, action, Tables::of_rule(rule)?))
            })
        };
        let mut index = Index::default();
        of_target().for_each(|(rule, _, tables)| index.add(rule, tables));
        for (rule, action, tables) in of_target() {
            let is_before = |other: &&Rule| other.span.start < rule.span.start;
            let others: Vec<&Rule> = index.of_object(rule, &tables).map(|(other, _)| other).filter(is_before).collect();
            if let Some(other) = others.iter().find(|other| meet(rule, action, other)) {
                report(rule, other, target, diags);
            }
            for other in others {
                order(rule, action, other, diags);
            }
        }
    }
}

fn report(rule: &Rule, other: &Rule, target: Target, diags: &mut Diagnostics) {
    let lower = match (rule.number(), other.number()) {
        (Some(one), Some(two)) if one < two => rule.shown_id(),
        (Some(_) | None, Some(_) | None) => other.shown_id(),
    };
    let name = |rule: &Rule| match target {
        Target::Schema => rule.locator.schema.as_ref().map(|name| name.value.clone()),
        Target::Table => rule.locator.table.as_ref().map(|name| name.value.clone()),
        Target::Column => rule.locator.column.as_ref().map(|name| name.value.clone()),
        Target::TableTablespace | Target::IndexTablespace => None,
    };
    let (one, two) = (name(rule), name(other));
    let narrow = [&one, &two].into_iter().flatten().find(|name| !Pattern::new(name).is_wild());
    let what = match (narrow, target) {
        (Some(name), _) => format!("`{name}`"),
        (None, Target::Schema) => "a schema".to_owned(),
        (None, Target::Table) => "a table".to_owned(),
        (None, Target::Column) => "a column".to_owned(),
        (None, Target::TableTablespace | Target::IndexTablespace) => "a tablespace".to_owned(),
    };
    let action = |rule: &Rule| {
        let says = rule.says.as_transformation().and_then(|says| says.action.as_ref());
        says.map_or("?", |action| action.written.value.as_str()).to_owned()
    };
    let why = format!(
        "`{}` of rule `{}` and `{}` of rule `{}`",
        action(rule),
        rule.shown_id(),
        action(other),
        other.shown_id()
    );
    diags.push(errors::second_transformation(rule.span, other.span, lower, &what, &why));
}

/// A mask and a change of the type of one column: the change has the lower id.
fn order(rule: &Rule, action: Action, other: &Rule, diags: &mut Diagnostics) {
    let Some((second, _)) = transformation(other) else { return };
    let (mask, change) = match (action, second) {
        (mask, Action::ChangeDataType) if mask.is_mask() => (rule, other),
        (Action::ChangeDataType, mask) if mask.is_mask() => (other, rule),
        (_, _) => return,
    };
    if let (Some(of_mask), Some(of_change)) = (mask.number(), change.number())
        && of_mask <= of_change
        && shares_object(mask, change)
    {
        diags.push(errors::mask_order(mask.span, change.span));
    }
}
