//! JSON with the place of every value, which no reader that builds the tree alone keeps.
//!
//! Strict, but for line ends and other control characters inside a text: the parser that DMS uses takes them, and published
//! documents hold some. Nesting is limited, so that neither reading nor dropping a value can end the program.

mod model;
mod read;

pub use model::{Json, Kind, Member};
pub use read::{Problem, read};
