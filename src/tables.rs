//! The tables of one map, each planned, proved and written by itself, on all cores of the machine.
//!
//! What depends on the order of tables (numbers of the lock, what several tables share, the order of findings) is done in
//! their order, between the two steps that are not: the output does not tell how many cores there were.

use rayon::prelude::*;

use crate::diag::Diagnostics;
use crate::emit::{Assembly, Document};
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

/// What the tables of a map make together.
pub struct Made<'m, 't> {
    /// The files of the map.
    pub files: Assembly,
    /// Its review.
    pub review: Review<'t>,
    /// What all maps write to.
    pub places: &'m mut Places,
    /// All examples that were tried.
    pub examples: &'m mut Vec<Tried>,
    /// The numbers that were given.
    pub lock: &'m mut Lock,
    /// Where to report.
    pub diags: &'m mut Diagnostics,
}

/// Compiles the tables of `group`.
pub fn compile(group: &Group<'_>, made: &mut Made<'_, '_>) {
    let before = made.diags.len();
    let places: Vec<usize> = (0..group.tables().len()).collect();
    for batch in places.chunks(BATCH) {
        let (mappings, reported): (Vec<Option<Mapping<'_>>>, Vec<Diagnostics>) = batch
            .par_iter()
            .map(|place| {
                let mut diags = Diagnostics::of(group.name());
                (group.mapping(*place, &mut diags), diags)
            })
            .unzip();
        let planned: Vec<Planned<'_>> = batch
            .par_iter()
            .zip(&mappings)
            .map(|(place, mapping)| match mapping {
                Some(mapping) => Planned::new(group, *place, mapping),
                None => Planned::not(group, *place),
            })
            .collect();
        let mut plans = Vec::with_capacity(batch.len());
        for (reported, planned) in reported.into_iter().zip(planned) {
            made.diags.append(reported);
            made.diags.append(planned.diags);
            made.examples.extend(planned.examples);
            plans.extend(planned.plan);
        }
        plans.iter().for_each(|plan| made.places.add(plan));
        // Nothing is written any more; what was written so far is dropped.
        let is_refused = made.diags.has_final_error();
        let is_shown = !made.diags.has_final_error_since(before);
        let numbers: Vec<Vec<Vec<u32>>> = match is_refused {
            true => vec![Vec::new(); plans.len()],
            false => plans.iter().map(|plan| numbers(plan, made.lock)).collect(),
        };
        let review = &made.review;
        let written: Vec<(Vec<Document>, Vec<u8>)> = plans
            .par_iter()
            .zip(&numbers)
            .map(|(plan, numbers)| {
                let documents = if is_refused { Vec::new() } else { documents(plan, numbers) };
                (documents, if is_shown { review.of_table(plan) } else { Vec::new() })
            })
            .collect();
        for (plan, (documents, page)) in plans.iter().zip(written) {
            let table: Name = plan.mapping.source.table.qualified().into();
            made.files.add(&table, documents, made.diags);
            if is_shown {
                made.review.add(plan, &page);
            }
        }
    }
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
