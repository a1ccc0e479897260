//! What stages make of values whatever a line says: what they read as another value, what they leave out.

use std::borrow::Cow;

use super::row::Row;
use super::template;
use super::value::Value;
use crate::plan::Plan;

/// The row as the stages read it.
pub fn as_read<'r>(plan: &Plan<'_>, row: &'r Row) -> Cow<'r, Row> {
    let mut row = Cow::Borrowed(row);
    for (index, stage) in plan.stages.iter().enumerate() {
        let at = plan.at(index);
        for column in 0..row.values.len() {
            let (Value::Text(text) | Value::Moment(text)) = &row.values[column] else { continue };
            if let Some(other) = stage.reads_as(&at, column, text) {
                row.to_mut().values[column] = template::constant(&other);
            }
        }
    }
    row
}

/// Whether a field of empty text is left out on the way.
pub fn leaves_out_empty_text(plan: &Plan<'_>) -> bool {
    plan.stages.iter().enumerate().any(|(index, stage)| stage.leaves_out_empty_text(&plan.at(index)))
}
