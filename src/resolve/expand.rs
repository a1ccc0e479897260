//! `use`: the lines of a fragment come to stand in each map that uses it, with the places they have in the fragment.
//!
//! A fragment counts once in a map, however many ways lead to it, so that what maps hold stays linear in the texts. No
//! recursion: fragments may use fragments in a chain of any length.

use rustc_hash::{FxHashMap, FxHashSet};

use super::errors;
use super::fragments::Fragments;
use super::settings::concerns;
use crate::diag::Diagnostics;
use crate::stage::Stage;
use crate::syntax::tree::{Fragment, Ident, Item, Line, Map, StageBlock, Tree, UseLine};
use crate::text::{Name, Span};

/// Puts the lines of fragments in place of the `use` lines of maps. Where that is not possible the map counts as one that could
/// not be read.
pub fn fragments(trees: &mut [Tree], stages: &[&'static dyn Stage], diags: &mut Diagnostics) -> Fragments {
    let all = || trees.iter().flat_map(|tree| &tree.items);
    let mut declared: Vec<Fragment> = Vec::new();
    let mut places: FxHashMap<Name, usize> = FxHashMap::default();
    for item in all() {
        let Item::Fragment(fragment) = item else { continue };
        match places.get(&fragment.name.text) {
            Some(first) => diags.push(errors::declared_twice("fragment", &declared[*first].name, &fragment.name)),
            None => {
                places.insert(fragment.name.text.clone(), declared.len());
                declared.push(fragment.clone());
            }
        }
    }
    let unread: FxHashSet<Name> = trees.iter().flat_map(|tree| &tree.unread).map(|name| name.text.clone()).collect();
    let names = Names { declared: &declared, places, unread };
    let mut settings = Settings::default();
    diags.enter(None);
    for fragment in &declared {
        names.check(&fragment.body, Some(fragment), diags);
        for block in fragment.body.iter().filter_map(as_settings) {
            if stages.iter().all(|stage| stage.name() != &*block.stage.text) {
                diags.push(errors::unknown_stage(&block.stage, stages));
                settings.placed.insert(block.span);
            }
        }
    }
    names.check_circles(diags);

    let mut users = vec![FxHashMap::default(); declared.len()];
    let mut is_whole = declared.iter().all(|fragment| !fragment.broken);
    for tree in &mut *trees {
        is_whole &= !tree.broken;
        for item in &mut tree.items {
            let Item::Map(map) = item else { continue };
            diags.enter(Some(map.name.text.clone()));
            names.check(&map.body, None, diags);
            names.expand(map, &mut users, &mut settings);
            is_whole &= !map.broken;
        }
    }
    diags.enter(None);
    // What could not be read may use them.
    if is_whole {
        names.report_unused(&users, diags);
        settings.report(&declared, &users, diags);
    }
    Fragments::new(&declared, users)
}

/// The fragments by name.
struct Names<'f> {
    declared: &'f [Fragment],
    places: FxHashMap<Name, usize>,
    /// Names of what could not be read.
    unread: FxHashSet<Name>,
}

/// The blocks of settings in fragments for which some map has a stage.
#[derive(Default)]
struct Settings {
    placed: FxHashSet<Span>,
}

impl<'f> Names<'f> {
    fn find(&self, name: &Ident) -> Option<(usize, &'f Fragment)> {
        let place = *self.places.get(&name.text)?;
        Some((place, &self.declared[place]))
    }

    /// Reports `use` lines of a body, of a map or `of` a fragment, that find nothing, or come twice.
    fn check(&self, body: &[Line], of: Option<&Fragment>, diags: &mut Diagnostics) {
        let mut seen: FxHashMap<&str, &UseLine> = FxHashMap::default();
        for line in uses(body) {
            if let Some(first) = seen.insert(&line.fragment.text, line) {
                diags.push(errors::fragment_twice(first, line));
            }
            if self.find(&line.fragment).is_none() && !self.unread.contains(&line.fragment.text) {
                let own = of.map(|fragment| &fragment.name.text);
                let others = self.declared.iter().map(|fragment| &fragment.name.text);
                let others = others.filter(|name| Some(*name) != own);
                diags.push(errors::unknown_fragment(&line.fragment, others.map(|name| &**name)));
            }
        }
    }

