//! `mapc diff`: in what two documents of table mappings differ by meaning. (How the text of an output would change, for
//! `compile --check`, is in `diff`.)

use std::path::Path;

use anyhow::{Result, bail};
use mapc::diag::Diagnostics;
use mapc::diag::render::visible;
use mapc::dms_document::{
    self,
    compare::{Change, Difference},
    model::Document,
};
use mapc::text::{Span, Texts};

use super::args::{DiffArgs, MessageFormat};
use super::exit::Exit;
use super::report::{self, LinesTo};
use super::{documents, sources, terminal};

/// Prints the differences. What is wrong with one document alone is not what is asked here.
pub fn run(args: &DiffArgs, format: MessageFormat) -> Result<Exit> {
    let mut texts = Texts::new();
    let first = read(&args.first, &mut texts, format)?;
    let second = read(&args.second, &mut texts, format)?;
    let differences = dms_document::compare(&first, &second);
    let mut shown = String::new();
    for difference in &differences {
        match format {
            MessageFormat::Json => shown += &format!("{}\n", json(difference, &texts)),
            MessageFormat::Human | MessageFormat::Github | MessageFormat::Sarif => {
                let places: Vec<String> = places(difference, &texts);
                let text = difference.to_string();
                let mut lines = text.lines();
                let head = lines.next().unwrap_or_default();
                shown += &format!("{}  ({})\n", visible(head), visible(&places.join(", ")));
                shown.extend(lines.map(|line| format!("{}\n", visible(line))));
            }
        }
    }
    terminal::data(shown.as_bytes())?;
    Ok(Exit::findings(!differences.is_empty()))
}

/// The document in a file; an error, after its findings, where it is none.
fn read(path: &Path, texts: &mut Texts, format: MessageFormat) -> Result<Document> {
    let mut diags = Diagnostics::new();
    match documents::read(path, texts, &mut diags)? {
        Some(document) => Ok(document),
        None => {
            report::findings(&diags, texts, format, LinesTo::Stderr)?;
            bail!("`{}` is no document of table mappings", sources::name(path)?)
        }
    }
}

fn places(difference: &Difference, texts: &Texts) -> Vec<String> {
    let place = |span: &Span| {
        let (line, _) = texts.line_column(span.text, span.start);
        format!("{}:{line}", texts.get(span.text).path)
    };
    match &difference.change {
        Change::OnlyFirst(span) | Change::OnlySecond(span) => vec![place(span)],
        Change::Differs { first, second, .. } => vec![place(first), place(second)],
    }
}

/// One difference as one line of JSON.
fn json(difference: &Difference, texts: &Texts) -> serde_json::Value {
    let places = places(difference, texts);
    let about = &difference.about;
    match &difference.change {
        Change::OnlyFirst(_) => serde_json::json!({"change": "only-first", "about": about, "places": places}),
        Change::OnlySecond(_) => serde_json::json!({"change": "only-second", "about": about, "places": places}),
        Change::Differs { facts, .. } => {
            let facts: Vec<serde_json::Value> = facts
                .iter()
                .map(|(key, first, second)| serde_json::json!({"key": key, "first": first, "second": second}))
                .collect();
            serde_json::json!({"change": "differs", "about": about, "places": places, "facts": facts})
        }
    }
}
