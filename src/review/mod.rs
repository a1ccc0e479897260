//! The page that a reviewer of a migration reads: what goes in, what each stage makes of it, where each column ends, what
//! is relied on.
//!
//! Plain text, stable, one fact a line, so that a change of the mapping is a change of few lines.

mod columns;
mod page;
mod record;
mod values;

use crate::artefact::{Artefact, Kind, folder};
use crate::plan::Plan;
use crate::text::Name;
use page::Page;

/// The page of one map in the making.
pub struct Review {
    map: Name,
    page: Page,
}

impl Review {
    /// An empty page for the map of this name.
    pub fn new(map: Name) -> Review {
        Review { map, page: Page::default() }
    }

    /// Adds the plan of one of its tables.
    pub fn add(&mut self, plan: &Plan<'_>) {
        let (mapping, page) = (plan.mapping, &mut self.page);
        if !page.is_empty() {
            page.line("");
        }
        head(plan, page);
        page.section(&format!("rows of {}", mapping.source.table.qualified()));
        record::rows(mapping, page);
        for (index, hop) in plan.hops.iter().enumerate() {
            let clause = &mapping.pipeline[index];
            page.section(&format!("after {}", record::clause(clause)));
            record::hop(plan, index, hop, page);
        }
        page.section("where each column ends");
        columns::ends(plan, page);
        assumptions(plan, page);
    }

    /// The page as a file.
    pub fn finish(self) -> Artefact {
        Artefact {
            path: format!("{}/review.txt", folder(&self.map)),
            stage: None,
            kind: Kind::Review,
            mapping: Some(self.map.to_string()),
            many: None,
            bytes: self.page.into_bytes(),
        }
    }
}

fn head(plan: &Plan<'_>, page: &mut Page) {
    let mapping = plan.mapping;
    page.line(&format!("map {}", mapping.name));
    if let Some(doc) = &mapping.doc {
        doc.lines().for_each(|line| page.line(&format!("  {line}")));
    }
    let stages: Vec<String> = mapping.pipeline.iter().map(|clause| format!("-> {}", record::clause(clause))).collect();
    let (table, dialect) = (mapping.source.table.qualified(), mapping.source.dialect.title());
    page.line(&format!("from {table} ({dialect}) {}", stages.join(" ")));
}

fn assumptions(plan: &Plan<'_>, page: &mut Page) {
    page.section("assumed of the source");
    if plan.mapping.assumptions.is_empty() {
        page.item("nothing");
    }
    for assumption in &plan.mapping.assumptions {
        page.item(&assumption.text);
    }
}
