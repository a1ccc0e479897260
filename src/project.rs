//! What goes into a compilation, and what comes out.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use crate::artefact::{Artefact, Kind};
use crate::diag::Diagnostics;
use crate::eval::Tried;
use crate::review::Format;
use crate::text::Texts;

/// The files that mappings name: a door to a disk, an archive, or a table in memory.
pub trait Files {
    /// The bytes of `path`, which is the text's folder joined with what the text says, with `/`. The error is a reason to
    /// be shown: `no such file`, `permission denied`.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;

    /// The same, piece by piece: for files that may be longer than memory. A door to a disk had better say how.
    ///
    /// # Errors
    ///
    /// As of `read`.
    fn open(&self, path: &str) -> Result<Box<dyn Read + '_>, String> {
        Ok(Box::new(Cursor::new(self.read(path)?)))
    }

    /// About how many bytes `open` gives, where that is known without reading them: so much room is made at once.
    fn length(&self, _path: &str) -> Option<usize> {
        None
    }
}

/// What is compiled together: one set of names.
pub struct Sources<'a> {
    /// The `.mapc` texts: path for messages (its folder is where the files it names are looked for), and bytes.
    pub mappings: Vec<(String, Vec<u8>)>,
    /// Where the files that they name come from.
    pub files: &'a dyn Files,
}

/// What differs between two compilations of the same texts.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Values of parameters, which win over those of `env`.
    pub params: BTreeMap<String, String>,
    /// The values of an environment, which win over defaults: the path for messages, and the bytes of a YAML mapping from
    /// parameters to scalars.
    pub env: Option<(String, Vec<u8>)>,
    /// The lock that the last compilation left, as text, and its path for messages.
    pub lock: Option<(String, String)>,
    /// The day, for waivers that end. Without it none has ended.
    pub today: Option<jiff::civil::Date>,
    /// The form of the reviews.
    pub review: Format,
}

/// What a compilation made.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// In order of path. Not to be written when the findings hold an error.
    pub artefacts: Vec<Artefact>,
    /// The reviews of the mappings without an error, where others have errors and there are no artefacts.
    pub pages: Vec<Artefact>,
    /// The lock to keep beside the mappings.
    pub lock: String,
    /// The examples of all texts, in their order.
    pub examples: Vec<Tried>,
    /// All findings of all steps, in reading order.
    pub diagnostics: Diagnostics,
    /// The texts that spans point into.
    pub texts: Texts,
}

impl Output {
    /// The reviews that can be shown: of all mappings, or where some have errors of the others.
    pub fn reviews(&self) -> impl Iterator<Item = &Artefact> {
        self.artefacts.iter().chain(&self.pages).filter(|artefact| artefact.kind == Kind::Review)
    }
}
