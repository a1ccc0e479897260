//! Modules of converters, compiled in crates of their own as a team would: without a warning, in two editions, included and as
//! files; and what they make of rows.

mod agree;
mod events;
mod histories;
mod hostile;
mod shipped;
mod workshop;
