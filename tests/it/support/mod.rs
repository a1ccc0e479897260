//! What several areas of the tests need.

pub mod compile;
pub mod corpus;
pub mod documents;
pub mod fences;
pub mod oracle;
pub mod out_folder;
pub mod planned;
pub mod rust_source;
pub mod shipped;
