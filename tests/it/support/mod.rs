//! What several areas of the tests need.

pub mod oracle;
pub mod out_folder;
pub mod rust_source;
