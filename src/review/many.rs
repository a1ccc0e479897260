//! The page of a map over many tables: what is true of all of them once, then of each table what is its own.
//!
//! A table more is lines more. What stands at the top is sorted by the lines of the mapping, or by its own text; nothing
//! there counts tables, and nothing moves because a table is another than the others.

use std::collections::{BTreeMap, BTreeSet};

use super::columns;
use super::inline::{code, push_code};
use super::lines::Lines;
use super::page::{Format, Page, Row, Rows};
use super::{changes, stages, work};
use crate::mapping::Except;
use crate::plan::Plan;
use crate::settings::Setting;
use crate::shape::{Carrier, FileFormat};
use crate::stage::{Change, Hop, Passed, RemarkKind};
use crate::text::{Name, Span, TextId, Texts};

/// What is true of the map, whatever the table.
#[derive(Default)]
pub(super) struct Shared {
    doc: Option<Name>,
    sources: BTreeMap<Place, String>,
    /// The `except`s.
    exceptions: BTreeMap<Place, String>,
    /// The tables that they keep out.
    kept_out: BTreeSet<String>,
    stages: Vec<Stage>,
    assumed: BTreeMap<Place, String>,
}

/// Where a line stands: the order of what is shown.
type Place = (TextId, u32);

/// What is true of one stage. Nearly every table says of it what the first did: that is looked up as it is, and made a sentence
/// at the end.
#[derive(Default)]
struct Stage {
    word: &'static str,
    clause: String,
    carried: BTreeSet<String>,
    /// What carried the records of the table before.
    carrier: Option<(Carrier, Option<FileFormat>)>,
    /// The lines that it works on.
    lines: BTreeMap<Place, String>,
    settings: BTreeMap<Place, String>,
    /// What it changes of fields that are no columns.
    envelope: BTreeSet<String>,
    /// Those fields before and after it, as they were of the table before. They seldom differ.
    seen: Option<changes::Envelope>,
    said: Said,
}

/// What a stage says of all tables, each kind by itself.
#[derive(Default)]
struct Said {
    notes: BTreeSet<String>,
    lost: BTreeSet<String>,
    /// What is lost of single fields.
    lost_of_fields: BTreeSet<String>,
    to_give: BTreeSet<String>,
    relied_on: BTreeSet<String>,
    unconfirmed: BTreeSet<String>,
}

impl Said {
    fn add(&mut self, passed: &Passed) {
        for loss in &passed.losses {
            insert(&mut self.lost_of_fields, &loss.what);
        }
        for remark in passed.remarks.iter().filter(|remark| !remark.of_table) {
            let set = match remark.kind {
                RemarkKind::Note => &mut self.notes,
                RemarkKind::Lost => &mut self.lost,
                RemarkKind::ToGive => &mut self.to_give,
                RemarkKind::ReliedOn => &mut self.relied_on,
                RemarkKind::Unconfirmed => &mut self.unconfirmed,
            };
            insert(set, &remark.text);
        }
    }
}

impl Shared {
    /// What is known of the map before its tables.
    pub(super) fn new(excepted: &[Except], texts: &Texts) -> Shared {
        let mut shared = Shared::default();
        for Except { span, tables } in excepted {
            let pattern = code(texts.slice(*span));
            for table in tables {
                shared.kept_out.insert(format!(
                    "{}, by {}",
                    code(table),
                    code(&format!("except {}", texts.slice(*span)))
                ));
            }
            shared.exceptions.insert(place(*span), format!("except {pattern}"));
        }
        shared
    }

    /// Takes down what the plan of a table says of the map.
    pub(super) fn add(&mut self, plan: &Plan<'_>, lines: &mut Lines<'_>) {
        let mapping = plan.mapping;
        if self.doc.is_none() {
            self.doc.clone_from(&mapping.doc);
        }
        let source = &mapping.source;
        let from = || format!("from {} ({})", code(lines.slice(source.span)), source.dialect.title());
        self.sources.entry(place(source.span)).or_insert_with(from);
        for assumption in &mapping.assumptions {
            let assumed = || format!("the source: {}", code(&assumption.text));
            self.assumed.entry(place(assumption.span)).or_insert_with(assumed);
        }
        mapping.record.left_out.iter().for_each(|left_out| lines.keep(left_out.span));
        self.stages.resize_with(mapping.pipeline.len(), Stage::default);
        for index in 0..plan.hops.len() {
            self.stages[index].add(plan, index, lines);
        }
    }

