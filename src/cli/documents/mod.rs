//! Documents of table mappings on the command line: reading them, and showing what they do to tables.

mod read;
mod tables;

pub use read::{read, schema};
pub use tables::tables;
