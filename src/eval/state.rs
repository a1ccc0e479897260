//! The rows of a table while changes happen to them, and what stays at the end of rows that went.
//!
//! A change that no table can go through is a finding, and changes nothing.

use rustc_hash::FxHashMap;

use super::ended::Ended;
use super::errors;
use super::groups::{Places, places};
use super::key::key;
use super::newer::is_newer;
use super::reading::row_key;
use super::row::{Facts, Row};
use super::value::Value;
use crate::diag::Diagnostics;
use crate::plan::Plan;
use crate::text::{Name, Span};

/// Where a row is written: the key of an item, and the name of a member.
type Place = (Vec<String>, Name);

/// The rows.
pub struct State<'p> {
    plan: &'p Plan<'p>,
    slots: Vec<Slot>,
    /// The slots of rows that are there, by what tells them apart.
    there: FxHashMap<Vec<String>, Vec<usize>>,
    /// What stays of rows that went: the slot, and the place of the pivot.
    left: FxHashMap<Place, (usize, usize)>,
    /// What was written last at a place.
    written: FxHashMap<Place, (Row, Span)>,
}

/// A row, as one change made it.
struct Slot {
    row: Row,
    span: Span,
    life: Life,
}

enum Life {
    There,
    /// What it gave by these pivots stays.
    Left(Vec<bool>),
    Gone,
}

