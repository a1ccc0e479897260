//! All that one import from a running database is told.

use std::path::PathBuf;

use anyhow::{Result, anyhow};
use mapc::schema::live::Choice;

use super::address::{Address, password_variable};
use super::password::{self, Password};
use crate::cli::args::{ImportLiveArgs, Tls};
use crate::cli::disk;

/// What to read, and how to get there.
pub struct Target {
    /// Where it is.
    pub address: Address,
    /// The password, if there is any.
    pub password: Option<Password>,
    /// Whether to speak TLS.
    pub tls: Tls,
    /// Certificates of authorities.
    pub tls_ca: Option<PathBuf>,
    /// How long connecting, and each query, may take.
    pub seconds: u64,
    /// Whether estimates of rows are wanted.
    pub rows: bool,
    /// Which schemas.
    pub schemas: Choice,
    /// Which tables.
    pub tables: Choice,
}

/// What the arguments ask for.
pub fn of(address: Address, args: &ImportLiveArgs) -> Result<Target> {
    if let Some(file) = &args.tls_ca {
        // Told as of any other file, before the server is bothered.
        disk::open(file).map_err(|why| anyhow!("the file of `--tls-ca` cannot be read: {why}"))?;
    }
    let default = if args.tls_ca.is_some() { Tls::Verify } else { Tls::Prefer };
    Ok(Target {
        password: password::read(args.password_file.as_deref(), password_variable(address.dialect))?,
        tls: args.tls.or(address.tls).unwrap_or(default),
        address,
        tls_ca: args.tls_ca.clone(),
        seconds: args.timeout.into(),
        rows: args.rows,
        schemas: Choice::of(args.schemas.clone()),
        tables: Choice::of(args.tables.clone()),
    })
}
