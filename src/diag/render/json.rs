//! Findings for programs: one JSON object, without an end of line.
//!
//! The form is public. `version` grows when a reader of the old form would misread the new one; members may be added
//! without it.

use serde::Serialize;

use super::places::{Places, Position};
use crate::diag::code::Level;
use crate::diag::finding::Diagnostic;
use crate::text::Span;

/// The version of the form.
const VERSION: u32 = 1;

/// One finding as JSON, on one line.
pub fn json(diagnostic: &Diagnostic, places: &mut Places<'_>) -> String {
    let mut label = |label: &crate::diag::finding::Label| Place {
        at: range(label.span, places),
        label: Some(label.text.clone()).filter(|text| !text.is_empty()),
    };
    let place = diagnostic.place.as_ref().map(&mut label);
    let also = diagnostic.also.iter().map(&mut label).collect();
    let fixes = diagnostic
        .fixes
        .iter()
        .map(|fix| Fix {
            message: &fix.message,
            edits: fix.edits.iter().map(|edit| Edit { at: range(edit.span, places), text: &edit.text }).collect(),
        })
        .collect();
    let finding = Finding {
        version: VERSION,
        code: diagnostic.code.name,
        level: diagnostic.level,
        message: &diagnostic.message,
        mapping: diagnostic.mapping.as_deref(),
        place,
        also,
        notes: &diagnostic.notes,
        help: &diagnostic.help,
        fixes,
    };
    serde_json::to_string(&finding).expect("text and numbers can always be JSON")
}

#[derive(Serialize)]
struct Finding<'a> {
    version: u32,
    code: &'static str,
    level: Level,
    message: &'a str,
    mapping: Option<&'a str>,
    place: Option<Place<'a>>,
    also: Vec<Place<'a>>,
    notes: &'a [String],
    help: &'a [String],
    fixes: Vec<Fix<'a>>,
}

/// A range of a text; the end is the place after the last character.
#[derive(Serialize)]
struct Range<'a> {
    path: &'a str,
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Place<'a> {
    #[serde(flatten)]
    at: Range<'a>,
    label: Option<String>,
}

#[derive(Serialize)]
struct Fix<'a> {
    message: &'a str,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    #[serde(flatten)]
    at: Range<'a>,
    text: &'a str,
}

fn range<'a>(span: Span, places: &mut Places<'a>) -> Range<'a> {
    let bytes = places.range(span);
    Range {
        path: places.path(span.text),
        start: places.position(span.text, bytes.start),
        end: places.position(span.text, bytes.end),
    }
}
