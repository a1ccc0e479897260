//! Findings as people and programs read them: one file a format.
//!
//! Nothing here writes anywhere: a renderer returns text, and the door that asked for it prints it.

mod alike;
mod change;
mod escape;
mod github;
mod human;
mod json;
mod places;
mod sarif;
mod window;

pub use alike::varied;
pub use escape::{escaped, is_hidden, line as visible};
pub use github::{github, github_file};
pub use human::{Look, human, humans, summary};
pub use json::json;
pub use places::{Places, Position};
pub use sarif::sarif;
