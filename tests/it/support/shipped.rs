//! The mappings that the repository ships, and what they compile to.

use std::fs;

use mapc::{Files, Options, Output, Sources};

use crate::support::oracle::repository;

/// A folder of `mappings/`.
#[derive(Clone, Debug)]
pub struct Shipped {
    /// The folder's name.
    pub name: String,
    /// The text of the `.mapc` file that bears its name.
    pub text: String,
    /// The other `.mapc` files: path and text, in order.
    pub others: Vec<(String, String)>,
}

/// All of them, in order of name.
pub fn all() -> Vec<Shipped> {
    let root = repository("mappings");
    let mut names: Vec<String> = fs::read_dir(&root)
        .expect("there are shipped mappings")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name in UTF-8"))
        .collect();
    names.sort();
    names.into_iter().map(read).collect()
}

fn read(name: String) -> Shipped {
    let folder = repository("mappings").join(&name);
    let text = |file: &str| {
        let path = folder.join(file);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let of_its_own = format!("{name}.mapc");
    let mut others: Vec<String> = fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name in UTF-8"))
        .filter(|file| file.ends_with(".mapc") && *file != of_its_own)
        .collect();
    others.sort();
    let others = others.into_iter().map(|file| (file.clone(), text(&file))).collect();
    Shipped { text: text(&of_its_own), others, name }
}

impl Shipped {
    /// Compiles it as it is.
    pub fn compile(&self) -> Output {
        self.compile_as(&self.text)
    }

    /// Compiles `text` in place of the file that bears its name, without the other mappings.
    pub fn compile_alone_as(&self, text: &str) -> Output {
        Shipped { others: Vec::new(), ..self.clone() }.compile_as(text)
    }

    /// Compiles `text` in place of the file that bears its name, with the files beside it.
    pub fn compile_as(&self, text: &str) -> Output {
        let mut mappings = vec![(format!("{}.mapc", self.name), text.as_bytes().to_vec())];
        mappings.extend(self.others.iter().map(|(path, text)| (path.clone(), text.as_bytes().to_vec())));
        mapc::compile(&Sources { mappings, files: &Folder(self) }, &Options::default())
    }

    /// Whether the map of this name stands in the file that bears the folder's name.
    pub fn is_main(&self, map: &str) -> bool {
        self.text.lines().any(|line| line.strip_prefix("map ").is_some_and(|rest| rest.split(' ').next() == Some(map)))
    }
}

/// The files beside a shipped mapping.
struct Folder<'a>(&'a Shipped);

impl Files for Folder<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        fs::read(repository(&format!("mappings/{}/{path}", self.0.name))).map_err(|error| error.to_string())
    }
}
