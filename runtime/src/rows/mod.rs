//! Rows of a file: which formats there are, and how records are read without copying them.
//!
//! - Memory is bounded by what a record may be long, whatever the length of the input.
//! - What is wrong with a record is data: its line, its place, its column, the fault, and its bytes, for a file of what was
//!   refused. Reading goes on with the next record, and no byte of the input is passed over in silence.
//! - NULL is never an empty text.

mod batch;
mod boolean;
mod clean;
mod columns;
mod data;
mod fault;
mod fields;
mod format;
mod json_text;
mod object;
mod plain;
mod reader;
mod record;
mod refused;
mod scan;
mod skip;
mod source;
mod span;
mod unescape;
mod walk;

pub use batch::{Batch, Records};
pub use fault::{ReadError, RowFault};
pub use format::{Format, Lines};
pub use reader::Reader;
pub use record::{FromField, Record};
pub use refused::Refused;
