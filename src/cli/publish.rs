//! Artefacts, manifest and lock on disk: what is there, what may be overwritten, what is no longer made.
//!
//! Invariants: a file that no manifest knows is never changed or removed; nothing outside the output folder is touched
//! but the lock; a link below the output folder is never followed. The manifest is written last, so that a run that is
//! cut off leaves one that still lists all that the next run may have to remove.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use mapc::artefact::Artefact;
use mapc::diag::render::visible;
use mapc::manifest::{self, Manifest, Unusable, is_safe_path};

use super::disk::{self, reason};
use super::write::Prepared;

/// Writes `artefacts` and their manifest to the folder `out`, and `lock` to its place; removes what the manifest there
/// lists and this compilation does not make.
pub fn publish(out: &Path, artefacts: &[Artefact], lock: &Path, lock_text: &str) -> Result<()> {
    let earlier = earlier(out)?;
    let manifest = Manifest::of(artefacts);
    let mut prepared = Prepared::new();
    if !lock_text.is_empty() {
        prepared.add(lock, lock_text.as_bytes())?;
    }
    for artefact in artefacts {
        let path = place(out, &artefact.path)?;
        let is_ours = earlier.as_ref().is_some_and(|earlier| earlier.lists(&artefact.path));
        if !is_ours && differs(&path, &artefact.bytes) {
            bail!(
                "`{}` is there already, and was not made by this project; move it away or choose another `--out`",
                path.display()
            );
        }
        prepared.add(&path, &artefact.bytes)?;
    }
    let stale = stale(earlier.as_ref(), &manifest, out)?;
    let mut last = Prepared::new();
    last.add(&out.join(manifest::FILE), manifest.render().as_bytes())?;
    prepared.persist()?;
    remove(out, &stale)?;
    last.persist()
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
    if !is_safe_path(path) {
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
fn differs(path: &Path, bytes: &[u8]) -> bool {
    match path.symlink_metadata() {
        Ok(kind) => !kind.is_file() || disk::read(path).is_ok_and(|old| old != bytes),
        Err(_) => false,
    }
}

/// The paths that only the earlier manifest lists. A manifest that lists what it cannot have made is not used at all.
fn stale(earlier: Option<&Manifest>, manifest: &Manifest, out: &Path) -> Result<Vec<String>> {
    let made: BTreeSet<&str> = manifest.artefacts.iter().map(|entry| entry.path.as_str()).collect();
    let mut stale = Vec::new();
    for entry in earlier.iter().flat_map(|earlier| &earlier.artefacts) {
        if !is_safe_path(&entry.path) || entry.path == manifest::FILE {
            bail!(
                "`{}` lists the path `{}`, which mapc cannot have written; nothing was removed",
                out.join(manifest::FILE).display(),
                visible(&entry.path)
            );
        }
        if !made.contains(entry.path.as_str()) && link_on_the_way(out, &entry.path).is_none() {
            stale.push(entry.path.clone());
        }
    }
    Ok(stale)
}

/// Removes files, then the folders that they leave empty.
fn remove(out: &Path, stale: &[String]) -> Result<()> {
    let mut folders = BTreeSet::new();
    for path in stale {
        let place = out.join(path);
        let is_folder = place.symlink_metadata().is_ok_and(|kind| kind.is_dir());
        if is_folder {
            continue;
        }
        match fs::remove_file(&place) {
            Err(error) if error.kind() != ErrorKind::NotFound && error.kind() != ErrorKind::NotADirectory => {
                bail!("`{}` cannot be removed: {}", place.display(), reason(&error));
            }
            Ok(()) | Err(_) => {}
        }
        let above = path.match_indices('/').map(|(at, _)| path[..at].to_owned());
        folders.extend(above);
    }
    // What lies deeper sorts later. One that still holds something stays: nobody asked for the reason.
    for folder in folders.iter().rev() {
        let _ = fs::remove_dir(out.join(folder));
    }
    Ok(())
}
