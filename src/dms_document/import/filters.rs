//! Filters as `where` lines.

use super::build::{Reason, constant, path};
use crate::dms_document::model::{self, Filter, OneOf, Text};
use crate::dms_document::words::Operator;
use crate::syntax::tree::{Condition, Line, Literal, Test, WhereLine};

/// The line of one filter; `of` is the table before the column, where the map has several.
pub fn line(filter: &Filter, of: Option<[&str; 2]>) -> Result<Line, Reason> {
    let column = &filter.column.as_ref().ok_or("the filter names no column")?.value;
    let negative = |condition: &model::Condition| {
        matches!(OneOf::get(&condition.operator), Some(Operator::Noteq | Operator::Notbetween | Operator::Notnull))
    };
    if filter.conditions.len() > 1 && filter.conditions.iter().any(negative) {
        return Err("DMS takes a negative condition in a filter of its own only".to_owned());
    }
    let tests: Vec<Condition> = filter
        .conditions
        .iter()
        .map(|condition| {
            let span = condition.span;
            let column = match of {
                Some([schema, table]) => path(&[schema, table, column], span)?,
                None => path(&[column], span)?,
            };
            let (test, negated) = test(condition)?;
            Ok(Condition::Test { column, negated, test, span })
        })
        .collect::<Result<_, Reason>>()?;
    let condition = match tests.len() {
        0 => return Err("the filter has no condition".to_owned()),
        1 => tests.into_iter().next().ok_or("the filter has no condition")?,
        _ => Condition::Or(tests),
    };
    Ok(Line::Where(WhereLine { condition, span: filter.span }))
}

fn test(condition: &model::Condition) -> Result<(Test, bool), Reason> {
    let value = |text: &Option<Text>| -> Result<Literal, Reason> {
        let text = text.as_ref().ok_or("the condition has no value")?;
        Ok(constant(&text.value, text.span))
    };
    let between = || Ok::<Test, Reason>(Test::Between(value(&condition.start)?, value(&condition.end)?));
    Ok(match OneOf::get(&condition.operator).ok_or("the condition asks what DMS does not know")? {
        Operator::Lte | Operator::Ste => (Test::AtMost(value(&condition.value)?), false),
        Operator::Gte => (Test::AtLeast(value(&condition.value)?), false),
        Operator::Eq => (Test::Equal(value(&condition.value)?), false),
        Operator::Noteq => (Test::Equal(value(&condition.value)?), true),
        Operator::Between => (between()?, false),
        Operator::Notbetween => (between()?, true),
        Operator::Null => (Test::Null, false),
        Operator::Notnull => (Test::Null, true),
    })
}
