//! Examples as a mapping holds them.

use super::values::constant;
use crate::mapping::{Example, Expected, ExpectedValue, Outcome};
use crate::schema::Table;
use crate::syntax::tree::{self, RecordValue};

/// The example with its names looked up; `None` where a row is not one of constants, or of another table. What is wrong with one
/// is found when it is run.
pub(super) fn example(example: &tree::Example, table: &Table) -> Option<Example> {
    let rows = example.rows.iter().map(|line| row(line, table)).collect::<Option<_>>()?;
    let outcome = match example.outcome.as_ref()? {
        tree::Outcome::Gives(records) => Outcome::Gives(records.iter().map(expected).collect()),
        tree::Outcome::Nothing(_) => Outcome::Gives(Vec::new()),
        tree::Outcome::Rejects(_) => Outcome::Rejects,
    };
    Some(Example { title: example.title.value.clone(), rows, outcome })
}

fn row(line: &tree::ExampleRow, table: &Table) -> Option<Vec<(usize, crate::value::Constant)>> {
    if line.table.as_ref().and_then(|path| path.parts.last()).is_some_and(|name| name.text != table.name) {
        return None;
    }
    let cell = |(key, value): &(tree::RecordKey, RecordValue)| match value {
        RecordValue::Scalar(literal) => Some((table.column(&key.text)?, constant(literal))),
        RecordValue::Record(_) | RecordValue::List(..) => None,
    };
    line.record.entries.iter().map(cell).collect()
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
