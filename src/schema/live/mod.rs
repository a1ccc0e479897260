//! Schemas of running databases: from the rows of their catalogues to tables. Nothing here speaks to a server.
//!
//! Types, and whatever else a dump says in the same words, go through the readers of SQL, so that a database and its dump
//! give the same.

mod assemble;
mod choice;
pub mod errors;
mod mysql;
mod postgres;
mod rows;

pub use choice::Choice;
pub use mysql::{Server as MySqlServer, mysql};
pub use postgres::{OLDEST as OLDEST_POSTGRES, postgres};
pub use rows::{CheckRow, ColumnRow, KeyRow, RelationRow, Rows, TableName, TypeRow};
