//! Rows of files: what each format means, what is refused, and that no byte is passed over.

mod agree;
mod formats;
mod objects;
mod refused;
mod support;
