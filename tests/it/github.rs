//! Findings as GitHub's runner reads them. The reader here does what the runner's `ActionCommand` does.

use std::collections::BTreeMap;

use mapc::diag::render::{Places, github, github_file};
use mapc::diag::{Code, Diagnostic};
use mapc::text::{Span, Texts};

static PIVOT: Code = Code::error("dms/pivot", "");
static LOSSY: Code = Code::warning("types/lossy", "");

/// What the runner makes of a line of a log.
#[derive(Debug, PartialEq, Eq)]
struct Command {
    name: String,
    properties: BTreeMap<String, String>,
    message: String,
}

/// Undoes the escapes one after the other, the sign itself last.
fn undone(text: &str, escapes: &[(&str, &str)]) -> String {
    escapes.iter().fold(text.to_owned(), |text, (escape, plain)| text.replace(escape, plain))
}

fn read(line: &str) -> Command {
    assert!(!line.contains(['\n', '\r']), "one line: {line:?}");
    let rest = line.trim_start().strip_prefix("::").expect("a command begins with `::`");
    let (head, message) = rest.split_once("::").expect("a command has a second `::`");
    let (name, list) = head.split_once(' ').unwrap_or((head, ""));
    let escapes = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")];
    let mut properties = BTreeMap::new();
    for property in list.split(',').filter(|property| !property.is_empty()) {
        let (name, value) = property.split_once('=').expect("a property has a value");
        let earlier = properties.insert(name.to_owned(), undone(value, &escapes));
        assert_eq!(earlier, None, "{name} stands twice in {line}");
    }
    let message = undone(message, &[("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]);
    Command { name: name.to_owned(), properties, message }
}

fn written(diagnostic: &Diagnostic, texts: &Texts) -> Command {
    read(&github(diagnostic, &mut Places::new(texts)))
}

fn properties(list: &[(&str, &str)]) -> BTreeMap<String, String> {
    list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn a_finding_is_one_command_with_its_place() {
    let mut texts = Texts::new();
    let sql = texts.add("shop/shop.sql", "CREATE TABLE purchase (\n  quantity int\n);\n");
    let id = texts.add("shop/shop.mapc", "map é {\n  pivott quantity\n}\n");
    let diagnostic = PIVOT
        .at(Span::new(id, 11, 17), "unknown line `pivott`")
        .label("no line begins with this word")
        .also(Span::new(sql, 26, 34), "declared here")
        .note("100 % of\nlines begin with a word")
        .help("write `pivot`".to_owned())
        .fix("write `pivot`, with a name", Span::new(id, 11, 17), "pivot");
    assert_eq!(
        github(&diagnostic, &mut Places::new(&texts)),
        "::error file=shop/shop.mapc,line=2,endLine=2,col=3,endColumn=9,title=dms/pivot::unknown line `pivott`: no line \
         begins with this word%0Ashop/shop.sql:2:3: declared here%0Anote: 100 %25 of%0Alines begin with a word%0Ahelp: \
         write `pivot`%0Ahelp: write `pivot`, with a name"
    );
}

/// The characters that the `escapeData` and `escapeProperty` of GitHub's own toolkit escape, and no others.
#[test]
fn escapes_are_those_of_the_toolkit() {
    assert_eq!(
        github_file("a:b,c%=;.mapc", "t:u,v%", "1:2,3%25=\n;\r"),
        "::error file=a%3Ab%2Cc%25=;.mapc,title=t%3Au%2Cv%25::1:2,3%2525=%0A;%0D"
    );
}

#[test]
fn levels_are_those_of_github() {
    let texts = Texts::new();
    assert_eq!(written(&LOSSY.nowhere("a"), &texts).name, "warning");
    let mut note = LOSSY.nowhere("a");
    note.level = mapc::diag::Level::Note;
    assert_eq!(written(&note, &texts).name, "notice");
    assert_eq!(written(&note, &texts).properties, properties(&[("title", "types/lossy")]));
}

#[test]
fn a_place_on_several_lines_has_no_columns() {
    let mut texts = Texts::new();
    let id = texts.add("a.mapc", "map x {\n}\n");
    let command = written(&PIVOT.at(Span::new(id, 4, 9), "x"), &texts);
    let expected = [("file", "a.mapc"), ("line", "1"), ("endLine", "2"), ("title", "dms/pivot")];
    assert_eq!(command.properties, properties(&expected));
}

#[test]
fn names_from_outside_stay_inside_their_places() {
    let mut texts = Texts::new();
    let path = "a,line=9::error 100%0A%3A.mapc";
    let id = texts.add(path, "x\n");
    let message = "b::error::c %0A %25 ,d=e";
    let command = written(&PIVOT.at(Span::new(id, 0, 1), message).note("f\r\n::stop-commands::g"), &texts);
    assert_eq!((command.name.as_str(), command.properties["file"].as_str()), ("error", path));
    assert_eq!(command.properties["line"], "1");
    assert_eq!(command.message, format!("{message}\nnote: f\\u{{d}}\n::stop-commands::g"));

    let command = read(&github_file(path, "title: x", "one\n::error::two"));
    assert_eq!(command.properties, properties(&[("file", path), ("title", "title: x")]));
    assert_eq!(command.message, "one\n::error::two");
}
