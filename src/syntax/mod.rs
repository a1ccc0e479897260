//! The language: from text to tree, and from tree to canonical text.
//!
//! `lex` finds tokens, `layout` cuts lines and blocks, `pairs` reads one line by the grammar, `items` and its
//! neighbours put the tree together. A broken line is one finding and the others are read.

mod aliases;
mod body;
mod decode;
mod docs;
pub mod errors;
mod examples;
mod format;
mod items;
mod layout;
mod lex;
mod limits;
mod mistakes;
mod pairs;
mod parse;
mod print;
mod settings;
mod source;
pub mod tree;
pub mod write;

pub use decode::{MAX_TEXT, decode};
pub use format::format;
pub use parse::parse;