    /// What the stages say of one kind, each with its word, in order of the texts.
    fn said(&self, kind: fn(&Said) -> &BTreeSet<String>) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        for stage in &self.stages {
            all.extend(kind(&stage.said).iter().map(|text| format!("{}: {text}", stage.word)));
        }
        all
    }

    /// Writes the top of the page.
    pub(super) fn write(&self, map: &str, page: &mut Page) {
        page.title("map", map);
        if let Some(doc) = &self.doc {
            page.comment(doc);
        }
        self.sources.values().chain(self.exceptions.values()).for_each(|source| page.name(source));
        self.stages.iter().for_each(|stage| page.name(&format!("-> {}", stage.clause)));
        for stage in &self.stages {
            page.section(&format!("stage {}", stage.clause));
            stage.carried.iter().for_each(|carried| page.item(carried));
            // Each selector of a line is a piece of work of its own.
            let mut lines: Vec<&String> = stage.lines.values().collect();
            lines.dedup();
            lines.iter().for_each(|line| page.item(&format!("does {line}")));
            stage.envelope.iter().for_each(|change| page.item(change));
            stage.settings.values().for_each(|setting| page.item(&format!("set: {setting}")));
            stage.said.notes.iter().for_each(|note| page.item(&format!("note: {note}")));
        }
        if !self.exceptions.is_empty() {
            page.section("which tables are left out");
            page.long(self.kept_out.len(), "tables");
            items(self.kept_out.iter(), page);
            page.end_long(self.kept_out.len());
        }
        page.section("what is lost");
        let of_fields = self.said(|said| &said.lost_of_fields).into_iter();
        let mut lost: BTreeSet<String> = of_fields.map(|lost| lost + ", of columns that the tables name").collect();
        lost.extend(self.said(|said| &said.lost));
        items(lost.iter(), page);
        let to_give = self.said(|said| &said.to_give);
        if !to_give.is_empty() {
            page.section("what the account must give");
            items(to_give.iter(), page);
        }
        page.section("what is relied on");
        items(self.assumed.values().chain(&self.said(|said| &said.relied_on)), page);
        page.section("what no source confirms");
        items(self.said(|said| &said.unconfirmed).iter(), page);
        page.part_heading("tables");
    }
}

impl Stage {
    fn add(&mut self, plan: &Plan<'_>, index: usize, lines: &mut Lines<'_>) {
        let (mapping, hop) = (plan.mapping, &plan.hops[index]);
        let clause = &mapping.pipeline[index];
        if self.clause.is_empty() {
            let of_table = clause.resource.as_ref().is_some_and(|resource| resource.per_table);
            self.clause =
                if of_table { code(lines.slice(clause.span)) } else { stages::clause(clause, plan.stages[index]) };
        }
        self.word = clause.stage;
        let shape = &hop.passed.shape;
        if !self.carrier.as_ref().is_some_and(|(carrier, format)| *carrier == shape.carrier && *format == shape.format)
        {
            insert(&mut self.carried, &stages::carried(shape));
            self.carrier = Some((shape.carrier, shape.format.clone()));
        }
        for work in &hop.taken {
            lines.keep(work.span);
            self.lines.entry(place(work.span)).or_insert_with(|| lines.line(work.span).into_owned());
        }
        if !self.seen.as_ref().is_some_and(|seen| seen.is_of(hop)) {
            self.seen = Some(changes::Envelope::of(hop));
            changes::of_envelope(mapping, hop).iter().for_each(|change| insert(&mut self.envelope, change));
        }
        for setting in &clause.settings.list {
            let shown = || match is_of_table(setting, lines) {
                true => lines.line(setting.span).into_owned(),
                false => code(&setting.shown()),
            };
            self.settings.entry(place(setting.span)).or_insert_with(shown);
        }
        self.said.add(&hop.passed);
    }
}

