//! `mapc import dms`: a document of table mappings becomes a mapping.

use anyhow::{Result, bail};
use mapc::diag::{Diagnostics, Level};
use mapc::dms_document::evaluate;
use mapc::dms_document::import::{Choices, import};
use mapc::schema::{Dialect, Schema};
use mapc::syntax::write::write;
use mapc::text::Texts;

use crate::cli::args::{ImportDmsArgs, MessageFormat};
use crate::cli::exit::Exit;
use crate::cli::report::{self, LinesTo};
use crate::cli::{documents, terminal};

/// Prints the mapping; findings, and what it could not say, go to stderr.
pub fn run(args: &ImportDmsArgs, format: MessageFormat) -> Result<Exit> {
    let (mut texts, mut diags) = (Texts::new(), Diagnostics::new());
    let document = documents::read(&args.file, &mut texts, &mut diags)?;
    let schema = args.schema.as_ref().map(|schema| documents::schema(schema, &mut texts)).transpose()?;
    let mut partial = Vec::new();
    if let Some(document) = &document {
        let errors = diags.iter().filter(|finding| finding.level == Level::Error);
        let tables = schema.as_ref().map(|schema| documents::tables(&evaluate(document, schema), schema));
        let name = args.file.file_stem().and_then(|stem| stem.to_str()).unwrap_or("task");
        let choices = Choices {
            dialect: args.dialect.clone().or_else(|| schema.as_ref().and_then(dialect)),
            name: name.to_owned(),
            refused: errors.map(|finding| finding.message.clone()).collect(),
            tables: tables
                .iter()
                .flat_map(|tables| tables.lines())
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect(),
        };
        let imported = import(document, &choices);
        let Some(text) = write(&imported.page) else { bail!("a name of the document cannot be written in a mapping") };
        terminal::data(text.as_bytes())?;
        partial = imported.partial;
    }
    report::findings(&diags, &texts, format, LinesTo::Stderr)?;
    if !partial.is_empty() {
        let count = partial.len();
        let what = if count == 1 { "one reason stands".to_owned() } else { format!("{count} reasons stand") };
        terminal::message(&format!("the mapping does not say all that the document says; {what} at its top\n"));
    }
    Ok(Exit::findings(diags.any_errors() || !partial.is_empty()))
}

/// The kind of database, where DMS reads it.
fn dialect(schema: &Schema) -> Option<String> {
    match schema.dialect {
        Dialect::MySql | Dialect::Postgres | Dialect::Oracle | Dialect::SqlServer => {
            Some(schema.dialect.word().to_owned())
        }
        Dialect::Sqlite => None,
    }
}
