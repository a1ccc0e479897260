//! What settings, tags and validations mean.

use super::meaning::{Meaning, list, place, quoted};
use crate::dms_document::model::{OneOf, PostProcessing, Rule, TableSettings, Validation};
use crate::dms_document::words::{LobMode, ParallelLoadType};

/// What settings of a table mean; nothing where they set nothing.
pub fn table_settings(rule: &Rule, says: &TableSettings) -> Option<Meaning> {
    let mut meaning = Meaning::new(format!("settings {}", place(&rule.locator, true)), rule.span);
    if let Some(load) = says
        .parallel_load
        .as_ref()
        .filter(|load| load.kind.as_ref().is_none_or(|kind| kind.known != Some(ParallelLoadType::None)))
    {
        let kind = load.kind.as_ref().map_or("?", |kind| kind.written.value.as_str());
        meaning.fact("parallel load", Some(kind.to_owned()));
        meaning.fact("columns", list(&load.columns));
        let boundaries: Vec<String> = load.boundaries.iter().filter_map(|boundary| list(&boundary.value)).collect();
        meaning.fact("boundaries", (!boundaries.is_empty()).then(|| boundaries.join(", ")));
        meaning.fact("partitions", list(&load.partitions));
        meaning.fact("subpartitions", list(&load.subpartitions));
        meaning.fact("segment names", list(&load.segment_names));
        for (key, value) in &load.others {
            meaning.fact(key.value.as_str(), Some(quoted(&value.value)));
        }
    }
    if let Some(lob) = &says.lob {
        let mode = lob.mode.as_ref().map_or("limited", |mode| mode.written.value.as_str());
        meaning.fact("large objects", Some(mode.to_owned()));
        if OneOf::get(&lob.mode) != Some(LobMode::None) {
            meaning.text("size", &lob.size);
        }
    }
    (!meaning.facts.is_empty()).then_some(meaning)
}

/// What tags mean.
pub fn tags(rule: &Rule, says: &PostProcessing) -> Meaning {
    let mut meaning = Meaning::new(format!("tag {}", place(&rule.locator, false)), rule.span);
    for (key, value) in &says.tags {
        meaning.fact(format!("tag {}", quoted(&key.value)), Some(quoted(&value.value)));
    }
    meaning
}

/// What a validation means.
pub fn validation(rule: &Rule, says: &Validation) -> Meaning {
    let mut meaning = Meaning::new(format!("validate {}", place(&rule.locator, false)), rule.span);
    meaning.text("source function", &says.source_function);
    meaning.text("target function", &says.target_function);
    meaning
}
