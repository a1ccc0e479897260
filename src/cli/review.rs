//! `mapc review`: the page that a reviewer of a mapping reads.

use anyhow::Result;
use mapc::artefact::Kind;

use super::args::{MessageFormat, ReviewArgs};
use super::exit::Exit;
use super::only::Only;
use super::report::{self, LinesTo};
use super::{project, terminal};

/// Prints the review of each mapping, or of the one that is named. Prints none when a finding is an error.
pub fn run(args: &ReviewArgs, format: MessageFormat) -> Result<Exit> {
    let compiled = project::compile(&args.project)?;
    let output = &compiled.output;
    report::findings(&output.diagnostics, &output.texts, format, LinesTo::Stderr)?;
    if output.diagnostics.any_errors() {
        return Ok(Exit::Findings);
    }
    let only = Only::named(&args.mapping, &output.artefacts)?;
    let reviews = output.artefacts.iter().filter(|artefact| artefact.kind == Kind::Review);
    let asked = reviews.filter(|review| only.holds(review.mapping.as_deref()));
    let pages: Vec<&[u8]> = asked.map(|review| review.bytes.as_slice()).collect();
    terminal::data(&pages.join(&b"\n"[..]))?;
    Ok(Exit::Fine)
}
