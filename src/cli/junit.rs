//! Examples as JUnit XML, which continuous integration reads: a suite for each map, a test for each example.
//!
//! The elements and attributes are those of the schema of Jenkins, with `file` and `line` on a test besides, which GitLab
//! and the reporters of GitHub read. Texts come from mappings and are hostile: what XML cannot hold is spelled out before,
//! and the writer escapes the rest.

use anyhow::{Context, Result};
use indexmap::IndexMap;
use mapc::Output;
use mapc::diag::Diagnostic;
use mapc::diag::render::{Look, Places, humans, visible};
use mapc::eval::{Tried, Verdict};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::examples::{errors, not_run, place};

/// The suite and test that stand for what lies in no example.
const PROJECT: (&str, &str) = ("mapc", "the project compiles");
/// Columns of a finding in a report.
const WIDTH: usize = 120;

/// One test.
struct Case<'o> {
    class: String,
    name: String,
    place: Option<(&'o str, usize)>,
    end: End<'o>,
}

/// How a test ended.
enum End<'o> {
    Passed,
    Failed(Vec<&'o Diagnostic>),
    /// It could not be tried, because of errors elsewhere.
    Error(&'static str),
}

/// The report, in the order of the texts. Times are zero: an example takes less than the millisecond that the form can say.
pub fn report(output: &Output) -> Result<Vec<u8>> {
    let mut places = Places::new(&output.texts);
    let mut suites: IndexMap<String, Vec<Case<'_>>> = IndexMap::new();
    let errors = errors(output);
    let compiles = Case {
        class: PROJECT.0.to_owned(),
        name: PROJECT.1.to_owned(),
        place: None,
        end: if errors.others.is_empty() { End::Passed } else { End::Failed(errors.others) },
    };
    suites.insert(compiles.class.clone(), vec![compiles]);
    for (tried, errors) in output.examples.iter().zip(errors.of) {
        let case = case(tried, errors, &mut places);
        suites.entry(case.class.clone()).or_default().push(case);
    }
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    write(&mut writer, &suites, &mut places).context("the report cannot be written")?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn case<'o>(tried: &Tried, errors: Vec<&'o Diagnostic>, places: &mut Places<'o>) -> Case<'o> {
    let why = not_run(tried.verdict).unwrap_or_default();
    let end = match tried.verdict {
        Verdict::Passed => End::Passed,
        Verdict::Failed => End::Failed(errors),
        Verdict::Unsound if errors.is_empty() => End::Error(why),
        Verdict::Unsound => End::Failed(errors),
    };
    Case { class: visible(&tried.map), name: visible(&tried.title), place: Some(place(places, tried)), end }
}

type Xml = Writer<Vec<u8>>;

/// How many of `cases` ended in which way.
fn counts<'c, 'o: 'c>(cases: impl Iterator<Item = &'c Case<'o>> + Clone) -> [(&'static str, String); 4] {
    let count = |is: fn(&End<'_>) -> bool| cases.clone().filter(|case| is(&case.end)).count().to_string();
    [
        ("tests", cases.clone().count().to_string()),
        ("failures", count(|end| matches!(end, End::Failed(_)))),
        ("errors", count(|end| matches!(end, End::Error(_)))),
        // Every example is tried, or cannot be for an error.
        ("skipped", "0".to_owned()),
    ]
}

fn write(writer: &mut Xml, suites: &IndexMap<String, Vec<Case<'_>>>, places: &mut Places<'_>) -> std::io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let mut root = writer.create_element("testsuites").with_attribute(("name", "mapc"));
    // The root has no `skipped`.
    for (name, count) in &counts(suites.values().flatten())[..3] {
        root = root.with_attribute((*name, count.as_str()));
    }
    root.with_attribute(("time", "0.000")).write_inner_content(|writer| {
        for (name, cases) in suites {
            let mut suite = writer.create_element("testsuite").with_attribute(("name", name.as_str()));
            for (name, count) in &counts(cases.iter()) {
                suite = suite.with_attribute((*name, count.as_str()));
            }
            suite
                .with_attribute(("time", "0.000"))
                .write_inner_content(|writer| cases.iter().try_for_each(|case| write_case(writer, case, places)))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn write_case(writer: &mut Xml, case: &Case<'_>, places: &mut Places<'_>) -> std::io::Result<()> {
    let mut element = writer
        .create_element("testcase")
        .with_attribute(("classname", case.class.as_str()))
        .with_attribute(("name", case.name.as_str()))
        .with_attribute(("time", "0.000"));
    if let Some((path, line)) = case.place {
        element = element
            .with_attribute(("file", visible(path).as_str()))
            .with_attribute(("line", line.to_string().as_str()));
    }
    let end = |writer: &mut Xml, name: &str, message: &str| -> std::io::Result<()> {
        writer.create_element(name).with_attribute(("message", message)).write_empty().map(|_| ())
    };
    match &case.end {
        End::Passed => element.write_empty()?,
        End::Failed(findings) => element.write_inner_content(|writer| failure(writer, findings, places))?,
        End::Error(why) => element.write_inner_content(|writer| end(writer, "error", why))?,
    };
    Ok(())
}

/// The findings as people read them, under the message of the first.
fn failure(writer: &mut Xml, findings: &[&Diagnostic], places: &mut Places<'_>) -> std::io::Result<()> {
    let look = Look { colour: false, width: WIDTH };
    let mut text = String::new();
    humans(findings.iter().copied(), places, look, |part| text.push_str(part));
    let (message, code) =
        findings.first().map_or((String::new(), ""), |first| (visible(&first.message), first.code.name));
    writer
        .create_element("failure")
        .with_attribute(("message", message.as_str()))
        .with_attribute(("type", code))
        .write_text_content(BytesText::new(text.trim_end()))?;
    Ok(())
}
