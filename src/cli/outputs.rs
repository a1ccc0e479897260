//! What should lie on disk after a compilation, judged against what lies there. Nothing here writes.
//!
//! Invariants: a file that no manifest knows is never to be changed or removed; nothing outside the output folder is
//! touched but the lock; a link below the output folder is never followed.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use mapc::artefact::Artefact;
use mapc::bytes::Bytes;
use mapc::diag::render::visible;
use mapc::manifest::{self, Manifest, Unusable};
use mapc::paths;

use super::disk::{self, reason};
use super::only::Only;

/// A compilation that is to be on disk.
#[derive(Debug)]
pub struct Made<'a> {
    /// Everything that was made.
    pub artefacts: &'a [Artefact],
    /// The mappings whose artefacts are meant; those of the others stay as they are, and so do their entries in the
    /// manifest.
    pub only: &'a Only,
    /// Where the lock lies.
    pub lock: &'a Path,
    /// What it is to hold; empty when there is nothing to keep.
    pub lock_text: &'a str,
}

/// The files of a compilation at their places.
#[derive(Debug)]
pub struct Outputs<'a> {
    /// The lock, if there is one.
    pub lock: Option<(PathBuf, &'a [u8])>,
    /// The artefacts.
    pub artefacts: Vec<(PathBuf, &'a Bytes)>,
    /// What an earlier compilation made and this one does not, relative to the output folder.
    pub superfluous: Vec<String>,
    /// The manifest.
    pub manifest: (PathBuf, Vec<u8>),
}

/// What the folder `out` should hold, and what should go. Refuses what would touch a file of somebody else.
pub fn outputs<'a>(out: &Path, made: &Made<'a>) -> Result<Outputs<'a>> {
    let earlier = earlier(out)?;
    let meant = || made.artefacts.iter().filter(|artefact| made.only.holds(artefact.mapping.as_deref()));
    let manifest = Manifest::of(meant());
    let mut artefacts = Vec::new();
    for artefact in meant() {
        let path = place(out, &artefact.path)?;
        let is_ours = earlier.as_ref().is_some_and(|earlier| earlier.lists(&artefact.path));
        if !is_ours && differs(&path, &artefact.content) {
            bail!(
                "`{}` is there already, and was not made by this project; move it away or choose another `--out`",
                path.display()
            );
        }
        artefacts.push((path, &artefact.content));
    }
    let superfluous = superfluous(earlier.as_ref(), &manifest, made.only, out)?;
    let kept = earlier.into_iter().flat_map(|earlier| earlier.artefacts);
    let manifest = manifest.with(kept.filter(|entry| !made.only.holds(entry.mapping.as_deref())));
    Ok(Outputs {
        lock: (!made.lock_text.is_empty()).then(|| (made.lock.to_owned(), made.lock_text.as_bytes())),
        artefacts,
        superfluous,
        manifest: (out.join(manifest::FILE), manifest.render().into_bytes()),
    })
}

/// The manifest of the last compilation, if there was one.
fn earlier(out: &Path) -> Result<Option<Manifest>> {
    let path = out.join(manifest::FILE);
    match fs::symlink_metadata(out).map(|_| fs::metadata(out)) {
        Ok(Ok(kind)) if kind.is_dir() => {}
        Ok(Ok(_)) => bail!("`{}` is not a folder", out.display()),
        Ok(Err(error)) => bail!("the folder `{}` cannot be read: {}", out.display(), reason(&error)),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => bail!("the folder `{}` cannot be read: {}", out.display(), reason(&error)),
    }
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Ok(_) | Err(_) => {}
    }
    let shown = path.display();
    let bytes = disk::read(&path).map_err(|why| anyhow!("`{shown}` cannot be read: {why}"))?;
    Manifest::parse(&bytes).map(Some).map_err(|unusable| match unusable {
        Unusable::Broken(why) => anyhow!(
            "`{shown}` is not a manifest that mapc wrote ({why}); restore it, or remove it with the files it listed"
        ),
        Unusable::Newer(version) => anyhow!(
            "`{shown}` has version {version}, written by a newer mapc; this one knows version {}",
            manifest::VERSION
        ),
    })
}

/// Where an artefact goes. Its path must lead straight there.
fn place(out: &Path, path: &str) -> Result<PathBuf> {
    if !paths::is_safe(path) {
        bail!("the path `{}` is not safe to write to", visible(path));
    }
    let place = out.join(path);
    if let Some(link) = link_on_the_way(out, path) {
        bail!("`{}` is a link; nothing is written through links in the output folder", link.display());
    }
    Ok(place)
}

/// The first folder between `out` and the file at `path` that is a link.
fn link_on_the_way(out: &Path, path: &str) -> Option<PathBuf> {
    let mut place = out.to_owned();
    let (folders, _) = path.rsplit_once('/')?;
    folders.split('/').find_map(|folder| {
        place.push(folder);
        let is_link = place.symlink_metadata().is_ok_and(|kind| kind.is_symlink());
        is_link.then(|| place.clone())
    })
}

/// Whether something else than these bytes is at `path`.
fn differs(path: &Path, bytes: &Bytes) -> bool {
    match path.symlink_metadata() {
        Ok(kind) if kind.is_file() => {
            !disk::holds(path, &bytes.pieces().collect::<Vec<&[u8]>>()) && disk::open(path).is_ok()
        }
        Ok(_) => true,
        Err(_) => false,
    }
}

/// The paths that only the earlier manifest lists, of the mappings that are meant. A manifest that lists what it cannot
/// have made is not used at all.
fn superfluous(earlier: Option<&Manifest>, manifest: &Manifest, only: &Only, out: &Path) -> Result<Vec<String>> {
    let made: BTreeSet<&str> = manifest.artefacts.iter().map(|entry| entry.path.as_str()).collect();
    let mut superfluous = Vec::new();
    for entry in earlier.iter().flat_map(|earlier| &earlier.artefacts) {
        if !paths::is_safe(&entry.path) || entry.path == manifest::FILE {
            bail!(
                "`{}` lists the path `{}`, which mapc cannot have written; nothing was removed",
                out.join(manifest::FILE).display(),
                visible(&entry.path)
            );
        }
        let is_meant = only.holds(entry.mapping.as_deref()) && !made.contains(entry.path.as_str());
        if is_meant && link_on_the_way(out, &entry.path).is_none() {
            superfluous.push(entry.path.clone());
        }
    }
    Ok(superfluous)
}
