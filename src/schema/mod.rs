//! Relational schemas, and the readers that make them: one folder a form.

mod model;

pub use model::{Check, Column, Dialect, Key, Schema, Table, TableKind};
