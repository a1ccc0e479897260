//! The page that a reviewer of a migration reads: what goes in, what each stage makes of it, where each column ends, what
//! is lost, and what is relied on.
//!
//! One fact a line, and no line depends on another, so that a change of the mapping is a change of few lines. Sentences are
//! made once, names in them marked, and written as text or as Markdown.

mod changes;
mod columns;
mod inline;
mod lines;
mod losses;
mod many;
mod markdown;
mod one;
mod page;
mod stages;
mod task;
mod values;
mod visible;
mod work;

use std::collections::BTreeSet;

pub use page::Format;
pub use task::of_task;

use crate::artefact::{Artefact, Kind, folder};
use crate::bytes::Bytes;
use crate::diag::{Diagnostics, Level};
use crate::emit::Store;
use crate::mapping::Except;
use crate::plan::Plan;
use crate::text::{Name, Texts};
use lines::Lines;
use many::Shared;
use page::Page;

/// The page of one map in the making.
pub struct Review<'t> {
    map: Name,
    format: Format,
    /// The lines of the mapping.
    lines: Lines<'t>,
    /// Of a map over one table.
    page: Option<Page>,
    /// Of a map over many.
    shared: Shared,
}

impl<'t> Review<'t> {
    /// An empty page for the map of this name, with what it keeps out. `texts` hold its lines.
    pub fn new(map: Name, excepted: &[Except], format: Format, texts: &'t Texts) -> Review<'t> {
        let shared = Shared::new(excepted, texts);
        Review { map, format, lines: Lines::new(texts), page: None, shared }
    }

    /// What is said of the table of a plan alone, in a map over many; to be handed to `finish`.
    pub fn of_table(&self, plan: &Plan<'_>) -> Vec<u8> {
        if plan.mapping.many { many::table(plan, &self.lines, self.format) } else { Vec::new() }
    }

    /// Adds the plan of one of its tables. Tables may come in any order.
    pub fn add(&mut self, plan: &Plan<'_>) {
        if plan.mapping.many {
            self.shared.add(plan, &mut self.lines);
        } else {
            let page = self.page.get_or_insert_with(|| Page::new(self.format));
            one::write(plan, &self.lines, page);
        }
    }

    /// The page, with what is said of `tables`. Where no plan was added there is none.
    pub fn finish(self, tables: Store) -> Option<Artefact> {
        let content = if tables.is_empty() {
            self.page?.into_bytes().into()
        } else {
            let mut head = Page::new(self.format);
            self.shared.write(&self.map, &mut head);
            let mut content = Bytes::from(head.into_bytes());
            tables.add_to(&mut content);
            content
        };
        let extension = self.format.extension();
        Some(Artefact {
            path: format!("{}/review.{extension}", folder(&self.map)),
            stage: None,
            kind: Kind::Review,
            mapping: Some(self.map.to_string()),
            many: None,
            content,
        })
    }
}

/// The reviews among `artefacts` of maps that no error speaks of. An error that belongs to no map may be of any.
pub fn of_sound_maps(artefacts: Vec<Artefact>, diagnostics: &Diagnostics) -> Vec<Artefact> {
    let errors = || diagnostics.iter().filter(|finding| finding.level == Level::Error);
    if errors().any(|finding| finding.mapping.is_none()) {
        return Vec::new();
    }
    let with_errors: BTreeSet<&str> = errors().filter_map(|finding| finding.mapping.as_deref()).collect();
    let is_sound = |artefact: &Artefact| artefact.mapping.as_deref().is_some_and(|map| !with_errors.contains(map));
    artefacts.into_iter().filter(|artefact| artefact.kind == Kind::Review && is_sound(artefact)).collect()
}
