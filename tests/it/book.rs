//! The book holds: every example compiles, or fails with the code that it is there to show.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use mapc::diag::{Code, Level};

use crate::support::compile::{Memory, compile, findings, serious_codes};
use crate::support::documents;
use crate::support::fences::{self, Block};
use crate::support::oracle::repository;

/// A page: its path below `book/src`, and its text.
type Page = (String, String);

#[test]
fn each_diagnostics_page_shows_its_code_and_the_way_out() {
    let mut wrong = Vec::new();
    for (path, page) in diagnostics_pages() {
        let code = code_of(&path);
        if fences::blocks(&page).is_empty() {
            wrong.push(format!("{path}: shows no example"));
            continue;
        }
        if page.lines().next() != Some(&format!("# {code}")) {
            wrong.push(format!("{path}: the first line is not `# {code}`"));
        }
        let mut files = Memory::shipped();
        let (mut failing, mut mended, mut console) = (0, 0, 0);
        for block in fences::blocks(&page) {
            match block.info.as_str() {
                "mapc fails" => {
                    failing += 1;
                    let output = compile(&block.text, &files);
                    let codes: Vec<&str> = output.diagnostics.iter().map(|finding| finding.code.name).collect();
                    if codes != [code.as_str()] {
                        wrong.push(said(&path, &block, &format!("gives not `{code}` alone, once"), &findings(&output)));
                    }
                }
                "mapc" => {
                    mended += 1;
                    let output = compile(&block.text, &files);
                    if !output.diagnostics.is_empty() {
                        wrong.push(said(&path, &block, "is the mended text, and has findings", &findings(&output)));
                    }
                }
                "dms fails" => {
                    failing += 1;
                    let found = documents::findings(&block.text);
                    let codes: Vec<&str> = found.iter().map(|finding| finding.code).collect();
                    if codes != [code.as_str()] {
                        let shown: Vec<String> = found.iter().map(ToString::to_string).collect();
                        wrong.push(said(&path, &block, &format!("gives not `{code}` alone, once"), &shown));
                    }
                }
                "dms" => {
                    mended += 1;
                    let found = documents::findings(&block.text);
                    if !found.is_empty() {
                        let shown: Vec<String> = found.iter().map(ToString::to_string).collect();
                        wrong.push(said(&path, &block, "is the mended document, and has findings", &shown));
                    }
                }
                "console" | "console fails" => console += 1,
                info => match info.strip_prefix("file ") {
                    Some(name) => files.put(name, &block.text),
                    None => {
                        wrong.push(format!("{path}:{}: a block `{info}` has no meaning on such a page", block.line))
                    }
                },
            }
        }
        if (failing == 0 || mended == 0) && console == 0 {
            wrong.push(format!(
                "{path}: shows {failing} failing and {mended} mended texts; want one of each, or a console"
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn each_code_has_a_page_that_the_summary_lists_and_each_page_a_code() {
    let codes: BTreeMap<&str, &Code> = mapc::codes().map(|code| (code.name, code)).collect();
    let pages: BTreeMap<String, String> =
        diagnostics_pages().into_iter().map(|(path, page)| (code_of(&path), page)).collect();
    let summary = fs::read_to_string(repository("book/src/SUMMARY.md")).expect("the book has a summary");
    let mut wrong = Vec::new();
    for (name, code) in &codes {
        match pages.get(*name) {
            Some(page) if page == code.page => {}
            Some(_) => wrong.push(format!("{name}: its page is not the one that the code includes")),
            None => wrong.push(format!("{name}: has no page book/src/diagnostics/{name}.md")),
        }
    }
    for name in pages.keys() {
        if !codes.contains_key(name.as_str()) {
            wrong.push(format!("{name}: has a page, and no list of codes knows it"));
        }
        let line = format!("  - [{name}](diagnostics/{name}.md)");
        if !summary.lines().any(|listed| listed == line) {
            wrong.push(format!("{name}: book/src/SUMMARY.md lacks the line `{line}`"));
        }
    }
    assert_eq!(codes.len(), mapc::codes().count(), "two codes have one name");
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_link_of_the_summary_leads_to_a_page_and_every_page_is_linked() {
    let summary = fs::read_to_string(repository("book/src/SUMMARY.md")).expect("the book has a summary");
    let linked: BTreeSet<String> = summary
        .lines()
        .filter_map(|line| line.split_once("](")?.1.strip_suffix(')').map(str::to_owned))
        .filter(|target| !target.is_empty())
        .collect();
    let there: BTreeSet<String> =
        pages("").into_iter().map(|(path, _)| path).filter(|path| path != "SUMMARY.md").collect();
    let broken: Vec<&String> = linked.difference(&there).collect();
    let unlinked: Vec<&String> = there.difference(&linked).collect();
    assert!(
        broken.is_empty() && unlinked.is_empty(),
        "links to nothing: {broken:?}; pages without a link: {unlinked:?}"
    );
}

#[test]
fn the_other_pages_and_the_readme_compile() {
    let mut all: Vec<Page> = pages("").into_iter().filter(|(path, _)| !path.starts_with("diagnostics/")).collect();
    let readme = fs::read_to_string(repository("README.md")).expect("there is a README");
    all.push(("README.md".to_owned(), readme));
    let mut wrong = Vec::new();
    for (path, page) in all {
        let mut files = Memory::shipped();
        for block in fences::blocks(&page) {
            let mut words = block.info.split_whitespace();
            let text = match words.next() {
                Some("mapc") => block.text.clone(),
                Some("mapc-body") => in_a_map(&block.text),
                Some("file") => {
                    files.put(words.next().unwrap_or_default(), &block.text);
                    continue;
                }
                Some("dms") => {
                    let found = documents::findings(&block.text);
                    if found.iter().any(|finding| finding.level == Level::Error) {
                        let shown: Vec<String> = found.iter().map(ToString::to_string).collect();
                        wrong.push(said(&path, &block, "is a document that DMS refuses", &shown));
                    }
                    continue;
                }
                Some(_) | None => continue,
            };
            let output = compile(&text, &files);
            match (words.next(), words.next()) {
                // The reference of the language shows lines over tables of many kinds: they must be read, no more.
                (None, None) => {
                    let counts = |code: &&str| path != "reference/language.md" || code.starts_with("syntax/");
                    let errors = output.diagnostics.iter().filter(|finding| finding.level == Level::Error);
                    if errors.map(|finding| finding.code.name).any(|code| counts(&code)) {
                        wrong.push(said(&path, &block, "does not compile", &findings(&output)));
                    }
                }
                (Some("fails"), Some(code)) => {
                    if serious_codes(&output) != [code] {
                        wrong.push(said(&path, &block, &format!("gives not `{code}` alone"), &findings(&output)));
                    }
                }
                (_, _) => wrong.push(format!("{path}:{}: `{}` has no meaning", block.line, block.info)),
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// What a mapping can say, as the tree calls it.
const CONSTRUCTS: &[&str] = &[
    "Language(LanguageLine",
    "Schema(SchemaLine",
    "Unchecked(UncheckedLine",
    "Param(ParamLine",
    "Fragment(Fragment",
    "Example(Example",
    "Settings(StageBlock",
    "verb: Deny",
    "verb: Warn",
    "verb: Allow",
    "kind: Table",
    "kind: View",
    "kind: Any",
    "role: Partition",
    "role: Sort",
    "PrimaryKey(PrimaryKeyLine",
    "PartitionBy(PartitionByLine",
    "Rest(",
    "Pivot(PivotLine",
    "kind: Map",
    "kind: List",
    "kind: Set",
    "Exclude(ExcludeLine",
    "Mask(MaskLine",
    "Where(WhereLine",
    "Version(VersionLine",
    "KeyChange(Refuse)",
    "KeyChange(Replace)",
    "Delete(Remove)",
    "Delete(Ignore)",
    "Delete(Append)",
    "Update(Append)",
    "Duplicate(Reject)",
    "Duplicate(Last)",
    "Duplicate(Sum)",
    "Empty(Delete)",
    "Empty(Keep)",
    "Truncate(Refuse)",
    "Truncate(Remove)",
    "which: Key",
    "which: NonLob",
    "which: All",
    "scope: Schema",
    "scope: Table",
    "scope: Field",
    "scope: Tablespace",
    "scope: IndexTablespace",
    "To(",
    "Lowercase",
    "Uppercase",
    "AddPrefix(",
    "AddSuffix(",
    "RemovePrefix(",
    "RemoveSuffix(",
    "ReplacePrefix(",
    "ReplaceSuffix(",
    " Replace(",
    "Columns(",
    "Every(",
    "Hash",
    "Digits(",
    "RandomDigits",
    "Unique(",
    "Immutable(",
    "And(",
    "Or(",
    "Not(",
    "Equal(",
    "Less(",
    "AtMost(",
    "Greater(",
    "AtLeast(",
    "In(",
    "Between(",
    "test: Null",
    "Like(",
    "Contains(",
    "StartsWith(",
    "Omit(",
    "Keep(",
    "Reject(",
    "As(Literal",
    "Use(",
];

/// What no text of the book compiles with, and why.
const NOT_COMPILED: &[(&str, &str)] = &[
    ("PartitionBy(PartitionByLine", "DMS makes folders of the time of a change, not of columns"),
    ("kind: Set", "no stage writes sets yet"),
    ("Duplicate(Sum)", "the sum of a pivot's values wants wider types than the values"),
    ("Empty(Delete)", "DynamoDB has no condition for an item without other attributes"),
];

#[test]
fn whatever_a_mapping_can_say_is_compiled_somewhere_in_the_book() {
    let mut trees = String::new();
    for (path, page) in pages("") {
        if path == "reference/language.md" {
            continue;
        }
        for block in fences::blocks(&page) {
            let text = match block.info.as_str() {
                "mapc" => block.text.clone(),
                "mapc-body" => in_a_map(&block.text),
                _ => continue,
            };
            let mut texts = mapc::text::Texts::new();
            let id = texts.add("m.mapc", text.as_str());
            let tree = mapc::syntax::parse(id, &text, &mut mapc::diag::Diagnostics::new());
            trees += &format!("{tree:?}\n");
        }
    }
    let missing: Vec<&&str> = CONSTRUCTS.iter().filter(|construct| !trees.contains(**construct)).collect();
    let named: Vec<&&str> = NOT_COMPILED.iter().map(|(construct, _)| construct).collect();
    assert_eq!(missing, named);
}

/// The lines of `body` in a map over `purchase`; what it needs besides is added where the lines do not say it.
fn in_a_map(body: &str) -> String {
    let says = |start: &str| body.lines().any(|line| line.trim_start().starts_with(start));
    let mut lines = String::new();
    if !says("partition key") {
        lines += "partition key customerid\n";
    }
    if !says("sort key") {
        lines += "sort key order_line = \"${orderid}|${productid}\"\nassume orderid not contains \"|\"\n";
    }
    if !says("field *") && !says("field quantity") {
        lines += "field quantity\n";
    }
    let header = "schema mydatabase from mysql \"mydatabase.sql\"\nmap purchase from mydatabase.purchase -> dms -> dynamodb purchase {\n";
    format!("{header}{lines}{body}}}\n")
}

fn said(path: &str, block: &Block, what: &str, findings: &[String]) -> String {
    let list =
        if findings.is_empty() { "    (no finding)".to_owned() } else { format!("    {}", findings.join("\n    ")) };
    format!("{path}:{}: the text {what}:\n{list}", block.line)
}

/// `diagnostics/dms/pivot.md` is about `dms/pivot`.
fn code_of(path: &str) -> String {
    path.trim_start_matches("diagnostics/").trim_end_matches(".md").to_owned()
}

fn diagnostics_pages() -> Vec<Page> {
    pages("diagnostics/")
}

/// All pages below `folder` of the book, in order of path.
fn pages(folder: &str) -> Vec<Page> {
    let root = repository("book/src");
    let mut found = Vec::new();
    collect(&root, folder.trim_end_matches('/'), &mut found);
    found.sort();
    found
}

fn collect(root: &Path, below: &str, found: &mut Vec<Page>) {
    let folder = root.join(below);
    for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a name in UTF-8");
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        if entry.path().is_dir() {
            collect(root, &path, found);
        } else if Path::new(&name).extension().is_some_and(|extension| extension == "md") {
            found.push((path, fs::read_to_string(entry.path()).expect("a page in UTF-8")));
        }
    }
}
