//! Maps over many tables: how their files are put together, split and kept.

mod assembly;
mod compile;
