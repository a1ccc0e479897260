//! Real inputs, which are not part of the repository: `$MAPC_CORPUS`, by default `../shared/corpus`.

use std::env;
use std::io::Write;
use std::path::PathBuf;

/// The folder `part` of the real inputs; says so where it is not at hand.
pub fn folder(part: &str) -> Option<PathBuf> {
    let corpus = env::var_os("MAPC_CORPUS").filter(|value| !value.is_empty());
    let folder = corpus.map_or_else(|| PathBuf::from("../shared/corpus"), PathBuf::from).join(part);
    if folder.is_dir() {
        return Some(folder);
    }
    // Past the test harness, which would keep it to itself.
    let _ =
        writeln!(std::io::stderr(), "SKIPPED INPUT real inputs: no folder {}; MAPC_CORPUS names it", folder.display());
    None
}
