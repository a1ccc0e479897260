//! The mappings that the repository ships, and what they compile to.

use std::fs;

use mapc::{Files, Options, Output, Sources};

use crate::support::oracle::repository;

/// A folder of `mappings/`.
#[derive(Clone, Debug)]
pub struct Shipped {
    /// The folder's name.
    pub name: String,
    /// The text of its `.mapc` file.
    pub text: String,
}

/// All of them, in order of name.
pub fn all() -> Vec<Shipped> {
    let root = repository("mappings");
    let mut names: Vec<String> = fs::read_dir(&root)
        .expect("there are shipped mappings")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name in UTF-8"))
        .collect();
    names.sort();
    names.into_iter().map(|name| Shipped { text: read(&name), name }).collect()
}

fn read(name: &str) -> String {
    let path = repository(&format!("mappings/{name}/{name}.mapc"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

impl Shipped {
    /// Compiles it as it is.
    pub fn compile(&self) -> Output {
        self.compile_as(&self.text)
    }

    /// Compiles `text` in its place, with the files beside it.
    pub fn compile_as(&self, text: &str) -> Output {
        let sources =
            Sources { mappings: vec![(format!("{}.mapc", self.name), text.as_bytes().to_vec())], files: &Folder(self) };
        mapc::compile(&sources, &Options::default())
    }
}

/// The files beside a shipped mapping.
struct Folder<'a>(&'a Shipped);

impl Files for Folder<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        fs::read(repository(&format!("mappings/{}/{path}", self.0.name))).map_err(|error| error.to_string())
    }
}
