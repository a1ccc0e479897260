//! `mapc import`: what people have, in a form of mapc's own. One file a kind of source.

mod dms;
mod live;
mod sql;

use anyhow::Result;

use super::args::{ImportArgs, Imported, MessageFormat};
use super::exit::Exit;

/// Prints what becomes of the source that `args` names.
pub fn run(args: &ImportArgs, format: MessageFormat) -> Result<Exit> {
    match &args.source {
        Some(Imported::Dms(args)) => dms::run(args, format),
        Some(Imported::Sql(args)) => sql::run(args, format),
        None => live::run(&args.live, format),
    }
}
