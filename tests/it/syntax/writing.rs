//! Trees become texts that are read as the same trees.

use std::fs;
use std::path::Path;

use mapc::diag::Diagnostics;
use mapc::syntax::tree::Tree;
use mapc::syntax::write::{Page, write};
use mapc::syntax::{format, parse};
use mapc::text::Texts;

use crate::support::fences;
use crate::support::oracle::repository;

fn read(text: &str) -> Option<Tree> {
    let (mut texts, mut diags) = (Texts::new(), Diagnostics::new());
    let id = texts.add("text.mapc", text);
    let tree = parse(id, text, &mut diags);
    (!diags.any_errors()).then_some(tree)
}

/// The tree without places.
fn shown(tree: &Tree) -> String {
    let debug = format!("{tree:?}");
    let mut shown = String::new();
    let mut rest = debug.as_str();
    while let Some(start) = rest.find("Span {") {
        shown += &rest[..start];
        rest = &rest[start..];
        rest = &rest[rest.find('}').expect("a span ends") + 1..];
    }
    shown + rest
}

fn all_texts() -> Vec<(String, String)> {
    fn below(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.display().to_string();
            if path.is_dir() {
                below(&path, found);
            } else if name.ends_with(".mapc") {
                found.push((name, fs::read_to_string(&path).expect("a text")));
            } else if name.ends_with(".md") {
                let page = fs::read_to_string(&path).expect("a page");
                for block in fences::blocks(&page).into_iter().filter(|block| block.info.starts_with("mapc")) {
                    let text = match block.info.as_str() {
                        "mapc-body" => format!("map m from s.t -> dms {{\n{}}}\n", block.text),
                        _ => block.text,
                    };
                    found.push((format!("{name}:{}", block.line), text));
                }
            }
        }
    }
    let mut found = Vec::new();
    below(&repository("book/src"), &mut found);
    below(&repository("mappings"), &mut found);
    below(&repository("tests/it/syntax"), &mut found);
    found
}

#[test]
fn every_text_of_the_book_is_written_as_it_is_read() {
    let mut written = 0;
    for (name, text) in all_texts() {
        let Some(tree) = read(&text) else { continue };
        let expected = shown(&tree);
        let again = write(&Page::from(tree)).unwrap_or_else(|| panic!("{name} is written"));
        let tree = read(&again).unwrap_or_else(|| panic!("{name} is read again:\n{again}"));
        assert_eq!(shown(&tree), expected, "{name}:\n{again}");
        let mut texts = Texts::new();
        let id = texts.add("again", again.clone());
        assert_eq!(format(id, &again, &mut Diagnostics::new()).as_ref(), Some(&again), "{name}: is canonical");
        written += 1;
    }
    assert!(written > 200, "{written}");
}
