//! One call of the compiler, with what the arguments name read from disk.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use mapc::review::Format;
use mapc::{Options, Output, Sources};

use super::args::ProjectArgs;
use super::disk::{self, Disk};
use super::{env, params, sources};

/// What was compiled, and from where.
#[derive(Debug)]
pub struct Compiled {
    /// What came out.
    pub output: Output,
    /// How many mapping files there were.
    pub files: usize,
    /// Where the lock was read from, or would be.
    pub lock: PathBuf,
}

/// Compiles what `args` names.
pub fn compile(args: &ProjectArgs) -> Result<Compiled> {
    compile_with(args, Format::Text)
}

/// Compiles what `args` names, with reviews in this form.
pub fn compile_with(args: &ProjectArgs, review: Format) -> Result<Compiled> {
    let params = params::parse(&args.params)?;
    let found = sources::find(&args.paths)?;
    let folder = args.paths.first().map(|path| sources::folder(path)).unwrap_or_default();
    let env = args.env.as_deref().map(|name| env::read(&folder, name)).transpose()?;
    let lock = args.lock.clone().unwrap_or_else(|| folder.join("mapc.lock"));
    let options = Options { params, env, lock: read_lock(&lock)?, today: Some(today()), review };
    let sources = Sources { mappings: sources::read(&found)?, files: &Disk };
    let output = mapc::compile(&sources, &options);
    // A lock that is a link is written where it leads.
    let lock = if lock.is_symlink() { lock.canonicalize().unwrap_or(lock) } else { lock };
    Ok(Compiled { output, files: found.len(), lock })
}

/// Name and text of the lock, if there is one: the first compilation makes it.
fn read_lock(path: &Path) -> Result<Option<(String, String)>> {
    let name = sources::name(path)?;
    if matches!(path.try_exists(), Ok(false)) && path.symlink_metadata().is_err() {
        return Ok(None);
    }
    let bytes = disk::read(path).map_err(|why| anyhow!("the lock `{name}` cannot be read: {why}"))?;
    let text = String::from_utf8(bytes).map_err(|_| anyhow!("the lock `{name}` is not UTF-8"))?;
    Ok(Some((name, text)))
}

/// The day in UTC, which is the same for everybody who compiles now.
fn today() -> jiff::civil::Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}
