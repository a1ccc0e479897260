//! The lock: numbers and names that were given once and must stay, so that adding a line changes no other artefact.
//!
//! `mapc.lock` is JSON with an entry a line, sorted, so that two branches merge line by line. For each mapping and stage it
//! holds the entries and the next free number. A number that was ever given is never given again, also when its entry is
//! gone: services know old rules by their numbers. Numbers of what speaks of a whole map are greater than all others, also
//! than those to come: of two rules for one thing a service takes the one with the lower number. Entries of a mapping that nothing asked for are dropped; a mapping
//! of which nothing at all was asked keeps its entries, since it may just not be part of this compilation.

mod errors;
mod file;

use std::collections::BTreeMap;

pub use errors::CODES;
use file::Says;

use crate::diag::Diagnostics;
use crate::text::{Name, TextId};

/// The greatest number that services take where they want one. None that is given is as great.
pub const GREATEST: u32 = 2_147_483_647;
/// The least number of what speaks of a whole map; all others are below.
pub const FIRST_OF_MAP: u32 = file::GREATEST_OF_PARTS + 1;

/// What was allocated, by mapping and stage.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    stages: BTreeMap<String, BTreeMap<String, Ids>>,
}

/// The numbers of one stage of a mapping.
#[derive(Clone, Debug)]
struct Ids {
    /// Greater than every number that was ever given to a part of the map, such as a table.
    next: u32,
    /// Greater than every number that was ever given at all.
    next_of_map: u32,
    entries: BTreeMap<String, Entry>,
    /// By the word for what is split.
    parts: BTreeMap<String, Parts>,
}

/// Which part of a split file something stands in.
#[derive(Clone, Debug, Default)]
struct Parts {
    of: BTreeMap<Name, u32>,
    asked: bool,
}

/// What was allocated for one key.
#[derive(Clone, Debug)]
struct Entry {
    id: u32,
    /// Where it is another than the key.
    name: Option<Box<str>>,
    asked: bool,
}

impl Default for Ids {
    fn default() -> Ids {
        Ids { next: 1, next_of_map: FIRST_OF_MAP, entries: BTreeMap::new(), parts: BTreeMap::new() }
    }
}

/// `name` where it is not `key`: it seldom is another.
fn other_than(key: &str, name: &str) -> Option<Box<str>> {
    (name != key).then(|| name.into())
}

/// The entry of `key`, made with the number `next` where there is none.
fn given<'e>(entries: &'e mut BTreeMap<String, Entry>, next: &mut u32, key: &str, name: &str) -> &'e mut Entry {
    let entry = entries.entry(key.to_owned()).or_insert_with(|| {
        let id = *next;
        *next = id.saturating_add(1).min(GREATEST);
        Entry { id, name: other_than(key, name), asked: false }
    });
    entry.asked = true;
    entry
}

impl Ids {
    /// Whether this compilation asked for anything of them.
    fn asked(&self) -> bool {
        self.entries.values().any(|entry| entry.asked) || self.parts.values().any(|parts| parts.asked)
    }
}

impl Lock {
    /// Reads the text of a lock. What cannot be used is reported, and the lock is then empty.
    pub fn parse(id: TextId, text: &str, diags: &mut Diagnostics) -> Lock {
        let mut lock = Lock::default();
        for entry in file::read(id, text, diags) {
            let ids = lock.stages.entry(entry.mapping).or_default().entry(entry.stage).or_default();
            ids.next = ids.next.max(entry.next);
            ids.next_of_map = ids.next_of_map.max(entry.next_of_map);
            match entry.says {
                Says::Nothing => {}
                Says::Id { key, id, name } => {
                    let next = if id < FIRST_OF_MAP { &mut ids.next } else { &mut ids.next_of_map };
                    *next = (*next).max(id + 1);
                    let name = other_than(&key, &name);
                    ids.entries.insert(key, Entry { id, name, asked: false });
                }
                Says::Part { what, name, part } => {
                    ids.parts.entry(what.to_owned()).or_default().of.insert(name.into(), part);
                }
            }
        }
        lock
    }

    /// The number of `key`: the one it has, or the next that was never given in this stage of this mapping. From 1 on,
    /// ascending in the order of first asking.
    pub fn id(&mut self, mapping: &str, stage: &str, key: &str) -> u32 {
        self.named(mapping, stage, key, key).0
    }