impl<'p> State<'p> {
    /// An empty table.
    pub fn new(plan: &'p Plan<'p>) -> State<'p> {
        State {
            plan,
            slots: Vec::new(),
            there: FxHashMap::default(),
            left: FxHashMap::default(),
            written: FxHashMap::default(),
        }
    }

    /// A row comes; false after a finding.
    pub fn come(&mut self, row: Row, span: Span, diags: &mut Diagnostics) -> bool {
        let key = self.key_of(&row);
        let is_told = !row_key(self.plan.mapping).is_empty();
        if let Some(slot) = self.there.get(&key).and_then(|slots| slots.first()).filter(|_| is_told) {
            diags.push(errors::already_there(span, self.slots[*slot].span));
            return false;
        }
        self.write(&row, span, diags);
        self.there.entry(key).or_default().push(self.slots.len());
        self.slots.push(Slot { row, span, life: Life::There });
        true
    }

    /// The row that an old row speaks of; `None` after a finding.
    pub fn find(&self, old: &Row, span: Span, diags: &mut Diagnostics) -> Option<usize> {
        let Some(slot) = self.there.get(&self.key_of(old)).and_then(|slots| slots.last()).copied() else {
            diags.push(errors::not_there(span, self.nearest(old)));
            return None;
        };
        let is = &self.slots[slot];
        let columns = self.plan.mapping.source.table.columns.iter();
        let differing: Vec<_> = columns
            .zip(old.values.iter().zip(&is.row.values))
            .filter(|(_, (said, is))| !matches!((said, is), (Value::Unknown, _) | (_, Value::Unknown)))
            .filter(|(_, (said, is))| key(said) != key(is))
            .map(|(column, (said, is))| (column, said, is))
            .collect();
        if differing.is_empty() {
            return Some(slot);
        }
        diags.push(errors::not_the_row(span, is.span, &differing));
        None
    }

    /// The line of the row that has most values in common with an old one: of those that are there, else of those that were.
    fn nearest(&self, old: &Row) -> Option<Span> {
        let alike = |slot: &&Slot| {
            let values = old.values.iter().zip(&slot.row.values);
            let same = values.filter(|(said, is)| key(said) == key(is)).count();
            (same, matches!(slot.life, Life::There))
        };
        self.slots.iter().filter(|slot| alike(slot).0 > 0).max_by_key(alike).map(|slot| slot.span)
    }

    /// The row in a slot.
    pub fn row(&self, slot: usize) -> &Row {
        &self.slots[slot].row
    }

    /// The row in a slot becomes another one.
    pub fn change(&mut self, slot: usize, row: Row, span: Span, diags: &mut Diagnostics) {
        let (old, key) = (self.slots[slot].row.clone(), self.key_of(&row));
        let is_told = !row_key(self.plan.mapping).is_empty();
        let other = self.there.get(&key).and_then(|slots| slots.iter().find(|other| **other != slot));
        if let Some(other) = other.filter(|_| is_told) {
            return diags.push(errors::already_there(span, self.slots[*other].span));
        }
        self.take(slot);
        // What was written of the old row, and is not of the new one, is written as well: it is taken away.
        self.forget(&old, &row, span, diags);
        self.write(&row, span, diags);
        self.there.entry(key).or_default().push(self.slots.len());
        self.slots.push(Slot { row, span, life: Life::There });
    }

    /// The row in a slot goes by an event of which this is known.
    pub fn go(&mut self, slot: usize, stays: bool, facts: Facts, span: Span, diags: &mut Diagnostics) {
        self.take(slot);
        if !stays {
            let old = Row { facts, ..self.slots[slot].row.clone() };
            self.compare(places(self.plan, &old).into_iter().flat_map(by_name), &old, span, diags);
            return;
        }
        let Some(Places { key, members }) = places(self.plan, &self.slots[slot].row) else { return };
        let pivots = self.plan.mapping.record.pivots.len().max(1);
        let mut left = vec![false; pivots];
        for (pivot, name) in members {
            left[pivot] = true;
            self.left.insert((key.clone(), name), (slot, pivot));
        }
        self.slots[slot].life = Life::Left(left);
    }

    /// All rows go.
    pub fn clear(&mut self) {
        self.there.clear();
        self.slots.iter_mut().for_each(|slot| slot.life = Life::Gone);
    }

    /// The rows at the end, each with its line.
    pub fn rows(&self) -> Vec<(&Row, Span)> {
        let there = self.slots.iter().filter(|slot| matches!(slot.life, Life::There));
        there.map(|slot| (&slot.row, slot.span)).collect()
    }

    /// What the history ends in.
    pub fn end(self) -> Ended {
        let mut ended = Ended::of_history();
        for Slot { row, span, life } in self.slots {
            match life {
                Life::There => ended.add(row, span, None),
                Life::Left(pivots) if pivots.contains(&true) => ended.add(row, span, Some(pivots)),
                Life::Left(_) | Life::Gone => {}
            }
        }
        ended
    }

    /// What tells a row from all others: its key, else all its values.
    fn key_of(&self, row: &Row) -> Vec<String> {
        match row_key(self.plan.mapping) {
            [] => row.values.iter().map(key).collect(),
            columns => columns.iter().map(|column| key(&row.values[*column])).collect(),
        }
    }

    /// The row in a slot is there no more.
    fn take(&mut self, slot: usize) {
        let key = self.key_of(&self.slots[slot].row);
        if let Some(slots) = self.there.get_mut(&key) {
            slots.retain(|other| *other != slot);
        }
        self.slots[slot].life = Life::Gone;
    }

    /// A row is written where it belongs: what stayed there of others goes.
    fn write(&mut self, row: &Row, span: Span, diags: &mut Diagnostics) {
        let Some(found) = places(self.plan, row) else { return };
        for place in by_name(found.clone()) {
            let Some((slot, pivot)) = self.left.remove(&place) else { continue };
            if let Life::Left(pivots) = &mut self.slots[slot].life {
                pivots[pivot] = false;
            }
        }
        self.compare(by_name(found), row, span, diags);
    }

    /// What a row gave where `new` gives nothing is taken away.
    fn forget(&mut self, old: &Row, new: &Row, span: Span, diags: &mut Diagnostics) {
        let kept: Vec<Place> = places(self.plan, new).into_iter().flat_map(by_name).collect();
        let gone = places(self.plan, old).into_iter().flat_map(by_name).filter(|place| !kept.contains(place));
        let gone: Vec<Place> = gone.collect();
        let old = Row { facts: new.facts.clone(), ..old.clone() };
        self.compare(gone.into_iter(), &old, span, diags);
    }

    /// What is written at a place must be newer than what was written there before, where something tells that.
    fn compare(&mut self, places: impl Iterator<Item = Place>, row: &Row, span: Span, diags: &mut Diagnostics) {
        let Some(version) = &self.plan.mapping.version else { return };
        let mut is_reported = false;
        for place in places {
            match self.written.get(&place) {
                Some((earlier, line)) if !is_reported && !is_newer(version, row, earlier) => {
                    diags.push(errors::not_newer(span, *line, version.span));
                    is_reported = true;
                }
                Some(_) | None => {}
            }
            self.written.insert(place, (row.clone(), span));
        }
    }
}

/// The places of a row, each with the item's key.
fn by_name(Places { key, members }: Places) -> impl Iterator<Item = Place> {
    members.into_iter().map(move |(_, name)| (key.clone(), name))
}
