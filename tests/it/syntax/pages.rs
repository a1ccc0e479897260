//! The pages of this folder's codes: the first text gives exactly this finding, the second none, as far as reading goes.

use mapc::syntax::errors::CODES;

use super::support::{canonical, read};

/// The blocks of `page` whose info string is `info`.
fn blocks(page: &str, info: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once(&format!("```{info}\n")) {
        let (block, after) = after.split_once("```\n").expect("a block ends");
        found.push(block.to_owned());
        rest = after;
    }
    found
}

#[test]
fn each_page_fails_as_it_says_and_its_mended_text_is_read() {
    for code in CODES {
        let (wrong, right) = (blocks(code.page, "mapc fails"), blocks(code.page, "mapc"));
        if wrong.is_empty() {
            assert_eq!(blocks(code.page, "console fails").len(), 1, "{}", code.name);
            continue;
        }
        let parsed = read(&wrong[0]);
        let names: Vec<_> = parsed.diags.iter().map(|found| found.code.name).collect();
        assert_eq!(names, [code.name], "{:?}", parsed.findings());
        assert_eq!(right.len(), 1, "{}", code.name);
        assert_eq!(read(&right[0]).findings(), Vec::<String>::new(), "{}", code.name);
    }
}

#[test]
fn what_a_fix_writes_is_read() {
    for code in CODES {
        for wrong in blocks(code.page, "mapc fails") {
            let parsed = read(&wrong);
            if parsed.diags.iter().any(|found| !found.fixes.is_empty()) {
                assert_eq!(
                    read(&parsed.fixed()).findings(),
                    Vec::<String>::new(),
                    "{}:\n{}",
                    code.name,
                    parsed.fixed()
                );
            }
        }
    }
}

#[test]
fn every_example_of_the_reference_is_read_and_canonical() {
    let page = include_str!("../../../book/src/reference/language.md");
    let (whole, bodies) = (blocks(page, "mapc"), blocks(page, "mapc-body"));
    assert!(whole.len() > 8 && bodies.len() > 8);
    for text in whole {
        assert_eq!(canonical(&text), text);
    }
    for body in bodies {
        let lines: Vec<String> = body.lines().map(|line| format!("  {line}\n")).collect();
        let text = format!("map m from s.t -> dms {{\n{}}}\n", lines.concat());
        assert_eq!(canonical(&text), text);
    }
}

#[test]
fn every_section_of_the_reference_shows_what_is_read_and_what_is_refused() {
    let page = include_str!("../../../book/src/reference/language.md");
    let (_, lines) = page.split_once("## Lines at the top").expect("the page has lines");
    let sections: Vec<&str> = lines.split("\n### ").skip(1).collect();
    assert!(sections.len() > 25, "{}", sections.len());
    for section in sections {
        let name = section.lines().next().unwrap_or_default();
        let read = blocks(section, "mapc").len() + blocks(section, "mapc-body").len();
        assert!(read > 0, "{name}: shows nothing");
        let refused = section.contains("```mapc fails ") || section.contains("```mapc-body fails ");
        assert!(refused, "{name}: shows nothing that is refused");
    }
}
