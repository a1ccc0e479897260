//! `mapc completions`: what a shell needs to complete commands and options.

use anyhow::Result;
use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs};
use super::exit::Exit;
use super::terminal;

/// Prints the script for one shell.
pub fn run(args: &CompletionsArgs) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "mapc", &mut script);
    terminal::data(&script)?;
    Ok(Exit::Fine)
}
