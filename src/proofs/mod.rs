//! What can be proved of a mapping before any row was read; proofs report, they never change anything.
//!
//! - [`injective`]: can a key template give one text for two different tuples of values? Decided by automata, with a witness.
//! - [`two_rows`]: do the columns of a key determine the row? Decided by the table's keys, with two rows as witness.
//!
//! What a column can hold comes from its type and from [`Facts`]: claims of the mapping ([`assumed`]) and constraints of
//! the schema ([`checked`]).

mod alphabet;
mod charset;
mod dfa;
mod facts;
mod forms;
mod injective;
mod language;
mod pattern;
mod search;
mod witness;
mod words;

pub use charset::CharSet;
pub use facts::Facts;
pub use injective::{Part, Verdict, injective};
pub use language::ValueTexts;
pub use pattern::Pattern;
pub use witness::Witness;
