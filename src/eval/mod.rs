//! The evaluator: the meaning of the language. Rows go through a mapping, so that examples run at every compile.
//!
//! - [`record`]: the record that one row becomes, or why it becomes none.
//! - [`keeps_away`]: the `where` line for which a row becomes no record.
//! - [`records`]: what several rows become, which with a pivot may be one record.
//! - [`example`]: an `example` block against what comes out.
//!
//! What leaves a row's record open (the time at which it was read) is [`Value::Unknown`] and never guessed.

mod arrive;
mod assumed;
mod compare;
mod condition;
mod ended;
pub mod errors;
mod examples;
mod filter;
mod fit;
mod groups;
mod history;
mod items;
mod key;
mod mask;
mod moment;
mod newer;
mod number;
mod pairing;
mod passage;
mod reading;
mod record;
mod rejection;
mod row;
mod state;
mod template;
mod tried;
mod value;

pub use errors::CODES;
pub use examples::example;
pub use filter::keeps_away;
pub use groups::{Made, records};
pub use record::record;
pub use rejection::{Rejection, Why};
pub use row::{Facts, Row};
pub use tried::{Tried, Verdict};
pub use value::{Member, Record, Value};
