//! What DMS would do with a document, the tables of a schema, and their rows.
//!
//! What no source confirms is not guessed: it is `unknown`, with a reason. What surprises is a [`Quirk`] with its source.

mod columns;
mod expression;
mod model;
mod number;
mod objects;
mod quirks;
mod record;
mod rows;
mod tables;

pub use model::{
    Attribute, Cell, ColumnOutcome, Evaluation, Given, Made, ObjectOutcome, Origin, Passed, Row, TableOutcome,
};
pub use quirks::Quirk;
pub use record::record;

use rustc_hash::FxHashMap;

use super::model::{Document, Rule};
use super::tables::{Index, Tables};
use crate::schema::Schema;

/// What becomes of the tables of `schema`.
pub fn evaluate<'a>(document: &'a Document, schema: &'a Schema) -> Evaluation<'a> {
    let mut index = Index::default();
    let mut places: FxHashMap<u32, usize> = FxHashMap::default();
    for (place, rule) in document.rules.iter().enumerate() {
        places.insert(rule.span.start, place);
        if let Some(tables) = Tables::of_rule(rule) {
            index.add(rule, tables);
        }
    }
    let mut evaluation = Evaluation { tables: Vec::new(), left_out: Vec::new() };
    for table in &schema.tables {
        let named = Tables::named(&table.schema, &table.name);
        let mut rules: Vec<&'a Rule> = index.of(&named).map(|(rule, _)| rule).collect();
        rules.sort_by_key(|rule| (rule.number().unwrap_or(u64::MAX), places.get(&rule.span.start).copied()));
        let Some(mut outcome) = tables::selected(table, &rules, &mut evaluation.left_out) else { continue };
        columns::apply(&mut outcome, &rules, schema.dialect);
        objects::apply(&mut outcome, &rules);
        evaluation.tables.push(outcome);
    }
    evaluation
}
