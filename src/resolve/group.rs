//! A map with the tables that it reads: a mapping for each.

use std::sync::{Arc, Mutex};

use super::lookup::{Lookup, Sought};
use super::of::Of;
use super::project::Project;
use super::reported::is_reported_in;
use super::sources::{self, Tables};
use super::{
    assume, braces, casts, columns, fields, filters, images, masks, pipeline, policies, row_key, shared, shown,
    table_names,
};
use crate::diag::{Diagnostics, Level};
use crate::mapping::{Except, Mapping, Source};
use crate::syntax::tree::{Example, Map};
use crate::text::{Name, Span};

/// A map with the tables that it reads.
pub struct Group<'a> {
    map: &'a Map,
    project: Arc<Project<'a>>,
    tables: Tables<'a>,
    /// Its examples, each with the place of its table.
    examples: Vec<(usize, &'a Example)>,
    is_whole: bool,
    sought: Mutex<Sought>,
}

impl<'a> Group<'a> {
    /// The map with its tables; `None` where it reads none, which is reported.
    pub(super) fn new(map: &'a Map, project: &Arc<Project<'a>>, diags: &mut Diagnostics) -> Option<Group<'a>> {
        // What is wrong right behind the closing brace may be why the map closes there.
        let span = Span { end: map.span.end.saturating_add(1), ..map.span };
        let is_whole = !map.broken && !is_reported_in(span, diags);
        let before = diags.len();
        let tables = sources::tables(map, &project.scope, diags);
        let Some(tables) = tables else {
            // What can be said without a table.
            pipeline::pipeline(map, &project.shared, Of::Nothing, &project.scope, diags);
            return None;
        };
        let is_whole = is_whole && diags.iter().skip(before).all(|finding| finding.level < Level::Error);
        let sought = Mutex::default();
        Some(Group { map, project: Arc::clone(project), tables, examples: Vec::new(), is_whole, sought })
    }

    /// The map's name.
    pub fn name(&self) -> &'a Name {
        &self.map.name.text
    }

    /// Where the name stands.
    pub fn name_span(&self) -> Span {
        self.map.name.span
    }

    /// The tables that it reads.
    pub fn tables(&self) -> &[Source<'a>] {
        &self.tables.list
    }

    /// What its `except` keeps out.
    pub fn excepted(&self) -> &[Except] {
        &self.tables.excepted
    }

    /// Whether it speaks of many tables by its text.
    pub fn is_of_many(&self) -> bool {
        self.tables.many
    }

    /// Adds an example whose rows are of the table at this place.
    pub(super) fn add_example(&mut self, place: usize, example: &'a Example) {
        self.examples.push((place, example));
    }

    /// The examples whose rows are of the table at this place.
    pub fn examples_of(&self, place: usize) -> impl Iterator<Item = &'a Example> {
        self.examples.iter().filter(move |(of, _)| *of == place).map(|(_, example)| *example)
    }

    /// The mapping of the table at this place; `None` when a line of the map is wrong. What such a line would have done is not
    /// known, so that whatever a stage or a proof said of the rest might follow from it.
    pub fn mapping(&self, place: usize, diags: &mut Diagnostics) -> Option<Mapping<'a>> {
        let before = diags.len();
        let (map, project) = (self.map, &*self.project);
        let source = self.tables.list[place];
        let fragments = project.fragments;
        let lookup = &match self.tables.many {
            true => Lookup::one_of_many(source.table, &self.sought, fragments),
            false => Lookup::one(source.table, fragments),
        };
        let target = table_names::target(map, lookup, diags);
        let pipeline = pipeline::pipeline(map, &project.shared, Of::Table(*lookup, &target), &project.scope, diags);
        let mut record = fields::record(map, lookup, self.is_whole, diags);
        if let Some(record) = &mut record {
            casts::apply(map, lookup, record, diags);
            masks::apply(map, lookup, record, diags);
        }
        let before_images = record.as_ref().map(|record| images::images(map, lookup, record, diags));
        let renames = columns::renames(map, lookup, diags);
        let assumptions = assume::assumptions(map, lookup, project.texts, diags);
        let (row_key, folders) = row_key::row_lines(map, lookup, diags);
        let mapping = Mapping {
            doc: map.doc.clone(),
            many: self.tables.many,
            pipeline: pipeline?,
            record: record?,
            renames,
            tablespaces: table_names::tablespaces(map, diags),
            assumptions,
            target,
            filters: filters::filters(map, lookup, project.texts, diags),
            row_key,
            folders,
            before_images: before_images.unwrap_or_default(),
            policies: policies::policies(map, diags),
            version: policies::version(map, lookup, diags),
            null: fields::null_line(map, diags),
            examples: self.examples_of(place).filter_map(|example| shown::example(example, source.table)).collect(),
            ..Mapping::new(map.name.text.clone(), map.name.span, source)
        };
        fields::check_names(&mapping, diags);
        braces::check(&mapping, diags);
        columns::check_renames(&mapping, fragments, diags);
        let wrong = diags.iter().skip(before).any(|finding| finding.level == Level::Error);
        (self.is_whole && !wrong).then_some(mapping)
    }

    /// Reports names that none of the tables has. To be called when the mappings of all were made.
    pub fn finish(&self, diags: &mut Diagnostics) {
        self.project.fragments.done_with(self.name());
        std::mem::take(&mut *shared::open(&self.sought))
            .report(self.tables.list.iter().map(|source| source.table), diags);
    }
}
