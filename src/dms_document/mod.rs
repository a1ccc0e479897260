//! Documents of table mappings that people have: reading them, saying what is wrong with them, comparing two.
//!
//! This is about documents that were not written by mapc: everything in them may be missing, misspelt or doubled. What mapc
//! itself writes is in `stages/dms`. Facts about the service carry their source where they are used.

mod check;
pub mod compare;
pub mod describe;
pub mod effect;
pub mod errors;
pub mod evaluate;
pub mod import;
pub mod json;
mod meeting;
pub mod model;
mod naming;
pub mod pattern;
mod prefixes;
mod read;
mod tables;
mod template;
pub mod words;

pub use compare::compare;
pub use errors::CODES;
pub use evaluate::evaluate;
pub use import::import;

use crate::diag::Diagnostics;
use crate::text::TextId;
use model::Document;

/// The document that `content` spells, and what DMS would refuse, ignore or read otherwise than it looks, each with its place.
/// `None` where it is no JSON or holds no rules.
pub fn read(text: TextId, content: &str, diags: &mut Diagnostics) -> Option<Document> {
    let document = read::read(text, content, diags)?;
    check::check(&document, diags);
    Some(document)
}
