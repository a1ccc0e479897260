//! `mapc init`: a small project that compiles, to start from, or a first mapping of a dump.

mod from;
mod text;

use std::path::Path;

use anyhow::{Result, bail};

use super::args::InitArgs;
use super::exit::Exit;
use super::write::Prepared;
use super::{sources, terminal};

/// Name and content of each file.
const FILES: &[(&str, &str)] =
    &[("shop.mapc", include_str!("init/shop.mapc")), ("shop.sql", include_str!("init/shop.sql"))];

/// Writes the project, and overwrites nothing.
pub fn run(args: &InitArgs) -> Result<Exit> {
    if let Some(dump) = &args.from {
        return from::run(&args.folder, dump, &args.dump);
    }
    let folder = sources::name(&args.folder)?;
    let taken = FILES.iter().find(|(name, _)| args.folder.join(name).symlink_metadata().is_ok());
    if let Some((name, _)) = taken {
        bail!("`{}` is there already; nothing was written", join(&folder, name));
    }
    if args.folder.symlink_metadata().is_ok() && !args.folder.is_dir() {
        bail!("`{folder}` is not a folder");
    }
    let mut prepared = Prepared::new();
    for (name, content) in FILES {
        prepared.add(&args.folder.join(name), content.as_bytes())?;
    }
    prepared.persist()?;
    let names: String = FILES.iter().map(|(name, _)| format!("{}\n", join(&folder, name))).collect();
    terminal::data(names.as_bytes())?;
    terminal::message(&format!("next: `mapc compile {}`\n", join(&folder, FILES[0].0)));
    Ok(Exit::Fine)
}

fn join(folder: &str, name: &str) -> String {
    if folder == "." { name.to_owned() } else { Path::new(folder).join(name).display().to_string() }
}
