//! YAML, in the one file that sees its crate.
//!
//! Files are hostile: every reading has a limit of size, depth and nodes, and no alias multiplies anything.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_yaml::Location;
pub use serde_yaml::Spanned;

use crate::text::{Span, TextId};

/// A text and where it stands.
pub type Text = Spanned<String>;

/// The most of a file that is read.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the file, and of all its scalars.
    pub bytes: usize,
    /// Scalars, lists and mappings.
    pub nodes: usize,
}

/// Why a file was not read.
#[derive(Clone, Debug)]
pub struct Unread {
    /// Where reading ended.
    pub at: Span,
    /// What the reader says, without the place.
    pub problem: String,
}

/// The file, for places in it.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The text.
    pub id: TextId,
    content: &'a str,
}

impl<'a> Source<'a> {
    /// The text `id`, which is `content`.
    pub fn new(id: TextId, content: &'a str) -> Source<'a> {
        Source { id, content }
    }

    /// Reads the one document of the file.
    pub fn read<T: DeserializeOwned>(self, limits: Limits) -> Result<T, Unread> {
        serde_yaml::from_str_with_options(self.content, options(limits)).map_err(|error| {
            let problem = error.without_snippet().to_string();
            // The reader ends with the place, which is shown already.
            let problem = problem.rsplit_once(" at line ").map_or(problem.as_str(), |(problem, _)| problem);
            // What a programmer could set is no help to a reader.
            let problem =
                problem.split_once(", set DuplicateKeyPolicy").map_or(problem, |(problem, _)| problem).to_owned();
            Unread { at: self.place(error.location().unwrap_or(Location::UNKNOWN)), problem }
        })
    }

    /// Where a value stands.
    pub fn span<T>(self, spanned: &Spanned<T>) -> Span {
        self.place(spanned.referenced)
    }

    /// The place of a location; where it has no bytes, they are counted from line and column.
    fn place(self, location: Location) -> Span {
        let bytes = location.span().byte_offset().zip(location.span().byte_len());
        if let Some((start, length)) = bytes {
            let start = usize::try_from(start).unwrap_or(usize::MAX);
            let end = start.saturating_add(usize::try_from(length).unwrap_or(0));
            if self.content.get(start..end).is_some() {
                return Span::new(self.id, start, end);
            }
        }
        let line = usize::try_from(location.line()).unwrap_or(0).saturating_sub(1);
        let column = usize::try_from(location.column()).unwrap_or(0).saturating_sub(1);
        let start: usize = self.content.split_inclusive('\n').take(line).map(str::len).sum();
        let rest = self.content.get(start..).unwrap_or("");
        let length: usize =
            rest.chars().take_while(|character| *character != '\n').take(column).map(char::len_utf8).sum();
        Span::new(self.id, start + length, start + length)
    }
}

/// A document as YAML.
///
/// # Panics
///
/// When it holds what has no form in YAML; structs, lists, texts and numbers have one.
pub fn write(document: &impl Serialize) -> String {
    serde_yaml::to_string(document).expect("names, texts and flags have a form in YAML")
}

fn options(limits: Limits) -> serde_yaml::Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_events: limits.nodes.saturating_mul(2),
            max_nodes: limits.nodes,
            max_depth: 64,
            max_aliases: 0,
            max_anchors: 0,
            max_total_scalar_bytes: limits.bytes,
        },
        with_snippet: false,
    }
}
