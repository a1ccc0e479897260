//! The connection to a server: one session that only reads. The only code that is not synchronous.

mod mysql;
mod postgres;
mod session;
mod trouble;

use anyhow::{Context, Result};
use mapc::diag::{Diagnostics, apply_levels};
use mapc::schema::live::{self, MySqlServer, Rows, errors};
use mapc::schema::{Dialect, to_yaml};
use mapc::text::Texts;

use super::target::Target;
use crate::cli::args::MessageFormat;
use crate::cli::exit::Exit;
use crate::cli::report::{self, LinesTo};
use crate::cli::terminal;
use trouble::Trouble;

/// What a server says.
enum Catalogue {
    MySql(MySqlServer, Rows),
    Postgres(Rows),
}

/// Prints the tables of the target. What keeps them from being read is a finding, and nothing is printed then.
pub fn import(target: &Target, format: MessageFormat) -> Result<Exit> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.context("no connection can be made")?;
    let found = runtime.block_on(read(target));
    // Looking for a host may take longer than was waited for it.
    runtime.shutdown_background();

    let (mut texts, mut diags) = (Texts::new(), Diagnostics::new());
    let id = texts.add(target.address.to_string(), "");
    let schema = match found {
        Ok(Catalogue::MySql(server, rows)) => {
            Some(live::mysql(server, rows, target.address.database.as_deref(), id, &mut diags))
        }
        Ok(Catalogue::Postgres(rows)) => Some(live::postgres(rows, id, &mut diags)),
        Err(trouble) => {
            diags.push(trouble.finding(target));
            None
        }
    };
    if schema.as_ref().is_some_and(|schema| schema.tables.is_empty()) && !diags.any_errors() {
        diags.push(errors::no_table(&target.address.to_string()));
    }
    let diags = apply_levels(diags, &[]);
    report::findings(&diags, &texts, format, LinesTo::Stderr)?;
    let Some(schema) = schema else { return Ok(Exit::Failed) };
    if !schema.tables.is_empty() {
        terminal::data(to_yaml(&schema).as_bytes())?;
    }
    Ok(Exit::findings(diags.any_errors()))
}

async fn read(target: &Target) -> Result<Catalogue, Trouble> {
    let catalogue = if target.address.dialect == Dialect::Postgres {
        Catalogue::Postgres(postgres::read(target).await?)
    } else {
        let (server, rows) = mysql::read(target).await?;
        Catalogue::MySql(server, rows)
    };
    Ok(catalogue)
}
