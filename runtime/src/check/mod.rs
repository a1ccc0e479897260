//! What tests of converters call: a model of DynamoDB's tables, and what the tests of generated modules expect of items.
//!
//! It is an aid for tests, not for programs: it panics where something is not as expected.

mod database;
mod expression;
mod history;
mod items;
mod model;

pub use database::{Answer, Database};
pub use history::{Change, History, delete, insert, load, truncate, update};
pub use items::{assert_items, assert_refused};
pub use model::{Attributes, Invalid, attributes, compare};
