//! The `mapc` command.

mod cli;

use std::process::ExitCode;

/// A compilation of many tables keeps some small things of each and frees many others between them, which the allocator of
/// the C library searches for a third of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
