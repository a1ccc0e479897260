//! `mapc compile`: the artefacts of every stage, on disk.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, anyhow, bail};
use mapc::artefact::Artefact;
use mapc::diag::render::{github_file, visible};
use mapc::manifest;

use super::args::{CompileArgs, MessageFormat};
use super::exit::Exit;
use super::only::Only;
use super::outputs::{Made, outputs};
use super::report::{self, LinesTo};
use super::{disk, project, publish, sources, stale, terminal};

/// Compiles and, when no finding forbids it, writes artefacts, manifest and lock, or says which of them are stale.
pub fn run(args: &CompileArgs, format: MessageFormat) -> Result<Exit> {
    let compiled = project::compile(&args.project)?;
    let output = &compiled.output;
    report::findings(&output.diagnostics, &output.texts, format, LinesTo::Stdout)?;
    if output.diagnostics.any_errors() {
        return Ok(Exit::Findings);
    }
    let only = Only::named(&args.only, &output.artefacts)?;
    let made = Made { artefacts: &output.artefacts, only: &only, lock: &compiled.lock, lock_text: &output.lock };
    keep_lock_apart(&args.out, &made)?;
    if args.check {
        return check(&args.out, &made, format);
    }
    publish::publish(&args.out, &made)?;
    if format == MessageFormat::Human {
        terminal::data(listing(&args.out, &made)?.as_bytes())?;
    }
    Ok(Exit::Fine)
}

/// The lock must not stand where an output will.
fn keep_lock_apart(out: &Path, made: &Made<'_>) -> Result<()> {
    let absolute = |path: &Path| std::path::absolute(path).map_err(|error| anyhow!(disk::reason(&error)));
    let lock = absolute(made.lock)?;
    let outputs = made.artefacts.iter().map(|artefact| artefact.path.as_str()).chain([manifest::FILE]);
    for output in outputs {
        if absolute(&out.join(output))? == lock {
            bail!("the lock would stand where the output `{output}` is written: name another file by `--lock`");
        }
    }
    Ok(())
}

/// Shows what `compile` would change. It is for people where findings are JSON or SARIF, and goes to stderr. GitHub takes any line
/// of a log for a command that looks like one, so that it gets each file inside a command.
fn check(out: &Path, made: &Made<'_>, format: MessageFormat) -> Result<Exit> {
    let (list, looked_at) = stale::stale(out, &outputs(out, made)?)?;
    for stale in &list {
        let text = stale::shown(stale);
        match format {
            MessageFormat::Human => terminal::data(text.as_bytes())?,
            MessageFormat::Json | MessageFormat::Sarif => terminal::message(&text),
            MessageFormat::Github => {
                let text = format!("this file {}\n{text}", stale.why.words());
                let line = github_file(&stale.path, "not up to date", text.trim_end());
                terminal::data(format!("{line}\n").as_bytes())?;
            }
        }
    }
    let files = |count: usize| if count == 1 { "1 file is".to_owned() } else { format!("{count} files are") };
    if !list.is_empty() {
        let stale = files(list.len());
        terminal::message(&format!("{stale} not up to date; run the same command without `--check`\n"));
    } else if format == MessageFormat::Human {
        terminal::message(&format!("{} up to date\n", files(looked_at)));
    }
    Ok(Exit::findings(!list.is_empty()))
}

/// One line for each mapping: where its artefacts are, and how many.
fn listing(out: &Path, made: &Made<'_>) -> Result<String> {
    let out = sources::name(out)?;
    let mut folders: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let is_meant = |artefact: &&Artefact| made.only.holds(artefact.mapping.as_deref());
    for artefact in made.artefacts.iter().filter(is_meant) {
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
