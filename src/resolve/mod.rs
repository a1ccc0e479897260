//! From trees to mappings: every name is found, every rest expanded, every setting checked and merged.
//!
//! One file for each kind of line. A line that cannot be resolved is reported, and its mapping is left out whole, after its
//! other lines were looked at.
//!
//! [`resolve`] looks at the project: which maps there are, which tables each reads. The mapping of one of those tables is
//! made by [`Group::mapping`], one after the other, since a project may have more tables than memory for what becomes
//! of all of them.

mod assume;
mod braces;
mod casts;
mod columns;
mod context;
pub mod errors;
mod examples;
mod expand;
mod fields;
mod filters;
mod finds;
mod fragments;
mod group;
mod images;
mod levels;
mod lookup;
mod masks;
mod of;
mod pattern;
mod pipeline;
mod policies;
mod project;
mod reported;
mod row_key;
mod scope;
mod settings;
mod shared;
mod shown;
mod sources;
mod table_names;
mod texts;
mod types;
mod unchecked;
mod unknown;
mod values;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diag::{Diagnostics, LevelRule};
use crate::syntax::tree::{Example, Ident, Item, Line, Tree};
use crate::unchecked::UncheckedMap;
pub use context::Context;
pub use expand::fragments;
pub use fragments::Fragments;
pub use group::Group;
use project::Project;
use scope::Scope;
use unchecked::Meant;

/// What the texts of a project decide.
pub struct Resolved<'a> {
    /// The maps, in the order of the texts, with the tables they read.
    pub groups: Vec<Group<'a>>,
    /// The maps over tables that no schema describes, in the order of the texts.
    pub unchecked: Vec<UncheckedMap>,
    /// The examples that have no table to run on, as where their map has errors.
    pub idle_examples: Vec<&'a Example>,
    /// What `deny`, `warn` and `allow` lines make of findings.
    pub levels: Vec<LevelRule>,
}

/// Resolves the texts of a project, as far as it can be said without looking at single tables.
pub fn resolve<'a>(trees: &'a [Tree], context: &Context<'a>, diags: &mut Diagnostics) -> Resolved<'a> {
    let items = || trees.iter().flat_map(|tree| &tree.items);
    let project = Arc::new(Project {
        scope: Scope::new(trees, context, diags),
        shared: items().filter_map(|item| if let Item::Settings(block) = item { Some(block) } else { None }).collect(),
        texts: context.texts,
        fragments: context.fragments,
    });

    let blind = unchecked::lines(items());
    let mut groups = Vec::new();
    let mut maps = Vec::new();
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
                match unchecked::dialect(map, &blind, &project.scope, diags) {
                    Meant::Checked => groups.extend(Group::new(map, &project, diags)),
                    Meant::Unchecked(dialect) => maps.extend(unchecked::map(map, dialect, &project, diags)),
                    Meant::Neither => {}
                }
                for line in &map.body {
                    if let Line::Level(line) = line {
                        levels.extend(levels::rule(line, Some(&map.name.text), context, diags));
                    }
                }
                diags.enter(None);
            }
            Item::Level(line) => levels.extend(levels::rule(line, None, context, diags)),
            // Their lines stand in the maps that use them.
            Item::Fragment(_) => {}
            Item::Language(_)
            | Item::Schema(_)
            | Item::Unchecked(_)
            | Item::Param(_)
            | Item::Example(_)
            | Item::Settings(_) => {}
        }
    }
    // A map that could not be read may be the one that uses them.
    if trees.iter().all(|tree| !tree.broken) {
        settings::check_shared(&project.shared, items(), &project.scope, diags);
    }
    let idle_examples = examples::share_out(items(), &mut groups, &named, &project.scope, diags);
    Resolved { groups, unchecked: maps, idle_examples, levels }
}
