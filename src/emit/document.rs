//! What a stage hands out for one table: documents, from which files are assembled.
//!
//! A stage does not know how many tables a map has. It says of each document for whom it is, and the assembly decides in
//! which file it stands.

use std::borrow::Cow;

use super::list::List;
use crate::artefact::Kind;

/// Something that a service reads, made for one table of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The stage.
    pub stage: &'static str,
    /// Which of the stages of this name in the pipeline, from 1.
    pub occurrence: usize,
    /// What the file is called where it holds this document alone: `table-input.json`.
    pub file: &'static str,
    /// What it is.
    pub kind: Kind,
    /// For whom it is.
    pub scope: Scope,
    /// What it says.
    pub body: Body,
}

/// For whom a document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole map: every table gives the same bytes, and there is one file.
    Map,
    /// This table.
    Table,
    /// A resource that the tables of the map may share; all that do give the same bytes.
    Target(String),
}

/// What a document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A JSON value, indented for where it will stand, without a newline at the end.
    Json(Vec<u8>),
    /// Text in a language with comments to the end of a line, which begin with `comment`.
    Text {
        /// Ends in a newline.
        text: String,
        /// `--` or `//`.
        comment: &'static str,
        /// What ends a piece where several follow each other: `;`, or nothing.
        end: &'static str,
    },
    /// A list to which each table adds entries.
    List(List),
}

impl Document {
    /// The name of the stage in file names: `glue`, or `glue-2` for the second of a pipeline.
    pub fn label(&self) -> Cow<'static, str> {
        match self.occurrence {
            0 | 1 => Cow::Borrowed(self.stage),
            number => Cow::Owned(format!("{}-{number}", self.stage)),
        }
    }
}
