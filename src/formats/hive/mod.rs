//! Hive type strings: what `Type` holds in a Glue column, and what Firehose, Athena and Spark read from there.
//!
//! [`HiveType`] is mapc's model of them and prints the one spelling that mapc writes. [`HiveType::parse`] reads what Hive
//! 2.3.9 reads and refuses what it refuses, in its words. Hive reads more than is good to write: [`check`] is stricter.

mod check;
mod error;
mod letters;
mod model;
mod parse;
mod tokens;

pub use check::{Flaw, GLUE_TYPE_MAX, Place, check, check_text, is_name, is_plain_name};
pub use error::HiveTypeError;
pub use model::{HiveType, Member};
pub use parse::{BYTES_MAX, DEPTH_MAX};
