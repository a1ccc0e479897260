//! What holds for every stage, stated once.

use std::collections::BTreeSet;
use std::fs;

use mapc::settings::{Form, Spec};
use mapc::shape::{Carrier, Origin, walk};
use mapc::stage::Change;
use mapc::stages::ALL;

use super::base::{FILES, ITEMS, LAKE, ORDERS, SHOP, TABLES, TOPIC, TRIP, files};
use crate::support::compile::{Memory, compile, findings};
use crate::support::oracle::repository;
use crate::support::planned::with_plan;
use crate::support::shipped;

#[test]
fn names_are_words_of_the_language_and_folders_of_their_own() {
    let mut seen = BTreeSet::new();
    for stage in ALL {
        let name = stage.name();
        assert!(seen.insert(name), "two stages are called {name}");
        assert!(name.starts_with(|c: char| c.is_ascii_lowercase()), "{name}");
        assert!(name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{name}");
        for file in ["mod.rs", "errors.rs"] {
            let path = repository(&format!("src/stages/{name}/{file}"));
            assert!(path.is_file(), "{} is not there", path.display());
        }
        assert!(!stage.title().is_empty());
    }
    let folders = fs::read_dir(repository("src/stages")).expect("there are stages");
    let folders = folders.filter(|entry| entry.as_ref().expect("an entry").path().is_dir()).count();
    assert_eq!(folders, ALL.len(), "a folder of src/stages is no stage, or a stage has none");
}

#[test]
fn every_finding_bears_the_name_of_its_stage() {
    for stage in ALL {
        assert!(!stage.codes().is_empty());
        for code in stage.codes() {
            assert_eq!(code.name.split('/').next(), Some(stage.name()), "{}", code.name);
        }
    }
}

#[test]
fn every_setting_says_what_it_is_for_and_stands_on_the_stage_s_page() {
    for stage in ALL {
        let path = format!("book/src/stages/{}.md", stage.name());
        let page = fs::read_to_string(repository(&path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let carriers = [Carrier::Messages, Carrier::Items, Carrier::Files, Carrier::Tables, Carrier::Objects];
        let of_next = carriers.iter().flat_map(|carrier| stage.settings_of_next(*carrier));
        for spec in stage.settings().iter().chain(of_next) {
            check_setting(stage.name(), spec, &page);
        }
    }
}

fn check_setting(stage: &str, spec: &Spec, page: &str) {
    assert!(spec.about.len() > 10, "{stage}: `{}` says too little of itself", spec.key);
    assert!(!spec.about.ends_with('.') && spec.about.starts_with(char::is_lowercase), "{stage}: {}", spec.about);
    assert!(page.contains(&format!("`{}", spec.key)), "the page of {stage} does not name `{}`", spec.key);
    match &spec.form {
        Form::Choice(words) => {
            words.iter().flat_map(|(_, inner)| *inner).for_each(|spec| check_setting(stage, spec, page))
        }
        Form::Block(inner) | Form::Table(inner) => inner.iter().for_each(|spec| check_setting(stage, spec, page)),
        Form::Word(words) | Form::WordOrTemplate(words) => assert!(words.len() > 1, "{stage}: {}", spec.key),
        Form::Number { min, max } => assert!(min < max, "{stage}: {}", spec.key),
        Form::Flag | Form::Text | Form::List | Form::Lines => {}
    }
}

#[test]
fn every_stage_can_be_reached_from_rows_and_leads_to_an_end() {
    let mut reached = BTreeSet::from([Carrier::Rows]);
    let mut ends = BTreeSet::from([Carrier::Arrived]);
    for _ in ALL {
        for stage in ALL {
            if stage.accepts().iter().any(|carrier| reached.contains(carrier)) {
                reached.extend(stage.leaves());
            }
            if stage.leaves().iter().any(|carrier| ends.contains(carrier)) {
                ends.extend(stage.accepts());
            }
        }
    }
    for stage in ALL {
        assert!(stage.accepts().iter().any(|carrier| reached.contains(carrier)), "nothing leads to {}", stage.name());
        assert!(stage.leaves().iter().any(|carrier| ends.contains(carrier)), "nothing follows {}", stage.name());
    }
}

/// The mappings that the laws of records are tried on: shipped ones and others, good and bad.
fn projects() -> Vec<(String, Memory)> {
    let others = [ITEMS, ORDERS, LAKE, FILES].map(str::to_owned);
    let good = shipped::all().into_iter().map(|shipped| shipped.text).chain(others);
    let mut projects: Vec<(String, Memory)> = good.map(|text| (text, files(SHOP, TRIP))).collect();
    projects.extend(super::faults::all().into_iter().map(|fault| (fault.text, files(&fault.shop, &fault.trip))));
    projects
}

#[test]
fn no_stage_loses_a_field_in_silence() {
    for (text, files) in projects() {
        with_plan(&text, &files, |plan, diags| {
            for (index, hop) in plan.hops.iter().enumerate() {
                // What a later stage adds is not lost.
                let later = plan.hops[index + 1..].iter().flat_map(|hop| &hop.taken);
                let mut there: BTreeSet<usize> = later
                    .filter_map(|work| if let Change::Compute(place) = work.change { Some(place) } else { None })
                    .collect();
                walk(&hop.passed.shape.fields, &mut |_, field| {
                    if let Origin::Field(place) = field.origin {
                        there.insert(place);
                    }
                });
                let all = there.len() == plan.mapping.record.fields.len();
                assert!(all || !diags.is_empty(), "a field is lost without a word:\n{text}");
            }
        });
    }
}

#[test]
fn two_passes_give_one_shape() {
    for (text, files) in projects() {
        let shapes = || with_plan(&text, &files, |plan, _| format!("{:?}", plan.hops));
        assert_eq!(shapes(), shapes());
    }
}

#[test]
fn what_is_written_is_json_without_null_under_the_folder_of_its_map() {
    let mut paths = BTreeSet::new();
    for (text, folder) in [
        (ITEMS, "order_line/"),
        (ORDERS, "order_book/"),
        (LAKE, "trip/"),
        (FILES, "order_change/"),
        (TABLES, "order_copy/"),
        (TOPIC, "order_topic/"),
    ] {
        let output = compile(text, &files(SHOP, TRIP));
        assert_eq!(findings(&output), Vec::<String>::new());
        for artefact in &output.artefacts {
            assert!(artefact.path.starts_with(folder), "{}", artefact.path);
            assert!(paths.insert(artefact.path.clone()), "{} is written twice", artefact.path);
            if artefact.path.ends_with(".json") {
                let json: serde_json::Value = serde_json::from_slice(&artefact.bytes()).expect("it is JSON");
                assert!(!holds_null(&json), "{} holds null", artefact.path);
                assert_eq!(artefact.bytes().last(), Some(&b'\n'));
            }
        }
    }
    // Each stage of the pipelines wrote something, or asked another to write it.
    let mut asked = BTreeSet::new();
    for text in [ITEMS, LAKE, FILES, TABLES, TOPIC] {
        with_plan(text, &files(SHOP, TRIP), |plan, _| {
            asked.extend(plan.hops.iter().flat_map(|hop| &hop.needs).map(|need| need.by));
        });
    }
    for stage in ALL {
        let wrote = paths.iter().any(|path| path.contains(&format!("/{}.", stage.name())));
        assert!(wrote || asked.contains(stage.name()), "{} wrote nothing", stage.name());
    }
}

fn holds_null(json: &serde_json::Value) -> bool {
    match json {
        serde_json::Value::Null => true,
        serde_json::Value::Array(list) => list.iter().any(holds_null),
        serde_json::Value::Object(members) => members.values().any(holds_null),
        serde_json::Value::Bool(_) | serde_json::Value::Number(_) | serde_json::Value::String(_) => false,
    }
}
