//! Whether two documents mean the same, and in what they differ.
//!
//! Ids, names, the order of the text, keys that hold `null` and what has no effect are nothing by which documents differ. Ids do
//! count where two transformations meet on one object: then the lower one is applied.

mod difference;
mod json;
mod mapping;
mod meaning;
mod rules;
mod selection;
mod settings;
mod transformation;

pub use difference::{Change, Difference};

use std::collections::BTreeMap;

use super::model::Document;
use meaning::Meaning;

/// In what the documents differ; nothing where they mean the same. In the order of what the rules are about.
pub fn compare(first: &Document, second: &Document) -> Vec<Difference> {
    let (mut first, mut second) = (meanings(first), meanings(second));
    let mut keys: Vec<String> = first.keys().chain(second.keys()).cloned().collect();
    keys.sort();
    keys.dedup();
    let mut differences = Vec::new();
    for about in keys {
        let ones = first.remove(&about).unwrap_or_default();
        let mut others = second.remove(&about).unwrap_or_default();
        let mut unlike = Vec::new();
        for one in ones {
            match others.iter().position(|other| other.facts == one.facts) {
                Some(same) => drop(others.remove(same)),
                None => unlike.push(one),
            }
        }
        let mut others = others.into_iter();
        for one in unlike {
            match others.next() {
                Some(other) => differences.push(differing(&one, &other)),
                None => differences.push(Difference { about: one.about, change: Change::OnlyFirst(one.span) }),
            }
        }
        differences
            .extend(others.map(|other| Difference { about: other.about, change: Change::OnlySecond(other.span) }));
    }
    differences
}

fn differing(one: &Meaning, other: &Meaning) -> Difference {
    let mut keys: Vec<&String> = one.facts.keys().chain(other.facts.keys()).collect();
    keys.sort();
    keys.dedup();
    let facts = keys
        .into_iter()
        .filter(|key| one.facts.get(*key) != other.facts.get(*key))
        .map(|key| (key.clone(), one.facts.get(key).cloned(), other.facts.get(key).cloned()))
        .collect();
    Difference { about: one.about.clone(), change: Change::Differs { first: one.span, second: other.span, facts } }
}

/// What the rules mean, by what they are about; a rule that says what another says is not there.
fn meanings(document: &Document) -> BTreeMap<String, Vec<Meaning>> {
    let mut map: BTreeMap<String, Vec<Meaning>> = BTreeMap::new();
    for meaning in rules::of(document) {
        let list = map.entry(meaning.about.clone()).or_default();
        if list.iter().all(|other| other.facts != meaning.facts) {
            list.push(meaning);
        }
    }
    map
}
