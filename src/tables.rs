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

/// Tables of which the mappings are held at a time.
const HELD: usize = 1_024;
/// Tables of which the plans are held at a time, and as many again that are ahead. They are few, so that what one batch frees
/// is what the next one is given: memory that nobody wants for some milliseconds goes back to the system, and must be had
/// from it again. With fewer the cores would wait for each other.
const BATCH: usize = 128;

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
    /// A page that is made already.
    page: Option<Artefact>,
    /// What the review says of each table.
    pages: Store,
}

impl Compiled<'_> {
    /// Files with their page.
    pub fn of_task(files: Assembly, page: Option<Artefact>) -> Compiled<'static> {
        Compiled { files, review: None, page, pages: Store::default() }
    }

    /// Adds the files and the review, and keeps in `lock` what stands in which part of a file.
    pub fn finish(self, lock: &mut Lock, artefacts: &mut Vec<Artefact>) {
        self.files.finish(lock, &mut |artefact| artefacts.push(artefact));
        artefacts.extend(self.review.and_then(|review| review.finish(self.pages)));
        artefacts.extend(self.page);
    }
}

/// Compiles the tables of `group`.
pub fn compile<'t>(group: &Group<'_>, review: Review<'t>, project: Project<'_>) -> Compiled<'t> {
    let before = project.diags.len();
    let mut line = Line {
        files: Assembly::new(group.name().clone(), group.name_span(), group.is_of_many()),
        pages: Store::default(),
        review,
        project,
        before,
        written: Vec::new(),
    };
    let tables: Vec<usize> = (0..group.tables().len()).collect();
    for held in tables.chunks(HELD) {
        let mappings = mappings(group, held);
        let mut batches = mappings.chunks(BATCH).zip(held.chunks(BATCH));
        let mut ahead = batches.next().map(|(mappings, places)| planned(group, places, mappings));
        while let Some(batch) = ahead {
            let next = batches.next();
            // In order, while the next tables are looked at.
            let (ready, planned) = rayon::join(
                || line.take_down(batch),
                || next.map(|(mappings, places)| planned(group, places, mappings)),
            );
            line.write(ready);
            ahead = planned;
        }
        // Freeing them is work as well.
        mappings.into_par_iter().for_each(drop);
    }
    line.finish()
}

/// What the tables of a map pass by, one batch after the other.
struct Line<'m, 't> {
    files: Assembly,
    pages: Store,
    review: Review<'t>,
    project: Project<'m>,
    /// How many findings there were before the first table.
    before: usize,
    /// What was written and not yet put into files.
    written: Vec<Written>,
}

/// Tables of which what they write is decided.
struct Ready<'a> {
    plans: Vec<Plan<'a>>,
    /// Nothing is written where there are none.
    numbers: Option<Vec<Vec<Vec<u32>>>>,
    /// The review speaks of them.
    is_shown: bool,
}

impl<'t> Line<'_, 't> {
    /// Takes down what tables share with others, and gives them their numbers: in order, one after the other.
    fn take_down<'a>(&mut self, batch: Vec<Planned<'a>>) -> Ready<'a> {
        let Project { places, examples, lock, diags } = &mut self.project;
        let mut plans = Vec::with_capacity(batch.len());
        for planned in batch {
            diags.append(planned.diags);
            examples.extend(planned.examples);
            plans.extend(planned.plan);
        }
        plans.iter().for_each(|plan| places.add(plan));
        // Nothing is written any more; what was written so far is dropped.
        let numbers =
            (!diags.has_final_error()).then(|| plans.iter().map(|plan| numbers(plan, lock)).collect::<Vec<_>>());
        let is_shown = !diags.has_final_error_since(self.before);
        if is_shown {
            plans.iter().for_each(|plan| self.review.add(plan));
        }
        Ready { plans, numbers, is_shown }
    }

    /// Writes what tables say, while what was written before is put together.
    fn write(&mut self, ready: Ready<'_>) {
        let earlier = std::mem::take(&mut self.written);
        let review = ready.is_shown.then_some(&self.review);
        let (reported, written) = rayon::join(
            || put_together(earlier, &mut self.files, &mut self.pages),
            || {
                let written = write(&ready.plans, ready.numbers.as_deref(), review);
                ready.plans.into_par_iter().for_each(drop);
                written
            },
        );
        self.project.diags.append(reported);
        self.written = written;
    }

    fn finish(mut self) -> Compiled<'t> {
        self.project.diags.append(put_together(self.written, &mut self.files, &mut self.pages));
        Compiled { files: self.files, review: Some(self.review), page: None, pages: self.pages }
    }
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

/// The mapping of a table, where its lines are right, and what was found wrong with them.
struct Mapped<'a> {
    mapping: Option<Mapping<'a>>,
    diags: Diagnostics,
}

/// The mappings of some tables.
fn mappings<'a>(group: &Group<'a>, tables: &[usize]) -> Vec<Mapped<'a>> {
    let mapped = |place: &usize| {
        let mut diags = Diagnostics::of(group.name());
        Mapped { mapping: group.mapping(*place, &mut diags), diags }
    };
    tables.par_iter().map(mapped).collect()
}

/// The ways of some tables through the pipeline.
fn planned<'a>(group: &Group<'_>, tables: &[usize], mappings: &'a [Mapped<'a>]) -> Vec<Planned<'a>> {
    tables.par_iter().zip(mappings).map(|(place, mapped)| Planned::new(group, *place, mapped)).collect()
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
    fn new(group: &Group<'_>, place: usize, mapped: &'a Mapped<'a>) -> Planned<'a> {
        let Some(mapping) = &mapped.mapping else {
            let examples = group.examples_of(place).map(Tried::not).collect();
            return Planned { plan: None, examples, diags: mapped.diags.clone() };
        };
        let mut diags = Diagnostics::of(group.name());
        let plan = plan::plan(mapping, stages::ALL, &mut diags);
        proofs::check_keys(mapping, &mut diags);
        proofs::check_pivots(&plan, &mut diags);
        proofs::check_members(&plan, &mut diags);
        let examples = group.examples_of(place).map(|example| eval::example(example, &plan, &mut diags)).collect();
        let mut all = mapped.diags.clone();
        all.append(diags);
        Planned { plan: Some(plan), examples, diags: all }
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