    /// The number of `key`, and its name: the one it has, or `name` when it is asked for the first time.
    pub fn named<'k>(&'k mut self, mapping: &str, stage: &str, key: &'k str, name: &str) -> (u32, &'k str) {
        let stages = self.stages.entry(mapping.to_owned()).or_default();
        let Ids { next, entries, .. } = stages.entry(stage.to_owned()).or_default();
        let entry = given(entries, next, key, name);
        (entry.id, entry.name.as_deref().unwrap_or(key))
    }

    /// The number of `key`, which speaks of the whole map: greater than all that [`Lock::id`] gives in this stage, now and
    /// later. A key is asked for with one of the two, always.
    pub fn id_of_map(&mut self, mapping: &str, stage: &str, key: &str) -> u32 {
        let stages = self.stages.entry(mapping.to_owned()).or_default();
        let Ids { next_of_map, entries, .. } = stages.entry(stage.to_owned()).or_default();
        if entries.get(key).is_some_and(|entry| entry.id < FIRST_OF_MAP) {
            // It was the number of something else by that name.
            entries.remove(key);
        }
        given(entries, next_of_map, key, key).id
    }

    /// The part that each of the things that `what` says was in, in the files of a stage: `tables` or `targets`.
    pub fn parts(&self, mapping: &str, stage: &str, what: &str) -> Option<&BTreeMap<Name, u32>> {
        Some(&self.stages.get(mapping)?.get(stage)?.parts.get(what)?.of)
    }

    /// Keeps the part of each; what is not among them is forgotten.
    pub fn keep_parts(&mut self, mapping: &str, stage: &str, what: &str, parts: BTreeMap<Name, u32>) {
        let ids = self.stages.entry(mapping.to_owned()).or_default().entry(stage.to_owned()).or_default();
        ids.parts.insert(what.to_owned(), Parts { of: parts, asked: true });
    }

    /// The text to keep, without the entries that nothing asked for.
    pub fn render(&self) -> String {
        let mut entries = Vec::new();
        for (mapping, stages) in &self.stages {
            let compiled = stages.values().any(Ids::asked);
            for (stage, ids) in stages {
                let kept = ids.entries.iter().filter(|(_, entry)| entry.asked || !compiled);
                let kept =
                    kept.map(|(key, entry)| (key.as_str(), entry.id, entry.name.as_deref().unwrap_or(key))).collect();
                let parts = ids.parts.iter().filter(|(_, parts)| parts.asked || !compiled);
                let parts = parts.map(|(what, parts)| (what.as_str(), &parts.of)).collect();
                let next_of_map = Some(ids.next_of_map).filter(|next| *next > FIRST_OF_MAP);
                entries.push(file::Stage { mapping, stage, next: ids.next, next_of_map, entries: kept, parts });
            }
        }
        file::write(&entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Texts;

    fn parse(text: &str) -> (Lock, Vec<String>) {
        let mut diags = Diagnostics::new();
        let mut texts = Texts::new();
        let id = texts.add("mapc.lock", text);
        let lock = Lock::parse(id, text, &mut diags);
        let found = diags.iter().map(|finding| {
            let at = finding.place.as_ref().map_or("", |place| texts.slice(place.span));
            format!("{}: {} @ {at}", finding.code.name, finding.message)
        });
        (lock, found.collect())
    }

    #[test]
    fn numbers_ascend_and_stay() {
        let mut lock = Lock::default();
        assert_eq!(lock.id("m", "dms", "b"), 1);
        assert_eq!(lock.named("m", "dms", "a", "rule a"), (2, "rule a"));
        assert_eq!(lock.id("m", "s3", "b"), 1);
        let (mut again, found) = parse(&lock.render());
        assert_eq!(found, [""; 0]);
        assert_eq!(again.id("m", "dms", "new"), 3);
        assert_eq!(again.named("m", "dms", "a", "another name"), (2, "rule a"));
        assert_eq!(again.id("m", "dms", "b"), 1);
    }

    #[test]
    fn a_number_is_never_given_twice_and_what_nobody_asks_for_is_dropped() {
        let mut lock = Lock::default();
        lock.id("m", "dms", "a");
        lock.id("m", "dms", "b");
        let (mut lock, _) = parse(&lock.render());
        lock.id("m", "dms", "a");
        let text = lock.render();
        assert!(!text.contains("\"b\""), "{text}");
        let (mut lock, _) = parse(&text);
        assert_eq!(lock.id("m", "dms", "b"), 3);
    }

    #[test]
    fn what_speaks_of_a_whole_map_has_numbers_above_all_others() {
        let mut lock = Lock::default();
        assert_eq!(lock.id("m", "dms", "a"), 1);
        assert_eq!(lock.id_of_map("m", "dms", "rename field"), 1_000_000_001);
        assert_eq!(lock.id("m", "dms", "b"), 2);
        let (mut lock, found) = parse(&lock.render());
        assert_eq!(found, [""; 0]);
        assert_eq!(lock.id("m", "dms", "c"), 3);
        assert_eq!(lock.id_of_map("m", "dms", "rename table"), 1_000_000_002);
        // Nothing asks for `rename field` any more; its number is not given again.
        let (mut lock, _) = parse(&lock.render());
        assert_eq!(lock.id_of_map("m", "dms", "mask"), 1_000_000_003);
        assert_eq!(lock.id_of_map("m", "dms", "rename table"), 1_000_000_002);
    }

    #[test]
    fn parts_are_kept_beside_the_numbers_and_forgotten_when_nobody_speaks_of_them() {
        let mut lock = Lock::default();
        lock.id("m", "dms", "a");
        lock.id_of_map("m", "dms", "b");
        let tables: BTreeMap<Name, u32> = [("S.\"A\"".into(), 2), ("S.B".into(), 1)].into();
        lock.keep_parts("m", "dms", "tables", tables.clone());
        lock.keep_parts("other", "glue", "targets", [("x".into(), 3)].into());
        insta::assert_snapshot!(lock.render(), @r#"
        {
          "version": 2,
          "mappings": {
            "m": {
              "dms": {
                "next": 2,
                "next-of-map": 1000000002,
                "ids": {
                  "a": {"id": 1, "name": "a"},
                  "b": {"id": 1000000001, "name": "b"}
                },
                "tables": {
                  "S.\"A\"": 2,
                  "S.B": 1
                }
              }
            },
            "other": {
              "glue": {
                "next": 1,
                "ids": {},
                "targets": {
                  "x": 3
                }
              }
            }
          }
        }
        "#);
        let (mut lock, found) = parse(&lock.render());
        assert_eq!(found, [""; 0]);
        assert_eq!(lock.parts("m", "dms", "tables"), Some(&tables));
        // `other` is not compiled this time; `m` is one table now.
        lock.id("m", "dms", "a");
        let (lock, _) = parse(&lock.render());
        assert_eq!(lock.parts("m", "dms", "tables"), None);
        assert_eq!(lock.parts("other", "glue", "targets"), Some(&[("x".into(), 3)].into()));
    }

    #[test]
    fn a_mapping_that_is_not_compiled_keeps_its_entries() {
        let mut lock = Lock::default();
        lock.id("other", "dms", "a");
        let (mut lock, _) = parse(&lock.render());
        lock.id("m", "dms", "a");
        let (mut lock, _) = parse(&lock.render());
        assert_eq!(lock.id("other", "dms", "z"), 2);
        assert_eq!(lock.id("other", "dms", "a"), 1);
    }

    #[test]
    fn the_form_is_an_entry_a_line() {
        let mut lock = Lock::default();
        lock.id("m", "dms", "select \"x\"");
        lock.named("m", "dms", "map", "item");
        lock.id("n", "s3", "k");
        insta::assert_snapshot!(lock.render(), @r#"
        {
          "version": 1,
          "mappings": {
            "m": {
              "dms": {
                "next": 3,
                "ids": {
                  "map": {"id": 2, "name": "item"},
                  "select \"x\"": {"id": 1, "name": "select \"x\""}
                }
              }
            },
            "n": {
              "s3": {
                "next": 2,
                "ids": {
                  "k": {"id": 1, "name": "k"}
                }
              }
            }
          }
        }
        "#);
        insta::assert_snapshot!(Lock::default().render(), @r#"
        {
          "version": 1,
          "mappings": {}
        }
        "#);
    }

    #[test]
    fn what_cannot_be_used_is_reported_at_its_place() {
        let stage =
            |ids: &str| format!(r#"{{"version": 1, "mappings": {{"m": {{"dms": {{"next": 9, "ids": {{{ids}}}}}}}}}}}"#);
        let entry = |id: &str| format!(r#""a": {{"id": {id}, "name": "a"}}"#);
        let found = |text: &str| parse(text).1.join("; ");
        assert_eq!(found("{\n<<<<<<< ours\n"), "lock/broken: the lock cannot be read @ ");
        assert_eq!(found("[]"), "lock/broken: the lock cannot be read @ ");
        assert_eq!(
            found(r#"{"version": 3}"#),
            "lock/newer-version: the lock has version 3, which a newer mapc wrote @ "
        );
        assert_eq!(
            found(&stage(r#""a": {"id": 1, "name": "a"}, "b": {"id": 1, "name": "b"}"#)),
            r#"lock/duplicate-id: two entries of the lock share the id 1 @ {"id": 1, "name": "b"}"#
        );
        assert_eq!(
            found(&stage(r#""a": {"id": 1, "name": "a"}, "a": {"id": 2, "name": "b"}"#)),
            r#"lock/broken: the lock has two entries for `a` @ {"id": 2, "name": "b"}"#
        );
        for impossible in ["0", "2147483647", "18446744073709551615"] {
            assert_eq!(
                found(&stage(&entry(impossible))),
                format!(
                    r#"lock/broken: the lock has the impossible id {impossible} @ {{"id": {impossible}, "name": "a"}}"#
                )
            );
        }
        assert_eq!(found(&stage(&entry("-1"))), "lock/broken: the lock cannot be read @ ");
        assert_eq!(found(&stage(r#""a": 7"#)), "lock/broken: the lock cannot be read @ ");
        assert_eq!(found(&stage("").replace('9', "3000000000")), "lock/broken: the lock has no free id left @ ");
    }

    #[test]
    fn a_lock_that_is_broken_anywhere_gives_no_number() {
        let two = r#""a": {"id": 5, "name": "a"}, "b": {}"#;
        let text = format!(r#"{{"version": 1, "mappings": {{"m": {{"dms": {{"next": 9, "ids": {{{two}}}}}}}}}}}"#);
        let (mut lock, found) = parse(&text);
        assert_eq!(found.len(), 1);
        assert_eq!(lock.id("m", "dms", "a"), 1);
    }
}