    /// Reports fragments that use themselves, over others or not: each circle at the line that closes it.
    fn check_circles(&self, diags: &mut Diagnostics) {
        // 0: not looked at, 1: on the way, 2: done.
        let mut states = vec![0u8; self.declared.len()];
        for start in 0..self.declared.len() {
            if states[start] != 0 {
                continue;
            }
            states[start] = 1;
            let mut way = vec![(start, uses(&self.declared[start].body))];
            while let Some((place, lines)) = way.last_mut() {
                let place = *place;
                let Some(line) = lines.next() else {
                    states[place] = 2;
                    way.pop();
                    continue;
                };
                let Some((next, fragment)) = self.find(&line.fragment) else { continue };
                match states[next] {
                    0 => {
                        states[next] = 1;
                        way.push((next, uses(&fragment.body)));
                    }
                    1 => {
                        let from = way.iter().position(|(on_way, _)| *on_way == next).unwrap_or(0);
                        let circle: Vec<&Fragment> =
                            way[from..].iter().map(|(on_way, _)| &self.declared[*on_way]).collect();
                        diags.push(errors::fragment_circle(line, &circle));
                    }
                    _ => {}
                }
            }
        }
    }

    /// Puts lines in place of the `use` lines of a map.
    fn expand(&self, map: &mut Map, users: &mut [FxHashMap<Name, Span>], settings: &mut Settings) {
        if uses(&map.body).next().is_none() {
            return;
        }
        let own = std::mem::take(&mut map.body);
        let mut body = Vec::with_capacity(own.len());
        for line in own {
            let Line::Use(line) = line else {
                body.push(line);
                continue;
            };
            let mut way: Vec<std::slice::Iter<'f, Line>> = Vec::new();
            self.enter(&line.fragment, line.span, map, users, &mut way);
            while let Some(lines) = way.last_mut() {
                match lines.next() {
                    None => {
                        way.pop();
                    }
                    Some(Line::Use(inner)) => self.enter(&inner.fragment, line.span, map, users, &mut way),
                    Some(Line::Settings(block)) => {
                        if map.stages.iter().any(|clause| concerns(block, clause)) {
                            settings.placed.insert(block.span);
                            body.push(Line::Settings(block.clone()));
                        }
                    }
                    Some(line) => body.push(line.clone()),
                }
            }
        }
        map.body = body;
    }

    /// Goes into a fragment, once for each map; `used` is the line of the map.
    fn enter(
        &self,
        name: &Ident,
        used: Span,
        map: &mut Map,
        users: &mut [FxHashMap<Name, Span>],
        way: &mut Vec<std::slice::Iter<'f, Line>>,
    ) {
        let Some((place, fragment)) = self.find(name) else {
            map.broken = true;
            return;
        };
        map.broken |= fragment.broken;
        if users[place].contains_key(&map.name.text) {
            return;
        }
        users[place].insert(map.name.text.clone(), used);
        way.push(fragment.body.iter());
    }

    /// Reports fragments that nobody uses; of those that use each other, the first.
    fn report_unused(&self, users: &[FxHashMap<Name, Span>], diags: &mut Diagnostics) {
        let mut named = vec![false; self.declared.len()];
        for (place, fragment) in self.declared.iter().enumerate() {
            for line in uses(&fragment.body) {
                if let Some((other, _)) = self.find(&line.fragment).filter(|(other, _)| *other != place) {
                    named[other] = true;
                }
            }
        }
        for (place, fragment) in self.declared.iter().enumerate() {
            if users[place].is_empty() && !named[place] {
                diags.push(errors::unused_fragment(fragment));
            }
        }
    }
}

impl Settings {
    /// Reports blocks of fragments in use that are for a stage which none of the maps has.
    fn report(&self, declared: &[Fragment], users: &[FxHashMap<Name, Span>], diags: &mut Diagnostics) {
        for (fragment, users) in declared.iter().zip(users) {
            let blocks = fragment.body.iter().filter_map(as_settings);
            for block in blocks.filter(|block| !users.is_empty() && !self.placed.contains(&block.span)) {
                diags.push(errors::unused_settings(block));
            }
        }
    }
}

fn as_settings(line: &Line) -> Option<&StageBlock> {
    if let Line::Settings(block) = line { Some(block) } else { None }
}

fn uses(body: &[Line]) -> impl Iterator<Item = &UseLine> {
    body.iter().filter_map(|line| if let Line::Use(line) = line { Some(line) } else { None })
}
