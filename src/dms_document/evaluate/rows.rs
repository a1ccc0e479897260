//! Filters: which rows come along.
//!
//! Values compare by the rules of SQLite: numbers as numbers, everything else as text. Source: user guide, "Using source
//! filters".

use std::cmp::Ordering;

use super::model::{Cell, Row};
use super::number;
use crate::dms_document::model::{Condition, Filter, OneOf, Text};
use crate::dms_document::words::Operator;

/// Whether all filters let the row through; the error says why that cannot be told.
pub fn pass(filters: &[&Filter], row: &Row) -> Result<bool, String> {
    let mut passes = true;
    for filter in filters {
        let column = filter.column.as_ref().ok_or("a filter names no column")?;
        let cell = row.get(&column.value).unwrap_or(&Cell::Null);
        let mut any = false;
        for condition in &filter.conditions {
            any |= holds(condition, cell)?;
        }
        passes &= any;
    }
    Ok(passes)
}

/// Whether one condition holds. Of NULL nothing holds but `null`.
fn holds(condition: &Condition, cell: &Cell) -> Result<bool, String> {
    let operator = OneOf::get(&condition.operator).ok_or("a condition has no operator that DMS knows")?;
    if *cell == Cell::Null {
        return Ok(operator == Operator::Null);
    }
    let with = |value: &Option<Text>| -> Result<Ordering, String> {
        let value = value.as_ref().ok_or("a condition has no value")?;
        compare(cell, &value.value)
    };
    let between = || Ok::<bool, String>(with(&condition.start)?.is_ge() && with(&condition.end)?.is_le());
    Ok(match operator {
        Operator::Lte | Operator::Ste => with(&condition.value)?.is_le(),
        Operator::Gte => with(&condition.value)?.is_ge(),
        Operator::Eq => with(&condition.value)?.is_eq(),
        Operator::Noteq => with(&condition.value)?.is_ne(),
        Operator::Between => between()?,
        Operator::Notbetween => !between()?,
        Operator::Null => false,
        Operator::Notnull => true,
    })
}

fn compare(cell: &Cell, value: &str) -> Result<Ordering, String> {
    match cell {
        Cell::Number(number) => number::compare(number, value)
            .ok_or_else(|| format!("how the number `{number}` compares with the text `{value}`")),
        Cell::Text(text) => Ok(text.as_str().cmp(value)),
        Cell::Null => Ok(Ordering::Less),
    }
}
