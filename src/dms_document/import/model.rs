//! What an import is told, and what comes of it.

use crate::syntax::write::Page;

/// What the document does not say.
#[derive(Clone, Debug)]
pub struct Choices {
    /// The kind of database, as a `schema … unchecked` line calls it; a guess where it is `None`.
    pub dialect: Option<String>,
    /// What the task is called.
    pub name: String,
    /// DMS refuses the document, for these reasons.
    pub refused: Vec<String>,
    /// What becomes of the tables of a schema, as comments.
    pub tables: Vec<String>,
}

/// A text that a document became.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The text.
    pub page: Page,
    /// Why it does not say all that the document says; nothing where it does.
    pub partial: Vec<String>,
}
