//! Findings as SARIF 2.1.0: one document for all, which GitHub's code scanning and many editors read.
//!
//! What it relies on besides the standard: GitHub refuses a result without a place in a file, reads relative paths from the
//! root of the repository, and counts columns as JavaScript does, in units of UTF-16.

mod model;
mod rules;
mod uri;

use indexmap::IndexMap;

use self::model::{
    ArtifactChange, Change, Driver, Finding, Inserted, Location, Log, Logical, Physical, Region, Replacement, Run,
    Text, Tool,
};
use super::escape;
use super::places::Places;
use crate::diag::code::Code;
use crate::diag::finding::{Diagnostic, Diagnostics, Fix, Label};
use crate::text::{Span, TextId};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The document, in lines for people too. Findings without a place stand at the first line of `main`, the file that is to
/// blame for what no file is to blame for.
pub fn sarif(diagnostics: &Diagnostics, main: Option<TextId>, places: &mut Places<'_>) -> String {
    let mut codes: IndexMap<&'static str, &'static Code> = IndexMap::new();
    let mut results = Vec::new();
    for diagnostic in diagnostics.iter() {
        let (rule, _) = codes.insert_full(diagnostic.code.name, diagnostic.code);
        results.push(finding(diagnostic, rule, main, places));
    }
    let driver = Driver {
        name: "mapc",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: codes.values().map(|code| rules::rule(code)).collect(),
    };
    let run = Run { tool: Tool { driver }, column_kind: "utf16CodeUnits", results };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    serde_json::to_string_pretty(&log).expect("text and numbers can always be JSON")
}

fn finding<'d>(
    diagnostic: &'d Diagnostic,
    rule_index: usize,
    main: Option<TextId>,
    places: &mut Places<'_>,
) -> Finding<'d> {
    let span = diagnostic.place.as_ref().map(|place| place.span).or(main.map(|id| Span::new(id, 0, 0)));
    let logical_locations: Vec<Logical<'d>> =
        diagnostic.mapping.iter().map(|name| Logical { fully_qualified_name: name, kind: "module" }).collect();
    let locations = span
        .map(|span| Location { id: None, physical_location: physical(span, places), logical_locations, message: None })
        .into_iter()
        .collect();
    let related = |(at, label): (usize, &Label)| Location {
        id: Some(at),
        physical_location: physical(label.span, places),
        logical_locations: Vec::new(),
        message: Some(&label.text).filter(|text| !text.is_empty()).map(|text| text_of(escape::line(text))),
    };
    Finding {
        rule_id: diagnostic.code.name,
        rule_index,
        level: rules::level(diagnostic.level),
        message: text_of(message(diagnostic)),
        locations,
        related_locations: diagnostic.also.iter().enumerate().map(related).collect(),
        fixes: diagnostic.fixes.iter().map(|fix| change(fix, places)).collect(),
    }
}

/// What is wrong, what is to be seen at the place, why, and what to write instead: a paragraph each.
fn message(diagnostic: &Diagnostic) -> String {
    let mut text = escape::line(&diagnostic.message);
    if let Some(label) = diagnostic.place.as_ref().map(|place| &place.text).filter(|label| !label.is_empty()) {
        text += ": ";
        text += &escape::line(label);
    }
    for (word, part) in
        diagnostic.notes.iter().map(|note| ("note", note)).chain(diagnostic.help.iter().map(|help| ("help", help)))
    {
        text += &format!("\n\n{word}: {}", escape::lines(part));
    }
    text
}

/// A message string. In one, `{0}` stands for the first argument, and there are none; the standard asks to double each brace,
/// which readers of messages without arguments show as they are, so that only what looks like a placeholder is doubled.
fn text_of(text: String) -> Text {
    let mut safe = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(open) = rest.find('{') {
        let digits = rest[open + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let end = open + 1 + digits;
        safe.push_str(&rest[..open]);
        if digits > 0 && rest[end..].starts_with('}') {
            safe.push_str(&format!("{{{}}}", &rest[open..=end]));
            rest = &rest[end + 1..];
        } else {
            safe.push('{');
            rest = &rest[open + 1..];
        }
    }
    safe.push_str(rest);
    Text { text: safe }
}

fn change<'d>(fix: &'d Fix, places: &mut Places<'_>) -> Change<'d> {
    let mut files: IndexMap<TextId, Vec<Replacement<'d>>> = IndexMap::new();
    for edit in &fix.edits {
        let replacement =
            Replacement { deleted_region: region(edit.span, places), inserted_content: Inserted { text: &edit.text } };
        files.entry(edit.span.text).or_default().push(replacement);
    }
    let artifact_changes = files
        .into_iter()
        .map(|(id, replacements)| ArtifactChange { artifact_location: uri::artifact(places.path(id)), replacements })
        .collect();
    Change { description: text_of(escape::line(&fix.message)), artifact_changes }
}

fn physical(span: Span, places: &mut Places<'_>) -> Physical {
    Physical { artifact_location: uri::artifact(places.path(span.text)), region: region(span, places) }
}

fn region(span: Span, places: &mut Places<'_>) -> Region {
    let bytes = places.range(span);
    let (start_line, start_column) = places.wide_position(span.text, bytes.start);
    let (end_line, end_column) = places.wide_position(span.text, bytes.end);
    Region { start_line, start_column, end_line, end_column }
}

#[cfg(test)]
mod tests {
    use super::text_of;

    #[test]
    fn what_looks_like_a_placeholder_is_none() {
        for (text, shown) in
            [("{ a: 1 } ${b} {", "{ a: 1 } ${b} {"), ("{0}", "{{0}}"), ("x{12}{1", "x{{12}}{1"), ("{{3}}", "{{{3}}}")]
        {
            assert_eq!(text_of(text.to_owned()).text, shown);
        }
    }
}
