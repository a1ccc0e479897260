//! The canonical text of a layout: what `mapc fmt` writes.
//!
//! Only blanks, newlines and signs without meaning change; every other token and every comment is written once, in
//! order. The result is its own canonical text.

mod blocks;
mod head;
mod record;
mod spacing;

pub(super) use blocks::print;
