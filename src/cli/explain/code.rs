//! `mapc explain CODE`: the page of a code, or all codes.

use std::fmt::Write;

use anyhow::{Result, bail};
use mapc::diag::{Code, near_miss};

use crate::cli::exit::Exit;
use crate::cli::terminal;

/// Prints the page of the code that is asked for, else a line for each code.
pub fn run(code: Option<&str>) -> Result<Exit> {
    let text = match code {
        Some(name) => page(name)?,
        None => list(),
    };
    terminal::data(text.as_bytes())?;
    Ok(Exit::Fine)
}

fn page(name: &str) -> Result<String> {
    // As it stands in a message: `error[dms/pivot]`.
    let bare = name.trim().trim_start_matches('[').trim_end_matches(']');
    if let Some(code) = mapc::codes().find(|code| code.name == bare) {
        return Ok(format!("{}\n", code.page.trim_end()));
    }
    match near_miss(bare, mapc::codes().map(|code| code.name)) {
        Some(near) => bail!("no code is called `{name}`; there is `{near}`"),
        None => bail!("no code is called `{name}`; `mapc explain` lists all of them"),
    }
}

/// Name and level, in the order of the alphabet.
fn list() -> String {
    let mut codes: Vec<&Code> = mapc::codes().collect();
    codes.sort_by_key(|code| code.name);
    let width = codes.iter().map(|code| code.name.len()).max().unwrap_or(0);
    codes.iter().fold(String::new(), |mut text, code| {
        let _ = writeln!(text, "{:width$}  {}", code.name, code.level);
        text
    })
}
