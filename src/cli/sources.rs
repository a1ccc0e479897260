//! The mappings that the paths of a call stand for.
//!
//! What is found does not depend on the working directory, on the order of the arguments, or on the settings of the
//! machine: files are ordered by where they really are, and only ignore files inside the folders count.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use ignore::WalkBuilder;

use super::disk::{self, reason};

/// One `.mapc` file.
#[derive(Debug)]
pub struct Source {
    /// As the user wrote it, with `/`.
    pub name: String,
    /// Where it really is: at the end of all links.
    pub path: PathBuf,
}

/// The files that `paths` stand for, each once.
pub fn find(paths: &[PathBuf]) -> Result<Vec<Source>> {
    // By the real path: the same file may be named twice, and the order must not depend on how it is named.
    let mut found = BTreeMap::new();
    for path in paths {
        for file in files_of(path)? {
            let name = name(&file)?;
            let real = file.canonicalize().map_err(|error| anyhow!("`{name}` cannot be read: {}", reason(&error)))?;
            found.entry(real).or_insert(name);
        }
    }
    Ok(found.into_iter().map(|(path, name)| Source { name, path }).collect())
}

/// Name and bytes of each.
pub fn read(sources: &[Source]) -> Result<Vec<(String, Vec<u8>)>> {
    sources
        .iter()
        .map(|source| {
            let bytes = disk::read(&source.path).map_err(|why| anyhow!("`{}` cannot be read: {why}", source.name))?;
            Ok((source.name.clone(), bytes))
        })
        .collect()
}

/// The folder that `path` is, or lies in.
pub fn folder(path: &Path) -> PathBuf {
    if path.is_dir() {
        return path.to_owned();
    }
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent.to_owned(),
        Some(_) | None => PathBuf::from("."),
    }
}

/// `path` as a text with `/`, without `.` parts.
pub fn name(path: &Path) -> Result<String> {
    let text = path
        .to_str()
        .with_context(|| format!("the path `{}` is not UTF-8, which names in texts must be", path.display()))?;
    let parts: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    let plain = parts.to_str().unwrap_or(text);
    let plain = if std::path::MAIN_SEPARATOR == '/' { plain.to_owned() } else { plain.replace('\\', "/") };
    Ok(if plain.is_empty() { ".".to_owned() } else { plain })
}

fn files_of(path: &Path) -> Result<Vec<PathBuf>> {
    let shown = name(path)?;
    let kind = std::fs::metadata(path).map_err(|error| anyhow!("`{shown}` cannot be read: {}", reason(&error)))?;
    if !kind.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let files = walk(path)?;
    if files.is_empty() {
        bail!("the folder `{shown}` holds no `.mapc` file");
    }
    Ok(files)
}

/// The mappings below `folder`. Hidden files and what an ignore file inside it names are passed over.
fn walk(folder: &Path) -> Result<Vec<PathBuf>> {
    let walk = WalkBuilder::new(folder)
        .parents(false)
        .git_global(false)
        .git_exclude(false)
        .require_git(false)
        .follow_links(true)
        .sort_by_file_name(|a, b| a.cmp(b))
        .build();
    let mut files = Vec::new();
    for entry in walk {
        let entry = entry.map_err(|error| unreadable(folder, &error))?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        if is_file && entry.path().extension().is_some_and(|extension| extension == "mapc") {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

/// What the walk says, in our words; `path` is where it was, unless the error knows better.
fn unreadable(path: &Path, error: &ignore::Error) -> anyhow::Error {
    if let ignore::Error::WithPath { path, err } = error {
        return unreadable(path, err);
    }
    if let ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } = error {
        return unreadable(path, err);
    }
    if let ignore::Error::Loop { child, .. } = error {
        return anyhow!("`{}` cannot be read: the link leads back to a folder that it lies in", child.display());
    }
    let why = error.io_error().map_or_else(|| error.to_string(), reason);
    anyhow!("`{}` cannot be read: {why}", path.display())
}
