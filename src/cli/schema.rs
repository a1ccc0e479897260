//! `mapc schema`: what editors check schemas in YAML with.

use anyhow::Result;

use super::exit::Exit;
use super::terminal;

/// Prints the JSON Schema.
pub fn run() -> Result<Exit> {
    let schema = mapc::schema::json_schema();
    terminal::data(format!("{schema:#}\n").as_bytes())?;
    Ok(Exit::Fine)
}
