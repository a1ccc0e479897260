//! What mapc has to say about its input: findings with a code, a place and a way out.
//!
//! Wording lives with those who find: in the `errors.rs` of each folder. Here is what a finding is made of. Rendering is
//! in `render`, one file a format.

mod code;
mod finding;
mod levels;
mod near_miss;
pub mod render;

pub use code::{Code, Level};
pub use finding::{Diagnostic, Diagnostics, Edit, Fix, Label};
pub use levels::{LevelRule, apply_levels};
pub use near_miss::near_miss;
