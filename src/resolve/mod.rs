//! From trees to mappings: every name is found, every rest expanded, every setting checked and merged.
//!
//! One file for each kind of line. A line that cannot be resolved is reported, and its mapping is left out whole, after its
//! other lines were looked at.

mod assume;
mod columns;
mod context;
pub mod errors;
mod fields;
mod filters;
mod later;
mod levels;
mod pattern;
mod pipeline;
mod reported;
mod scope;
mod settings;
mod source;
mod texts;
mod types;
mod values;

use rustc_hash::FxHashMap;

use crate::diag::{Diagnostics, Level, LevelRule};
use crate::mapping::Mapping;
use crate::syntax::tree::{Example, Ident, Item, Line, Map, StageBlock, Tree};
use crate::text::{Span, Texts};
pub use context::Context;
use reported::is_reported_in;
use scope::Scope;

/// What the texts of a project decide.
pub struct Resolved<'a> {
    /// The mappings, in the order of the texts.
    pub mappings: Vec<Mapping<'a>>,
    /// All examples, also those of maps that do not exist or have errors.
    pub examples: Vec<&'a Example>,
    /// What `deny`, `warn` and `allow` lines make of findings.
    pub levels: Vec<LevelRule>,
}

/// Resolves the texts of a project.
pub fn resolve<'a>(trees: &'a [Tree], context: &Context<'a>, diags: &mut Diagnostics) -> Resolved<'a> {
    let scope = Scope::new(trees, context, diags);
    let items = || trees.iter().flat_map(|tree| &tree.items);
    let shared: Vec<&StageBlock> =
        items().filter_map(|item| if let Item::Settings(block) = item { Some(block) } else { None }).collect();

    let mut mappings = Vec::new();
    let mut levels = Vec::new();
    let mut named: FxHashMap<&str, &Ident> = FxHashMap::default();
    for item in items() {
        match item {
            Item::Map(map) => {
                if let Some(first) = named.insert(&map.name.text, &map.name) {
                    diags.push(errors::declared_twice("map", first, &map.name));
                    continue;
                }
                diags.enter(Some(map.name.text.clone()));
                mappings.extend(mapping(map, &shared, &scope, context.texts, diags));
                for line in &map.body {
                    if let Line::Level(line) = line {
                        levels.extend(levels::rule(line, Some(&map.name.text), context, diags));
                    }
                }
                diags.enter(None);
            }
            Item::Level(line) => levels.extend(levels::rule(line, None, context, diags)),
            Item::Fragment(fragment) => {
                diags.push(errors::not_yet(fragment.header, "`fragment`", "write its lines into each map"));
            }
            Item::Language(_) | Item::Schema(_) | Item::Param(_) | Item::Example(_) | Item::Settings(_) => {}
        }
    }
    // A map that could not be read may be the one that uses them.
    if trees.iter().all(|tree| !tree.broken) {
        settings::check_shared(&shared, items(), &scope, diags);
    }

    let mut examples = Vec::new();
    for item in items() {
        let Item::Example(example) = item else { continue };
        examples.push(example);
        if !named.contains_key(&*example.map.text) && !scope.is_unread(&example.map.text) {
            diags.push(errors::unknown_map(&example.map, named.keys().copied()));
        }
    }
    Resolved { mappings, examples, levels }
}

/// Resolves one map; `None` when a line of it is wrong. What such a line would have done is not known, so that whatever
/// a stage or a proof said of the rest might follow from it.
fn mapping<'a>(
    map: &'a Map,
    shared: &[&'a StageBlock],
    scope: &Scope<'a>,
    texts: &Texts,
    diags: &mut Diagnostics,
) -> Option<Mapping<'a>> {
    let before = diags.len();
    // What is wrong right behind the closing brace may be why the map closes there.
    let span = Span { end: map.span.end.saturating_add(1), ..map.span };
    let is_whole = !map.broken && !is_reported_in(span, diags);
    later::report(&map.body, diags);
    let source = source::source(map, scope, diags);
    let table = source.as_ref().map(|source| source.table);
    let pipeline = pipeline::pipeline(map, shared, table, scope, diags);
    let source = source?;
    let record = fields::record(map, source.table, is_whole, diags);
    let renames = columns::renames(map, source.table, diags);
    let assumptions = assume::assumptions(map, source.table, texts, diags);
    let mapping = Mapping {
        doc: map.doc.clone(),
        pipeline: pipeline?,
        record: record?,
        renames,
        assumptions,
        filters: filters::filters(map, source.table, texts, diags),
        null: fields::null_line(map, diags),
        ..Mapping::new(map.name.text.clone(), map.name.span, source)
    };
    fields::check_names(&mapping, diags);
    columns::check_renames(&mapping, diags);
    let wrong = diags.iter().skip(before).any(|finding| finding.level == Level::Error);
    (is_whole && !wrong).then_some(mapping)
}
