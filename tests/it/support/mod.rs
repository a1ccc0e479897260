//! What several areas of the tests need.

pub mod rust_source;
