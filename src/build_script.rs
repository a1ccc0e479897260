//! For `build.rs`: compiles mappings, and leaves their modules of Rust where `include!` finds them.
//!
//! With `cli` and `lsp` this is the only place that touches disk and environment.
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), mapc::build_script::Failed> {
//!     mapc::build_script::modules("mappings")
//! }
//! ```
//!
//! ```ignore
//! // src/lib.rs
//! mod purchase {
//!     include!(concat!(env!("OUT_DIR"), "/purchase.rs"));
//! }
//! ```

use std::fmt::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use crate::artefact::Kind;
use crate::diag::render::{self, Look, Places};
use crate::diag::{Diagnostics, Level};
use crate::text::Texts;
use crate::{Files, Options, Output, Sources};

/// Cargo shows it as it is.
const LOOK: Look = Look { colour: false, width: 100 };

/// Why there are no modules, as a person reads it: the findings, or what could not be read or written.
pub struct Failed(String);

/// What cargo shows of an error that `main` returns.
impl fmt::Debug for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no modules were made\n{}", self.0)
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failed {}

/// Compiles the mappings in `folder` (its `.mapc` files, not those of folders in it) and writes `NAME.rs` into `OUT_DIR` for
/// each map with a module. Cargo runs the script again when a mapping or a file that one names changes. Warnings become
/// warnings of the build.
///
/// # Errors
///
/// The mappings have an error, or a file cannot be read or written.
pub fn modules(folder: impl AsRef<Path>) -> Result<(), Failed> {
    let folder = folder.as_ref();
    let out =
        env::var_os("OUT_DIR").ok_or_else(|| Failed("`OUT_DIR` is not set: this is for build scripts".to_owned()))?;
    let disk = Watched;
    let mut mappings = Vec::new();
    for path in texts(folder)? {
        let name = path.display().to_string();
        let bytes = disk.read(&name).map_err(|why| Failed(format!("`{name}` cannot be read: {why}")))?;
        mappings.push((name, bytes));
    }
    // A new mapping is noticed by the folder.
    println!("cargo::rerun-if-changed={}", folder.display());
    let output = crate::compile(&Sources { mappings, files: &disk }, &Options::default());
    for warning in output.diagnostics.iter().filter(|finding| finding.level == Level::Warning) {
        let (code, message) = (warning.code.name, &warning.message);
        println!("cargo::warning=mapc: {message} [{code}]");
    }
    if output.diagnostics.any_errors() {
        return Err(Failed(shown(&output.diagnostics, &output.texts)));
    }
    write(&output, Path::new(&out))
}

/// The mappings of a folder, in order of name.
fn texts(folder: &Path) -> Result<Vec<PathBuf>, Failed> {
    let unreadable = |error: io::Error| Failed(format!("`{}` cannot be read: {error}", folder.display()));
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_file() && path.extension().is_some_and(|extension| extension == "mapc") {
            found.push(path);
        }
    }
    found.sort();
    if found.is_empty() {
        return Err(Failed(format!("the folder `{}` holds no `.mapc` file", folder.display())));
    }
    Ok(found)
}

/// The disk, of which cargo watches what is read.
struct Watched;

impl Files for Watched {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        println!("cargo::rerun-if-changed={path}");
        fs::read(path).map_err(|error| error.to_string())
    }
}

fn shown(diagnostics: &Diagnostics, texts: &Texts) -> String {
    let mut places = Places::new(texts);
    let mut shown = String::new();
    for finding in diagnostics.iter().filter(|finding| finding.level == Level::Error) {
        writeln!(shown, "{}", render::human(finding, &mut places, LOOK)).expect("memory");
    }
    shown
}

/// Writes the modules. A file that holds the same is left alone, so that what includes it is not built again.
fn write(output: &Output, out: &Path) -> Result<(), Failed> {
    for artefact in output.artefacts.iter().filter(|artefact| artefact.kind == Kind::RustModule) {
        // The folder of the map: its name, made safe for file systems.
        let Some((map, _)) = artefact.path.split_once('/') else { continue };
        let path = out.join(format!("{map}.rs"));
        let bytes = artefact.bytes();
        if fs::read(&path).is_ok_and(|there| there[..] == bytes[..]) {
            continue;
        }
        fs::write(&path, &bytes).map_err(|error| Failed(format!("`{}` cannot be written: {error}", path.display())))?;
    }
    Ok(())
}
