//! `mapc check`: findings, and nothing else.

use anyhow::Result;

use super::args::{MessageFormat, ProjectArgs};
use super::exit::Exit;
use super::report::{self, LinesTo};
use super::{project, terminal};

/// Compiles without writing.
pub fn run(args: &ProjectArgs, format: MessageFormat) -> Result<Exit> {
    let compiled = project::compile(args)?;
    let output = &compiled.output;
    report::findings(&output.diagnostics, &output.texts, format, LinesTo::Stdout)?;
    if output.diagnostics.is_empty() && format == MessageFormat::Human {
        let files = if compiled.files == 1 { "1 file".to_owned() } else { format!("{} files", compiled.files) };
        terminal::message(&format!("{files} checked, no findings\n"));
    }
    Ok(Exit::findings(output.diagnostics.any_errors()))
}
