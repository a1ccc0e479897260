//! `mapc man`: the manual pages, made of the same texts as `--help`.

use anyhow::{Context, Result};
use clap::CommandFactory;
use clap_mangen::Man;

use super::args::{Cli, ManArgs};
use super::exit::Exit;
use super::write::Prepared;
use super::{sources, terminal};

/// Prints the page of `mapc`, or writes those of all commands into a folder.
pub fn run(args: &ManArgs) -> Result<Exit> {
    let mut command = Cli::command();
    // Gives the commands their full names, such as `mapc-compile`, and the options that all have.
    command.build();
    let Some(folder) = &args.out else {
        terminal::data(&page(&Man::new(command))?)?;
        return Ok(Exit::Fine);
    };
    let mut prepared = Prepared::new();
    let mut names = String::new();
    let mut left = vec![command];
    while let Some(command) = left.pop() {
        let below: Vec<_> = command.get_subcommands().filter(|command| !command.is_hide_set()).cloned().collect();
        left.extend(below.into_iter().rev());
        let man = Man::new(command);
        let path = folder.join(man.get_filename());
        prepared.add(&path, &page(&man)?)?;
        names += &format!("{}\n", sources::name(&path)?);
    }
    prepared.persist()?;
    terminal::data(names.as_bytes())?;
    Ok(Exit::Fine)
}

fn page(man: &Man) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    man.render(&mut page).context("the page cannot be made")?;
    Ok(page)
}
