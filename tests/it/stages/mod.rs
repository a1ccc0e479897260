//! The stages, seen from outside: laws that hold for each of them, what they accept, and what they refuse where.

mod added;
mod base;
mod dms_model;
mod documents;
mod faults;
mod file_types;
mod filters;
mod kafka;
mod laws;
mod transformations;
mod types;
