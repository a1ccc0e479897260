//! Documents of table mappings, and what is found in them.

use std::fmt;

use mapc::diag::{Diagnostics, Level};
use mapc::dms_document::{self, model::Document};
use mapc::text::Texts;

/// A finding, in a form that tests can compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How much it weighs.
    pub level: Level,
    /// Its code.
    pub code: &'static str,
    /// Line and column, from 1.
    pub place: (usize, usize),
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.place;
        write!(f, "{line}:{column}: {}[{}]: {}", self.level, self.code, self.message)
    }
}

/// Reads a document.
pub fn read(content: &str) -> (Option<Document>, Vec<Finding>) {
    let (mut texts, mut diags) = (Texts::new(), Diagnostics::new());
    let id = texts.add("document.json", content);
    let document = dms_document::read(id, content, &mut diags);
    let findings = diags
        .iter()
        .map(|finding| {
            let place = finding.place.as_ref().expect("a finding of a document has a place");
            Finding {
                level: finding.level,
                code: finding.code.name,
                place: texts.line_column(id, place.span.start),
                message: finding.message.clone(),
            }
        })
        .collect();
    (document, findings)
}

/// What is found in a document.
pub fn findings(content: &str) -> Vec<Finding> {
    read(content).1
}
