//! mapc compiles a mapping of relational tables into what every stage of a migration needs.
#![warn(missing_docs)]

pub mod artefact;
mod codes;
pub mod diag;
pub mod formats;
mod load;
pub mod lock;
pub mod manifest;
pub mod mapping;
pub mod paths;
pub mod plan;
mod project;
pub mod proofs;
pub mod resolve;
pub mod review;
pub mod schema;
pub mod settings;
pub mod shape;
pub mod stage;
pub mod stages;
pub mod syntax;
pub mod text;
pub mod types;
pub mod value;

pub use codes::codes;
pub use project::{Files, Options, Output, Sources};

use artefact::Artefact;
use diag::{Code, Diagnostics};
use lock::Lock;
use plan::Plan;
use resolve::{Context, Resolved};
use text::Texts;

/// Compiles a project: all mappings that `sources` lists, with the files that they name. Does no I/O of its own and reads
/// no clock. Always returns what it could make; whether it may be used is told by the findings.
pub fn compile(sources: &Sources<'_>, options: &Options) -> Output {
    let mut texts = Texts::new();
    let mut diags = Diagnostics::new();

    let trees = load::mappings(sources, &mut texts, &mut diags);
    let schemas = load::schemas(&trees, sources, &mut texts, &mut diags);
    let mut lock = load::lock(options, &mut texts, &mut diags);

    let codes: Vec<&Code> = codes().collect();
    let context = Context {
        schemas: &schemas,
        stages: stages::ALL,
        codes: &codes,
        params: &options.params,
        today: options.today,
        texts: &texts,
    };
    let Resolved { mappings, examples: _, levels } = resolve::resolve(&trees, &context, &mut diags);

    let plans: Vec<Plan<'_>> = mappings.iter().map(|mapping| plan::plan(mapping, stages::ALL, &mut diags)).collect();
    plan::check_shared(&mappings, &mut diags);
    mappings.iter().for_each(|mapping| proofs::check_keys(mapping, &mut diags));

    let diagnostics = diag::apply_levels(diags, &levels);
    let artefacts = if diagnostics.any_errors() { Vec::new() } else { artefacts(&plans, &mut lock) };
    Output { artefacts, lock: lock.render(), diagnostics, texts }
}

/// All files of all plans, in order of path.
fn artefacts(plans: &[Plan<'_>], lock: &mut Lock) -> Vec<Artefact> {
    let mut list = Vec::new();
    for plan in plans {
        for (index, (stage, hop)) in plan.stages.iter().zip(&plan.hops).enumerate() {
            list.extend(stage.emit(&plan.at(index), hop, lock));
        }
        list.push(review::review(plan));
    }
    artefact::keep_apart(&mut list);
    list
}
