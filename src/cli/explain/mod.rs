//! `mapc explain`: what a code means, or what a document of table mappings does.

mod code;
mod document;

use anyhow::Result;

use super::args::{ExplainArgs, MessageFormat};
use super::exit::Exit;

/// Prints what is asked for.
pub fn run(args: &ExplainArgs, format: MessageFormat) -> Result<Exit> {
    match &args.document {
        Some(path) => document::run(path, args.schema.as_deref(), format),
        None => code::run(args.code.as_deref()),
    }
}
