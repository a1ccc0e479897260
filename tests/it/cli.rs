//! The command line from outside: exit codes, what goes to which stream, and what is left on disk.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// What a command gave: exit code, stdout, stderr.
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what is printed is UTF-8");
        Ran { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

fn mapc(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mapc"));
    command.current_dir(folder).env_remove("CLICOLOR_FORCE").env("COLUMNS", "100").stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    mapc(folder).args(arguments).output().expect("mapc runs").into()
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// The project that `mapc init` writes.
fn project() -> TempDir {
    let folder = folder();
    assert_eq!(run(folder.path(), &["init"]).code, Some(0));
    folder
}

/// Fails with code 2 and this one sentence, and prints no data.
#[track_caller]
fn refuses(folder: &Path, arguments: &[&str], sentence: &str) {
    let ran = run(folder, arguments);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(2), format!("error: {sentence}\n").as_str()), "{arguments:?}");
    assert_eq!(ran.stdout, "");
}

#[test]
fn help_and_usage_read_well() {
    trycmd::TestCases::new().env("COLUMNS", "100").case("tests/cli/*.trycmd");
}

#[test]
fn a_path_that_leads_to_no_mapping_is_refused() {
    let place = folder();
    fs::create_dir(place.path().join("empty")).expect("a folder");
    refuses(place.path(), &["check", "absent.mapc"], "`absent.mapc` cannot be read: no such file or folder");
    refuses(place.path(), &["check", "empty"], "the folder `empty` holds no `.mapc` file");
    refuses(place.path(), &["compile", "."], "the folder `.` holds no `.mapc` file");
    assert!(!place.path().join("out").exists());
}

#[cfg(unix)]
#[test]
fn paths_that_no_text_could_name_are_refused() {
    use std::os::unix::ffi::OsStrExt;
    let place = folder();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.mapc");
    fs::write(place.path().join(name), "").expect("a file");
    let ran: Ran = mapc(place.path()).args(["check", "."]).output().expect("mapc runs").into();
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("is not UTF-8"), "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn devices_and_links_in_circles_are_refused() {
    let place = folder();
    let link = |to: &str, at: &str| std::os::unix::fs::symlink(to, place.path().join(at)).expect("a link");
    refuses(place.path(), &["check", "/dev/zero"], "`/dev/zero` cannot be read: it is not a regular file");
    fs::create_dir_all(place.path().join("a/b")).expect("folders");
    link("..", "a/b/up");
    refuses(place.path(), &["check", "a"], "`a/b/up` cannot be read: the link leads back to a folder that it lies in");
    link("self.mapc", "self.mapc");
    refuses(place.path(), &["check", "self.mapc"], "`self.mapc` cannot be read: the links lead in a circle");
}

#[test]
fn init_writes_a_project_and_overwrites_nothing() {
    let place = folder();
    let ran = run(place.path(), &["init", "new/shop"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "new/shop/shop.mapc\nnew/shop/shop.sql\n"));
    fs::remove_file(place.path().join("new/shop/shop.mapc")).expect("removed");
    refuses(place.path(), &["init", "new/shop"], "`new/shop/shop.sql` is there already; nothing was written");
    assert!(!place.path().join("new/shop/shop.mapc").exists());
}

#[test]
fn what_init_writes_compiles_without_a_finding() {
    let place = project();
    let ran = run(place.path(), &["check", "."]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), "1 file checked, no findings\n"));
}

#[test]
fn a_lock_that_is_not_one_stops_compiling() {
    let place = project();
    fs::write(place.path().join("mapc.lock"), [0xff]).expect("a file");
    refuses(place.path(), &["compile", "shop.mapc"], "the lock `mapc.lock` is not UTF-8");
}

#[test]
fn stdout_that_is_full_or_closed_is_no_panic() {
    let place = folder();
    let Ok(full) = fs::File::options().write(true).open("/dev/full") else {
        eprintln!("SKIPPED: no /dev/full on this system");
        return;
    };
    let ran: Ran =
        mapc(place.path()).arg("explain").stdout(full).stderr(Stdio::piped()).output().expect("mapc runs").into();
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(2), "error: stdout cannot be written: the disk is full\n"));

    let mut child =
        mapc(place.path()).arg("explain").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
    drop(child.stdout.take());
    let ran: Ran = child.wait_with_output().expect("it ends").into();
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
}

#[test]
fn every_code_is_listed_and_explained() {
    let place = folder();
    let list = run(place.path(), &["explain"]).stdout;
    for code in mapc::codes() {
        assert!(list.lines().any(|line| line.split_whitespace().next() == Some(code.name)), "{}", code.name);
        let page = run(place.path(), &["explain", code.name]);
        assert_eq!(page.code, Some(0));
        assert!(page.stdout.starts_with(&format!("# {}\n", code.name)), "{}", page.stdout);
    }
}
