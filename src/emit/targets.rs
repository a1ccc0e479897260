//! Lists of several targets: each has one, to which its tables add entries, and all stand in one object.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::layout::Layout;
use super::list::{self, BETWEEN_TABLES, List};
use super::parts::{self, Item};
use super::store::Store;
use crate::artefact::By;
use crate::lock::Lock;
use crate::text::Name;

/// The lists of all targets.
#[derive(Debug)]
pub(super) struct Targets {
    member: &'static str,
    max_bytes: usize,
    targets: BTreeMap<Name, Target>,
}

/// The list of one target.
#[derive(Debug, Default)]
struct Target {
    of_map: BTreeMap<u32, Vec<u8>>,
    /// In order of name once all are there.
    tables: Vec<(Name, Vec<u8>)>,
}

impl Targets {
    /// No targets yet; a list is the member of this name, in a document of which the service takes `max_bytes`.
    pub(super) fn new(member: &'static str, max_bytes: usize) -> Targets {
        Targets { member, max_bytes, targets: BTreeMap::new() }
    }

    /// Adds what a table says. False where it says something else of the whole target than another table did.
    pub(super) fn add(&mut self, target: Name, table: &Name, list: List) -> bool {
        let target = self.targets.entry(target).or_default();
        let mut agrees = true;
        for (place, entry) in list.of_map {
            agrees &= *target.of_map.entry(place).or_insert_with(|| entry.clone()) == entry;
        }
        let mut entries = list.of_table;
        entries.shrink_to_fit();
        target.tables.push((table.clone(), entries));
        agrees
    }

    /// The documents of all targets, by name, as members of an object. What the service would not take as one document
    /// becomes several, the second under the name of the target and ` 2`; `lock` keeps which tables are in which, as it does
    /// for parts of files.
    pub(super) fn lists(mut self, mapping: &str, label: &str, lock: &mut Lock) -> Store {
        let earlier = lock.parts(mapping, label, By::Table.word());
        let mut targets: Vec<(Name, Target)> = std::mem::take(&mut self.targets).into_iter().collect();
        let names: FxHashSet<Name> = targets.iter().map(|(name, _)| name.clone()).collect();
        let done = targets.par_chunks_mut(AT_ONCE).map(|targets| self.lists_of(targets, &names, earlier));
        let done: Vec<(Store, BTreeMap<Name, u32>)> = done.collect();
        let (mut lists, mut kept) = (Store::default(), BTreeMap::new());
        for (more_lists, more_kept) in done {
            lists.append(more_lists);
            kept.extend(more_kept);
        }
        if !kept.is_empty() {
            lock.keep_parts(mapping, label, By::Table.word(), kept);
        }
        lists
    }

    /// The documents of some targets, which are used up, and the parts of tables that share one. `names` are those of all.
    fn lists_of(
        &self,
        targets: &mut [(Name, Target)],
        names: &FxHashSet<Name>,
        earlier: Option<&BTreeMap<Name, u32>>,
    ) -> (Store, BTreeMap<Name, u32>) {
        let (mut lists, mut kept) = (Store::default(), BTreeMap::new());
        let mut document = Vec::new();
        for (name, target) in targets {
            let mut target = std::mem::take(target);
            target.tables.sort_by(|one, other| one.0.cmp(&other.0));
            let parts = self.split(&target, earlier);
            let last = parts.iter().copied().max().unwrap_or(1);
            let mut members: Vec<Vec<&[u8]>> = vec![Vec::new(); last as usize];
            for (entries, part) in target.tables.iter().map(|(_, entries)| entries).zip(&parts) {
                members[*part as usize - 1].push(entries);
            }
            for (number, members) in (1_u32..).zip(members).filter(|(_, members)| !members.is_empty()) {
                document.clear();
                self.write(&target, members, &mut document);
                Layout::Object.keep(name_of(name, number, names), &document, &mut lists);
            }
            // A table alone has nothing to be apart from.
            if parts.len() > 1 {
                kept.extend(target.tables.into_iter().map(|(table, _)| table).zip(parts));
            }
        }
        (lists, kept)
    }

    /// In which document of the target each of its tables is.
    fn split(&self, target: &Target, earlier: Option<&BTreeMap<Name, u32>>) -> Vec<u32> {
        let bytes = |entries: &[u8]| entries.len() + BETWEEN_TABLES.len() + INDENT;
        let item = |(table, entries): &(Name, Vec<u8>)| Item {
            bytes: bytes(entries),
            earlier: earlier.and_then(|parts| parts.get(table).copied()),
        };
        let items: Vec<Item> = target.tables.iter().map(item).collect();
        let of_map: usize = target.of_map.values().map(|entry| bytes(entry)).sum();
        parts::assign(&items, of_map + FRAME, self.max_bytes)
    }

    /// Adds a document of the target with the entries of these tables.
    fn write(&self, target: &Target, tables: Vec<&[u8]>, document: &mut Vec<u8>) {
        let entries = target.of_map.values().map(Vec::as_slice).chain(tables);
        list::begin(self.member, DEPTH, document);
        let is_empty = list::entries(entries, BETWEEN_TABLES_DEEPER, DEPTH, document) == 0;
        if !is_empty {
            list::new_line(1 + DEPTH, document);
        }
        document.push(b']');
        list::new_line(DEPTH, document);
        document.push(b'}');
    }
}

/// The name of a document of a target; `targets` are all that there are.
fn name_of(target: &Name, number: u32, targets: &FxHashSet<Name>) -> Name {
    if number == 1 {
        return target.clone();
    }
    let mut name = format!("{target} {number}");
    while targets.contains(name.as_str()) {
        name.insert(target.len(), ' ');
    }
    name.into()
}

/// Targets that one core takes at a time.
const AT_ONCE: usize = 1_024;
/// In how many objects the documents stand.
const DEPTH: usize = 1;
/// The line between two tables there.
const BETWEEN_TABLES_DEEPER: &str = "\n      ,";
/// More bytes than stand around the entries of a list: the object that holds the document, its name and its brackets.
const FRAME: usize = 2_000;
/// The bytes before an entry, and before the comma that follows it.
const INDENT: usize = 16;
