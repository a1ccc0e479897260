//! mapc compiles a mapping of relational tables into what every stage of a migration needs.
#![warn(missing_docs)]

pub mod artefact;
mod codes;
pub mod diag;
pub mod formats;
pub mod lock;
pub mod manifest;
pub mod mapping;
pub mod paths;
pub mod plan;
mod project;
pub mod proofs;
pub mod resolve;
pub mod schema;
pub mod settings;
pub mod shape;
pub mod stage;
pub mod stages;
pub mod syntax;
pub mod text;
pub mod types;
pub mod value;

pub use codes::codes;
pub use project::{Files, Options, Output, Sources};

/// Compiles a project: all mappings that `sources` lists, with the files that they name. Does no I/O of its own and reads
/// no clock. Always returns what it could make; whether it may be used is told by the findings.
pub fn compile(_sources: &Sources<'_>, _options: &Options) -> Output {
    Output::default()
}
