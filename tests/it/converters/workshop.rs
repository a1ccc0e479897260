//! A crate around modules of converters, made in the folder of temporary files that cargo keeps for tests.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use mapc::Output;
use mapc::artefact::Kind;

use crate::support::compile::findings;
use crate::support::oracle::repository;

/// How a crate takes a module in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// `#[path = "…"] mod`
    AsFile,
    /// `include!`
    Included,
}

/// A crate of modules.
pub struct Workshop {
    folder: PathBuf,
}

/// The module of a map, which compiled without a finding.
pub fn module(output: &Output, map: &str) -> String {
    assert_eq!(findings(output), Vec::<String>::new(), "{map}");
    let found = output
        .artefacts
        .iter()
        .find(|artefact| artefact.kind == Kind::RustModule && artefact.mapping.as_deref() == Some(map));
    String::from_utf8(found.unwrap_or_else(|| panic!("{map} has no module")).bytes().into_owned()).expect("text")
}

impl Workshop {
    /// A new crate of this name, in place of an earlier one. Modules are called by their names.
    pub fn new(name: &str, edition: &str, taken: Taken, modules: &[(String, String)]) -> Workshop {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("converters").join(name);
        // What was built of the runtime stays.
        drop(fs::remove_dir_all(folder.join("src")));
        drop(fs::remove_dir_all(folder.join("tests")));
        fs::create_dir_all(folder.join("src/made")).expect("a folder");
        let mut lib = String::from("//! Converters, made by a test.\n\n");
        for (name, text) in modules {
            fs::write(folder.join(format!("src/made/{name}.converter.rs")), text).expect("a file");
            let path = format!("made/{name}.converter.rs");
            match taken {
                Taken::AsFile => writeln!(lib, "#[path = {path:?}]\npub mod {name};").expect("memory"),
                // Not public: what nobody calls must be no warning.
                Taken::Included => writeln!(lib, "mod {name} {{\n    include!({path:?});\n}}").expect("memory"),
            }
        }
        fs::write(folder.join("src/lib.rs"), lib).expect("a file");
        let runtime = repository("runtime");
        let manifest = format!(
            "[package]\nname = \"made-{name}\"\nversion = \"0.0.0\"\nedition = \"{edition}\"\n\n[workspace]\n\n\
             [dependencies]\nmapc-runtime = {{ path = {runtime:?} }}\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest).expect("a file");
        Workshop { folder }
    }

    /// Adds a file.
    pub fn add(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Runs cargo, which must succeed, and gives what it wrote to its output. Warnings are errors.
    pub fn cargo(&self, arguments: &[&str]) -> String {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let output = Command::new(cargo)
            .args(arguments)
            .arg("--offline")
            .arg("--quiet")
            .current_dir(&self.folder)
            .env("RUSTFLAGS", "-D warnings")
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .output()
            .expect("cargo runs");
        let said = String::from_utf8_lossy(&output.stderr);
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "cargo {arguments:?}: {}\n{said}\n{told}", self.folder.display());
        told.into_owned()
    }
}
