//! `mapc explain --document`: what a document of table mappings does, rule by rule, and to the tables of a schema.

use std::path::Path;

use anyhow::Result;
use mapc::diag::Diagnostics;
use mapc::diag::render::visible;
use mapc::dms_document::describe::describe;
use mapc::dms_document::effect::effects;
use mapc::dms_document::evaluate;
use mapc::dms_document::model::Document;
use mapc::text::Texts;

use crate::cli::args::MessageFormat;
use crate::cli::exit::Exit;
use crate::cli::report::{self, LinesTo};
use crate::cli::{documents, terminal};

/// Prints what the document does, and on stderr what is wrong with it.
pub fn run(path: &Path, schema: Option<&str>, format: MessageFormat) -> Result<Exit> {
    let (mut texts, mut diags) = (Texts::new(), Diagnostics::new());
    let document = documents::read(path, &mut texts, &mut diags)?;
    let schema = schema.map(|schema| documents::schema(schema, &mut texts)).transpose()?;
    if let Some(document) = &document {
        let mut shown = rules(document);
        match &schema {
            Some(schema) => shown += &documents::tables(&evaluate(document, schema), schema),
            None => {
                shown +=
                    "\nWithout a schema it is not known which tables and columns there are: `--schema DIALECT:FILE`.\n"
            }
        }
        terminal::data(shown.as_bytes())?;
    }
    report::findings(&diags, &texts, format, LinesTo::Stderr)?;
    Ok(Exit::findings(diags.any_errors()))
}

fn rules(document: &Document) -> String {
    let width = document.rules.iter().map(|rule| visible(rule.shown_id()).chars().count()).max().unwrap_or(0);
    let mut shown = String::new();
    for (rule, acts) in document.rules.iter().zip(effects(document)) {
        let lines = describe(rule);
        for (at, line) in lines.iter().enumerate() {
            let id = if at == 0 { visible(rule.shown_id()) } else { String::new() };
            let indent = if at == 0 { "" } else { "  " };
            shown += &format!("{id:>width$}  {indent}{}\n", visible(line));
        }
        if !acts {
            shown += &format!("{:>width$}    without effect\n", "");
        }
    }
    shown
}
