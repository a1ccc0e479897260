//! From a document to a mapping text that a person would have written.
//!
//! Rules become lines, by the spellings that the book lists. One map holds what is selected; a rule of one table that only a map
//! of this table can say gets such a map. Nothing is dropped in silence: what has no effect, and what no line says, stands in a
//! comment with the id of its rule.

mod build;
mod changes;
mod condition;
mod filters;
mod model;
mod objects;
mod order;
mod page;
mod rules;
mod selections;
mod settings;
mod task;
mod types;

use super::effect::effects;
use super::model::{Document, Rule};
pub use model::{Choices, Imported};

/// The text of a document.
pub fn import(document: &Document, choices: &Choices) -> Imported {
    let acts = effects(document);
    let mut task = selections::plan(document, &acts);
    let acting: Vec<&Rule> = document.rules.iter().zip(&acts).filter_map(|(rule, acts)| acts.then_some(rule)).collect();
    let reversed = order::reversed(&acting);
    for (rule, acts) in document.rules.iter().zip(&acts) {
        if !acts {
            task.idle.push(rule);
            continue;
        }
        if let Some(id) = reversed.get(&rule.span.start) {
            let reason = format!(
                "rule {id} has the lower id and is as wide or wider, and in a text the narrower of two lines counts"
            );
            task.partial.push((rule, reason));
            continue;
        }
        if let Err(reason) = rules::add(rule, &mut task) {
            task.partial.push((rule, reason));
        }
    }
    page::page(task, choices)
}
