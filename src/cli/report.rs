//! Findings on their way out of the program.

use anyhow::Result;
use mapc::diag::Diagnostics;
use mapc::diag::render::{self, Look, Places};
use mapc::text::Texts;

use super::args::MessageFormat;
use super::terminal;

/// Where findings for programs go. Those for people always go to stderr.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinesTo {
    /// They are the data that the command gives.
    Stdout,
    /// The command has other data to give.
    Stderr,
}

/// Writes all findings, and for people how many there are.
pub fn findings(diagnostics: &Diagnostics, texts: &Texts, format: MessageFormat, to: LinesTo) -> Result<()> {
    let mut places = Places::new(texts);
    match format {
        MessageFormat::Human => {
            let look = Look { colour: true, width: terminal::width() };
            render::humans(diagnostics.iter(), &mut places, look, terminal::message);
            terminal::message(&render::summary(diagnostics));
        }
        MessageFormat::Json => {
            for diagnostic in diagnostics.iter() {
                line(&render::json(diagnostic, &mut places), to)?;
            }
        }
        MessageFormat::Github => {
            // GitHub shows ten errors and ten warnings of a step.
            for diagnostic in render::varied(diagnostics.iter()) {
                line(&render::github(diagnostic, &mut places), to)?;
            }
        }
        MessageFormat::Sarif => line(&render::sarif(diagnostics, texts.ids().next(), &mut places), to)?,
    }
    Ok(())
}

fn line(text: &str, to: LinesTo) -> Result<()> {
    let line = format!("{text}\n");
    match to {
        LinesTo::Stdout => terminal::data(line.as_bytes())?,
        LinesTo::Stderr => terminal::message(&line),
    }
    Ok(())
}
