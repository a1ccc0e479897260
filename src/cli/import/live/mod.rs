//! `mapc import URL`: the tables of a running database, as a schema in YAML.
//!
//! All is read before anything is printed, so that a run that is cut short leaves nothing behind. What speaks to a server
//! (`door`) is there with the feature `live`; without it, the command says so.

mod address;
#[cfg(feature = "live")]
mod door;
#[cfg(feature = "live")]
mod password;
#[cfg(feature = "live")]
mod target;

use anyhow::{Result, bail};

use crate::cli::args::{ImportLiveArgs, MessageFormat};
use crate::cli::exit::Exit;
use address::Address;

/// Prints the tables of the database that `args` names.
pub fn run(args: &ImportLiveArgs, format: MessageFormat) -> Result<Exit> {
    let Some(url) = &args.url else { bail!("there is nothing to import") };
    import(address::read(url)?, args, format)
}

#[cfg(feature = "live")]
fn import(address: Address, args: &ImportLiveArgs, format: MessageFormat) -> Result<Exit> {
    door::import(&target::of(address, args)?, format)
}

#[cfg(not(feature = "live"))]
fn import(address: Address, _: &ImportLiveArgs, _: MessageFormat) -> Result<Exit> {
    bail!(
        "`{address}` cannot be read: this mapc is built without the feature `live`; build one that has it with `cargo install --path . \
         --features live` in its source, or import a dump with `mapc import sql FILE --dialect {}`",
        address.dialect.word()
    )
}
