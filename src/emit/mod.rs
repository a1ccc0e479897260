//! Files from documents: a stage hands out documents table by table, and they are put together file by file.
//!
//! A map over one plainly named table has a file for each document. A map over many has one file for what all tables
//! share, and collects what belongs to single tables: lists are joined, JSON values become members of an object under the
//! name of the table, statements follow each other. Which of the two a map is depends on its text, never on how many
//! tables match.

mod assembly;
mod document;
mod errors;
pub mod json;
mod layout;
mod list;
mod parts;
mod store;
mod targets;

pub use assembly::Assembly;
pub use document::{Body, Document, Scope};
pub use errors::CODES;
pub use list::List;
pub use store::Store;
