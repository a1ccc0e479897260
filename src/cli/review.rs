//! `mapc review`: the page that a reviewer of a mapping reads.

use anyhow::{Result, bail};
use mapc::artefact::{Artefact, Kind};
use mapc::diag::near_miss;

use super::args::{MessageFormat, ReviewArgs};
use super::exit::Exit;
use super::report::{self, JsonTo};
use super::{project, terminal};

/// Prints the review of each mapping, or of the one that is named. Prints none when a finding is an error.
pub fn run(args: &ReviewArgs, format: MessageFormat) -> Result<Exit> {
    let compiled = project::compile(&args.project)?;
    let output = &compiled.output;
    report::findings(&output.diagnostics, &output.texts, format, JsonTo::Stderr)?;
    if output.diagnostics.any_errors() {
        return Ok(Exit::Findings);
    }
    let reviews: Vec<&Artefact> = output.artefacts.iter().filter(|artefact| artefact.kind == Kind::Review).collect();
    let asked = |artefact: &&&Artefact| args.mapping.is_none() || args.mapping == artefact.mapping;
    let asked: Vec<&[u8]> = reviews.iter().filter(asked).map(|artefact| artefact.bytes.as_slice()).collect();
    if let Some(name) = args.mapping.as_ref().filter(|_| asked.is_empty()) {
        bail!(unknown(name, &reviews));
    }
    terminal::data(&asked.join(&b"\n"[..]))?;
    Ok(Exit::Fine)
}

fn unknown(name: &str, reviews: &[&Artefact]) -> String {
    let names: Vec<&str> = reviews.iter().filter_map(|artefact| artefact.mapping.as_deref()).collect();
    let help = match near_miss(name, names.iter().copied()) {
        Some(near) => format!("; there is `{near}`"),
        None if names.is_empty() => String::new(),
        None => format!("; there is {}", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    };
    format!("no mapping is called `{name}`{help}")
}
