//! The page of a review: what it shows of changes, and what one more line or table does to it.

mod errors;
mod hostile;
mod many;
mod wording;

use std::collections::BTreeMap;

use mapc::Options;
use mapc::artefact::Kind;
use mapc::review::Format;

use crate::support::compile::{Memory, compile_with, findings};

/// The pages of all mappings of `text`, joined.
#[track_caller]
fn page(text: &str, files: &Memory, review: Format) -> String {
    let output = compile_with(text, files, Options { review, ..Options::default() });
    assert!(!output.diagnostics.any_errors(), "{:#?}", findings(&output));
    let pages = output.artefacts.iter().filter(|artefact| artefact.kind == Kind::Review);
    let pages: Vec<String> =
        pages.map(|page| String::from_utf8(page.bytes().into_owned()).expect("pages are UTF-8")).collect();
    pages.concat()
}

/// Lines of `new` that are not in `old`, when `old` with them is `new`; `None` when a line went or moved.
fn added(old: &str, new: &str) -> Option<Vec<String>> {
    let mut old = old.lines().peekable();
    let mut added = Vec::new();
    for line in new.lines() {
        if old.peek() == Some(&line) {
            old.next();
        } else {
            added.push(line.to_owned());
        }
    }
    old.next().is_none().then_some(added)
}

/// How many lines two texts have that the other has not.
fn differing(one: &str, other: &str) -> usize {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    one.lines().for_each(|line| *counts.entry(line).or_default() += 1);
    other.lines().for_each(|line| *counts.entry(line).or_default() -= 1);
    counts.values().map(|count| count.unsigned_abs() as usize).sum()
}
