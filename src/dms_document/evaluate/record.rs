//! What becomes of one row.

use std::collections::BTreeMap;

use super::expression;
use super::model::{Cell, Given, Made, ObjectOutcome, Origin, Passed, Row, TableOutcome};
use super::rows::pass;
use crate::dms_document::json::{Json, Kind};
use crate::dms_document::template::{self, Part};
use crate::dms_document::words::Action;

/// What becomes of a row of a table that is loaded: in a load there are no values from before a change.
pub fn record(outcome: &TableOutcome<'_>, row: &Row) -> Passed {
    match pass(&outcome.filters, row) {
        Ok(true) => {}
        Ok(false) => return Passed::Kept,
        Err(why) => return Passed::Unknown(why),
    }
    Passed::Record(match &outcome.object {
        Some(object) => of_object(outcome, object, row),
        None => of_columns(outcome, row),
    })
}

fn of_columns(outcome: &TableOutcome<'_>, row: &Row) -> BTreeMap<String, Given> {
    let mut record = BTreeMap::new();
    for column in &outcome.columns {
        let given = match column.origin {
            Origin::Column(place) => Given::Cell(cell(outcome, place, row)),
            Origin::Expression(Some(text)) => expression::value(text, row),
            Origin::Expression(None) | Origin::Before(_) => Given::Cell(Cell::Null),
        };
        let given = match (column.mask, given) {
            (_, Given::Cell(Cell::Null)) => Given::Cell(Cell::Null),
            (Some((Action::MaskDigits, Some(mask))), Given::Cell(Cell::Text(text))) => {
                let masked = text.chars().map(|c| if c.is_ascii_digit() { mask.to_owned() } else { c.to_string() });
                Given::Cell(Cell::Text(masked.collect()))
            }
            (Some((action, _)), _) => Given::Unknown(format!("the masked value: {action:?}")),
            (None, given) => given,
        };
        let given = match (column.data_type, given) {
            (Some(ty), Given::Cell(Cell::Text(_) | Cell::Number(_))) if matches!(column.origin, Origin::Column(_)) => {
                let word = ty.word.as_ref().map_or("?", |word| word.value.as_str());
                Given::Unknown(format!("how the value is spelled as `{word}`"))
            }
            (_, given) => given,
        };
        record.insert(column.name.clone(), given);
    }
    record
}

fn cell(outcome: &TableOutcome<'_>, place: usize, row: &Row) -> Cell {
    row.get(&*outcome.table.columns[place].name).cloned().unwrap_or(Cell::Null)
}

fn of_object(outcome: &TableOutcome<'_>, object: &ObjectOutcome<'_>, row: &Row) -> BTreeMap<String, Given> {
    let mut record = BTreeMap::new();
    for attribute in &object.attributes {
        let given = match attribute.made {
            Made::Of(json) => value(json, outcome, row),
            Made::Passes(place) => Given::Cell(cell(outcome, place, row)),
        };
        // NULL is left out.
        if given != Given::Cell(Cell::Null) {
            record.insert(attribute.name.clone(), given);
        }
    }
    record
}

fn value(json: &Json, outcome: &TableOutcome<'_>, row: &Row) -> Given {
    match &json.kind {
        Kind::Null => Given::Cell(Cell::Null),
        Kind::Boolean(value) => Given::Cell(Cell::Text(value.to_string())),
        Kind::Number(number) => Given::Cell(Cell::Number(number.clone())),
        Kind::Text(text) => filled(text, outcome, row),
        Kind::List(elements) => Given::Elements(elements.iter().map(|element| value(element, outcome, row)).collect()),
        Kind::Object(members) => Given::Members(
            members.iter().map(|member| (member.name.clone(), value(&member.value, outcome, row))).collect(),
        ),
    }
}

/// A text with the values of its holes, which are not escaped.
fn filled(text: &str, outcome: &TableOutcome<'_>, row: &Row) -> Given {
    let mut filled = String::new();
    let parts = template::parts(text);
    for part in &parts {
        match part {
            Part::Literal(text) => filled += text,
            Part::Column(name) => {
                if outcome.table.column(name).is_none() {
                    return Given::Unknown(format!("what `${{{name}}}` gives: the table has no such column"));
                }
                match row.get(name) {
                    Some(Cell::Text(text) | Cell::Number(text)) => filled += text,
                    None | Some(Cell::Null) if parts.len() == 1 => return Given::Cell(Cell::Null),
                    None | Some(Cell::Null) => {
                        return Given::Unknown(format!("what `{text}` gives where `{name}` is NULL"));
                    }
                }
            }
        }
    }
    Given::Cell(Cell::Text(filled))
}
