//! How tests ask programs by other people, and what they do when one is not there.
//!
//! `./test` fetches the oracles into a cache folder and sets `MAPC_ORACLES`: `required` when an absent one is a failure,
//! `off` in the inner loop. Without it an oracle that is there is asked, and one that is not is skipped aloud.

use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Where `./test` puts what it fetches: `$MAPC_CACHE`, by default `~/.cache/mapc`.
pub fn cache() -> PathBuf {
    match env::var_os("MAPC_CACHE").filter(|value| !value.is_empty()) {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(env::var_os("HOME").unwrap_or_default()).join(".cache/mapc"),
    }
}

/// The path of a file of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Whether the oracle `name` can be asked: `reason` says what is missing, if anything is.
///
/// # Panics
///
/// When it is missing and `MAPC_ORACLES` is `required`.
pub fn is_there(name: &str, missing: Option<String>) -> bool {
    let wanted = env::var("MAPC_ORACLES").unwrap_or_default();
    let reason = if wanted == "off" { Some("switched off by --fast".to_owned()) } else { missing };
    let Some(reason) = reason else { return true };
    assert!(wanted != "required", "oracle {name} is required and absent: {reason}; ./test sets it up");
    // Past the test harness, which would keep it to itself.
    let _ = writeln!(std::io::stderr(), "SKIPPED ORACLE {name}: {reason}");
    false
}

/// The first of `paths` that does not exist, as a reason.
pub fn missing(paths: &[&Path]) -> Option<String> {
    paths.iter().find(|path| !path.exists()).map(|path| format!("{} is not there", path.display()))
}

/// What a program wrote on its standard output; its exit code must be 0 or 1 (fine, findings).
///
/// # Panics
///
/// When the program cannot run or says that it is not usable.
pub fn findings_of(program: &mut Command) -> String {
    let Output { status, stdout, stderr } = program.output().unwrap_or_else(|error| panic!("{program:?}: {error}"));
    let stdout = String::from_utf8(stdout).expect("the oracle writes UTF-8");
    let stderr = String::from_utf8_lossy(&stderr);
    assert!(matches!(status.code(), Some(0 | 1)), "{program:?}: {status}\n{stdout}{stderr}");
    stdout
}
