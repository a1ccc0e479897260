//! The outputs of a compilation, put on disk.
//!
//! The manifest is written last, so that a run that is cut off leaves one that still lists all that the next run may have
//! to remove.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Result, bail};

use super::disk::reason;
use super::outputs::{Made, outputs};
use super::write::Prepared;

/// Writes what was made, with its manifest, to the folder `out`, and the lock to its place; removes what the manifest
/// there lists and this compilation does not make.
pub fn publish(out: &Path, made: &Made<'_>) -> Result<()> {
    let outputs = outputs(out, made)?;
    let mut prepared = Prepared::new();
    if let Some((path, bytes)) = &outputs.lock {
        prepared.add(path, bytes)?;
    }
    prepared.add_all(&outputs.artefacts)?;
    let mut last = Prepared::new();
    let (path, bytes) = &outputs.manifest;
    last.add(path, bytes)?;
    prepared.persist()?;
    remove(out, &outputs.superfluous)?;
    last.persist()
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
    use std::path::PathBuf;

    use mapc::artefact::{Artefact, Kind};

    use super::super::only::Only;
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
            self.publish_only(&[], artefacts)
        }

        /// The same for these mappings alone.
        fn publish_only(&self, names: &[&str], artefacts: &[(&str, &str)]) -> Result<(), String> {
            let artefact = |(path, content): &(&str, &str)| Artefact {
                path: (*path).to_owned(),
                stage: Some("dms"),
                kind: Kind::TableMappings,
                mapping: path.split_once('/').map(|(mapping, _)| mapping.to_owned()),
                many: None,
                content: content.as_bytes().to_vec().into(),
            };
            let artefacts: Vec<Artefact> = artefacts.iter().map(artefact).collect();
            let root = self.0.path().display().to_string();
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            let only = Only::named(&names, &artefacts).expect("known names");
            let lock = self.0.path().join("mapc.lock");
            let made = Made { artefacts: &artefacts, only: &only, lock: &lock, lock_text: "lock" };
            publish(&self.out(), &made).map_err(|error| format!("{error:#}").replace(&root, "ROOT"))
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
    fn what_other_mappings_made_stays_when_one_is_meant() {
        let place = Place::new();
        let listed = || {
            let bytes = fs::read(place.out().join("manifest.json")).expect("a manifest");
            let manifest = mapc::manifest::Manifest::parse(&bytes).expect("a manifest");
            manifest.artefacts.into_iter().map(|entry| entry.path).collect::<Vec<_>>()
        };
        place.publish(&[("a/old.json", "1"), ("b/old.json", "1"), ("c/gone.json", "1")]).expect("published");
        place.publish_only(&["a"], &[("a/new.json", "2"), ("b/new.json", "2")]).expect("published");
        assert_eq!(place.tree(), ["a", "a/new.json", "b", "b/old.json", "c", "c/gone.json"]);
        assert_eq!(listed(), ["a/new.json", "b/old.json", "c/gone.json"]);
        // A path that now belongs to the one that is meant is listed once.
        place.publish(&[("a/new.json", "2"), ("b/new.json", "2")]).expect("published");
        assert_eq!(place.tree(), ["a", "a/new.json", "b", "b/new.json"]);
        assert_eq!(listed(), ["a/new.json", "b/new.json"]);
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
