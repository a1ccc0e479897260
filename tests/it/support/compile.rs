//! Compiles texts in memory, and says what came out in a form that tests can compare.

use std::collections::BTreeMap;

use jiff::civil::Date;
use mapc::diag::Level;
use mapc::{Files, Options, Output, Sources};

use crate::support::oracle::repository;

/// The schemas of the shipped mappings. The book's examples name the first two without spelling them out.
const SHIPPED: [(&str, &str); 4] = [
    ("mydatabase.sql", "mappings/purchase/mydatabase.sql"),
    ("sh.sql", "mappings/race-entries/sh.sql"),
    ("dev.sql", "mappings/retail-transactions/dev.sql"),
    ("sis.sql", "mappings/university/sis.sql"),
];

/// Files by name.
#[derive(Clone, Debug, Default)]
pub struct Memory(BTreeMap<String, Vec<u8>>);

impl Memory {
    /// The schemas of the shipped mappings.
    pub fn shipped() -> Memory {
        let read = |path: &str| std::fs::read(repository(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        Memory(SHIPPED.iter().map(|(name, path)| ((*name).to_owned(), read(path))).collect())
    }

    /// Adds a file, or puts another in its place.
    pub fn put(&mut self, name: &str, content: &str) {
        self.put_bytes(name, content.as_bytes().to_vec());
    }

    /// Adds a file that may be no text.
    pub fn put_bytes(&mut self, name: &str, content: Vec<u8>) {
        self.0.insert(name.to_owned(), content);
    }

    /// The text of a file.
    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.0[name].clone()).expect("a file in UTF-8")
    }
}

impl Files for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).cloned().ok_or_else(|| "no such file".to_owned())
    }
}

/// The path under which [`compile`] gives a text to the compiler.
pub const PATH: &str = "test.mapc";

/// The day of every compilation.
pub const TODAY: Date = jiff::civil::date(2026, 1, 1);

/// Compiles one mapping text with the files beside it.
pub fn compile(text: &str, files: &Memory) -> Output {
    compile_with(text, files, Options::default())
}

/// Compiles one mapping text with the files beside it, on a day after which waivers can have ended.
pub fn compile_with(text: &str, files: &Memory, options: Options) -> Output {
    let sources = Sources { mappings: vec![(PATH.to_owned(), text.as_bytes().to_vec())], files };
    mapc::compile(&sources, &Options { today: Some(TODAY), ..options })
}

/// The findings as people read them, one a line: place, level, code, message.
pub fn findings(output: &Output) -> Vec<String> {
    output
        .diagnostics
        .iter()
        .map(|finding| {
            let place = finding.place.as_ref().map_or("-".to_owned(), |label| {
                let (line, column) = output.texts.line_column(label.span.text, label.span.start);
                format!("{}:{line}:{column}", output.texts.get(label.span.text).path)
            });
            format!("{place}: {}[{}]: {}", finding.level, finding.code.name, finding.message)
        })
        .collect()
}

/// The codes of the findings that are more than notes.
pub fn serious_codes(output: &Output) -> Vec<&'static str> {
    output.diagnostics.iter().filter(|finding| finding.level > Level::Note).map(|finding| finding.code.name).collect()
}
