//! Table mappings for tables that no schema describes: names in the rules are patterns, as the lines have them.
//!
//! A rule says what a line says, of whatever tables there may be. What the other path proves is not known here: whether a
//! name is there, whether a rule for many hits what another one should change.

mod columns;
mod draft;
pub(super) mod errors;
mod filter;
mod names;
mod number;
mod object;
mod pattern;
mod place;
mod selection;
mod settings;
mod tags;
mod task;
mod types;

use indexmap::IndexMap;

use super::document::MAX_BYTES;
use crate::diag::Diagnostics;
use crate::lock::Lock;
use crate::shape::Carrier;
use crate::stage::{Blind, ByPattern, ByPatterns};
use crate::text::Name;
use draft::Draft;

/// Writes tasks for such maps.
pub(super) struct Patterns;

impl ByPattern for Patterns {
    fn write(&self, maps: &[Blind<'_>], lock: &mut Lock, diags: &mut Diagnostics) -> Vec<ByPatterns> {
        let mut tasks: IndexMap<Name, Vec<&Blind<'_>>> = IndexMap::new();
        for blind in maps {
            tasks.entry(settings::task(blind)).or_default().push(blind);
        }
        let mut documents = Vec::new();
        for (name, maps) in tasks {
            let mut drafts = Vec::new();
            for blind in &maps {
                diags.enter(Some(blind.map.name.clone()));
                drafts.extend(rules(blind, diags));
            }
            task::check(&maps, diags);
            number::sort(&mut drafts);
            number::check(&drafts, diags);
            let (list, rules) = task::list(drafts, &name, lock);
            if list.file_bytes() > MAX_BYTES {
                let span = maps[0].map.name_span;
                diags.push(super::errors::document_size(span, list.file_bytes(), MAX_BYTES));
            }
            let of = maps.iter().map(|blind| blind.map.name.clone()).collect();
            let files = task::documents(&maps, list);
            documents.push(ByPatterns { folder: name, maps: of, documents: files, rules });
            diags.enter(None);
        }
        documents
    }
}

/// More rules than the document of a task has room for: none has fewer bytes than this would leave it.
const MOST_RULES: usize = 20_000;

/// The rules of one map.
fn rules(blind: &Blind<'_>, diags: &mut Diagnostics) -> Vec<Draft> {
    let map = blind.map;
    let each = map.fields.len() + map.excluded.len() + map.renames.len() + map.casts.len() + map.masks.len();
    let each = each + map.filters.len() + map.before_images.len() + map.row_keys.len();
    let rules = map.sources.len().saturating_mul(each.max(1)).saturating_add(map.tables.len());
    // A line may be one rule for all tables, or one for each: what could only be too much is not worked out.
    if map.sources.len() > MOST_RULES || rules > MOST_RULES * 50 {
        diags.push(super::errors::too_many_rules(map.name_span, MOST_RULES));
        return Vec::new();
    }
    let by_object = object::is_asked_for(blind);
    let mut drafts = selection::drafts(blind, diags);
    drafts.extend(settings::drafts(blind, diags));
    drafts.extend(settings::keys(blind, diags));
    let mut changes = names::drafts(blind, diags);
    changes.extend(columns::drafts(blind, by_object, diags));
    if by_object {
        if let Some(change) = changes.first() {
            diags.push(match blind.carrier {
                Carrier::Messages if object::topic(blind).is_some() => {
                    errors::no_rule(change.span, "for Kafka DMS takes transformations or object mappings, not both")
                }
                Carrier::Messages
                | Carrier::Items
                | Carrier::Files
                | Carrier::Tables
                | Carrier::Rows
                | Carrier::Streamed
                | Carrier::Objects
                | Carrier::Arrived => errors::unconfirmed(
                    change.span,
                    "what becomes of a transformation beside the object mapping of an item or a message is said nowhere",
                ),
            });
        }
        drafts.extend(object::drafts(blind, diags));
    }
    drafts.extend(changes);
    drafts.extend(tags::drafts(blind, diags));
    drafts
}
