//! Schemas: what the readers make of small texts, of hostile ones, and of all real ones that are at hand.

mod corpus;
mod corpus_page;
mod hostile;
mod identifiers;
mod kinds;
pub mod reading;
mod revoked;
mod sql;
mod tokens;
mod yaml;
