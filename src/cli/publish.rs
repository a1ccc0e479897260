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
use mapc::manifest::{self, Manifest, Unusable};
use mapc::paths;

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
        if !paths::is_safe(&entry.path) || entry.path == manifest::FILE {
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

#[cfg(test)]
mod tests {
    use mapc::artefact::Kind;

    use super::*;

    /// A folder for sources and one for output, and what lies in the latter.
    struct Place(tempfile::TempDir);

    impl Place {
        fn new() -> Place {
            Place(tempfile::tempdir().expect("a temporary folder"))
        }

        fn out(&self) -> PathBuf {
            self.0.path().join("out")
        }

        /// Publishes artefacts given by path and content; the error in one line.
        fn publish(&self, artefacts: &[(&str, &str)]) -> Result<(), String> {
            let artefact = |(path, content): &(&str, &str)| Artefact {
                path: (*path).to_owned(),
                stage: Some("dms"),
                kind: Kind::TableMappings,
                mapping: path.split_once('/').map(|(mapping, _)| mapping.to_owned()),
                bytes: content.as_bytes().to_vec(),
            };
            let artefacts: Vec<Artefact> = artefacts.iter().map(artefact).collect();
            let root = self.0.path().display().to_string();
            publish(&self.out(), &artefacts, &self.0.path().join("mapc.lock"), "lock")
                .map_err(|error| format!("{error:#}").replace(&root, "ROOT"))
        }

        fn write(&self, path: &str, content: &str) {
            let path = self.out().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            fs::write(path, content).expect("a file");
        }

        /// All files and folders below the output folder, but the manifest.
        fn tree(&self) -> Vec<String> {
            fn add(folder: &Path, prefix: &str, tree: &mut Vec<String>) {
                for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                    let name = format!("{prefix}{}", entry.file_name().display());
                    if entry.path().is_dir() {
                        add(&entry.path(), &format!("{name}/"), tree);
                    }
                    tree.push(name);
                }
            }
            let mut tree = Vec::new();
            add(&self.out(), "", &mut tree);
            tree.retain(|name| name != "manifest.json");
            tree.sort();
            tree
        }
    }

    #[test]
    fn what_is_no_longer_made_is_removed_with_its_empty_folders() {
        let place = Place::new();
        place.publish(&[("a/deep/x.json", "1"), ("a/y.json", "2"), ("b/z.json", "3")]).expect("published");
        place.write("b/mine.txt", "kept");
        place.publish(&[("a/y.json", "2")]).expect("published");
        assert_eq!(place.tree(), ["a", "a/y.json", "b", "b/mine.txt"]);
        place.publish(&[]).expect("published");
        assert_eq!(place.tree(), ["b", "b/mine.txt"]);
    }

    #[test]
    fn a_file_that_no_manifest_knows_is_not_overwritten() {
        let place = Place::new();
        place.write("a/x.json", "mine");
        let error = place.publish(&[("a/w.json", "0"), ("a/x.json", "1")]).expect_err("refused");
        assert_eq!(
            error,
            "`ROOT/out/a/x.json` is there already, and was not made by this project; move it away or choose another `--out`"
        );
        assert_eq!(place.tree(), ["a", "a/x.json"]);
        assert!(!place.0.path().join("mapc.lock").exists());
        // The same bytes do no harm: a run that was cut off left them.
        place.publish(&[("a/x.json", "mine")]).expect("published");
        place.publish(&[("a/x.json", "new")]).expect("published");
    }

    #[test]
    fn a_manifest_that_cannot_be_used_stops_everything() {
        for (content, reason) in [
            ("nonsense", "is not a manifest that mapc wrote"),
            (r#"{"version": 2, "artefacts": []}"#, "has version 2, written by a newer mapc; this one knows version 1"),
        ] {
            let place = Place::new();
            place.write("manifest.json", content);
            let error = place.publish(&[("a/x.json", "1")]).expect_err("refused");
            assert!(error.contains(reason), "{error}");
            assert_eq!(place.tree(), [""; 0]);
        }
    }

    #[test]
    fn a_manifest_cannot_have_files_elsewhere_removed() {
        for path in ["../victim", "/etc/victim", "a/../../victim", "manifest.json"] {
            let place = Place::new();
            fs::write(place.0.path().join("victim"), "kept").expect("a file");
            let entry = format!(r#"{{"path": "{path}", "stage": null, "kind": "x", "mapping": null, "sha256": ""}}"#);
            place.write("manifest.json", &format!(r#"{{"version": 1, "artefacts": [{entry}]}}"#));
            let error = place.publish(&[]).expect_err("refused");
            assert!(error.contains("which mapc cannot have written; nothing was removed"), "{error}");
            assert!(place.0.path().join("victim").exists());
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_below_the_output_folder_are_not_followed() {
        let place = Place::new();
        let elsewhere = place.0.path().join("elsewhere");
        fs::create_dir(&elsewhere).expect("a folder");
        fs::write(elsewhere.join("x.json"), "kept").expect("a file");
        place.publish(&[("a/x.json", "1")]).expect("published");
        fs::remove_dir_all(place.out().join("a")).expect("removed");
        std::os::unix::fs::symlink(&elsewhere, place.out().join("a")).expect("a link");
        let error = place.publish(&[("a/x.json", "2")]).expect_err("refused");
        assert_eq!(error, "`ROOT/out/a` is a link; nothing is written through links in the output folder");
        place.publish(&[]).expect("published");
        assert_eq!(fs::read_to_string(elsewhere.join("x.json")).expect("a file"), "kept");
    }

    #[test]
    fn when_one_place_is_taken_nothing_is_written() {
        let place = Place::new();
        place.publish(&[("a/x.json", "1")]).expect("published");
        fs::remove_file(place.out().join("a/x.json")).expect("removed");
        place.write("a/x.json/inside", "");
        let error = place.publish(&[("a/w.json", "0"), ("a/x.json", "1")]).expect_err("refused");
        assert_eq!(error, "`ROOT/out/a/x.json` cannot be written: it is a folder");
        assert_eq!(place.tree(), ["a", "a/x.json", "a/x.json/inside"]);
    }

    #[test]
    fn an_output_folder_that_is_none_is_said_so() {
        let place = Place::new();
        fs::write(place.out(), "").expect("a file");
        assert_eq!(place.publish(&[]), Err("`ROOT/out` is not a folder".to_owned()));
    }

    #[test]
    fn a_path_that_leads_elsewhere_is_never_written() {
        let place = Place::new();
        assert_eq!(place.publish(&[("../x", "1")]), Err("the path `../x` is not safe to write to".to_owned()));
    }
}
