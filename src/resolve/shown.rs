//! Examples as a mapping holds them.

use super::values::constant;
use crate::mapping::{Cells, Example, Expected, ExpectedValue, LiteralKind, Outcome, Step, StepKind};
use crate::schema::Table;
use crate::syntax::tree::{self, RecordValue};
use crate::text::Name;

/// The example with its names looked up; `None` where a row is not one of constants, or of another table. What is wrong with one
/// is found when it is run.
pub(super) fn example(example: &tree::Example, table: &Table) -> Option<Example> {
    let steps = steps(&example.steps, table)?;
    let outcome = match example.outcome.as_ref()? {
        tree::Outcome::Gives(records) => Outcome::Gives(records.iter().map(expected).collect()),
        tree::Outcome::Nothing(_) => Outcome::Gives(Vec::new()),
        tree::Outcome::Rejects(_) => Outcome::Rejects,
    };
    Some(Example { title: example.title.value.clone(), steps, outcome })
}

fn steps(lines: &[tree::Step], table: &Table) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut facts: Vec<(Name, Name)> = Vec::new();
    for line in lines {
        if line.table.as_ref().and_then(|path| path.parts.last()).is_some_and(|name| name.text != table.name) {
            return None;
        }
        let kind = match &line.kind {
            tree::StepKind::Row(row) => StepKind::Row(cells(row, table)?),
            tree::StepKind::Insert(row) => StepKind::Insert(cells(row, table)?),
            tree::StepKind::Update(old, new) => StepKind::Update(cells(old, table)?, cells(new, table)?),
            tree::StepKind::Delete(row) => StepKind::Delete(cells(row, table)?),
            tree::StepKind::Truncate => StepKind::Truncate,
            tree::StepKind::At(fact, value) => {
                let LiteralKind::Text(value) = &value.kind else { return None };
                facts.retain(|(name, _)| *name != fact.text);
                facts.push((fact.text.clone(), value.clone()));
                continue;
            }
        };
        steps.push(Step { kind, facts: facts.clone() });
    }
    Some(steps)
}

fn cells(record: &tree::Record, table: &Table) -> Option<Cells> {
    let cell = |(key, value): &(tree::RecordKey, RecordValue)| match value {
        RecordValue::Scalar(literal) => Some((table.column(&key.text)?, constant(literal))),
        RecordValue::Record(_) | RecordValue::List(..) => None,
    };
    record.entries.iter().map(cell).collect()
}

fn expected(record: &tree::Record) -> Expected {
    let members = record.entries.iter().map(|(key, value)| (key.text.clone(), expected_value(value)));
    Expected { members: members.collect() }
}

fn expected_value(value: &RecordValue) -> ExpectedValue {
    match value {
        RecordValue::Scalar(literal) => ExpectedValue::Constant(constant(literal)),
        RecordValue::Record(record) => ExpectedValue::Record(expected(record)),
        RecordValue::List(values, _) => ExpectedValue::List(values.iter().map(expected_value).collect()),
    }
}
