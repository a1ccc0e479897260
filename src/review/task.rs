//! The page of a task over tables that no schema describes: what is written rule by rule, each with the line that asks for it,
//! and what nobody checked.

use super::inline::code;
use super::lines::Lines;
use super::page::{Format, Page};
use crate::artefact::{Artefact, Kind, folder};
use crate::stage::{Asked, ByPatterns};
use crate::text::Texts;
use crate::unchecked::UncheckedMap;

/// What a schema would show.
const NOT_CHECKED: &[&str] = &[
    "that there are tables and columns of these names: a rule for what is not there does nothing, and nobody is told",
    "which tables a pattern means, and whether a rule for many changes one that it should not",
    "the types of columns, and what becomes of their values at the target",
    "that the table at the target has the key that a row has, and that no two rows share one",
    "that changes of one row stay in their order",
    "that every column is mapped, or left out on purpose",
];

/// The page of a task, which is that of some of `maps`.
pub fn of_task(written: &ByPatterns, maps: &[UncheckedMap], format: Format, texts: &Texts) -> Artefact {
    let task = &written.folder;
    let lines = Lines::new(texts);
    let mut page = Page::new(format);
    page.title("task", task);
    for map in maps.iter().filter(|map| written.maps.contains(&map.name)) {
        page.section(&format!("map {}", code(&map.name)));
        for source in &map.sources {
            page.item(&format!("from {} ({})", code(lines.slice(source.span)), map.dialect));
        }
        for except in &map.except {
            page.item(&format!("except {}", code(lines.slice(except.span))));
        }
        for clause in &map.pipeline {
            page.item(&format!("-> {}", code(lines.slice(clause.span))));
        }
    }
    page.section("what is written, rule by rule");
    page.long(written.rules.len(), "rules");
    for Asked { rule, line } in &written.rules {
        page.item(&format!("{}: {}", code(rule), lines.line(*line)));
    }
    page.end_long(written.rules.len());
    page.section("what is not checked, since no schema describes the tables");
    NOT_CHECKED.iter().for_each(|what| page.item(what));
    let extension = format.extension();
    Artefact {
        path: format!("{}/review.{extension}", folder(task)),
        stage: None,
        kind: Kind::Review,
        mapping: Some(task.to_string()),
        many: None,
        content: page.into_bytes().into(),
    }
}
