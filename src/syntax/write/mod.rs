//! From a tree that a program made to a canonical text.
//!
//! The tree is spelled token by token, names and texts escaped, and goes through the same printer as texts of people. Comments,
//! which no tree holds, stand beside the lines of a [`Page`].

mod items;
mod lines;
mod names;
mod policy;
mod values;

pub use items::{BodyLine, Node, Page};
pub use names::is_writable;

use super::format::format;
use crate::diag::Diagnostics;
use crate::text::Texts;

/// The canonical text of `page`; `None` where a name in it cannot be written, such as one with a line end.
pub fn write(page: &Page) -> Option<String> {
    let mut out = String::new();
    items::page(page, &mut out);
    let mut texts = Texts::new();
    let id = texts.add("page", out.as_str());
    format(id, &out, &mut Diagnostics::new())
}
