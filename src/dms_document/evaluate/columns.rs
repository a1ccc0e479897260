//! Names, columns, types and masks.

use super::model::{ColumnOutcome, Origin, TableOutcome};
use super::quirks::Quirk;
use crate::dms_document::model::{BeforeImage, OneOf, Rule, Text, Transformation};
use crate::dms_document::naming;
use crate::dms_document::pattern::Pattern;
use crate::dms_document::words::{Action, BeforeImageFilter, Target};
use crate::dms_types::is_large;
use crate::schema::Dialect;

/// One transformation.
type Change<'a> = (&'a Rule, &'a Transformation, Action);

/// Applies the transformations among `rules`, which speak of the table, the lowest id first.
pub fn apply<'a>(outcome: &mut TableOutcome<'a>, rules: &[&'a Rule], dialect: Dialect) {
    let of = |target: Target| -> Vec<Change<'a>> {
        rules
            .iter()
            .filter_map(|rule| {
                let says = rule.says.as_transformation()?;
                let action = OneOf::get(&says.action)?;
                (OneOf::get(&says.target)? == target).then_some((*rule, says, action))
            })
            .collect()
    };
    if !of(Target::TableTablespace).is_empty() || !of(Target::IndexTablespace).is_empty() {
        outcome.unknown.push("the tablespaces: a schema does not say them".to_owned());
    }
    let schema = renamed(outcome, &of(Target::Schema), &outcome.schema.clone(), "the schema");
    let of_table = of(Target::Table);
    // A key and a name of a table are two actions of one object.
    let of_table = if of_table.len() > 1 {
        let alone = format!("the table is changed by rule `{}` alone", of_table[0].0.shown_id());
        outcome.quirks.push((Quirk::LowerIdWins, alone));
        of_table[..1].to_vec()
    } else {
        of_table
    };
    let name = renamed(outcome, &of_table, &outcome.name.clone(), "the table");
    columns(outcome, &of(Target::Column), dialect);
    key(outcome, &of_table);
    outcome.schema = schema;
    outcome.name = name;
    let mut before: Vec<u32> = Vec::new();
    outcome.changed_by.retain(|rule| {
        let is_new = !before.contains(&rule.span.start);
        before.push(rule.span.start);
        is_new
    });
}

/// The name that the first rule gives.
fn renamed<'a>(outcome: &mut TableOutcome<'a>, changes: &[Change<'a>], name: &str, what: &str) -> String {
    let mut naming = changes.iter().filter(|(_, _, action)| action.is_naming());
    let Some((rule, says, action)) = naming.next() else { return name.to_owned() };
    outcome.changed_by.push(rule);
    if naming.next().is_some() {
        outcome.quirks.push((Quirk::LowerIdWins, format!("{what} gets its name by rule `{}` alone", rule.shown_id())));
    }
    if says.expression.is_some() {
        outcome.unknown.push(format!("the name of {what}: that an expression computes one is confirmed nowhere"));
    }
    match naming::renamed(says, *action, name) {
        Some(name) => name,
        None => {
            outcome.unknown.push(format!("the name of {what}: rule `{}` lacks what it needs", rule.shown_id()));
            name.to_owned()
        }
    }
}

fn columns<'a>(outcome: &mut TableOutcome<'a>, changes: &[Change<'a>], dialect: Dialect) {
    let table = outcome.table;
    let included: Vec<&Change<'a>> = changes.iter().filter(|(_, _, action)| *action == Action::IncludeColumn).collect();
    let mut left_out = false;
    for (place, column) in table.columns.iter().enumerate() {
        let mine: Vec<&Change<'a>> = changes
            .iter()
            .filter(|(rule, _, action)| {
                !matches!(action, Action::AddColumn | Action::AddBeforeImageColumns)
                    && speaks_of(rule, &column.name, outcome)
            })
            .collect();
        let mut outcome_of =
            ColumnOutcome { name: column.name.to_string(), origin: Origin::Column(place), data_type: None, mask: None };
        if !included.is_empty() && !mine.iter().any(|(_, _, action)| *action == Action::IncludeColumn) {
            left_out = true;
            continue;
        }
        if change_column(outcome, &mut outcome_of, &mine) {
            outcome.columns.push(outcome_of);
        }
    }
    if left_out {
        outcome.changed_by.extend(included.iter().map(|(rule, _, _)| *rule));
        outcome.quirks.push((Quirk::IncludeLeavesOthersOut, "some columns are left out".to_owned()));
    }
    for (rule, says, action) in changes {
        if *action == Action::AddColumn {
            added(outcome, rule, says);
        } else if *action == Action::AddBeforeImageColumns {
            before_images(outcome, rule, says.before_image.as_ref(), dialect);
        }
    }
}

/// Whether the locator means this column. Which columns are of a type of DMS is decided by the source, not here.
fn speaks_of(rule: &Rule, column: &str, outcome: &mut TableOutcome<'_>) -> bool {
    let named = rule.locator.column.as_ref().is_some_and(|name| Pattern::new(&name.value).matches(column));
    if let (true, Some(ty)) = (named, &rule.locator.data_type) {
        let unknown =
            format!("which columns are `{}` for DMS: rule `{}` is applied to none here", ty.value, rule.shown_id());
        if !outcome.unknown.contains(&unknown) {
            outcome.unknown.push(unknown);
        }
        return false;
    }
    named
}

