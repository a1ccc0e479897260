//! `mapc fmt`: mappings in their canonical form.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use mapc::diag::render::github_file;
use mapc::diag::{Diagnostics, apply_levels};
use mapc::syntax;
use mapc::text::Texts;

use super::args::{FmtArgs, MessageFormat};
use super::disk::reason;
use super::exit::Exit;
use super::report::{self, LinesTo};
use super::write::Prepared;
use super::{sources, terminal};

/// What messages call the text that comes from stdin.
const STDIN: &str = "stdin";

/// One text that is not canonical.
struct Change {
    name: String,
    path: PathBuf,
    text: String,
}

/// Formats what `args` names. A text with errors stays as it is; the others are formatted all the same.
pub fn run(args: &FmtArgs, format: MessageFormat) -> Result<Exit> {
    if args.paths.iter().any(|path| path == Path::new("-")) {
        return stdin(args, format);
    }
    let found = sources::find(&args.paths)?;
    let (mut texts, mut diags) = (Texts::new(), Diagnostics::new());
    let mut changes = Vec::new();
    for ((name, bytes), source) in sources::read(&found)?.into_iter().zip(&found) {
        if let Some(text) = formatted(&name, &bytes, &mut texts, &mut diags)
            && text.as_bytes() != bytes
        {
            changes.push(Change { name, path: source.path.clone(), text });
        }
    }
    let diags = in_reading_order(diags);
    report::findings(&diags, &texts, format, LinesTo::Stderr)?;
    if args.check {
        let names: String = changes.iter().map(|change| listed(&change.name, format)).collect();
        terminal::data(names.as_bytes())?;
        if format == MessageFormat::Human && !changes.is_empty() {
            let (files, have) = if changes.len() == 1 { ("file", "has") } else { ("files", "have") };
            let count = changes.len();
            terminal::message(&format!(
                "{count} {files} {have} another form than the canonical one: `mapc fmt` gives it\n"
            ));
        }
        return Ok(Exit::findings(diags.any_errors() || !changes.is_empty()));
    }
    write(&changes)?;
    if format == MessageFormat::Human {
        let files = if changes.len() == 1 { "file" } else { "files" };
        terminal::message(&format!("{} {files} changed, {} as before\n", changes.len(), found.len() - changes.len()));
    }
    Ok(Exit::findings(diags.any_errors()))
}

/// The line about a text that is not canonical. GitHub takes any line of a log for a command that looks like one.
fn listed(name: &str, format: MessageFormat) -> String {
    match format {
        MessageFormat::Human | MessageFormat::Json | MessageFormat::Sarif => format!("{name}\n"),
        MessageFormat::Github => {
            let message = "this text has another form than the canonical one, which `mapc fmt` gives it";
            format!("{}\n", github_file(name, "not formatted", message))
        }
    }
}

fn formatted(name: &str, bytes: &[u8], texts: &mut Texts, diags: &mut Diagnostics) -> Option<String> {
    let id = syntax::decode(name, bytes, texts, diags)?;
    let text = texts.get(id).content.clone();
    syntax::format(id, &text, diags)
}

/// What `deny` and `allow` lines say is not for `fmt`, which reads one text at a time.
fn in_reading_order(diags: Diagnostics) -> Diagnostics {
    apply_levels(diags, &[])
}

fn write(changes: &[Change]) -> Result<()> {
    let mut prepared = Prepared::new();
    for change in changes {
        prepared.add(&change.path, change.text.as_bytes())?;
    }
    prepared.persist()
}

/// From stdin to stdout. A text with errors gives no output, so that an editor keeps what it has.
fn stdin(args: &FmtArgs, format: MessageFormat) -> Result<Exit> {
    if args.paths.len() > 1 {
        bail!("`-` stands for stdin and goes with no other path");
    }
    let mut bytes = Vec::new();
    let limit = syntax::MAX_TEXT as u64 + 1;
    std::io::stdin()
        .lock()
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| anyhow!("stdin cannot be read: {}", reason(&error)))?;
    let (mut texts, mut diags) = (Texts::new(), Diagnostics::new());
    let text = formatted(STDIN, &bytes, &mut texts, &mut diags);
    let diags = in_reading_order(diags);
    report::findings(&diags, &texts, format, LinesTo::Stderr)?;
    let Some(text) = text else { return Ok(Exit::findings(true)) };
    if args.check {
        let canonical = text.as_bytes() == bytes;
        if !canonical {
            terminal::data(listed(STDIN, format).as_bytes())?;
        }
        return Ok(Exit::findings(!canonical));
    }
    terminal::data(text.as_bytes())?;
    Ok(Exit::findings(diags.any_errors()))
}
