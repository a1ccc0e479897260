//! The language: from text to tree, and from tree to canonical text.

pub mod tree;
