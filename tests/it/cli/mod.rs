//! The command line from outside: exit codes, what goes to which stream, and what is left on disk.

mod check;
mod compile;
mod diff;
mod env;
mod examples;
mod explain_document;
mod import_dms;
mod import_live;
mod import_sql;
mod init_from;
mod man;

use std::fs;
use std::io::Write;
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
fn fmt_writes_the_canonical_form_once() {
    let place = project();
    let path = place.path().join("shop.mapc");
    let canonical = fs::read_to_string(&path).expect("a text");
    fs::write(&path, canonical.replace("  field", "field    ")).expect("a file");
    let ran = run(place.path(), &["fmt", "--check", "."]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), "shop.mapc\n"));
    assert_ne!(fs::read_to_string(&path).expect("a text"), canonical);
    let ran = run(place.path(), &["fmt", "."]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), "1 file changed, 0 as before\n"));
    assert_eq!(fs::read_to_string(&path).expect("a text"), canonical);
    let ran = run(place.path(), &["fmt", "--check", "shop.mapc"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""));
}

#[test]
fn fmt_leaves_a_text_with_errors_and_formats_the_others() {
    let place = project();
    let good = place.path().join("shop.mapc");
    let canonical = fs::read_to_string(&good).expect("a text");
    fs::write(&good, format!("\n\n\n{canonical}")).expect("a file");
    let bad = "map x from a.b -> dms -> dynamodb y {\n pivott a = b\n}\n";
    fs::write(place.path().join("bad.mapc"), bad).expect("a file");
    let ran = run(place.path(), &["fmt", ".", "--message-format", "json"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
    let finding: serde_json::Value = serde_json::from_str(&ran.stderr).expect("one JSON object");
    assert_eq!(
        (finding["place"]["path"].as_str(), finding["place"]["start"]["line"].as_u64()),
        (Some("bad.mapc"), Some(2))
    );
    assert_eq!(fs::read_to_string(place.path().join("bad.mapc")).expect("a text"), bad);
    assert_eq!(fs::read_to_string(&good).expect("a text"), canonical);
}

#[test]
fn fmt_reads_stdin_and_writes_stdout() {
    let place = folder();
    let piped = |arguments: &[&str], text: &[u8]| -> Ran {
        let mut command = mapc(place.path());
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("mapc runs");
        child.stdin.take().expect("a pipe").write_all(text).expect("it reads");
        child.wait_with_output().expect("it ends").into()
    };
    let ran = piped(&["fmt", "-"], b"schema   s from mysql \"s.sql\"\r\n");
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(0), "schema s from mysql \"s.sql\"\n", ""));
    let ran = piped(&["fmt", "-", "--check"], b"schema   s from mysql \"s.sql\"\n");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), "stdin\n"));
    let ran = piped(&["fmt", "-"], b"\xff");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
    assert!(ran.stderr.contains(" --> stdin:1:1"), "{}", ran.stderr);
    refuses(place.path(), &["fmt", "-", "x.mapc"], "`-` stands for stdin and goes with no other path");
}

#[cfg(unix)]
#[test]
fn fmt_writes_where_a_link_leads() {
    let place = project();
    let link = place.path().join("link.mapc");
    std::os::unix::fs::symlink("shop.mapc", &link).expect("a link");
    let path = place.path().join("shop.mapc");
    fs::write(&path, format!("\n\n{}", fs::read_to_string(&path).expect("a text"))).expect("a file");
    assert_eq!(run(place.path(), &["fmt", "link.mapc"]).code, Some(0));
    assert!(link.symlink_metadata().expect("a link").is_symlink());
    assert!(fs::read_to_string(&path).expect("a text").starts_with("schema"));
}

#[test]
fn completions_are_for_the_shell_that_is_named() {
    let place = folder();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = run(place.path(), &["completions", shell]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        assert!(ran.stdout.contains("completions") && ran.stdout.contains("message-format"), "{shell}: {}", ran.stdout);
    }
    let Ok(bash) = Command::new("bash").arg("--version").output().map(|_| "bash") else {
        eprintln!("SKIPPED: no bash on this system");
        return;
    };
    let script = run(place.path(), &["completions", "bash"]).stdout
        + "\nCOMP_WORDS=(mapc comp); COMP_CWORD=1; _mapc mapc comp mapc; echo \"${COMPREPLY[@]}\"\n";
    fs::write(place.path().join("try.bash"), script).expect("a file");
    let said: Ran = Command::new(bash).arg("try.bash").current_dir(place.path()).output().expect("bash runs").into();
    assert_eq!(said.stdout, "compile completions\n", "{}", said.stderr);
}

#[test]
fn schema_prints_a_json_schema() {
    let place = folder();
    let ran = run(place.path(), &["schema"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let schema: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    jsonschema::meta::validate(&schema).expect("a schema");
    jsonschema::validator_for(&schema).expect("a schema that validates");
}

#[test]
fn colours_come_when_they_are_wanted() {
    let place = project();
    fs::write(place.path().join("bad.mapc"), "nonsense\n").expect("a file");
    let coloured = |arguments: &[&str]| run(place.path(), arguments).stderr.contains('\u{1b}');
    assert!(!coloured(&["check", "bad.mapc"]), "a pipe is no terminal");
    assert!(coloured(&["check", "bad.mapc", "--color", "always"]));
    assert!(coloured(&["--color", "always", "check", "absent"]));
    assert!(!coloured(&["check", "bad.mapc", "--color", "never"]));
}

#[test]
fn a_lock_does_not_stand_where_an_output_will() {
    let place = project();
    for lock in ["manifest.json", "purchase/review.txt"] {
        let message =
            format!("the lock would stand where the output `{lock}` is written: name another file by `--lock`");
        let lock = format!("out/{lock}");
        refuses(place.path(), &["compile", "shop.mapc", "--lock", &lock], &message);
        assert!(!place.path().join("out").exists(), "{lock}");
    }
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
