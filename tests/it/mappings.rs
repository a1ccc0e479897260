//! What the shipped mappings compile to: snapshots that read as a review, and the published documents in meaning.

use std::collections::BTreeSet;
use std::fs;

use mapc::artefact::{Artefact, Kind};

use crate::support::compile::findings;
use crate::support::oracle::repository;
use crate::support::shipped::{self, Shipped};

#[test]
fn shipped_mappings_compile_without_a_finding() {
    for mapping in shipped::all() {
        let output = mapping.compile();
        assert!(output.diagnostics.is_empty(), "{}:\n{}", mapping.name, findings(&output).join("\n"));
        assert!(!output.artefacts.is_empty(), "{} compiles to nothing", mapping.name);
    }
}

#[test]
fn artefacts_are_as_they_were_reviewed() {
    for mapping in shipped::all() {
        for artefact in mapping.compile().artefacts {
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path(repository("tests/snapshots").join(&mapping.name));
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            let text = String::from_utf8(artefact.bytes().into_owned()).expect("artefacts are text");
            settings.bind(|| insta::assert_snapshot!(snapshot_name(&mapping, &artefact), text));
        }
    }
}

#[test]
fn no_snapshot_is_left_from_an_artefact_that_is_gone() {
    let mut wanted = BTreeSet::new();
    for mapping in shipped::all() {
        for artefact in mapping.compile().artefacts {
            wanted.insert(format!("{}/{}.snap", mapping.name, snapshot_name(&mapping, &artefact)));
        }
    }
    let mut there = BTreeSet::new();
    for folder in fs::read_dir(repository("tests/snapshots")).expect("there are snapshots") {
        let folder = folder.expect("an entry");
        let mapping = folder.file_name().into_string().expect("a name in UTF-8");
        for file in fs::read_dir(folder.path()).expect("a folder of snapshots") {
            let name = file.expect("an entry").file_name().into_string().expect("a name in UTF-8");
            // One that waits to be looked at is another check's business.
            if !name.ends_with(".new") {
                there.insert(format!("{mapping}/{name}"));
            }
        }
    }
    let orphans: Vec<&String> = there.difference(&wanted).collect();
    assert!(orphans.is_empty(), "below tests/snapshots, nothing compiles to these any more: {orphans:#?}");
}

#[test]
fn two_compilations_give_the_same_bytes() {
    for mapping in shipped::all() {
        let (first, second) = (mapping.compile(), mapping.compile());
        assert_eq!(first.artefacts, second.artefacts);
        assert_eq!(first.lock, second.lock);
    }
}

/// Compiling a shipped mapping in place must leave a clone as it was.
#[test]
fn the_locks_that_ship_are_those_of_the_mappings() {
    for mapping in shipped::all() {
        let lock = fs::read_to_string(repository(&format!("mappings/{}/mapc.lock", mapping.name))).expect("a lock");
        assert_eq!(lock, mapping.compile().lock, "{}: compile it, and look at the change", mapping.name);
    }
}

/// The review comes first in its folder: `_review`. The others are named by stage and kind, as their paths are. What maps of
/// further files make bears the map's name before that.
fn snapshot_name(mapping: &Shipped, artefact: &Artefact) -> String {
    let own = if artefact.kind == Kind::Review {
        "_review".to_owned()
    } else {
        format!("{}.{}", artefact.stage.unwrap_or("project"), artefact.kind.word())
    };
    match artefact.mapping.as_deref().filter(|map| !mapping.is_main(map)) {
        Some(map) => format!("{map}.{own}"),
        None => own,
    }
}
