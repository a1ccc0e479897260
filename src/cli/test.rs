//! `mapc test`: the examples of the mappings, one by one.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use mapc::diag::render::visible;
use mapc::eval::{Tried, Verdict};

use super::args::{MessageFormat, TestArgs};
use super::examples::not_run;
use super::exit::Exit;
use super::report::{self, LinesTo};
use super::write::Prepared;
use super::{disk, junit, project, sources, terminal};

/// The file that stands for stdout.
const STDOUT: &str = "-";

/// Runs the examples, and writes nothing but the report that is asked for.
pub fn run(args: &TestArgs, format: MessageFormat) -> Result<Exit> {
    let compiled = project::compile(&args.project)?;
    let output = &compiled.output;
    let to_stdout = args.junit.as_deref() == Some(Path::new(STDOUT));
    if let Some(file) = &args.junit {
        let report = junit::report(output)?;
        if to_stdout { terminal::data(&report)? } else { write(file, &report)? }
    }
    let listing: String = output.examples.iter().map(line).collect();
    if format == MessageFormat::Human && !to_stdout {
        terminal::data(listing.as_bytes())?;
    } else {
        terminal::message(&listing);
    }
    report::findings(
        &output.diagnostics,
        &output.texts,
        format,
        if to_stdout { LinesTo::Stderr } else { LinesTo::Stdout },
    )?;
    terminal::message(&summary(&output.examples));
    Ok(Exit::findings(output.diagnostics.any_errors()))
}

/// Puts the report in its place, and in that of an earlier one, but of nothing else. It is written though nothing changed:
/// Jenkins takes a report from before its build for one that was forgotten.
fn write(file: &Path, report: &[u8]) -> Result<()> {
    let shown = sources::name(file)?;
    if file.symlink_metadata().is_ok() {
        let there = disk::read(file).map_err(|why| anyhow!("`{shown}` cannot be replaced: {why}"))?;
        if !there.is_empty() && !there.starts_with(b"<?xml") {
            bail!("`{shown}` is there already, and is no report; nothing was written");
        }
    }
    let mut prepared = Prepared::new();
    prepared.add_anew(file, report)?;
    prepared.persist()
}

fn line(tried: &Tried) -> String {
    let word = match tried.verdict {
        Verdict::Passed => "ok      ",
        Verdict::Failed => "FAILED  ",
        Verdict::Unsound => "not run ",
    };
    let why = not_run(tried.verdict).map(|why| format!(" ({why})")).unwrap_or_default();
    format!("{word}{}: {}{why}\n", visible(&tried.map), visible(&tried.title))
}

fn summary(examples: &[Tried]) -> String {
    if examples.is_empty() {
        return "no examples\n".to_owned();
    }
    let count = |verdicts: &[Verdict]| examples.iter().filter(|tried| verdicts.contains(&tried.verdict)).count();
    let counts = [
        (count(&[Verdict::Passed]), "passed"),
        (count(&[Verdict::Failed]), "failed"),
        (count(&[Verdict::Unsound]), "not run"),
    ];
    let counts: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    format!("examples: {}\n", counts.join(", "))
}
