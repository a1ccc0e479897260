//! Several files written as one: all are prepared beside their places before the first is put there.
//!
//! A file whose bytes do not change is not touched, so that its time stays. When anything fails, what was prepared is
//! removed, folders included.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use mapc::bytes::Bytes;
use rayon::prelude::*;
use tempfile::NamedTempFile;

use super::disk::{self, reason};

/// Files that are ready to be put in place. Dropping it leaves the disk as it was.
#[derive(Debug, Default)]
pub struct Prepared {
    files: Vec<(NamedTempFile, PathBuf)>,
    folders: Vec<PathBuf>,
    done: bool,
}

impl Prepared {
    /// Nothing to write yet.
    pub fn new() -> Prepared {
        Prepared::default()
    }

    /// Prepares `path` to hold `bytes`, unless it does already.
    pub fn add(&mut self, path: &Path, bytes: &[u8]) -> Result<()> {
        if disk::holds(path, &[bytes]) { Ok(()) } else { self.add_anew(path, bytes) }
    }

    /// Prepares all of them, as `add` does with one.
    pub fn add_all(&mut self, files: &[(PathBuf, &Bytes)]) -> Result<()> {
        let files: Vec<(&Path, Vec<&[u8]>)> =
            files.iter().map(|(path, bytes)| (path.as_path(), bytes.pieces().collect())).collect();
        let changed: Vec<&(&Path, Vec<&[u8]>)> =
            files.par_iter().filter(|(path, pieces)| !disk::holds(path, pieces)).collect();
        for (path, _) in &changed {
            self.make_folder(folder_of(path))?;
        }
        let prepared: Vec<Result<(NamedTempFile, PathBuf)>> =
            changed.par_iter().map(|(path, pieces)| beside(path, pieces)).collect();
        for file in prepared {
            self.files.push(file?);
        }
        Ok(())
    }

    /// Prepares `path` to hold `bytes`, with a time of now in any case.
    pub fn add_anew(&mut self, path: &Path, bytes: &[u8]) -> Result<()> {
        self.make_folder(folder_of(path))?;
        self.files.push(beside(path, &[bytes])?);
        Ok(())
    }

    /// Puts all files in their places, in the order in which they were added.
    pub fn persist(mut self) -> Result<()> {
        for (file, path) in std::mem::take(&mut self.files) {
            file.persist(&path)
                .map_err(|error| anyhow!(reason(&error.error)))
                .with_context(|| format!("`{}` cannot be written", path.display()))?;
            self.done = true;
        }
        self.done = true;
        Ok(())
    }

    /// Makes a folder and those above it, and remembers which are new.
    fn make_folder(&mut self, folder: &Path) -> Result<()> {
        let missing: Vec<&Path> =
            folder.ancestors().take_while(|part| *part != Path::new("") && part.symlink_metadata().is_err()).collect();
        for part in missing.into_iter().rev() {
            fs::create_dir(part)
                .map_err(|error| anyhow!(reason(&error)))
                .with_context(|| format!("the folder `{}` cannot be made", part.display()))?;
            self.folders.push(part.to_owned());
        }
        Ok(())
    }
}

impl Drop for Prepared {
    fn drop(&mut self) {
        if !self.done {
            self.files.clear();
            // The deepest first. One that somebody else has put something into stays.
            for folder in self.folders.iter().rev() {
                let _ = fs::remove_dir(folder);
            }
        }
    }
}

/// The folder that a file is in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        Some(_) | None => Path::new("."),
    }
}

/// A file with these bytes, which stand in pieces, beside `path`, which is to be its place.
fn beside(path: &Path, pieces: &[&[u8]]) -> Result<(NamedTempFile, PathBuf)> {
    let file = prepared(path, folder_of(path), pieces)
        .map_err(|error| anyhow!(reason(&error)))
        .with_context(|| format!("`{}` cannot be written", path.display()))?;
    Ok((file, path.to_owned()))
}

/// A file beside `path`, with the rights that a file made there would have, or has.
fn prepared(path: &Path, folder: &Path, pieces: &[&[u8]]) -> std::io::Result<NamedTempFile> {
    if path.is_dir() {
        return Err(std::io::ErrorKind::IsADirectory.into());
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".mapc-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    // Large pieces pass through, small ones are gathered.
    let mut writer = BufWriter::new(file.as_file_mut());
    pieces.iter().try_for_each(|piece| writer.write_all(piece))?;
    writer.flush()?;
    drop(writer);
    if let Ok(old) = path.symlink_metadata()
        && old.is_file()
    {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.flush()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn files_appear_together_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        fs::create_dir(root.join("taken")).expect("a folder");
        let mut prepared = Prepared::new();
        prepared.add(&root.join("new/deep/a.json"), b"a").expect("prepared");
        let error = prepared.add(&root.join("taken"), b"b").expect_err("a folder cannot be written");
        assert!(format!("{error:#}").ends_with("cannot be written: it is a folder"), "{error:#}");
        drop(prepared);
        assert_eq!(names(root), ["taken"]);
    }

    #[test]
    fn a_file_that_does_not_change_keeps_its_time() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.json");
        let write = |bytes: &[u8]| {
            let mut prepared = Prepared::new();
            prepared.add(&path, bytes).expect("prepared");
            prepared.persist().expect("written");
        };
        write(b"one");
        let old = std::time::SystemTime::UNIX_EPOCH;
        fs::File::options().write(true).open(&path).and_then(|file| file.set_modified(old)).expect("a time");
        write(b"one");
        assert_eq!(path.metadata().and_then(|kind| kind.modified()).expect("a time"), old);
        write(b"two");
        assert_ne!(path.metadata().and_then(|kind| kind.modified()).expect("a time"), old);
        assert_eq!(fs::read(&path).expect("bytes"), b"two");
        assert_eq!(names(folder.path()), ["a.json"]);
    }

    #[cfg(unix)]
    #[test]
    fn rights_are_kept_and_new_files_are_not_secret() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.json");
        let mode = || path.metadata().expect("a file").permissions().mode() & 0o777;
        let write = |bytes: &[u8]| {
            let mut prepared = Prepared::new();
            prepared.add(&path, bytes).expect("prepared");
            prepared.persist().expect("written");
        };
        write(b"one");
        let plain = folder.path().join("plain");
        fs::write(&plain, b"").expect("a file");
        assert_eq!(mode(), plain.metadata().expect("a file").permissions().mode() & 0o777);
        fs::set_permissions(&path, PermissionsExt::from_mode(0o640)).expect("rights");
        write(b"two");
        assert_eq!(mode(), 0o640);
    }
}