/// What is said of one table: its columns, where they end, and what else is its own.
pub(super) fn table(plan: &Plan<'_>, lines: &Lines<'_>, format: Format) -> Vec<u8> {
    let mapping = plan.mapping;
    let mut page = Page::part(format);
    page.fold("table", &mapping.source.table.qualified());
    let ends = columns::ends(plan, lines, true);
    page.rows(Rows::Both, columns::declared(mapping.source.table).zip(ends).map(|(row, ends)| Row { ends, ..row }));
    for (index, hop) in plan.hops.iter().enumerate() {
        let clause = &mapping.pipeline[index];
        if clause.resource.as_ref().is_some_and(|resource| resource.per_table) {
            page.name(&format!("-> {}", stages::clause(clause, plan.stages[index])));
        }
        for work in hop.taken.iter().filter(|work| !is_seen_in_columns(&work.change)) {
            let line = lines.line(work.span);
            page.item(&format!("{}: {}, by {line}", clause.stage, work::done(mapping, work)));
        }
        for setting in clause.settings.list.iter().filter(|setting| is_of_table(setting, lines)) {
            page.item(&format!("{}: set: {}", clause.stage, code(&setting.shown())));
        }
    }
    for (index, hop) in plan.hops.iter().enumerate() {
        lost(mapping.pipeline[index].stage, hop, &mut page);
    }
    for assumption in &mapping.assumptions {
        page.item(&format!("relied on: {}", code(&assumption.text)));
    }
    for (hop, clause) in plan.hops.iter().zip(&mapping.pipeline) {
        for remark in hop.passed.remarks.iter().filter(|remark| remark.of_table) {
            let kind = match remark.kind {
                RemarkKind::Note => "note",
                RemarkKind::Lost => "loses",
                RemarkKind::ToGive => "the account must give",
                RemarkKind::ReliedOn => "relied on",
                RemarkKind::Unconfirmed => "not confirmed",
            };
            page.item(&format!("{kind}: {}: {}", clause.stage, remark.text));
        }
    }
    page.end_fold();
    page.into_bytes()
}

/// A line for each kind of loss, with the fields.
fn lost(stage: &str, hop: &Hop, page: &mut Page) {
    let mut kinds: Vec<(&str, String)> = Vec::new();
    for loss in &hop.passed.losses {
        match kinds.iter_mut().find(|(what, _)| *what == loss.what) {
            Some((_, fields)) => {
                fields.push_str(", ");
                push_code([&*loss.field], fields);
            }
            None => kinds.push((&loss.what, code(&loss.field))),
        }
    }
    for (what, fields) in kinds {
        page.item(&format!("loses: {stage}: {fields}: {what}"));
    }
}

/// Whether the table of columns shows this work: what is left out, and how fields are called.
fn is_seen_in_columns(change: &Change) -> bool {
    match change {
        Change::LeaveOut(_) | Change::Rename { .. } => true,
        Change::Compute(_)
        | Change::Key(_)
        | Change::Convert(_)
        | Change::Null(_)
        | Change::Pivot(_)
        | Change::Mask(_)
        | Change::Table(_) => false,
    }
}

/// Whether a setting holds the name of the table.
fn is_of_table(setting: &Setting, lines: &Lines<'_>) -> bool {
    lines.slice(setting.span).contains("${$")
}

fn place(span: Span) -> Place {
    (span.text, span.start)
}

/// Most tables say what others said.
fn insert(set: &mut BTreeSet<String>, text: &str) {
    if !set.contains(text) {
        set.insert(text.to_owned());
    }
}

fn items<'i>(list: impl Iterator<Item = &'i String>, page: &mut Page) {
    let mut is_empty = true;
    for item in list {
        page.item(item);
        is_empty = false;
    }
    if is_empty {
        page.item("nothing");
    }
}
