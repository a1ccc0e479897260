//! `mapc import sql`: the tables that a dump or a script declares, as a schema in YAML.
//!
//! The YAML means what the statements mean: a mapping that names it instead of the dump compiles to the same.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use mapc::diag::{Diagnostics, apply_levels};
use mapc::schema::{self, Dialect, Form, Skimmed, Unread};
use mapc::text::Texts;

use crate::cli::args::{ImportSqlArgs, MessageFormat};
use crate::cli::exit::Exit;
use crate::cli::report::{self, LinesTo};
use crate::cli::{disk, sources, terminal};

/// The schema of tables that the file does not qualify: none, so that the `schema` line which will name the YAML decides.
const UNQUALIFIED: &str = "";

/// Reads the file and prints its tables. What cannot be read is told, and the rest is printed all the same.
pub fn run(args: &ImportSqlArgs, format: MessageFormat) -> Result<Exit> {
    let dialect =
        Dialect::from_word(&args.dialect).with_context(|| format!("no dialect is called `{}`", args.dialect))?;
    let (name, skimmed) = skim(dialect, &args.file)?;
    let (mut texts, mut diags) = (Texts::new(), Diagnostics::new());
    let id = texts.add_with_gaps(name, skimmed.content, skimmed.gaps);
    let content = texts.get(id).content.clone();
    let schema = schema::read(Form::Sql(dialect), &UNQUALIFIED.into(), id, &content, &mut diags);
    let diags = apply_levels(diags, &[]);
    report::findings(&diags, &texts, format, LinesTo::Stderr)?;
    if !schema.tables.is_empty() {
        terminal::data(schema::to_yaml(&schema).as_bytes())?;
    }
    Ok(Exit::findings(diags.any_errors()))
}

/// The name of the file in messages, and what it says beside rows; `-` is stdin.
fn skim(dialect: Dialect, file: &Path) -> Result<(String, Skimmed)> {
    let (name, mut from, length): (String, Box<dyn Read>, Option<u64>) = if file == Path::new("-") {
        ("stdin".to_owned(), Box::new(std::io::stdin().lock()), None)
    } else {
        let name = sources::name(file)?;
        let (file, length) = disk::open(file).map_err(|why| anyhow!("`{name}` cannot be read: {why}"))?;
        (name, Box::new(file), Some(length))
    };
    let length = length.and_then(|length| usize::try_from(length).ok());
    let skimmed = schema::skim(dialect, &mut from, length).map_err(|why| match why {
        Unread::Io(error) => anyhow!("`{name}` cannot be read: {}", disk::reason(&error)),
        Unread::NotText(_) | Unread::TooLong => anyhow!("`{name}` cannot be read: {why}"),
    })?;
    Ok((name, skimmed))
}
