//! mapc compiles a mapping of relational tables into what every stage of a migration needs.
//!
//! One mapping says what a record must look like at the end; one pipeline says which services carry it there. [`compile`]
//! follows the record's shape from stage to stage, proves that each stage can do its part, and makes each stage's files.
//! If it finds no error, every stage accepts them, once they hold what only the account can give (roles, addresses), and no row is
//! lost, doubled or merged.
//!
//! # Words
//!
//! Each has one meaning, here and in the book.
//!
//! | word | what it is | where |
//! | --- | --- | --- |
//! | schema | tables, columns with types, keys, comments, as a database declares them | [`schema`] |
//! | tree | what a `.mapc` text says, before any name was looked up | [`syntax::tree`] |
//! | mapping | one `map`, decided: every name found, every setting merged | [`mapping`] |
//! | record | what a mapping wants at the end: keys, fields, values | [`mapping::Record`] |
//! | stage | a service or program that records go through | [`stage`], [`stages`] |
//! | shape | one record between two stages: carrier, fields, types, presence | [`shape`] |
//! | carrier | what transports records: rows, messages, items, objects | [`shape::Carrier`] |
//! | work | a change to one field that some stage must make | [`stage::Work`] |
//! | need | what a stage asks of the ones before it | [`stage::Need`] |
//! | plan | a mapping with its work placed | [`plan`] |
//! | step | a phase of the compiler: parse, resolve, plan, prove, evaluate, emit. Never called a stage | this file |
//! | finding | one diagnostic: a code, a place, a reason, a way out | [`diag`] |
//! | artefact | one output file | [`artefact`] |
//! | lock | ids that were given once and must stay | [`lock`] |
//!
//! # Rules of the house
//!
//! A step returns what it could make and reports findings on the side; nothing stops at the first problem. The library
//! does no I/O and reads no clock: files come through [`Files`], the day through [`Options`]. (The doors do: the command line, and
//! [`build_script`] for `build.rs`.) What mapc knows about a
//! service is in that service's folder under `stages/`, and nowhere else.
#![warn(missing_docs)]

pub mod artefact;
pub mod build_script;
pub mod bytes;
mod codes;
pub mod diag;
mod dms_condition;
pub mod dms_document;
mod dms_types;
pub mod emit;
pub mod eval;
mod expression;
pub mod formats;
mod load;
pub mod lock;
pub mod manifest;
pub mod mapping;
pub mod params;
pub mod paths;
pub mod pieces;
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
mod tables;
pub mod text;
pub mod types;
pub mod unchecked;
pub mod value;
mod yaml;

pub use codes::codes;
pub use project::{Files, Options, Output, Sources};

use artefact::Artefact;
use diag::{Code, Diagnostics};
use emit::Assembly;
use eval::Tried;
use resolve::{Context, Resolved};
use review::Review;
use tables::{Compiled, Project};
use text::Texts;

/// Compiles a project: all mappings that `sources` lists, with the files that they name. Does no I/O of its own and reads
/// no clock. Always returns what it could make; whether it may be used is told by the findings.
pub fn compile(sources: &Sources<'_>, options: &Options) -> Output {
    let mut texts = Texts::new();
    let mut diags = Diagnostics::new();

    let mut trees = load::mappings(sources, &mut texts, &mut diags);
    let fragments = resolve::fragments(&mut trees, stages::ALL, &mut diags);
    let schemas = load::schemas(&trees, sources, &mut texts, &mut diags);
    load::unchecked(&trees, &mut diags);
    let params = params::params(options.env.as_ref(), &options.params, &mut texts, &mut diags);
    let mut lock = load::lock(options, &mut texts, &mut diags);

    let codes: Vec<&Code> = codes().collect();
    let context = Context {
        schemas: &schemas,
        stages: stages::ALL,
        codes: &codes,
        params: &params,
        fragments: &fragments,
        today: options.today,
        texts: &texts,
    };
    let Resolved { groups, unchecked, idle_examples, levels } = resolve::resolve(&trees, &context, &mut diags);

    let mut places = plan::Places::default();
    let mut compiled = Vec::new();
    let mut examples: Vec<Tried> = idle_examples.into_iter().map(Tried::not).collect();
    for group in &groups {
        diags.enter(Some(group.name().clone()));
        let review = Review::new(group.name().clone(), group.excepted(), options.review, &texts);
        let project = Project { places: &mut places, examples: &mut examples, lock: &mut lock, diags: &mut diags };
        compiled.push(tables::compile(group, review, project));
        group.finish(&mut diags);
    }
    diags.enter(None);
    for written in plan::documents(&unchecked, stages::ALL, &mut lock, &mut diags) {
        // The page says what is written.
        let page = (!diags.has_final_error()).then(|| review::of_task(&written, &unchecked, options.review, &texts));
        let mut files = Assembly::alone(written.folder.clone());
        files.add(&written.folder, written.documents, &mut diags);
        compiled.push(Compiled::of_task(files, page));
    }
    places.check(&mut diags);
    fragments.finish(&mut diags);
    // What they hold makes room for the files.
    drop((groups, unchecked));
    drop(schemas);
    let mut artefacts: Vec<Artefact> = Vec::new();
    compiled.into_iter().for_each(|compiled| compiled.finish(&mut lock, &mut artefacts));
    let mut pages = Vec::new();

    let diagnostics = diag::apply_levels(diags, &levels);
    if diagnostics.any_errors() {
        pages = review::of_sound_maps(std::mem::take(&mut artefacts), &diagnostics);
    }
    artefact::keep_apart(&mut artefacts);
    examples.sort_by_key(|tried| tried.header);
    Output { artefacts, pages, lock: lock.render(), examples, diagnostics, texts }
}
