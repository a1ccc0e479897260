//! What can be proved of a mapping before any row was read; proofs report, they never change anything.
//!
//! - [`injective`]: can a key template give one text for two different tuples of values? Decided by automata, with a witness.
//! - [`check_pivots`]: can a name that comes from the data be that of a key? Decided from types and facts, with a value as witness.
//! - [`two_rows`]: do the columns of a key determine the row? Decided by the table's keys, with two rows as witness.
//!
//! What a column can hold comes from its type and from [`Facts`]: claims of the mapping ([`assumed`]) and constraints of
//! the schema ([`checked`]); [`known`] gathers both.

mod alphabet;
mod assumptions;
mod charset;
mod check_regex;
mod check_words;
mod checks;
mod claims;
mod dfa;
pub mod errors;
mod facts;
mod forms;
mod injective;
mod keys;
mod known;
mod language;
mod members;
mod pattern;
mod pivots;
mod question;
mod row_key;
mod samples;
mod search;
mod unique;
mod witness;
mod words;

pub use assumptions::assumed;
pub use charset::CharSet;
pub use checks::checked;
pub use facts::Facts;
pub use injective::{Part, Verdict, injective};
pub use keys::check_keys;
pub use known::known;
pub use language::ValueTexts;
pub use members::check_members;
pub use pattern::Pattern;
pub use pivots::check_pivots;
pub use samples::{sample, samples};
pub use unique::{Difference, TwoRows, two_rows};
pub use witness::Witness;
