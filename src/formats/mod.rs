//! Spellings that several stages share. Nothing here knows a stage, a mapping or a shape.

pub mod arn;
pub mod bucket;
pub mod csv;
pub mod ddl;
pub mod hive;
