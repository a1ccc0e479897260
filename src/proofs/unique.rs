//! Do the columns of an item's key determine the row, so that no two rows become one item?

use super::facts::Facts;
use super::samples::samples;
use crate::schema::Table;
use crate::types::Type;

/// Two rows that a table can hold, and that differ only outside some columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwoRows {
    /// The columns in which they agree: place in the table and value. `None` where no value could be found.
    pub same: Vec<(usize, Option<String>)>,
    /// The columns in which they differ: place and both values, where two could be found. Empty where nothing forbids the
    /// same row twice.
    pub differ: Vec<Difference>,
}

/// A column in which two rows differ, and its two values, where they could be found.
pub type Difference = (usize, Option<(String, String)>);

/// Two rows that agree in the columns `determined`, or `None` where the table allows no such rows: where one of its keys
/// (or of the `assumed` ones) lies within these columns. A key with a column that may be NULL keeps nothing apart, as NULLs do
/// not count as equal. `facts` are those of the table's columns.
pub fn two_rows(table: &Table, determined: &[usize], assumed: &[&[usize]], facts: &[Facts]) -> Option<TwoRows> {
    let strict = |columns: &&[usize]| columns.iter().all(|column| !table.columns[*column].nullable);
    let declared = table.unique.iter().map(|key| key.columns.as_slice()).filter(strict);
    // Columns of a primary key are never NULL, whatever the reader saw.
    let primary = table.primary_key.iter().map(|key| key.columns.as_slice());
    let keys: Vec<&[usize]> = primary.chain(declared).chain(assumed.iter().copied()).collect();
    let within = |key: &&[usize]| key.iter().all(|column| determined.contains(column));
    if keys.iter().any(within) {
        return None;
    }
    let mut same: Vec<(usize, Option<String>)> = Vec::new();
    for column in determined {
        if !same.iter().any(|(known, _)| known == column) {
            same.push((*column, values(table, *column, facts, 1).pop()));
        }
    }
    Some(TwoRows { same, differ: differences(table, determined, &keys, facts)? })
}

/// What must differ so that every key is kept: of each key one column, best one whose values can be shown. `None` where
/// all other columns of some key hold one value only, so that the rest of it is a key.
fn differences(table: &Table, determined: &[usize], keys: &[&[usize]], facts: &[Facts]) -> Option<Vec<Difference>> {
    let mut differ: Vec<Difference> = Vec::new();
    let can_differ = |column: &usize| {
        let constant = facts.get(*column).is_some_and(|facts| has_one_value(&table.columns[*column].ty, facts));
        !determined.contains(column) && !constant
    };
    let two =
        |column: usize| <[String; 2]>::try_from(values(table, column, facts, 2)).ok().map(<(String, String)>::from);
    for key in keys {
        if key.iter().any(|column| differ.iter().any(|(known, _)| known == column)) {
            continue;
        }
        let free: Vec<usize> = key.iter().copied().filter(can_differ).collect();
        let shown = free.iter().find_map(|column| Some((*column, Some(two(*column)?))));
        differ.push(shown.or_else(|| Some((*free.first()?, None)))?);
    }
    if keys.is_empty() {
        // Nothing forbids equal rows; two that differ say more.
        let others = (0..table.columns.len()).filter(can_differ);
        differ.extend(others.map(|column| (column, two(column))).find(|(_, values)| values.is_some()));
    }
    Some(differ)
}

/// Whether the column can hold one value at most. (Facts of text are exact; a type's own values are not counted here.)
fn has_one_value(ty: &Type, facts: &Facts) -> bool {
    let one_word = facts.one_of.as_ref().is_some_and(|words| words.iter().all(|word| *word == words[0]));
    let one_number = matches!(ty, Type::Int { .. })
        && matches!((facts.least, facts.most), (Some(least), Some(most)) if least >= most);
    one_word || one_number
}

fn values(table: &Table, column: usize, facts: &[Facts], count: usize) -> Vec<String> {
    let none = Facts::default();
    let known = facts.get(column).unwrap_or(&none);
    samples(&table.columns[column].name, &table.columns[column].ty, known, count)
}
