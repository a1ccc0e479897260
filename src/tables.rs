//! The tables of one map, each planned, proved and written by itself, on all cores of the machine.
//!
//! What depends on the order of tables (numbers of the lock, what several tables share, the order of findings) is done in
//! their order, between the two steps that are not: the output does not tell how many cores there were.

use rayon::prelude::*;

use crate::artefact::Artefact;
use crate::diag::Diagnostics;
use crate::emit::{Assembly, Document, Store};
use crate::eval::{self, Tried};
use crate::lock::Lock;
use crate::mapping::Mapping;
use crate::plan::{self, Places, Plan};
use crate::proofs;
use crate::resolve::Group;
use crate::review::Review;
use crate::stages;
use crate::text::Name;

/// Tables of which the plans are held at a time.
const BATCH: usize = 256;

/// What all maps of a project share while they are compiled.
pub struct Project<'m> {
    /// What they write to.
    pub places: &'m mut Places,
    /// All examples that were tried.
    pub examples: &'m mut Vec<Tried>,
    /// The numbers that were given.
    pub lock: &'m mut Lock,
    /// Where to report.
    pub diags: &'m mut Diagnostics,
}

/// What the tables of a map make together.
pub struct Compiled<'t> {
    files: Assembly,
    review: Option<Review<'t>>,
    /// What the review says of each table.
    pages: Store,
}

impl Compiled<'_> {
    /// Files that no review speaks of.
    pub fn without_review(files: Assembly) -> Compiled<'static> {
        Compiled { files, review: None, pages: Store::default() }
    }

    /// Adds the files and the review, and keeps in `lock` what stands in which part of a file.
    pub fn finish(self, lock: &mut Lock, artefacts: &mut Vec<Artefact>) {
        self.files.finish(lock, &mut |artefact| artefacts.push(artefact));
        artefacts.extend(self.review.and_then(|review| review.finish(self.pages)));
    }
}

/// Compiles the tables of `group`.
pub fn compile<'t>(group: &Group<'_>, mut review: Review<'t>, project: Project<'_>) -> Compiled<'t> {
    let Project { places, examples, lock, diags } = project;
    let mut files = Assembly::new(group.name().clone(), group.name_span(), group.is_of_many());
    let mut pages = Store::default();
    let before = diags.len();
    let tables: Vec<usize> = (0..group.tables().len()).collect();
    let mut written = Vec::new();
    for batch in tables.chunks(BATCH) {
        let earlier = std::mem::take(&mut written);
        // What is written is put together while the next tables are looked at.
        let (reported, ()) = rayon::join(
            || put_together(earlier, &mut files, &mut pages),
            || {
                let (mappings, reported) = mappings(group, batch);
                let mut plans = Vec::with_capacity(batch.len());
                for (reported, planned) in reported.into_iter().zip(planned(group, batch, &mappings)) {
                    diags.append(reported);
                    diags.append(planned.diags);
                    examples.extend(planned.examples);
                    plans.extend(planned.plan);
                }
                plans.iter().for_each(|plan| places.add(plan));
                // Nothing is written any more; what was written so far is dropped.
                let numbers = (!diags.has_final_error())
                    .then(|| plans.iter().map(|plan| numbers(plan, lock)).collect::<Vec<_>>());
                let is_shown = !diags.has_final_error_since(before);
                if is_shown {
                    plans.iter().for_each(|plan| review.add(plan));
                }
                written = write(&plans, numbers.as_deref(), is_shown.then_some(&review));
                // Freeing them is work as well.
                plans.into_par_iter().for_each(drop);
                mappings.into_par_iter().for_each(drop);
            },
        );
        diags.append(reported);
    }
    diags.append(put_together(written, &mut files, &mut pages));
    Compiled { files, review: Some(review), pages }
}

/// What was written for one table.
struct Written {
    table: Name,
    documents: Vec<Document>,
    page: Vec<u8>,
}

/// Puts what was written into the files of the map.
fn put_together(written: Vec<Written>, files: &mut Assembly, pages: &mut Store) -> Diagnostics {
    let mut diags = files.diagnostics();
    for Written { table, documents, page } in written {
        files.add(&table, documents, &mut diags);
        if !page.is_empty() {
            pages.add(table, &page);
        }
    }
    diags
}

/// The mappings of some tables, and what was found wrong with each.
fn mappings<'a>(group: &Group<'a>, batch: &[usize]) -> (Vec<Option<Mapping<'a>>>, Vec<Diagnostics>) {
    let mapping = |place: &usize| {
        let mut diags = Diagnostics::of(group.name());
        (group.mapping(*place, &mut diags), diags)
    };
    batch.par_iter().map(mapping).unzip()
}

/// The ways of some tables through the pipeline.
fn planned<'a>(group: &Group<'_>, batch: &[usize], mappings: &'a [Option<Mapping<'a>>]) -> Vec<Planned<'a>> {
    let planned = |(place, mapping): (&usize, &'a Option<Mapping<'a>>)| match mapping {
        Some(mapping) => Planned::new(group, *place, mapping),
        None => Planned::not(group, *place),
    };
    batch.par_iter().zip(mappings).map(planned).collect()
}

/// Writes the documents of each plan, where they have numbers, and its part of the review, where there is one.
fn write(plans: &[Plan<'_>], numbers: Option<&[Vec<Vec<u32>>]>, review: Option<&Review<'_>>) -> Vec<Written> {
    let written = |(place, plan): (usize, &Plan<'_>)| Written {
        table: plan.mapping.source.table.qualified().into(),
        documents: numbers.map_or_else(Vec::new, |numbers| documents(plan, &numbers[place])),
        page: review.map_or_else(Vec::new, |review| review.of_table(plan)),
    };
    plans.par_iter().enumerate().map(|(place, plan)| written((place, plan))).collect()
}

/// A table whose way through the pipeline was followed.
struct Planned<'a> {
    plan: Option<Plan<'a>>,
    examples: Vec<Tried>,
    diags: Diagnostics,
}

impl<'a> Planned<'a> {
    fn new(group: &Group<'_>, place: usize, mapping: &'a Mapping<'a>) -> Planned<'a> {
        let mut diags = Diagnostics::of(group.name());
        let plan = plan::plan(mapping, stages::ALL, &mut diags);
        proofs::check_keys(mapping, &mut diags);
        proofs::check_pivots(&plan, &mut diags);
        proofs::check_members(&plan, &mut diags);
        let examples = group.examples_of(place).map(|example| eval::example(example, &plan, &mut diags)).collect();
        Planned { plan: Some(plan), examples, diags }
    }

    fn not(group: &Group<'_>, place: usize) -> Planned<'a> {
        let examples = group.examples_of(place).map(Tried::not).collect();
        Planned { plan: None, examples, diags: Diagnostics::of(group.name()) }
    }
}

/// The numbers of what each stage will write.
fn numbers(plan: &Plan<'_>, lock: &mut Lock) -> Vec<Vec<u32>> {
    let stages = plan.stages.iter().zip(&plan.hops).enumerate();
    stages.map(|(index, (stage, hop))| stage.numbers(&plan.at(index), hop, lock)).collect()
}

/// What each stage writes.
fn documents(plan: &Plan<'_>, numbers: &[Vec<u32>]) -> Vec<Document> {
    let stages = plan.stages.iter().zip(&plan.hops).zip(numbers).enumerate();
    stages.flat_map(|(index, ((stage, hop), numbers))| stage.emit(&plan.at(index), hop, numbers)).collect()
}
