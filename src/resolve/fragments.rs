//! The fragments of a project: which maps use them, and what their lines met in those maps.
//!
//! A line of a fragment counts in each map that uses it. What it selects need not be in each of them, only in one.

use std::sync::Mutex;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{errors, shared};
use crate::diag::Diagnostics;
use crate::syntax::tree::Fragment;
use crate::text::{Name, Span};

/// The fragments of a project.
#[derive(Debug, Default)]
pub struct Fragments {
    /// By place.
    bodies: Vec<Body>,
    met: Mutex<FxHashMap<Span, Met>>,
    /// The maps whose lines were all looked at.
    done: Mutex<FxHashSet<Name>>,
}

/// One fragment.
#[derive(Debug)]
struct Body {
    name: Name,
    span: Span,
    /// The maps that have its lines, each with the `use` line that brings them in.
    users: FxHashMap<Name, Span>,
}

/// Whether what a line selects was met in a map.
#[derive(Clone, Copy, Debug)]
struct Met {
    what: Selects,
    met: bool,
}

/// What a part of a line selects.
#[derive(Clone, Copy, Debug)]
pub(super) enum Selects {
    /// Columns, by name or pattern.
    Columns,
    /// Columns whose names a `rename` line changes.
    Names,
    /// Columns of which a line changes this.
    Change(&'static str),
    /// Tables and schemas, by name or pattern.
    Tables,
}

impl Fragments {
    /// The fragments `declared`, each with the maps that use it.
    pub(super) fn new(declared: &[Fragment], users: Vec<FxHashMap<Name, Span>>) -> Fragments {
        let mut bodies: Vec<Body> = declared
            .iter()
            .zip(users)
            .map(|(fragment, users)| Body { name: fragment.name.text.clone(), span: fragment.span, users })
            .collect();
        bodies.sort_by_key(|body| body.span);
        Fragments { bodies, ..Fragments::default() }
    }

    fn body_at(&self, place: Span) -> Option<&Body> {
        let after = self.bodies.partition_point(|body| (body.span.text, body.span.start) <= (place.text, place.start));
        let body = self.bodies.get(after.checked_sub(1)?)?;
        (body.span.text == place.text && place.start < body.span.end).then_some(body)
    }

    /// Whether the place is in a fragment.
    pub(super) fn hold(&self, place: Span) -> bool {
        self.body_at(place).is_some()
    }

    /// Notes whether what stands at a place in a fragment was met in the table at hand.
    pub(super) fn note(&self, place: Span, what: Selects, met: bool) {
        let mut all = shared::open(&self.met);
        let noted = all.entry(place).or_insert(Met { what, met });
        noted.met |= met;
    }

    /// Notes that all lines of the map were looked at.
    pub(super) fn done_with(&self, map: &Name) {
        shared::open(&self.done).insert(map.clone());
    }

    /// Reports what was met in none of the maps that use it, and adds to findings in fragments the map that they hold for. To be
    /// called when all maps were compiled.
    pub fn finish(&self, diags: &mut Diagnostics) {
        let done = shared::open(&self.done);
        let mut unmet: Vec<(Span, Met)> =
            shared::open(&self.met).iter().filter(|(_, met)| !met.met).map(|(span, met)| (*span, *met)).collect();
        unmet.sort_by_key(|(span, _)| *span);
        for (span, met) in unmet {
            let Some(body) = self.body_at(span) else { continue };
            // In a map that could not be resolved it might be met.
            if !body.users.keys().all(|map| done.contains(map)) {
                continue;
            }
            diags.push(match met.what {
                Selects::Columns => errors::fragment_no_match(span, &body.name, body.users.len(), "column"),
                Selects::Tables => errors::fragment_no_match(span, &body.name, body.users.len(), "table"),
                Selects::Names => errors::idle_rename(span),
                Selects::Change(what) => errors::idle_change(span, what),
            });
        }
        diags.amend(|finding| {
            let (Some(map), Some(place)) = (&finding.mapping, &finding.place) else { return finding };
            let used = self.body_at(place.span).and_then(|body| body.users.get(map)).copied();
            match used {
                Some(used) => {
                    let label = format!("the map `{map}` uses the fragment here");
                    finding.also(used, label)
                }
                None => finding,
            }
        });
    }
}
