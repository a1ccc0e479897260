//! What `compile` leaves on disk, and what `review` prints.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use mapc::manifest::Manifest;
use sha2::{Digest, Sha256};

use super::{mapc, project, refuses, run};

/// All files below `folder`, by their path.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn add(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = format!("{prefix}{}", entry.file_name().display());
            if entry.path().is_dir() {
                add(&entry.path(), &format!("{name}/"), files);
            } else {
                files.insert(name, fs::read(entry.path()).expect("a file"));
            }
        }
    }
    let mut list = BTreeMap::new();
    add(folder, "", &mut list);
    list
}

fn manifest(folder: &Path) -> Manifest {
    Manifest::parse(&fs::read(folder.join("manifest.json")).expect("a manifest")).expect("a manifest")
}

/// Changes the project's mapping.
pub fn edit(place: &Path, from: &str, to: &str) {
    let path = place.join("shop.mapc");
    let text = fs::read_to_string(&path).expect("a text");
    assert!(text.contains(from), "{from:?} is not in {text}");
    fs::write(path, text.replace(from, to)).expect("a file");
}

#[test]
fn the_manifest_lists_all_that_is_written() {
    let place = project();
    let ran = run(place.path(), &["compile", "."]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let out = place.path().join("out");
    let mut files = files(&out);
    files.remove("manifest.json");
    let entries = manifest(&out).artefacts;
    assert!(entries.iter().any(|entry| entry.kind == "table-mappings"), "{entries:?}");
    assert_eq!(ran.stdout, format!("purchase: out/purchase ({} files)\n", entries.len()));
    assert!(entries.iter().map(|entry| &entry.path).eq(files.keys()), "{entries:?}");
    for entry in &entries {
        let hash: String = Sha256::digest(&files[&entry.path]).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(entry.sha256, hash, "{}", entry.path);
    }
}

#[test]
fn a_second_compilation_touches_nothing() {
    let place = project();
    let out = place.path().join("out");
    assert_eq!(run(place.path(), &["compile", "."]).code, Some(0));
    let before = files(place.path());
    for name in before.keys() {
        let file = fs::File::options().write(true).open(place.path().join(name)).expect("a file");
        file.set_modified(SystemTime::UNIX_EPOCH).expect("a time");
    }
    assert_eq!(run(place.path(), &["compile", "shop.mapc", "--out", "out"]).code, Some(0));
    assert_eq!(files(place.path()), before);
    for name in files(&out).keys() {
        let time = out.join(name).metadata().and_then(|file| file.modified()).expect("a time");
        assert_eq!(time, SystemTime::UNIX_EPOCH, "{name}");
    }
}

#[test]
fn the_working_directory_changes_no_byte() {
    let (here, there) = (project(), project());
    fs::create_dir(there.path().join("deep")).expect("a folder");
    assert_eq!(run(here.path(), &["compile", "."]).code, Some(0));
    assert_eq!(run(&there.path().join("deep"), &["compile", "..", "--out", "../out"]).code, Some(0));
    assert_eq!(files(here.path()), files(there.path()));
    let absolute = there.path().join("shop.mapc");
    let absolute = absolute.to_str().expect("a path");
    assert_eq!(
        run(Path::new("/"), &["compile", absolute, "--out", there.path().join("out").to_str().expect("a path")]).code,
        Some(0)
    );
    assert_eq!(files(here.path()), files(there.path()));
}

#[test]
fn an_error_keeps_everything_as_it_was() {
    let place = project();
    edit(place.path(), "sort key productid", "sort key product_id");
    let ran = run(place.path(), &["compile", "."]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
    assert!(ran.stderr.contains("`product_id`") && ran.stderr.contains("\nfor more: `mapc explain "), "{}", ran.stderr);
    assert!(files(place.path()).keys().eq(["shop.mapc", "shop.sql"]));
}

#[test]
fn findings_in_json_are_a_line_each_on_stdout() {
    let place = project();
    edit(place.path(), "sort key productid", "sort key product_id\n  pivott x");
    for command in ["check", "compile"] {
        let ran = run(place.path(), &[command, ".", "--message-format", "json"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
        let findings: Vec<serde_json::Value> =
            ran.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(findings.len(), 2, "{}", ran.stdout);
        assert!(findings.iter().all(|finding| finding["version"] == 1 && finding["level"] == "error"));
        assert!(findings.iter().all(|finding| finding["place"]["path"] == "shop.mapc"));
    }
}

#[test]
fn what_is_no_longer_made_is_removed() {
    let place = project();
    assert_eq!(run(place.path(), &["compile", "."]).code, Some(0));
    fs::write(place.path().join("out/notes.txt"), "mine").expect("a file");
    edit(place.path(), "map purchase", "map order_line");
    edit(place.path(), "example purchase", "example order_line");
    assert_eq!(run(place.path(), &["compile", "."]).code, Some(0));
    let left: BTreeSet<String> = files(&place.path().join("out"))
        .into_keys()
        .map(|path| path.split('/').next().unwrap_or("").to_owned())
        .collect();
    assert!(left.iter().eq(["manifest.json", "notes.txt", "order_line"]), "{left:?}");
    assert!(!place.path().join("out/purchase").exists());
}

#[test]
fn a_file_of_somebody_else_is_not_overwritten() {
    let place = project();
    assert_eq!(run(place.path(), &["compile", "."]).code, Some(0));
    let path = manifest(&place.path().join("out")).artefacts[0].path.clone();
    fs::remove_dir_all(place.path().join("out")).expect("removed");
    let taken = place.path().join("out").join(&path);
    fs::create_dir_all(taken.parent().expect("a folder")).expect("folders");
    fs::write(&taken, "mine").expect("a file");
    refuses(
        place.path(),
        &["compile", "."],
        &format!(
            "`out/{path}` is there already, and was not made by this project; move it away or choose another `--out`"
        ),
    );
    assert!(files(&place.path().join("out")).keys().eq([&path]));
}

#[test]
fn a_place_that_cannot_be_written_is_said_so() {
    let place = project();
    fs::write(place.path().join("file"), "").expect("a file");
    refuses(place.path(), &["compile", ".", "--out", "file"], "`file` is not a folder");
    refuses(
        place.path(),
        &["compile", ".", "--out", "file/out"],
        "the folder `file/out` cannot be read: a part of the path is not a folder",
    );
    if !cfg!(target_os = "linux") {
        eprintln!("SKIPPED: no /proc on this system");
        return;
    }
    let ran = run(place.path(), &["compile", ".", "--out", "/proc/mapc"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.starts_with("error: the folder `/proc/mapc"), "{}", ran.stderr);
    assert!(files(place.path()).keys().eq(["file", "shop.mapc", "shop.sql"]));
}

#[test]
fn ids_stay_when_a_mapping_comes_and_another_is_compiled_alone() {
    let place = project();
    assert_eq!(run(place.path(), &["compile", "."]).code, Some(0));
    let artefact = || fs::read(place.path().join("out/purchase/dms.table-mappings.json")).expect("an artefact");
    let before = artefact();
    let second = fs::read_to_string(place.path().join("shop.mapc")).expect("a text");
    let second = second
        .split_once("\n")
        .expect("lines")
        .1
        .replace("map purchase", "map a_copy")
        .replace("dynamodb purchase", "dynamodb a_copy");
    let second = second.split("example").next().expect("a text").trim();
    fs::write(place.path().join("a.mapc"), format!("{second}\n")).expect("a file");
    let ran = run(place.path(), &["compile", "."]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(ran.stdout.lines().count(), 2);
    assert_eq!(artefact(), before);
    let lock = fs::read(place.path().join("mapc.lock")).expect("a lock");
    assert_eq!(run(place.path(), &["compile", "shop.mapc"]).code, Some(0));
    assert_eq!(fs::read(place.path().join("mapc.lock")).expect("a lock"), lock);
}

#[test]
fn a_broken_lock_is_a_finding_at_its_place() {
    let place = project();
    fs::write(place.path().join("mapc.lock"), "{\n<<<<<<< ours\n").expect("a file");
    let ran = run(place.path(), &["compile", "."]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.stderr.starts_with("error[lock/broken]: the lock cannot be read\n --> mapc.lock:2:1\n"),
        "{}",
        ran.stderr
    );
    assert!(!place.path().join("out").exists());
}

#[test]
fn mappings_that_differ_in_case_alone_get_folders_of_their_own() {
    let place = project();
    let text = fs::read_to_string(place.path().join("shop.mapc")).expect("a text");
    let copy = text.split_once("\n").expect("lines").1.split("example").next().expect("a text");
    let copy = copy.replace("map purchase", "map Purchase").replace("dynamodb purchase", "dynamodb purchase2");
    fs::write(place.path().join("copy.mapc"), copy).expect("a file");
    let ran = run(place.path(), &["compile", "."]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let entries = manifest(&place.path().join("out")).artefacts;
    let paths: BTreeSet<String> = entries.iter().map(|entry| entry.path.to_lowercase()).collect();
    assert_eq!(paths.len(), entries.len(), "{entries:?}");
}

#[test]
fn review_prints_what_compile_writes() {
    let place = project();
    let ran = run(place.path(), &["review", "shop.mapc", "--only", "purchase"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(run(place.path(), &["compile", "."]).code, Some(0));
    let out = place.path().join("out");
    let review = manifest(&out).artefacts.into_iter().find(|entry| entry.kind == "review").expect("a review");
    assert_eq!(ran.stdout.into_bytes(), fs::read(out.join(review.path)).expect("a file"));
    refuses(
        place.path(),
        &["review", ".", "--only", "purchsae"],
        "no mapping is called `purchsae`; there is `purchase`",
    );
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    use std::process::Stdio;
    let place = project();
    let mut child = mapc(place.path())
        .args(["review", "."])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("mapc runs");
    drop(child.stdout.take());
    let ended = child.wait_with_output().expect("it ends");
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]));
}
