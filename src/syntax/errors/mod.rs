//! What the language has to say about a text that does not follow it.

mod blocks;
mod codes;
mod conditions;
mod lines;
mod signs;
mod texts;
mod words;

pub use blocks::*;
pub use codes::*;
pub use conditions::*;
pub use lines::*;
pub use signs::*;
pub use texts::*;
