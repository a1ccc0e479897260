//! The rules of a table-mapping document that say which rows and columns come along, and under which names. One file for
//! each kind of rule.

mod clauses;
pub(super) mod filter;
mod kind;
mod number;
