//! The `mapc` command.

fn main() {}
