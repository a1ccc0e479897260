//! What `compile --check` finds: outputs that are not as the mappings give them. Nothing is written.

use std::path::Path;

use anyhow::{Result, anyhow};

use super::diff;
use super::disk;
use super::outputs::Outputs;
use super::sources;

/// The most files whose difference is shown; of the others only the name.
const MOST_FILES: usize = 20;

/// A file that is not as it should be.
#[derive(Debug)]
pub struct Stale {
    /// As the user would write it.
    pub path: String,
    /// What is the matter with it.
    pub why: Why,
    /// How it would change, in the unified form; `None` when too many files differ.
    pub diff: Option<String>,
}

/// What is the matter with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It holds something else.
    Differs,
    /// It is not there.
    Missing,
    /// The mappings make it no longer.
    Superfluous,
}

impl Why {
    /// In a few words.
    pub fn words(self) -> &'static str {
        match self {
            Why::Differs => "holds something else than the mappings give",
            Why::Missing => "is missing",
            Why::Superfluous => "is no longer made",
        }
    }
}

/// All stale files, and how many were looked at: the lock, the artefacts, what is to go, the manifest.
pub fn stale(out: &Path, outputs: &Outputs<'_>) -> Result<(Vec<Stale>, usize)> {
    let mut list = Vec::new();
    if let Some((path, bytes)) = &outputs.lock {
        compare(path, Some(&[bytes]), &mut list)?;
    }
    for (path, bytes) in &outputs.artefacts {
        compare(path, Some(&bytes.pieces().collect::<Vec<&[u8]>>()), &mut list)?;
    }
    for path in &outputs.superfluous {
        compare(&out.join(path), None, &mut list)?;
    }
    let (manifest, bytes) = &outputs.manifest;
    compare(manifest, Some(&[bytes]), &mut list)?;
    let files = usize::from(outputs.lock.is_some()) + outputs.artefacts.len() + 1;
    Ok((list, files))
}

/// Judges one file that should hold `new`, which stands in pieces, or not be there.
fn compare(path: &Path, new: Option<&[&[u8]]>, list: &mut Vec<Stale>) -> Result<()> {
    if new.is_some_and(|new| disk::holds(path, new)) {
        return Ok(());
    }
    let kind = path.symlink_metadata().ok();
    let why = match (&kind, new) {
        (None, None) => return Ok(()),
        // Where a folder has the name of a file that went, nothing would be removed.
        (Some(kind), None) if kind.is_dir() => return Ok(()),
        (Some(_), None) => Why::Superfluous,
        (None, Some(_)) => Why::Missing,
        (Some(_), Some(_)) => Why::Differs,
    };
    let old = match &kind {
        None => Vec::new(),
        // A link is not followed: `compile` puts a file in its place.
        Some(kind) if kind.is_symlink() => Vec::new(),
        Some(_) => disk::read(path).map_err(|reason| anyhow!("`{}` cannot be read: {reason}", path.display()))?,
    };
    let diff = (list.len() < MOST_FILES).then(|| diff::unified(&old, &new.unwrap_or_default().concat()));
    list.push(Stale { path: sources::name(path)?, why, diff });
    Ok(())
}

/// The difference as `diff -u` prints it, or one line where too many files differ.
pub fn shown(stale: &Stale) -> String {
    let path = mapc::diag::render::visible(&stale.path);
    match &stale.diff {
        None => format!("{path}: {}\n", stale.why.words()),
        Some(diff) => {
            let old = if stale.why == Why::Missing { "/dev/null" } else { &path };
            let new = if stale.why == Why::Superfluous { "/dev/null" } else { &path };
            format!("--- {old}\n+++ {new}\n{diff}")
        }
    }
}