/// Applies what counts for one column; whether it comes along.
fn change_column<'a>(outcome: &mut TableOutcome<'a>, column: &mut ColumnOutcome<'a>, mine: &[&Change<'a>]) -> bool {
    let counts = |change: &&&Change<'a>| change.2 != Action::IncludeColumn;
    let mut changes = mine.iter().filter(counts);
    let Some((rule, says, action)) = changes.next() else { return true };
    let partner = changes.clone().find(|(_, _, other)| {
        (action.is_mask() && *other == Action::ChangeDataType) || (*action == Action::ChangeDataType && other.is_mask())
    });
    let others = changes.count() - usize::from(partner.is_some());
    let included = mine.iter().any(|(_, _, action)| *action == Action::IncludeColumn);
    if included {
        let what =
            format!("whether `{}` is changed by rule `{}`, and not only taken along", column.name, rule.shown_id());
        outcome.unknown.push(what);
        return true;
    }
    if others > 0 {
        let says = format!("`{}` is changed by rule `{}` alone", column.name, rule.shown_id());
        outcome.quirks.push((Quirk::LowerIdWins, says));
    }
    outcome.changed_by.push(rule);
    let stays = one_change(outcome, column, rule, says, *action);
    if let Some((rule, says, action)) = partner {
        outcome.changed_by.push(rule);
        outcome.quirks.push((Quirk::MaskSharesColumn, format!("`{}` gets another type and a mask", column.name)));
        return one_change(outcome, column, rule, says, *action) && stays;
    }
    stays
}

fn one_change<'a>(
    outcome: &mut TableOutcome<'a>,
    column: &mut ColumnOutcome<'a>,
    rule: &Rule,
    says: &'a Transformation,
    action: Action,
) -> bool {
    match action {
        Action::RemoveColumn => return false,
        Action::ChangeDataType => column.data_type = says.data_type.as_ref(),
        Action::MaskDigits | Action::RandomizeDigits | Action::MaskHash => {
            column.mask = Some((action, says.value.as_ref().map(|value| value.value.as_str())));
        }
        Action::Rename
        | Action::ConvertLowercase
        | Action::ConvertUppercase
        | Action::AddPrefix
        | Action::AddSuffix
        | Action::RemovePrefix
        | Action::RemoveSuffix
        | Action::ReplacePrefix
        | Action::ReplaceSuffix => match naming::renamed(says, action, &column.name) {
            Some(name) => column.name = name,
            None => outcome.unknown.push(format!(
                "the name of `{}`: rule `{}` lacks what it needs",
                column.name,
                rule.shown_id()
            )),
        },
        Action::AddColumn | Action::IncludeColumn | Action::DefinePrimaryKey | Action::AddBeforeImageColumns => {}
    }
    true
}

fn added<'a>(outcome: &mut TableOutcome<'a>, rule: &'a Rule, says: &'a Transformation) {
    let Some(name) = &says.value else { return };
    if outcome.table.columns.iter().any(|column| column.name.eq_ignore_ascii_case(&name.value)) {
        outcome.unknown.push(format!(
            "the column `{}` of rule `{}`: the table has one of that name",
            name.value,
            rule.shown_id()
        ));
        return;
    }
    if outcome.columns.iter().any(|column| column.name == name.value) {
        outcome.unknown.push(format!("which column `{}` arrives: another rule gives one of that name", name.value));
    }
    outcome.changed_by.push(rule);
    let origin = Origin::Expression(says.expression.as_ref().map(|text| text.value.as_str()));
    outcome.columns.push(ColumnOutcome {
        name: name.value.clone(),
        origin,
        data_type: says.data_type.as_ref(),
        mask: None,
    });
}

fn before_images<'a>(outcome: &mut TableOutcome<'a>, rule: &'a Rule, image: Option<&'a BeforeImage>, dialect: Dialect) {
    let Some(image) = image else { return };
    outcome.changed_by.push(rule);
    let text = |text: &'a Option<Text>, default: &'a str| text.as_ref().map_or(default, |text| text.value.as_str());
    let (prefix, suffix) = (text(&image.prefix, "BI_"), text(&image.suffix, ""));
    let filter = OneOf::get(&image.filter).unwrap_or(BeforeImageFilter::PkOnly);
    for (place, column) in outcome.table.columns.iter().enumerate() {
        let is_key = outcome.table.primary_key.as_ref().is_some_and(|key| key.columns.contains(&place));
        let takes = match filter {
            BeforeImageFilter::PkOnly => is_key,
            BeforeImageFilter::NonLob => !is_large(dialect, column),
            BeforeImageFilter::All => true,
        };
        if takes {
            outcome.columns.push(ColumnOutcome {
                name: format!("{prefix}{}{suffix}", column.name),
                origin: Origin::Before(place),
                data_type: None,
                mask: None,
            });
        }
    }
}

fn key<'a>(outcome: &mut TableOutcome<'a>, changes: &[Change<'a>]) {
    let Some((rule, says, _)) = changes.iter().find(|(_, _, action)| *action == Action::DefinePrimaryKey) else {
        return;
    };
    let Some(key) = &says.primary_key else { return };
    outcome.changed_by.push(rule);
    outcome.key = Some(key.columns.iter().map(|column| column.value.clone()).collect());
    for column in &key.columns {
        if !outcome.columns.iter().any(|known| known.name == column.value) {
            outcome.unknown.push(format!("the key: no column `{}` arrives", column.value));
        }
    }
}
