//! `mapc compile`: the artefacts of every stage, on disk.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use mapc::artefact::Artefact;
use mapc::diag::render::visible;

use super::args::{CompileArgs, MessageFormat};
use super::exit::Exit;
use super::report::{self, JsonTo};
use super::{project, publish, sources, terminal};

/// Compiles and, when no finding forbids it, writes artefacts, manifest and lock.
pub fn run(args: &CompileArgs, format: MessageFormat) -> Result<Exit> {
    let compiled = project::compile(&args.project)?;
    let output = &compiled.output;
    report::findings(&output.diagnostics, &output.texts, format, JsonTo::Stdout)?;
    if output.diagnostics.any_errors() {
        return Ok(Exit::Findings);
    }
    publish::publish(&args.out, &output.artefacts, &compiled.lock, &output.lock)?;
    if format == MessageFormat::Human {
        terminal::data(listing(&args.out, &output.artefacts)?.as_bytes())?;
    }
    Ok(Exit::Fine)
}

/// One line for each mapping: where its artefacts are, and how many.
fn listing(out: &Path, artefacts: &[Artefact]) -> Result<String> {
    let out = sources::name(out)?;
    let mut folders: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for artefact in artefacts {
        let Some(mapping) = &artefact.mapping else { continue };
        let folder = artefact.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        *folders.entry((mapping, folder)).or_default() += 1;
    }
    let line = |((mapping, folder), count): ((&str, &str), usize)| {
        let files = if count == 1 { "file" } else { "files" };
        format!("{}: {out}/{folder} ({count} {files})\n", visible(mapping))
    };
    Ok(folders.into_iter().map(line).collect())
}
